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
import { tabTo } from './support/keyboard.js';
import { type SandboxProcess, startSandboxProcess } from './support/sandbox-process.js';
import {
  choose,
  closeModals,
  filterMenu,
  modal,
  modalButton,
  openPending,
  overflow,
  runShortcut,
  tickBox,
  write,
} from './support/screens.js';

/** With the six that the sandbox begins with: more than one page. */
const MORE = ['alpha', 'bravo', 'charlie', 'delta', 'echo', 'foxtrot', 'golf', 'hotel'];

describeInBrowser('in the browser, the list of pending requests', () => {
  let sandbox: SandboxProcess;
  let browser: TestBrowser;
  const visits: Visit[] = [];

  beforeAll(async () => {
    [sandbox, browser] = await Promise.all([startSandboxProcess(), startBrowser()]);
    for (const name of MORE) await sandbox.ask(`list-${name}`);
    const { page } = await browser.visit(sandbox.url);
    await page.locator('.conversation code', { hasText: 'list-hotel' }).waitFor();
    await page.context().close();
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

  const search = (page: Page) => modal(page).getByRole('textbox', { name: 'Search' });
  const shown = (page: Page) => modal(page).getByRole('checkbox').count();

  it('opens with “/tokens pending”: how many wait, oldest first, and what matters about each', async () => {
    const page = await visit();

    await openPending(page);

    await modal(page).getByText('14 requests wait').waitFor();
    const oldest = await modal(page).locator('.choice').first().textContent();
    expect(oldest).toContain('max · org-migration · acme');
    expect(oldest).toContain('⚠ writes everywhere, administers, never expires');
    expect(await shown(page)).toBe(10);
  });

  it('opens with the shortcut, too', async () => {
    const page = await visit();

    await runShortcut(page, 'Pending token requests');

    await modal(page).getByText('14 requests wait').waitFor();
  });

  it.each([
    ['/tokens pendign', '/tokens pending'],
    ['/tokens pending onwer:mona', 'owner:'],
  ])('stays closed after “%s”, which is answered with the nearest spelling', async (typed, nearest) => {
    const page = await visit();

    await write(page, typed);

    const answer = page.locator('.is-ephemeral').last();
    await answer.getByText('Did you mean').waitFor();
    expect(await answer.locator('code', { hasText: nearest }).count()).toBeGreaterThan(0);
    expect(await modal(page).count()).toBe(0);
    await answer.getByRole('button', { name: 'Dismiss message' }).click();
  });

  it('keeps the selection over its pages and counts it', async () => {
    const page = await visit();
    await openPending(page);
    await tickBox(page, 'org-migration').check();
    await tickBox(page, 'list-alpha').check();
    await modal(page).getByText('2 requests are selected.').waitFor();

    await modalButton(page, 'Next').click();
    await tickBox(page, 'list-golf').check();
    await modal(page).getByText('3 requests are selected, 2 of them not on this page.').waitFor();
    await modalButton(page, 'Previous').click();

    await tickBox(page, 'list-alpha').waitFor();
    expect(await tickBox(page, 'org-migration').isChecked()).toBe(true);
    expect(await tickBox(page, 'list-alpha').isChecked()).toBe(true);
    expect(await tickBox(page, 'dependency-audit').isChecked()).toBe(false);
    await modal(page).getByText('3 requests are selected, 1 of them not on this page.').waitFor();
  });

  it('selects all that match, those of other pages too, and none again', async () => {
    const page = await visit();
    await openPending(page);

    await modalButton(page, 'Select all 14 that match').click();
    await modal(page).getByText('14 requests are selected, 4 of them not on this page.').waitFor();
    const ticked = await modal(page).getByRole('checkbox', { checked: true }).count();
    await modalButton(page, 'Clear selection').click();

    await modal(page).getByText('Nothing is selected.').waitFor();
    expect(ticked).toBe(10);
    expect(await modal(page).getByRole('checkbox', { checked: true }).count()).toBe(0);
  });

  it('is narrowed by a choice of owner, which then stands in the search field, and widened again', async () => {
    const page = await visit();
    await openPending(page);

    await choose(page, 'Owner', '', 'max');
    await modal(page).getByText('2 requests match').waitFor();
    const narrowed = { query: await search(page).inputValue(), lines: await shown(page) };
    await modalButton(page, 'Remove max').click();

    await modal(page).getByText('14 requests wait').waitFor();
    expect(narrowed).toEqual({ query: 'owner:max', lines: 2 });
    expect(await search(page).inputValue()).toBe('');
  });

  it('finds a repository by a part of its name among those that are asked for', async () => {
    const page = await visit();
    await openPending(page);
    await filterMenu(page, 'Repository').click();
    await filterMenu(page, 'Repository').pressSequentially('noteb');

    const offered = modal(page).getByRole('listbox').getByRole('option');
    await offered.filter({ hasText: 'acme-labs/notebooks' }).waitFor();
    const names = await offered.allTextContents();
    await offered.first().click();

    await modal(page).getByText('1 request matches').waitFor();
    expect(names.map((name) => name.replace('✓', ''))).toEqual(['acme-labs/notebooks']);
    expect(await tickBox(page, 'notebook-sync').count()).toBe(1);
    expect(await search(page).inputValue()).toBe('repo:acme-labs/notebooks');
  });

  it('is searched with Enter, and its menus follow what was typed', async () => {
    const page = await visit();
    await openPending(page);

    await search(page).fill('owner:mona list- sort:newest');
    await search(page).press('Enter');

    await modal(page).getByText('8 requests match').waitFor();
    expect(await modal(page).locator('.choice').first().textContent()).toContain('list-hotel');
    await modalButton(page, 'Remove mona').waitFor();
  });

  it('explains a search that it cannot read, in place', async () => {
    const page = await visit();
    await openPending(page);

    await search(page).fill('onwer:mona');
    await search(page).press('Enter');

    await modal(page).getByText('There is no qualifier').waitFor();
    expect(await modal(page).textContent()).toContain('Did you mean owner:?');
    expect(await search(page).inputValue()).toBe('onwer:mona');
  });

  it('says so when nothing matches, and shows all again', async () => {
    const page = await visit();
    await openPending(page);
    await search(page).fill('owner:nobody');
    await search(page).press('Enter');
    await modal(page).getByText('No request matches this search.').waitFor();

    await modalButton(page, 'Show all').click();

    await modal(page).getByText('14 requests wait').waitFor();
  });

  it('shows one request in detail, and on the way back what was selected', async () => {
    const page = await visit();
    await openPending(page);
    await tickBox(page, 'release-notes').check();
    await modal(page).getByText('1 request is selected.').waitFor();

    await modal(page).locator('select').selectOption({ label: 'max · dependency-audit · acme' });
    await modal(page).getByText('Repositories 1–50 of 60').waitFor();
    await modalButton(page, 'Back').first().click();

    await modal(page).getByText('1 request is selected.').waitFor();
    expect(await tickBox(page, 'release-notes').isChecked()).toBe(true);
  });

  it('asks to select something before it asks what to do with it', async () => {
    const page = await visit();
    await openPending(page);

    await modalButton(page, 'Request selected…').click();

    await modal(page).getByRole('alert').getByText('Select at least one request.').waitFor();
  });

  it('sends a member of no organization of theirs to their own requests', async () => {
    const page = await visit({ as: 'mona' });
    await write(page, '/tokens pending');
    await modal(page).getByText('owner of none of the organizations').waitFor();

    await modalButton(page, 'Your own requests').click();

    await modal(page).getByText('requests of yours').waitFor();
    expect(await modal(page).textContent()).not.toContain('org-migration');
  });

  it('is opened, ticked and submitted by keyboard alone', async () => {
    const page = await visit();
    await tabTo(page, /^Message #token-requests/);
    await page.keyboard.type('/tokens pending');
    await page.keyboard.press('Enter');
    await modal(page).getByRole('checkbox').first().waitFor();

    await tabTo(page, /release-notes/);
    await page.keyboard.press('Space');
    await modal(page).getByText('1 request is selected.').waitFor();
    await tabTo(page, /^Request selected…$/);
    await page.keyboard.press('Enter');

    await modal(page).getByText('1 of mona').waitFor();
    await page.keyboard.press('Escape');
    await modal(page).getByText('1 request is selected.').waitFor();
  });

  it('can be used on a phone', async () => {
    const page = await visit({ width: 375, height: 700 });
    await openPending(page);
    const box = await modal(page).boundingBox();
    const tooWide = await overflow(page);

    await tickBox(page, 'list-alpha').check();
    await choose(page, 'Owner', 'mo', 'mona');
    await modal(page).getByText('10 requests match').waitFor();

    expect(tooWide).toBeLessThanOrEqual(0);
    expect(box?.width).toBeLessThanOrEqual(375);
    expect((box?.y ?? -1) + (box?.height ?? 999)).toBeLessThanOrEqual(700);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await modal(page).getByText('1 request is selected.').waitFor();
    expect(await modalButton(page, 'Request selected…').isVisible()).toBe(true);
  });

  it('has no serious barriers, with an open menu, an error and the question neither', async () => {
    const page = await visit();
    await openPending(page);
    await modalButton(page, 'Request selected…').click();
    await modal(page).getByRole('alert').waitFor();
    await filterMenu(page, 'Owner').click();
    await modal(page).getByRole('listbox').getByRole('option').first().waitFor();
    const list = await barriersInBothColours(page);
    await page.keyboard.press('Escape');
    await tickBox(page, 'org-migration').check();
    await modal(page).getByText('1 request is selected.').waitFor();
    await modalButton(page, 'Request selected…').click();
    await modal(page).getByText('look twice').waitFor();

    const question = await barriersInBothColours(page);

    expect([...list, ...question]).toEqual([]);
  });
});
