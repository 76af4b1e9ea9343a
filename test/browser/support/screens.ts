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
