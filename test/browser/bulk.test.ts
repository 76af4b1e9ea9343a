import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriersInBothColours } from './support/barriers.js';
import {
  describeInBrowser,
  startBrowser,
  type TestBrowser,
  type Visit,
  type VisitOptions,
} from './support/browser.js';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.js';
import {
  card,
  closeModals,
  denyOnGitHub,
  modal,
  modalButton,
  open,
  openPending,
  overflow,
  tickBox,
} from './support/screens.js';

describeInBrowser('in the browser, a decision on many requests', () => {
  let sandbox: SandboxProcess;
  let browser: TestBrowser;
  const visits: Visit[] = [];

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandboxProcess(), startBrowser()]);
  });

  afterEach(async () => {
    const complaints = visits.flatMap((visit) => visit.complaints);
    for (const { page } of visits.splice(0)) {
      await closeModals(page);
      await page.context().close();
    }
    expect(complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  async function visit(options?: VisitOptions): Promise<Page> {
    const made = await browser.visit(sandbox.url, options);
    visits.push(made);
    return made.page;
  }

  /** Makes them, waits for their cards, and selects them all in the list. */
  async function select(page: Page, stem: string, owners: readonly string[]): Promise<void> {
    const names = owners.map((_, index) => `${stem}-${index + 1}`);
    for (const [index, name] of names.entries()) await sandbox.ask(name, owners[index]);
    for (const name of names) await card(page, name).waitFor();
    await openPending(page, stem);
    await modalButton(page, `Select all ${names.length} that match`).click();
    await modal(page).getByText(`${names.length} requests are selected.`).waitFor();
  }

  async function askWhat(page: Page): Promise<void> {
    await modalButton(page, 'Request selected…').click();
    await modal(page).getByRole('radio').first().waitFor();
  }

  async function decide(page: Page, what: 'Approve' | 'Deny', reason?: string): Promise<void> {
    await modal(page)
      .getByRole('radio', { name: new RegExp(`^${what}`) })
      .check();
    if (reason) await modal(page).getByRole('textbox').fill(reason);
    await modalButton(page, 'Send decisions').click();
  }

  it('names whose they are, carries the reason to everybody once, and shows its results', async () => {
    const page = await visit();
    await select(page, 'deny-me', ['mona', 'mona', 'max']);
    await askWhat(page);
    const question = await modal(page).textContent();

    await decide(page, 'Deny', 'One token for all of it, please');

    await modal(page).getByText('Denied all 3 requests').waitFor();
    expect(question).toContain('3 requests: 2 of mona and 1 of max, in acme.');
    expect(await modal(page).locator('li', { hasText: 'denied' }).count()).toBe(3);
    await closeModals(page);
    for (const name of ['deny-me-1', 'deny-me-2', 'deny-me-3']) {
      await card(page, name).getByText('Denied by').waitFor();
      await card(page, name).getByText('One token for all of it, please').waitFor();
    }
    const mona = await visit({ as: 'mona' });
    await open(mona, 'PATrol');
    const told = mona
      .locator('.conversation .message')
      .filter({ hasText: 'One token for all of it, please' });
    await told.getByText('denied 2 of your token requests').waitFor();
    expect(await told.count()).toBe(1);
    // Asked for within one second, they may be known in either order.
    expect(await told.textContent()).toMatch(/deny-me-1.*deny-me-2|deny-me-2.*deny-me-1/s);
    await mona.getByRole('link', { name: 'Mailbox' }).click();
    await mona.getByRole('heading', { name: 'Denied: 2 of your token requests for acme' }).waitFor();
    await mona.frameLocator('iframe').getByText('One token for all of it, please').waitFor();
    await mona.getByRole('link', { name: /Mailbox\s*2/ }).waitFor();
  });

  it('is followed from the message that its approver gets, with all results behind a button', async () => {
    const page = await visit();
    await select(page, 'approve-me', ['mona', 'max']);
    await askWhat(page);
    await decide(page, 'Approve');
    await modal(page).getByText('Approved all 2 requests').waitFor();
    await closeModals(page);

    await open(page, 'PATrol');
    const message = page.locator('.conversation .message').filter({ hasText: 'Approved all 2 requests' });
    await message.getByRole('button', { name: /^Show all results/ }).click();

    await modal(page).locator('li', { hasText: 'approve-me-1' }).getByText('approved').waitFor();
    await modal(page).locator('li', { hasText: 'approve-me-2' }).getByText('approved').waitFor();
  });

  it('leaves what somebody else decided meanwhile as it is, says by whom, and does the rest', async () => {
    const page = await visit();
    await select(page, 'race-me', ['mona', 'max']);
    await askWhat(page);
    const omar = await visit({ as: 'omar', path: '/github' });
    await denyOnGitHub(omar, 'race-me-1');

    await decide(page, 'Approve');

    await modal(page).getByText('Approved 1 of 2 requests; 1 was decided by somebody else').waitFor();
    const left = modal(page).locator('li', { hasText: 'race-me-1' });
    expect(await left.textContent()).toContain('left as it is. ');
    expect(await left.textContent()).toContain('Denied on GitHub by omar');
    await modal(page).locator('li', { hasText: 'race-me-2' }).getByText('approved').waitFor();
    await closeModals(page);
    await card(page, 'race-me-1').getByText('Denied on GitHub by').waitFor();
    await card(page, 'race-me-2').getByText('Approved by').waitFor();
  });

  it('of nothing but decided requests is not asked for: the list says why', async () => {
    const page = await visit();
    await select(page, 'stale-me', ['mona', 'max']);
    const omar = await visit({ as: 'omar', path: '/github' });
    await denyOnGitHub(omar, 'stale-me-1');
    await denyOnGitHub(omar, 'stale-me-2');
    await omar.getByRole('link', { name: 'Slack' }).click();
    await card(omar, 'stale-me-1').getByText('Denied on GitHub by').waitFor();
    await card(omar, 'stale-me-2').getByText('Denied on GitHub by').waitFor();

    await modalButton(page, 'Request selected…').click();

    await modal(page).getByText('All that you had selected was decided meanwhile').waitFor();
    expect(await modal(page).getByRole('radio').count()).toBe(0);
  });

  it('is not taken without a choice, and what was typed stays', async () => {
    const page = await visit();
    await select(page, 'choose-me', ['mona', 'max']);
    await askWhat(page);
    await modal(page).getByRole('textbox').fill('Because');

    await modalButton(page, 'Send decisions').click();

    await modal(page).getByRole('alert').waitFor();
    expect(await modal(page).getByRole('textbox').inputValue()).toBe('Because');
    await modalButton(page, 'Back').last().click();
    await modal(page).getByText('2 requests are selected.').waitFor();
    expect(await tickBox(page, 'choose-me-1').isChecked()).toBe(true);
  });

  it('can be made on a phone', async () => {
    const page = await visit({ width: 375, height: 700 });
    await select(page, 'phone-me', ['mona', 'max']);
    await askWhat(page);
    const wide = await overflow(page);

    await decide(page, 'Deny');

    await modal(page).getByText('Denied all 2 requests').waitFor();
    const box = await modal(page).boundingBox();
    expect([wide, await overflow(page)]).toEqual([0, 0]);
    expect((box?.y ?? -1) + (box?.height ?? 999)).toBeLessThanOrEqual(700);
  });

  it('has results and a message without serious barriers', async () => {
    const page = await visit();
    await select(page, 'look-at-me', ['mona', 'max']);
    await askWhat(page);
    await decide(page, 'Deny', 'Just for the looks');
    await modal(page).getByText('Denied all 2 requests').waitFor();
    const results = await barriersInBothColours(page);
    await closeModals(page);
    await open(page, 'PATrol');
    await page
      .getByRole('button', { name: /^Show all results/ })
      .first()
      .waitFor();

    const message = await barriersInBothColours(page);

    expect([...results, ...message]).toEqual([]);
  });
});
