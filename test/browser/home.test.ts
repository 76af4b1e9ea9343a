import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { barriersInBothColours } from './support/barriers.js';
import {
  describeInBrowser,
  startBrowser,
  type TestBrowser,
  type Visit,
  type VisitOptions,
} from './support/browser.js';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.js';
import { card, closeModals, denyOnGitHub, modal, open, overflow } from './support/screens.js';

describeInBrowser('in the browser, App Home', () => {
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

  /** Somebody's window with their Home open. */
  async function visitHome(options?: VisitOptions): Promise<{ page: Page; home: Locator }> {
    const made = await browser.visit(sandbox.url, options);
    visits.push(made);
    await open(made.page, 'App Home');
    return { page: made.page, home: made.page.locator('.home') };
  }

  const approve = (home: Locator, token: string) =>
    home.getByRole('button', { name: new RegExp(`^Approve the token ${token} `) });

  it('shows an owner what waits in their organizations, the oldest first', async () => {
    const { home } = await visitHome();

    await home.getByText('6 requests wait for a decision').waitFor();

    const names = await home
      .getByRole('button', { name: /^Approve the token/ })
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
    expect(names[0]).toContain('org-migration');
    await home.getByText('acme-labs').first().waitFor();
    await home.getByText('Median waiting time').waitFor();
  });

  it('shows an owner of one organization nothing of another', async () => {
    const { home } = await visitHome({ as: 'omar' });

    await home.getByText('4 requests wait for a decision').waitFor();

    expect(await home.textContent()).not.toContain('notebook-sync');
  });

  it('is where an owner approves, and shows the outcome by itself', async () => {
    const { page, home } = await visitHome();
    await home.getByText('6 requests wait for a decision').waitFor();

    await approve(home, 'dependency-audit').click();

    await home.getByText('5 requests wait for a decision').waitFor();
    expect(await approve(home, 'dependency-audit').count()).toBe(0);
    await home.locator('li', { hasText: 'dependency-audit' }).getByText('Approved by').waitFor();
    await open(page, 'token-requests');
    await card(page, 'dependency-audit').getByText('Approved by').waitFor();
  });

  it('follows what is decided elsewhere, and what is asked, by itself', async () => {
    const { home } = await visitHome();
    await home.getByText('5 requests wait for a decision').waitFor();
    const made = await browser.visit(sandbox.url, { as: 'omar', path: '/github' });
    visits.push(made);

    await denyOnGitHub(made.page, 'org-migration');

    await home.getByText('4 requests wait for a decision').waitFor();
    expect(await approve(home, 'org-migration').count()).toBe(0);
    await sandbox.ask('asked-just-now');
    await home.getByText('5 requests wait for a decision').waitFor();
  });

  it('leads an owner to the list', async () => {
    const { page, home } = await visitHome();

    await home.getByRole('button', { name: 'Open the list' }).click();

    await modal(page).getByRole('checkbox').first().waitFor();
  });

  it('shows a member their own requests, and what became of them by itself', async () => {
    const { home } = await visitHome({ as: 'mona' });
    await home.getByText('You are mona on GitHub').waitFor();
    await home.locator('li', { hasText: 'release-notes' }).getByText('waits since').waitFor();
    const made = await browser.visit(sandbox.url, { as: 'omar', path: '/github' });
    visits.push(made);

    await denyOnGitHub(made.page, 'release-notes');

    await home.locator('li', { hasText: 'release-notes' }).getByText('Denied on GitHub by').waitFor();
    expect(await home.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
    expect(await home.textContent()).not.toContain('notebook-sync');
  });

  it('tells whom it does not know what this is, and what to do first', async () => {
    const { home } = await visitHome({ as: 'max' });

    await home.getByText('What to do first').waitFor();

    await home.getByText('I do not know yet which GitHub account is yours.').waitFor();
    expect(await home.getByRole('button').allTextContents()).toEqual(['Connect GitHub', 'Settings']);
  });

  it('fits on a phone', async () => {
    const { page, home } = await visitHome({ width: 375, height: 700 });
    await home.getByText('wait for a decision').waitFor();

    const tooWide = await overflow(page);

    expect(tooWide).toBeLessThanOrEqual(0);
  });

  it.each([
    ['olivia', 'wait for a decision'],
    ['mona', 'You are mona on GitHub'],
    ['max', 'What to do first'],
  ])('has no serious barriers for %s', async (as, sign) => {
    const { page, home } = await visitHome({ as });
    await home.getByText(sign).first().waitFor();

    const found = await barriersInBothColours(page);

    expect(found).toEqual([]);
  });
});
