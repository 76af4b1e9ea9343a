import { afterEach, describe, expect, it } from '@jest/globals';
import { translatorOf } from '../../src/i18n/translators.js';
import type { StandIns } from '../../src/sandbox/stand-ins.js';
import { INPUTS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  click,
  endHealthy,
  ephemeralTo,
  mailThatSays,
  messageTo,
  modalThatSays,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
} from '../support/acts.js';
import { aBrowser, askForLink, walkToQuestion } from '../support/browser-walk.js';
import { startTrial, type Trial, type TrialOptions } from '../support/trial.js';

const french = translatorOf({ language: 'fr', timeZone: 'Europe/Paris' });
const japanese = translatorOf({ language: 'ja', timeZone: 'Asia/Tokyo' });
const english = translatorOf({ language: 'en', timeZone: 'UTC' });

/** Olivia has her Slack in French, mona in Japanese; everybody else in English. */
function setLocales({ slack }: StandIns): void {
  Object.assign(slack.user(PEOPLE.olivia), { locale: 'fr-FR', tz: 'Europe/Paris' });
  Object.assign(slack.user(PEOPLE.mona), { locale: 'ja-JP', tz: 'Asia/Tokyo' });
}

let trial: Trial;
const start = async (options: TrialOptions = {}) => {
  trial = await startTrial({ before: setLocales, ...options });
};
afterEach(() => endHealthy(trial));

const command = (user: string, text: string) =>
  trial.slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text });

/** App Home of a person, once it is filled. */
async function homeThatSays(user: string, text: string): Promise<string> {
  return trial.eventually(`an App Home that says “${text}”`, () => {
    const home = trial.slack.home(user);
    const said = home ? trial.slack.read(home) : '';
    return said.includes(text) ? said : undefined;
  });
}

/** The text of a message that goes before and after its values. */
const startOf = (text: string) => text.split('|')[0] ?? '';

describe('two people with Slack in different languages', () => {
  it('each read their own, around a card that is in the language of the channel', async () => {
    await start();
    askForAccess(trial);
    const card = await pendingCard(trial);
    const values = { token: 'deploy-bot', organization: 'acme' };
    await messageTo(trial, PEOPLE.mona, japanese.text('notice.waiting', values));

    await click(trial, PEOPLE.olivia, card, 'deny');
    const modal = await modalThatSays(trial, PEOPLE.olivia, french.text('deny.title'));
    await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: modal.id,
      values: { [INPUTS.reason]: { [INPUTS.reason]: 'Trop large' } },
    });

    await cardThatSays(trial, 'Denied by @Olivia Owens (olivia)');
    await messageTo(trial, PEOPLE.mona, japanese.text('notice.denied.next'));
    const mail = await mailThatSays(trial, japanese.text('mail.denied.subject', values));
    expect(mail.parsed.html).toContain('<html lang="ja"');
    expect(mail.parsed.text).toContain('Trop large');
    await quiet(trial);
  });

  it('are answered by commands, clicks and App Home in their own', async () => {
    await start();
    askForAccess(trial);
    const card = await pendingCard(trial);

    await command(PEOPLE.olivia, 'help');
    await command(PEOPLE.mona, 'help');
    await click(trial, PEOPLE.mona, card, 'approve');
    await trial.slack.openHome({ user: PEOPLE.olivia });
    await trial.slack.openHome({ user: PEOPLE.mona });

    await ephemeralTo(trial, PEOPLE.olivia, french.text('help.what'));
    await ephemeralTo(trial, PEOPLE.mona, japanese.text('help.what'));
    const refusal = japanese.text('error.not-owner', { login: 'mona', organization: 'acme' });
    await ephemeralTo(trial, PEOPLE.mona, refusal);
    await homeThatSays(PEOPLE.olivia, french.text('home.pending.title'));
    await homeThatSays(PEOPLE.mona, japanese.text('home.own.title'));
    await quiet(trial);
  });

  it('read what stands in the channel in the language that the operator has set', async () => {
    await start({ environment: { LANGUAGE: 'fr' } });

    askForAccess(trial);
    const card = await cardThatSays(trial, `[${french.text('card.approve')}]`);
    await click(trial, PEOPLE.olivia, card, 'approve');

    await cardThatSays(trial, startOf(french.text('state.approved', { approver: '|', when: '' })));
    await quiet(trial);
  });
});

describe('somebody whose language nobody knows', () => {
  it('is answered in the usual one while Slack does not say', async () => {
    await start();
    trial.slack.faults.add({ method: 'users.info', effect: { status: 500 } });

    const { ms, status } = await command(PEOPLE.olivia, 'help');

    await ephemeralTo(trial, PEOPLE.olivia, english.text('help.what'));
    expect(status).toBe(200);
    expect(ms).toBeLessThan(3_000);
    trial.slack.faults.clear();
  });
});

describe('the pages for linking', () => {
  it('are in the language of the Slack user, with the warning in that of the browser beside it', async () => {
    await start({ environment: { SLACK_GITHUB_USERS: '' }, signedIn: [] });
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.mona, REVIEW_CHANNEL);
    const question = await walkToQuestion(trial, browser, { link, login: 'mona' });

    const again = await browser.get(question.url, { 'accept-language': 'fr-CH, fr;q=0.9, en;q=0.8' });
    const done = await browser.submit(again, 'confirm');

    expect(again.html).toContain('<html lang="ja">');
    expect(again.html).toContain(japanese.text('link.page.question'));
    expect(again.html).toContain(japanese.text('link.page.warning', { name: 'Mona Moreau' }));
    expect(again.html).toContain(french.text('link.page.warning', { name: 'Mona Moreau' }));
    expect(done.html).toContain(japanese.text('link.page.done'));
    await quiet(trial);
  });

  it('are in the language of the browser for whoever brings no link', async () => {
    await start();

    const pages = await Promise.all(
      ['fr-CA', 'ja', 'de', undefined].map((language) =>
        aBrowser().get(
          `${trial.url}/github/login?ticket=none`,
          language ? { 'accept-language': language } : {},
        ),
      ),
    );

    const words = [french, japanese, english, english].map((t) => t.text('link.page.not-linked'));
    expect(pages.map(({ html }) => html)).toEqual(words.map((text) => expect.stringContaining(text)));
  });
});
