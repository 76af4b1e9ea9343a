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
import { closeModals, modal, modalButton, open, overflow, write } from './support/screens.js';

describeInBrowser('in the browser, settings', () => {
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

  /** Somebody's window with their own settings open, which they have opened from App Home. */
  async function visitSettings(options?: VisitOptions): Promise<Page> {
    const made = await browser.visit(sandbox.url, options);
    visits.push(made);
    await open(made.page, 'App Home');
    await reopen(made.page);
    return made.page;
  }

  async function reopen(page: Page): Promise<void> {
    await page.locator('.home').getByRole('button', { name: 'Settings', exact: true }).click();
    await field(page, 'Time zone').waitFor();
  }

  async function openAcme(page: Page): Promise<void> {
    await modalButton(page, /^Settings of acme$/).click();
    await modal(page).getByText('These hold for').waitFor();
  }

  async function save(page: Page, said: string): Promise<void> {
    await modalButton(page, 'Save').click();
    await modal(page).getByText(said).waitFor();
  }

  const field = (page: Page, label: string): Locator => modal(page).getByLabel(label, { exact: true });
  const box = (page: Page, name: string) => modal(page).getByRole('checkbox', { name, exact: true });

  it('open from App Home, and keep what a member has changed', async () => {
    const page = await visitSettings({ as: 'mona' });
    expect(await box(page, 'By direct message').isChecked()).toBe(true);

    await field(page, 'Time zone').click();
    await field(page, 'Time zone').fill('tokyo');
    await modal(page).getByRole('option', { name: 'Asia/Tokyo' }).click();
    await box(page, 'By direct message').click();
    await save(page, 'Saved.');

    await closeModals(page);
    await reopen(page);
    expect(await field(page, 'Time zone').inputValue()).toBe('Asia/Tokyo');
    expect(await box(page, 'By direct message').isChecked()).toBe(false);
  });

  it('keep what an owner has changed for an organization, and say what cannot be', async () => {
    const page = await visitSettings();
    await openAcme(page);

    await field(page, 'Channel for requests and digests').selectOption({ label: '# general' });
    await field(page, 'Time of the digest').fill('07:30');
    await box(page, 'Saturday').click();
    await field(page, 'Working hours until').fill('08:00');
    await modalButton(page, 'Save').click();
    await modal(page).getByText('later than when working hours begin').waitFor();
    await field(page, 'Working hours until').fill('18:00');
    await field(page, 'Remind in the card’s thread after so many working hours').fill('2');
    await save(page, 'Saved for');

    await closeModals(page);
    await open(page, 'general');
    await page.getByText('I can post here').waitFor();
    await open(page, 'App Home');
    await reopen(page);
    await openAcme(page);
    expect(await field(page, 'Time of the digest').inputValue()).toBe('07:30');
    expect(await field(page, 'Working hours until').inputValue()).toBe('18:00');
    expect(await box(page, 'Saturday').isChecked()).toBe(true);
    await modal(page).getByText('Chosen by an owner').first().waitFor();
    await modalButton(page, 'Use the operator').click();
    await modalButton(page, 'Use them').click();
    await modal(page).getByText('has set it again').waitFor();
  });

  it('have no barriers, and fit a small screen', async () => {
    const made = await browser.visit(sandbox.url, { width: 380, height: 800 });
    visits.push(made);
    const { page } = made;
    await write(page, '/tokens settings');
    await field(page, 'Time zone').waitFor();

    expect(await barriersInBothColours(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await openAcme(page);
    expect(await barriersInBothColours(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});
