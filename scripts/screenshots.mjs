// `npm run screenshots`: makes the pictures of docs/images from the sandbox itself, so that they can be made anew.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const images = join(root, 'docs', 'images');
const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const MAX_BYTES = 300_000;
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

async function startSandbox(directory) {
  const child = spawn(process.execPath, [join(root, 'dist', 'bundle', 'main.js'), 'all'], {
    cwd: directory,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATA_DIR: directory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
      const [, address] = /PATrol sandbox: (http:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The sandbox did not start: ${said}`)));
  });
  return { child, url };
}

function cardOf(page, token) {
  return page.locator('.conversation .message').filter({ has: page.locator('code', { hasText: token }) });
}

function buttonOf(page, token, name) {
  return cardOf(page, token).locator('button', { hasText: name });
}

async function open(browser, url, { as = 'olivia', path = '/', ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: 1.5,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...options,
  });
  await context.addInitScript(() => {
    if (globalThis.origin !== 'null') localStorage.setItem('patrol-sandbox-guide-read', 'yes');
  });
  const page = await context.newPage();
  await page.goto(`${url}${path}?as=${as}`);
  return page;
}

async function shoot(page, name) {
  const path = join(images, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path, animations: 'disabled' });
  const { size } = statSync(path);
  console.log(`docs/images/${name}.png ${Math.round(size / 1000)} kB`);
  if (size > MAX_BYTES) throw new Error(`${name}.png has more than ${MAX_BYTES / 1000} kB`);
  // Modals belong to the person, not to the window.
  const close = page.getByRole('dialog').getByRole('button', { name: 'Close all' });
  if (await close.isVisible()) {
    await close.click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await page.context().close();
}

async function workspace(browser, url) {
  const page = await open(browser, url);
  await buttonOf(page, 'dependency-audit', 'Deny…').click();
  await page.getByRole('dialog').getByRole('textbox').fill('One token for each area, please.');
  await page.getByRole('dialog').getByRole('button', { name: 'Deny', exact: true }).click();
  await cardOf(page, 'dependency-audit').getByText('Denied by').waitFor();
  await shoot(page, 'sandbox');
}

async function details(browser, url) {
  const page = await open(browser, url);
  await buttonOf(page, 'org-migration', 'Details').click();
  await page.getByRole('dialog').getByText('Decision', { exact: true }).waitFor();
  await shoot(page, 'details');
}

async function gitHub(browser, url) {
  const page = await open(browser, url, { path: '/github' });
  await page.getByRole('button', { name: 'Approve org-migration' }).waitFor();
  await shoot(page, 'github');
}

async function tokens(browser, url) {
  const page = await open(browser, url, { path: '/github/settings/personal-access-tokens', as: 'mona' });
  const row = page.locator('.box > li').filter({ hasText: 'release-notes' });
  const attempt = () => row.getByRole('button', { name: 'Try the token' }).click();
  await attempt();
  await row.getByText('404').waitFor();
  const owner = await open(browser, url);
  await buttonOf(owner, 'release-notes', 'Approve').click();
  await cardOf(owner, 'release-notes').getByText('Approved by').waitFor();
  await owner.context().close();
  await row.getByText('Approved').waitFor();
  await attempt();
  await row.locator('.trial').nth(1).waitFor();
  await shoot(page, 'try-the-token');
}

async function mailbox(browser, url) {
  const page = await open(browser, url, { path: '/mail', as: 'max' });
  await page.frameLocator('iframe').getByText('Hello').waitFor();
  await shoot(page, 'mailbox');
}

/** The last mail as programs show it: wide and light, and on a phone in the dark. */
async function mails(browser, url) {
  const last = Math.max(...(await mailNumbers(url)));
  const path = `/mail/html/${last}`;
  const looks = [
    ['mail', { viewport: { width: 640, height: 500 } }],
    ['mail-phone', { viewport: { width: 320, height: 700 }, colorScheme: 'dark', deviceScaleFactor: 2 }],
  ];
  for (const [name, options] of looks) await shoot(await open(browser, url, { path, ...options }), name);
}

async function mailNumbers(url) {
  const numbers = [];
  for (let number = 0; (await fetch(`${url}/mail/html/${number}`)).ok; number += 1) numbers.push(number);
  return numbers;
}

async function hood(browser, url) {
  const page = await open(browser, url, { colorScheme: 'dark', deviceScaleFactor: 1 });
  await page.getByRole('button', { name: 'Under the hood' }).click();
  await page.getByRole('switch', { name: 'Mail server is down' }).click();
  await page.locator('.banner-trouble').waitFor();
  await page.locator('.call').first().waitFor();
  await shoot(page, 'under-the-hood');
}

async function phone(browser, url) {
  const page = await open(browser, url, { viewport: { width: 375, height: 760 }, deviceScaleFactor: 2 });
  await cardOf(page, 'release-notes').waitFor();
  await shoot(page, 'phone');
}

async function write(page, text) {
  const box = page.locator('.conversation .composer textarea');
  await box.fill(text);
  await box.press('Enter');
}

async function list(browser, url) {
  const page = await open(browser, url);
  const modal = page.getByRole('dialog');
  await write(page, '/tokens pending');
  for (const token of ['dependency-audit', 'release-notes'])
    await modal.getByRole('checkbox', { name: token }).check();
  await modal.getByText('2 requests are selected.').waitFor();
  await modal.locator('.dialog-body').evaluate((body) => body.scrollTo(0, 0));
  await shoot(page, 'list');
}

async function home(browser, url) {
  const page = await open(browser, url);
  await page.locator('.sidebar-entry', { hasText: 'App Home' }).click();
  await page.locator('.home').getByText('wait for a decision').waitFor();
  await shoot(page, 'app-home');
}

/** Selects all that match until that many do: GitHub tells of a burst one by one. */
async function selectAll(modal, count) {
  const selected = modal.getByText(`${count} requests are selected`);
  while (!(await selected.isVisible())) {
    await modal
      .getByRole('button', { name: /^(Select|Show) / })
      .first()
      .click();
    await modal.getByText(/requests? (is|are) selected|Nothing is selected/).waitFor();
  }
}

async function results(browser, url) {
  const omar = await open(browser, url, { path: '/github', as: 'omar' });
  await omar.getByRole('button', { name: 'New burst of 40' }).click();
  const page = await open(browser, url);
  const modal = page.getByRole('dialog');
  await write(page, '/tokens pending owner:pavel,mona newer:5m org:acme');
  await selectAll(modal, 13);
  await modal.getByRole('button', { name: 'Request selected…' }).click();
  await modal.getByRole('radio', { name: /^Deny/ }).check();
  await modal.getByRole('textbox').fill('Please use the token that we made for the workshop.');
  await omar.getByRole('button', { name: 'Approve staging-deploy-1-02' }).click();
  await omar.getByRole('button', { name: 'Approve staging-deploy-1-02' }).waitFor({ state: 'detached' });
  await modal.getByRole('button', { name: 'Send decisions' }).click();
  await modal.getByText('Denied 12 of 13 requests').waitFor();
  await omar.context().close();
  await shoot(page, 'results');
}

async function makeAll() {
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}: install it (Debian: chromium) or set CHROMIUM_PATH`,
    );
  }
  execFileSync(process.execPath, [join(root, 'scripts', 'ensure-build.mjs')], { stdio: 'inherit' });
  mkdirSync(images, { recursive: true });
  const directory = mkdtempSync(join(tmpdir(), 'patrol-screenshots-'));
  chmodSync(directory, 0o755);
  const { child, url } = await startSandbox(directory);
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    for (const picture of [
      phone,
      list,
      home,
      workspace,
      details,
      gitHub,
      tokens,
      results,
      mailbox,
      mails,
      hood,
    ])
      await picture(browser, url);
  } finally {
    await browser.close();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

await makeAll();
