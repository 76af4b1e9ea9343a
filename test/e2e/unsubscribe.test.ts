import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../src/config.js';
import { type MailLink, signMailLink } from '../../src/domain/mail-link.js';
import {
  askForAccess,
  cardThatSays,
  click,
  endHealthy,
  mailThatSays,
  messageTo,
  modalThatSays,
  PEOPLE,
  quiet,
  REVIEW_CHANNEL,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

const PUBLIC_URL = 'https://patrol.acme.example';
const ONE_CLICK = 'List-Unsubscribe=One-Click';
const FORM = 'application/x-www-form-urlencoded';
const MONA = 'mona@acme.example';

describe('stopping e-mails by the link in one', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ environment: { PUBLIC_URL } });
  });
  afterEach(async () => {
    await endHealthy(trial);
  });

  async function approve(name: string): Promise<void> {
    askForAccess(trial, { name });
    await click(trial, PEOPLE.olivia, await cardThatSays(trial, name), 'approve');
    await messageTo(trial, PEOPLE.mona, `Your token ${name} has access`);
    await quiet(trial);
  }

  /** The link of the mail about a decision, as a mail program reads it. */
  async function linkOfMail(): Promise<string> {
    await approve('first');
    const mail = await mailThatSays(trial, '“first”');
    const header = mail.parsed.headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? '';
    return here(header.replace(/^<|>$/g, ''));
  }

  /** A link that PATrol has signed with the key of this trial. */
  function signed(link: Partial<MailLink> = {}): string {
    const [key] = loadConfig({ ...trial.environment, SLACK_CHANNEL: REVIEW_CHANNEL }).mailLinkKeys;
    const fields = signMailLink(key, { act: 'stop', kind: 'decision', address: MONA, ...link });
    return `${trial.url}/mail/unsubscribe?${new URLSearchParams({ ...fields })}`;
  }

  /** What leads to PATrol's public address, led to this trial. */
  const here = (link: string) => link.replace(PUBLIC_URL, trial.url);

  const post = (link: string, body = ONE_CLICK, type = FORM) =>
    fetch(link, { method: 'POST', body, headers: { 'content-type': type }, redirect: 'manual' });

  const unwanted = () =>
    trial.rows<{ address: string; kind: string }>('SELECT address, kind FROM unwanted_mails');

  it('stops them at one click of a mail program, and leaves messages in Slack alone', async () => {
    const link = await linkOfMail();

    const response = await post(link);
    await approve('second');

    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(trial.mailbox.mails.map(({ parsed }) => parsed.subject)).toEqual([
      'Approved: your token “first” for acme',
    ]);
    const [last] = await trial.rows(
      "SELECT state FROM deliveries WHERE kind = 'requester-mail' ORDER BY id DESC",
    );
    expect(last).toEqual({ state: 'sent' });
  });

  it('takes the click in the other encoding that mail programs may use', async () => {
    const body = `--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n`;

    const response = await post(signed(), body, 'multipart/form-data; boundary=x');

    expect(response.status).toBe(200);
    expect(await unwanted()).toEqual([{ address: MONA, kind: 'decision' }]);
  });

  it('stops nothing when the link is only looked at, and asks', async () => {
    const link = await linkOfMail();

    const response = await fetch(link);
    const body = await response.text();

    expect(response.status).toBe(200);
    expect(body).toContain('No more e-mails about decisions?');
    expect(body).toContain(MONA);
    expect(body.match(/<form method="post"/g)).toHaveLength(1);
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none';.*form-action 'self'/,
    );
    expect(await unwanted()).toEqual([]);
  });

  it('does what its page’s button says, and takes it back by the next page’s', async () => {
    const asked = await (await fetch(await linkOfMail())).text();

    const stopped = await post(actionOf(asked));
    const undo = actionOf(await stopped.text());
    const between = await unwanted();
    const resumed = await post(undo);
    await approve('second');

    expect(between).toEqual([{ address: MONA, kind: 'decision' }]);
    expect(await resumed.text()).toContain('These e-mails come again');
    expect(await unwanted()).toEqual([]);
    await mailThatSays(trial, '“second”');
  });

  function actionOf(page: string): string {
    const [, action = ''] = /action="([^"]*)"/.exec(page) ?? [];
    return new URL(action.replaceAll('&amp;', '&'), `${trial.url}/mail/`).href;
  }

  it('of a digest does not stop news of decisions', async () => {
    await post(signed({ kind: 'digest' }));

    await approve('first');

    expect(await unwanted()).toEqual([{ address: MONA, kind: 'digest' }]);
    await mailThatSays(trial, '“first”');
  });

  it('is seen in Settings, where they can be taken up again', async () => {
    await post(signed());
    await trial.slack.command({
      ...{ user: PEOPLE.mona, channel: REVIEW_CHANNEL },
      ...{ command: '/tokens', text: 'settings' },
    });
    const settings = await modalThatSays(trial, PEOPLE.mona, 'Time zone');
    const shown = JSON.stringify(settings.state.values);

    await trial.slack.submitView({
      ...{ user: PEOPLE.mona, viewId: settings.id },
      values: { own: { own: ['own-message', 'own-mail'] } },
    });
    await approve('first');

    expect(shown).toContain('own-message');
    expect(shown).not.toContain('own-mail');
    expect(await unwanted()).toEqual([]);
    await mailThatSays(trial, '“first”');
  });

  it('stops them however the address is written', async () => {
    await post(signed({ address: MONA.toUpperCase() }));

    await approve('first');

    expect(trial.mailbox.mails).toEqual([]);
  });

  it('does nothing with a link that was changed, cut off or made up, and says what to do', async () => {
    const { searchParams } = new URL(signed());
    const [to = '', kind = '', signature = ''] = ['to', 'kind', 'signature'].map(
      (name) => searchParams.get(name) ?? '',
    );
    const forged = [
      { to, kind: 'digest', signature },
      { to, signature },
      { to: turned(to), kind, signature },
      { to, kind, signature: turned(signature) },
      { to, kind, signature: signature.slice(0, 20) },
      { to: '\0🦄'.repeat(100), kind, signature },
      {},
    ].map(
      (fields) => `${trial.url}/mail/unsubscribe?${new URLSearchParams(fields as Record<string, string>)}`,
    );

    const answers = await Promise.all(
      forged.flatMap((link) => [fetch(link), post(link), post(link.replace('unsubscribe', 'resubscribe'))]),
    );

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
    for (const answer of answers) {
      const body = await answer.text();
      expect(body).toContain('open PATrol’s App Home in Slack');
      expect(body).toContain('ask whoever runs PATrol');
    }
    expect(await unwanted()).toEqual([]);
  });

  /** The same with its first character changed. */
  const turned = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;

  it('stops nothing without the word that means it, and takes nothing back by the link that stops', async () => {
    const withoutWord = await post(signed(), 'x=y');
    const before = await unwanted();
    await post(signed());

    const response = await post(signed().replace('unsubscribe', 'resubscribe'));

    expect([withoutWord.status, response.status]).toEqual([400, 400]);
    expect(before).toEqual([]);
    expect(await unwanted()).toHaveLength(1);
  });

  it('keeps the address out of the log', async () => {
    const link = await linkOfMail();

    await fetch(link);
    await post(link);

    const log = JSON.stringify(trial.log);
    expect(log).toContain('somebody wants no more mails of a kind');
    expect(log).not.toContain(MONA);
    expect(log).not.toContain(new URL(link).searchParams.get('signature'));
  });

  it('is held up by nobody who makes links up, however many they send', async () => {
    const forged = signed().replace('signature=', 'signature=x');
    const statuses: number[] = [];
    for (const each of Array.from({ length: 1_203 }, () => forged)) {
      const response = await post(each);
      await response.arrayBuffer();
      statuses.push(response.status);
    }

    const response = await post(signed());

    expect(new Set(statuses)).toEqual(new Set([400]));
    expect(response.status).toBe(200);
  });
});

describe('without a public address, e-mails', () => {
  it('say where else they are stopped, and carry no link to nowhere', async () => {
    const trial = await startTrial();
    askForAccess(trial);

    await click(trial, PEOPLE.olivia, await cardThatSays(trial, '[Approve]'), 'approve');
    const { parsed } = await mailThatSays(trial, 'deploy-bot');

    expect(parsed.headers.map(({ key }) => key).filter((key) => key.startsWith('list-'))).toEqual([]);
    expect(parsed.text).toContain('open PATrol’s App Home in Slack');
    expect(parsed.html).not.toContain('localhost');
    await quiet(trial);
    await endHealthy(trial);
  });
});
