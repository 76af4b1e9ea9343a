import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  /** Frames stay out: the only one shows a mail, which lets nobody in. */
  run(options: { iframes: false }): Promise<AxeResults>;
}

/** What axe-core finds that keeps somebody out, each with the places where it is. */
export async function barriers(page: Page): Promise<string[]> {
  // Not as a script of the page, which its content security policy would rightly refuse.
  await page.evaluate(axeSource);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run({ iframes: false }),
  );
  const serious = results.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}

/** The same in light colours and in dark ones. */
export async function barriersInBothColours(page: Page): Promise<string[]> {
  const light = await barriers(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await barriers(page);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark];
}
