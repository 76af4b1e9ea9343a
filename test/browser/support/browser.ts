import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { type BrowserContext, chromium, type Page } from 'playwright-core';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);
if (!hasChromium)
  process.stdout.write(
    `Skipped: there is no Chromium at ${executablePath}. Install it (Debian: apt-get install chromium) ` +
      'or set CHROMIUM_PATH.\n',
  );

/** `describe` where there is a Chromium, else one that skips. */
export const describeInBrowser = hasChromium ? describe : describe.skip;

export interface Visit {
  readonly page: Page;
  /** What the console and the page complained about. */
  readonly complaints: readonly string[];
}

export interface VisitOptions {
  path?: string;
  /** A login: who to be. */
  as?: string;
  width?: number;
  height?: number;
  dark?: boolean;
  /** Leaves the guide open. */
  isFirst?: boolean;
}

export interface TestBrowser {
  /** Opens the page in a window that has not been there before, with the guide closed. */
  visit(base: string, options?: VisitOptions): Promise<Visit>;
  /** Shows HTML as a mail program does: without scripts. `requests` has whatever it loads. */
  show(
    html: string,
    options: { width: number; dark: boolean },
  ): Promise<{ page: Page; requests: readonly string[] }>;
  close(): Promise<void>;
}

/** Starts Chromium with a profile of its own. */
export async function startBrowser(): Promise<TestBrowser> {
  const profile = mkdtempSync(join(tmpdir(), 'patrol-chromium-'));
  const browser = await chromium.launch({
    executablePath,
    args: FLAGS,
    env: { ...process.env, HOME: profile },
  });
  const contexts = new Set<BrowserContext>();
  return {
    async visit(base, options = {}) {
      const {
        path = '/',
        as = 'olivia',
        width = 1280,
        height = 800,
        dark = false,
        isFirst = false,
      } = options;
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: dark ? 'dark' : 'light',
        locale: 'en-US',
      });
      contexts.add(context);
      if (!isFirst) await context.addInitScript(closeGuide);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      await page.goto(`${base}${path}?as=${as}`);
      await page.locator('main :is(h1, h2)').first().waitFor();
      return { page, complaints };
    },
    async show(html, { width, dark }) {
      const context = await browser.newContext({
        viewport: { width, height: 700 },
        colorScheme: dark ? 'dark' : 'light',
      });
      contexts.add(context);
      const page = await context.newPage();
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.setContent(html);
      return { page, requests };
    },
    async close() {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function closeGuide(): void {
  // Mails are shown in a frame that may store nothing.
  if (globalThis.origin !== 'null') localStorage.setItem('patrol-sandbox-guide-read', 'yes');
}
