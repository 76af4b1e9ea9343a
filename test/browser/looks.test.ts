import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { barriers } from './support/barriers.js';
import { describeInBrowser, startBrowser, type TestBrowser } from './support/browser.js';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.js';
import { card, cardButton } from './support/screens.js';

const PLACES: readonly [string, { path: string; as?: string }][] = [
  ['the workspace', { path: '/' }],
  ['the pending requests', { path: '/github' }],
  ['the active tokens', { path: '/github/organizations/acme/settings/personal-access-tokens/active' }],
  ['the policy', { path: '/github/organizations/acme/settings/personal-access-tokens' }],
  ['the own tokens', { path: '/github/settings/personal-access-tokens', as: 'mona' }],
  ['the form of a new token', { path: '/github/settings/personal-access-tokens/new', as: 'mona' }],
  ['the mailbox', { path: '/mail' }],
];

describeInBrowser('in the browser, the sandbox', () => {
  let sandbox: SandboxProcess;
  let browser: TestBrowser;

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandboxProcess(), startBrowser()]);
    const { page } = await browser.visit(sandbox.url);
    // One mail and one decided card, for the looks of both.
    await cardButton(page, 'release-notes', 'Approve').click();
    await card(page, 'release-notes').getByText('Approved by').waitFor();
    await page.getByRole('link', { name: /Mailbox\s*1/ }).waitFor();
    await page.context().close();
  });

  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  describe.each([
    ['light', false],
    ['dark', true],
  ])('in %s colours', (_colours, dark) => {
    it.each(PLACES)('shows %s without serious barriers', async (_name, place) => {
      const { page, complaints } = await browser.visit(sandbox.url, { ...place, dark });

      const found = await barriers(page);
      await page.context().close();

      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
    });

    it('shows a modal and what is under the hood without serious barriers', async () => {
      const { page, complaints } = await browser.visit(sandbox.url, { dark });
      await page.getByRole('button', { name: 'Under the hood' }).click();
      await page.getByRole('switch', { name: 'Send webhooks twice' }).click();
      await page.locator('.banner-trouble').waitFor();
      const hood = await barriers(page);
      await page.getByRole('switch', { name: 'Send webhooks twice' }).click();
      await cardButton(page, 'org-migration', 'Deny…').click();
      await page.getByRole('dialog').waitFor();
      const modal = await barriers(page);
      await page.context().close();

      expect([...hood, ...modal]).toEqual([]);
      expect(complaints).toEqual([]);
    });
  });

  it.each(PLACES)('shows %s on a phone without scrolling sideways', async (_name, place) => {
    const { page, complaints } = await browser.visit(sandbox.url, { ...place, width: 375, height: 700 });

    const wide = await page.evaluate(() => {
      const tooWide = [...document.querySelectorAll('body *')].filter(
        (element) =>
          element.getBoundingClientRect().right > innerWidth + 1 &&
          !element.closest('.sidebar, .github-tabs'),
      );
      return {
        width: document.documentElement.scrollWidth,
        tooWide: tooWide.map(({ className }) => className),
      };
    });
    await page.context().close();

    expect(wide).toEqual({ width: 375, tooWide: [] });
    expect(complaints).toEqual([]);
  });

  it('can be used on a phone', async () => {
    const { page } = await browser.visit(sandbox.url, { width: 375, height: 700 });

    await cardButton(page, 'org-migration', 'Details').click();
    await page.getByRole('dialog').getByText('Decision', { exact: true }).waitFor();
    const box = await page.getByRole('dialog').boundingBox();
    await page.context().close();

    expect(box?.width).toBeLessThanOrEqual(375);
    expect((box?.y ?? -1) + (box?.height ?? 999)).toBeLessThanOrEqual(700);
  });

  it('guides whoever is there for the first time, once', async () => {
    const { page } = await browser.visit(sandbox.url, { isFirst: true });
    const guide = page.getByRole('region', { name: 'First visit' });

    await guide.getByRole('button', { name: 'Got it' }).click();
    await guide.waitFor({ state: 'detached' });
    await page.reload();
    await card(page, 'org-migration').waitFor();
    const again = await guide.count();
    await page.context().close();

    expect(again).toBe(0);
  });

  it('knows every block and emoji that the product sends', async () => {
    const { page } = await browser.visit(sandbox.url);
    await card(page, 'org-migration').waitFor();

    const unknown = await page.locator('.unknown').count();
    const text = await page.locator('.messages').textContent();
    await page.context().close();

    expect(unknown).toBe(0);
    expect(text?.replaceAll(':tada:', '')).not.toMatch(/:[a-z_]+:\s/);
  });
});
