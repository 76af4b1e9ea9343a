import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import {
  describeInBrowser,
  startBrowser,
  type TestBrowser,
  type Visit,
  type VisitOptions,
} from './support/browser.js';
import { tabTo } from './support/keyboard.js';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.js';
import { card, cardButton, open } from './support/screens.js';

describeInBrowser('in the browser, a token request', () => {
  let sandbox: SandboxProcess;
  let browser: TestBrowser;
  const visits: Visit[] = [];

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandboxProcess(), startBrowser()]);
  });

  afterEach(async () => {
    const complaints = visits.flatMap((visit) => visit.complaints);
    await Promise.all(visits.splice(0).map(({ page }) => page.context().close()));
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  async function visit(options?: VisitOptions) {
    const made = await browser.visit(sandbox.url, options);
    visits.push(made);
    return made.page;
  }

  it('is approved by a click, after which the token reads what it asked for', async () => {
    await sandbox.ask('to-approve');
    const mona = await visit({ as: 'mona', path: '/github/settings/personal-access-tokens' });
    const row = mona.locator('.box > li').filter({ hasText: 'to-approve' });
    await row.getByRole('button', { name: 'Try the token' }).click();
    await row.getByText('404').waitFor();
    const olivia = await visit();

    await cardButton(olivia, 'to-approve', 'Approve').click();

    await card(olivia, 'to-approve').getByText('Approved by').waitFor();
    expect(await cardButton(olivia, 'to-approve', 'Approve').count()).toBe(0);
    await row.getByText('Approved').waitFor();
    await row.getByRole('button', { name: 'Try the token' }).click();
    await row.locator('.trial').first().getByText('200').nth(1).waitFor();
    await mona.getByRole('link', { name: 'Mailbox' }).click();
    await mona.getByRole('heading', { name: 'Approved: your token “to-approve” for acme' }).waitFor();
    await mona.frameLocator('iframe').getByText('Hello mona').waitFor();
  });

  it('is denied with a reason, which the requester reads in the direct message', async () => {
    await sandbox.ask('to-deny');
    const olivia = await visit();

    await cardButton(olivia, 'to-deny', 'Deny…').click();
    const modal = olivia.getByRole('dialog');
    await modal.getByRole('textbox').fill('Use the deploy key instead');
    await modal.getByRole('button', { name: 'Deny', exact: true }).click();

    await modal.waitFor({ state: 'detached' });
    await card(olivia, 'to-deny').getByText('Use the deploy key instead').waitFor();
    const mona = await visit({ as: 'mona' });
    await open(mona, 'PATrol');
    await mona
      .locator('.message')
      .filter({ hasText: 'to-deny' })
      .getByText('Use the deploy key instead')
      .waitFor();
  });

  it('cannot be denied with a reason that is too long', async () => {
    await sandbox.ask('long-reason');
    const olivia = await visit();
    await cardButton(olivia, 'long-reason', 'Deny…').click();
    const modal = olivia.getByRole('dialog');

    await modal.getByRole('textbox').fill('x'.repeat(1025));
    await modal.getByRole('button', { name: 'Deny', exact: true }).click();

    await modal.getByRole('alert').waitFor();
    expect(await modal.getByRole('alert').textContent()).toContain('1024');
  });

  it('is decided on GitHub’s side, and the card follows', async () => {
    await sandbox.ask('on-github');
    const omar = await visit({ as: 'omar' });
    await card(omar, 'on-github').waitFor();
    const olivia = await visit({ path: '/github' });

    await olivia.getByRole('button', { name: 'Deny on-github' }).click();
    await olivia.getByRole('dialog').getByRole('button', { name: 'Deny the request' }).click();

    await card(omar, 'on-github').getByText('Denied on GitHub by').waitFor();
  });

  it('is shown with all its repositories, and its link leads to its page on GitHub', async () => {
    const olivia = await visit();
    await cardButton(olivia, 'dependency-audit', 'Details').click();
    const modal = olivia.getByRole('dialog');
    await modal.getByText('Repositories 1–50 of 60').waitFor();

    await olivia.keyboard.press('Escape');
    await modal.waitFor({ state: 'detached' });
    await card(olivia, 'dependency-audit').getByRole('link', { name: 'Open on GitHub' }).click();

    await olivia.getByRole('heading', { name: 'dependency-audit' }).waitFor();
    expect(new URL(olivia.url()).pathname).toMatch(
      /^\/github\/organizations\/acme\/settings\/personal-access-token-requests\/\d+$/,
    );
  });

  it('with a hostile name calls nobody and links nowhere', async () => {
    const olivia = await visit();
    const hostile = card(olivia, '<!channel> *x* <http://evil|bank>');

    await hostile.waitFor();

    expect(await hostile.locator('.mention-broadcast').count()).toBe(0);
    expect(await hostile.locator('a[href*=evil]').count()).toBe(0);
    expect(await hostile.locator('blockquote').textContent()).toContain('<http://evil.example|approve>');
  });

  it('is refused to a member, in a message that only they see and can dismiss', async () => {
    await sandbox.ask('not-yours');
    const max = await visit({ as: 'max' });
    const olivia = await visit();

    await cardButton(max, 'not-yours', 'Approve').click();

    const told = max.locator('.is-ephemeral');
    await told.getByText('Only visible to you').waitFor();
    expect(await olivia.locator('.is-ephemeral').count()).toBe(0);
    await told.getByRole('button', { name: 'Dismiss message' }).click();
    await told.waitFor({ state: 'detached' });
  });

  it('is made in GitHub’s form', async () => {
    const max = await visit({ as: 'max', path: '/github/settings/personal-access-tokens/new' });
    await max.getByRole('button', { name: 'Generate token' }).click();
    await max.getByText('name: is missing').waitFor();

    await max.getByLabel('Token name').fill('by-form');
    await max.getByLabel('Only select repositories').check();
    await max.getByRole('searchbox').fill('ledger-api');
    await max.getByLabel('ledger-api').check();
    await max.getByRole('button', { name: 'Generate token' }).click();

    await max.getByRole('link', { name: 'by-form' }).waitFor();
    const olivia = await visit();
    await card(olivia, 'by-form').getByText('acme/ledger-api').waitFor();
  });

  it('is decided by keyboard alone, with the focus in sight and back in its place', async () => {
    await sandbox.ask('by-keyboard');
    const { page } = { page: await visit() };
    await cardButton(page, 'by-keyboard', 'Deny…').waitFor();

    await tabTo(page, /^Deny the token by-keyboard/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const back = await page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.keyboard.type('No');
    await tabTo(page, /^Deny$/);
    await page.keyboard.press('Enter');

    expect(back).toMatch(/^Deny the token by-keyboard/);
    await card(page, 'by-keyboard').getByText('Denied by').waitFor();
  });
});
