import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Presses Tab until what has that name is focused, and seen to be. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const at = document.activeElement;
      // The message box is framed as a whole.
      const framed = at?.closest('.composer-box') ?? at ?? document.body;
      const { outlineStyle, outlineWidth } = getComputedStyle(framed);
      const label = at instanceof HTMLInputElement ? at.labels?.[0]?.textContent : undefined;
      const text = at?.getAttribute('aria-label') ?? label ?? at?.textContent ?? '';
      return { text, isSeen: outlineStyle !== 'none' && outlineWidth !== '0px' };
    });
    if (!name.test(focused.text)) continue;
    expect(focused.isSeen).toBe(true);
    return;
  }
  throw new Error(`The keyboard does not reach ${name}`);
}
