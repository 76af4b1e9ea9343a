import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { barriers } from './support/barriers.js';
import {
  describeInBrowser,
  startBrowser,
  type TestBrowser,
  type Visit,
  type VisitOptions,
} from './support/browser.js';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.js';
import { cardButton, open } from './support/screens.js';

describeInBrowser('in the browser, somebody who is not linked', () => {
  let sandbox: SandboxProcess;
  let browser: TestBrowser;

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandboxProcess(), startBrowser()]);
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  /** From "Connect GitHub" to the page that asks whether both accounts belong together. */
  async function walkToQuestion({ page }: Visit): Promise<Page> {
    await page.getByRole('button', { name: 'Connect GitHub' }).last().click();
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('dialog').getByText('Continue on GitHub').click(),
    ]);
    await tab.getByRole('button', { name: 'Authorize as Max Meyer' }).click();
    await tab.getByRole('heading', { name: 'Do these two accounts belong to you?' }).waitFor();
    return tab;
  }

  async function refused(name: string, options: VisitOptions = {}): Promise<Visit> {
    await sandbox.ask(name);
    const visit = await browser.visit(sandbox.url, { as: 'max', ...options });
    await cardButton(visit.page, name, 'Approve').click();
    await visit.page.getByText('I do not know yet which GitHub account is yours').last().waitFor();
    return visit;
  }

  it('sees both accounts named on a page that everybody can use, also small and in the dark, and may cancel', async () => {
    const visit = await refused('to-cancel', { width: 375, height: 700, dark: true });

    const tab = await walkToQuestion(visit);

    expect(await barriers(tab)).toEqual([]);
    expect(await tab.locator('dd').allInnerTexts()).toEqual([expect.stringContaining('Max Meyer'), 'max']);
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(375);
    await tab.getByRole('button', { name: 'Cancel' }).click();
    await tab.getByRole('heading', { name: 'Nothing was linked' }).waitFor();
    expect(visit.complaints).toEqual([]);
    await visit.page.context().close();
  });

  it('confirms, and finds the request offered again in a direct message', async () => {
    const visit = await refused('to-connect');
    const tab = await walkToQuestion(visit);

    await tab.getByRole('button', { name: 'Yes, both are mine' }).click();

    await tab.getByRole('heading', { name: 'Your accounts are linked' }).waitFor();
    await visit.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await open(visit.page, 'PATrol');
    await visit.page.getByText('Done: you are max on GitHub.').waitFor();
    await visit.page.locator('.message').last().getByRole('button', { name: 'Approve' }).click();
    await visit.page.getByText('Only an active owner of acme can decide this').waitFor();
    expect(visit.complaints).toEqual([]);
    await visit.page.context().close();
  });
});
