import type { Locator, Page } from 'playwright-core';

/** The card of a token request in the review channel. */
export function card(page: Page, tokenName: string): Locator {
  return page.locator('.conversation .message').filter({ has: page.locator('code', { hasText: tokenName }) });
}

/** A button of a card. */
export function cardButton(page: Page, tokenName: string, name: 'Approve' | 'Deny…' | 'Details'): Locator {
  return card(page, tokenName).locator('button', { hasText: name });
}

/** Goes to a conversation by the sidebar. */
export async function open(page: Page, name: string): Promise<void> {
  await page.locator('.sidebar-entry', { hasText: name }).click();
}

/** Flips a switch under the hood, and waits until it is so. */
export async function flip(page: Page, name: string): Promise<void> {
  const drawer = page.getByRole('complementary', { name: 'Under the hood' });
  if (!(await drawer.isVisible()))
    await page.getByRole('button', { name: 'Under the hood', exact: true }).click();
  const toggle = page.getByRole('switch', { name });
  const wanted = (await toggle.getAttribute('aria-checked')) === 'true' ? 'false' : 'true';
  await toggle.click();
  await page.locator(`[role=switch][aria-label="${name}"][aria-checked=${wanted}]`).waitFor();
}

/** Writes a message or a slash command where one is, and sends it. */
export async function write(page: Page, text: string): Promise<void> {
  const box = page.locator('.conversation .composer textarea');
  await box.fill(text);
  await box.press('Enter');
}

/** Runs a global shortcut by the ⚡ beside the message box. */
export async function runShortcut(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Shortcuts', exact: true }).click();
  await page.getByRole('list', { name: 'Shortcuts' }).getByRole('button', { name }).click();
}

/** The topmost modal. */
export function modal(page: Page): Locator {
  return page.getByRole('dialog');
}

/** A filter of the list, by the name that stands beside it. */
export function filterMenu(page: Page, name: string): Locator {
  return modal(page)
    .locator('.section')
    .filter({ has: page.getByText(name, { exact: true }) })
    .getByRole('combobox');
}

/** Chooses an option in a filter of the list, by the options that it offers for what is typed. */
export async function choose(page: Page, filter: string, typed: string, option: string): Promise<void> {
  const field = filterMenu(page, filter);
  await field.click();
  await field.fill(typed);
  await modal(page).getByRole('option', { name: option, exact: true }).click();
}

/** Opens the list of what waits, and waits until it is there. */
export async function openPending(page: Page, query = ''): Promise<void> {
  await write(page, `/tokens pending ${query}`.trim());
  await modal(page).getByRole('checkbox').first().waitFor();
}

/** The check box of a request in the list. */
export function tickBox(page: Page, tokenName: string): Locator {
  return modal(page).getByRole('checkbox', { name: tokenName });
}

/** A button of the topmost modal, by the beginning of its text. */
export function modalButton(page: Page, name: RegExp | string): Locator {
  return modal(page).getByRole('button', { name });
}

/** Closes all modals of whoever looks at the page, which are there for every window of theirs. */
export async function closeModals(page: Page): Promise<void> {
  if ((await modal(page).count()) === 0) return;
  await modalButton(page, 'Close all').click();
  await modal(page).waitFor({ state: 'detached' });
}

/** Decides on GitHub's page, as the person whose window this is. */
export async function denyOnGitHub(page: Page, tokenName: string): Promise<void> {
  await page.getByRole('button', { name: `Deny ${tokenName}`, exact: true }).click();
  await modalButton(page, 'Deny the request').click();
  await modal(page).waitFor({ state: 'detached' });
}

/** How far the page is wider than the window, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll('.dialog-body, .home, html')];
    return Math.max(...wide.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  });
}
