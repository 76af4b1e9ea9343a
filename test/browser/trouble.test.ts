import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { describeInBrowser, startBrowser, type TestBrowser, type Visit } from './support/browser.js';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.js';
import { card, cardButton, flip, open } from './support/screens.js';

/** Long enough for a retry or a sync. */
const PATIENT = { timeout: 40_000 };

describeInBrowser('in the browser, trouble', () => {
  let sandbox: SandboxProcess;
  let browser: TestBrowser;
  let visit: Visit;
  let page: Page;

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandboxProcess(), startBrowser()]);
    visit = await browser.visit(sandbox.url, { width: 1500 });
    page = visit.page;
    await card(page, 'release-notes').waitFor();
  });

  afterEach(() => {
    expect(visit.complaints).toEqual([]);
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  const call = (what: string) => page.locator('.call').filter({ hasText: what });

  it('of Slack’s (429) delays a card and loses none', async () => {
    await flip(page, 'Slack answers 429');
    await page.locator('.banner-trouble', { hasText: 'Slack answers 429' }).waitFor();
    await sandbox.ask('while-429');
    await call('ratelimited').first().waitFor();
    const before = await card(page, 'while-429').count();
    await flip(page, 'Slack answers 429');

    await card(page, 'while-429').waitFor(PATIENT);

    expect(before).toBe(0);
  });

  it.each([
    ['GitHub answers 502', 'while-502'],
    ['GitHub does not answer', 'while-silent'],
  ])('of GitHub’s (%s) refuses a click in words, and the next one works', async (name, token) => {
    await sandbox.ask(token);
    await cardButton(page, token, 'Approve').waitFor();
    await flip(page, name);
    await cardButton(page, token, 'Approve').click();
    await page.locator('.is-ephemeral').getByText('Only visible to you').first().waitFor();
    await page.getByRole('button', { name: 'Dismiss message' }).first().click();
    await flip(page, name);

    await cardButton(page, token, 'Approve').click();

    await card(page, token).getByText('Approved by').waitFor(PATIENT);
  });

  it('of the mail server’s delays the mail and nothing else', async () => {
    await sandbox.ask('while-no-mail');
    await cardButton(page, 'while-no-mail', 'Approve').waitFor();
    await flip(page, 'Mail server is down');
    await cardButton(page, 'while-no-mail', 'Approve').click();
    await card(page, 'while-no-mail').getByText('Approved by').waitFor();
    await call('421').first().waitFor();
    await flip(page, 'Mail server is down');

    await call('mail to mona@acme.example').first().waitFor(PATIENT);
  });

  it('of a lost webhook is mended by the next comparison', async () => {
    await flip(page, 'Lose the next webhook');
    await sandbox.ask('while-lost');

    await card(page, 'while-lost').waitFor(PATIENT);

    const toggle = page.getByRole('switch', { name: 'Lose the next webhook' });
    expect(await toggle.getAttribute('aria-checked')).toBe('false');
  });

  it('of a webhook that comes twice makes one card', async () => {
    await flip(page, 'Send webhooks twice');
    await sandbox.ask('while-twice');
    await call('created (again)').first().waitFor();
    await card(page, 'while-twice').waitFor();
    await flip(page, 'Send webhooks twice');
    // Cards come in order: when this one is there, a second one of the other would be too.
    await sandbox.ask('after-twice');

    await card(page, 'after-twice').waitFor();

    expect(await card(page, 'while-twice').count()).toBe(1);
  });

  it('can be looked into, and shows no secret', async () => {
    await call('chat.postMessage').first().getByRole('button').click();

    const body = page.locator('.call-body').first();
    await body.getByText('Answered').waitFor();

    expect(await body.textContent()).toContain('"channel"');
    expect(await body.textContent()).not.toMatch(/xoxb-/);
  });

  it('of a burst of forty leaves the page usable', async () => {
    await page
      .getByRole('link', { name: /^GitHub/ })
      .first()
      .click();
    const count = () =>
      page
        .locator('.github-page')
        .getByRole('button', { name: /^Approve / })
        .count();
    const before = await count();
    await page.getByRole('button', { name: 'New burst of 40' }).click();
    await page.getByRole('button', { name: /^Approve ci-cache-1-37/ }).waitFor();
    const after = await count();

    await page.getByRole('link', { name: 'Slack' }).click();
    await open(page, 'App Home');
    await page.locator('.home').getByText('PATrol').first().waitFor();

    expect(after - before).toBe(40);
  });
});
