import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { bulkMail } from '../../src/email/bulk-mail.js';
import { decisionMail } from '../../src/email/decision-mail.js';
import { digestMail } from '../../src/email/digest-mail.js';
import { english as t } from '../../src/i18n/translator.js';
import { aDecision, aMail, aTokenRequest } from '../support/builders.js';
import { aBulkMail } from '../support/bulk-builders.js';
import { aDigest, aListed } from '../support/digest-builders.js';
import { barriers } from './support/barriers.js';
import { describeInBrowser, startBrowser, type TestBrowser } from './support/browser.js';

const STOP = 'https://patrol.example/mail/unsubscribe?to=x&kind=decision&signature=y';
/** Nothing in it lets a line break. */
const LONG = 'n'.repeat(1_024);

const MAILS: readonly [string, string][] = [
  ['an approval', decisionMail(t, aMail(), STOP).html],
  [
    'a denial',
    decisionMail(t, aMail({ decision: aDecision({ action: 'deny', reason: 'Use the App.' }) })).html,
  ],
  ['a decision on many', bulkMail(t, aBulkMail(12, { reason: LONG }, { tokenName: LONG }), STOP).html],
  [
    'the longest words',
    decisionMail(
      t,
      aMail({
        request: aTokenRequest({ tokenName: LONG }),
        decision: aDecision({ action: 'deny', reason: LONG }),
      }),
      STOP,
    ).html,
  ],
  [
    'what waits',
    digestMail(
      t,
      {
        ...aDigest({ oldest: [aListed({ tokenName: LONG, reason: LONG, tokenExpiresAt: null })] }),
        to: 'olivia@acme.example',
      },
      STOP,
    ).html,
  ],
];
const LOOKS = [320, 600].flatMap((width) => [false, true].map((dark) => ({ width, dark })));

describeInBrowser('in the browser, a mail', () => {
  let browser: TestBrowser;

  beforeAll(async () => {
    browser = await startBrowser();
  });

  afterAll(async () => {
    await browser?.close();
  });

  it.each(MAILS)(
    'about %s is readable, narrow and wide, in light and dark, and loads nothing',
    async (_, html) => {
      for (const look of LOOKS) {
        const { page, requests } = await browser.show(html, look);

        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        const found = await barriers(page);
        await page.context().close();

        expect({ ...look, width }).toEqual({ ...look, width: look.width });
        expect(found).toEqual([]);
        expect(requests).toEqual([]);
      }
    },
  );

  it('has dark letters on light ground where programs know no dark colours, and the reverse where they do', async () => {
    const [[, html] = ['', '']] = MAILS;

    const brightness = await Promise.all(
      [false, true].map(async (dark) => {
        const { page } = await browser.show(html, { width: 600, dark });
        const colours = await page.evaluate(() => {
          const sum = (colour: string) =>
            (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((total, part) => total + Number(part), 0);
          const of = (selector: string) => getComputedStyle(document.querySelector(selector) as Element);
          const grounds = ['body', '.mail-page', '.mail-card'].map((part) => sum(of(part).backgroundColor));
          const letters = sum(of('.mail-text p').color);
          return grounds.map((ground) => ground > letters);
        });
        await page.context().close();
        return colours;
      }),
    );

    expect(brightness).toEqual([
      [true, true, true],
      [false, false, false],
    ]);
  });
});
