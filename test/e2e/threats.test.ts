import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { appPermissions } from '../../src/sandbox/github/app-permissions.js';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  endHealthy,
  ephemeralTo,
  mailThatSays,
  messageTo,
  modalThatSays,
  openDeny,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { aBrowser, askForLink, walkToQuestion } from '../support/browser-walk.js';
import { postWebhook } from '../support/signed-request.js';
import { startTrial, type Trial } from '../support/trial.js';

/**
 * The threats of docs/security.md, row by row: what is said there to protect is shown here to protect. Deactivated
 * users are in use-cases/sign-ins.test.ts, since they cannot click; what is broken or unsigned is in fuzz.test.ts; a
 * ledger that was tampered with, and its export, are in ledger.test.ts and ledger-export.test.ts.
 */
const ROWS = [
  'Stolen Slack session',
  'Forged webhook',
  'Forged Slack request',
  'Malicious token name',
  'Leaked database',
  'Curious or hostile operator',
  'Compromised approver',
  'Compromised PATrol process',
] as const;

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial();
});
afterEach(() => endHealthy(trial));

const kinds = async () =>
  (await trial.rows<{ kind: string }>('SELECT kind FROM ledger_entries ORDER BY id')).map(({ kind }) => kind);

it('the threats that are shown here are those of docs/security.md', () => {
  const text = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8');
  const table = text.slice(text.indexOf('## Threats'), text.indexOf('## Least privilege'));

  const named = [...table.matchAll(/^\| \*\*([^*]+)\*\*/gm)].map(([, name]) => name);

  expect(named).toEqual([...ROWS]);
});

describe(ROWS[0], () => {
  it('cannot approve the thief’s own request, and everything it does is on the card and on the record', async () => {
    trial.github.createToken({
      owner: 'olivia',
      org: 'acme',
      name: 'own',
      repositorySelection: 'all',
      permissions: { repository: { contents: 'write' } },
    });
    askForAccess(trial);
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');

    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia)');
    await quiet(trial);
    expect(await kinds()).toEqual(expect.arrayContaining(['request-seen', 'decision-asked', 'decided']));
  });
});

describe(ROWS[1], () => {
  it('leaves nothing behind, and one that is sent twice counts once', async () => {
    askForAccess(trial);
    await pendingCard(trial);
    await quiet(trial);
    const [delivery] = trial.github.webhookDeliveries.filter(
      ({ event }) => event === 'personal_access_token_request',
    );
    const before = await kinds();

    const forged = await postWebhook(trial, '{"action":"approved"}', { 'x-hub-signature-256': 'sha256=00' });
    if (delivery) await trial.github.redeliver(delivery.guid);
    await quiet(trial);

    expect(forged.status).toBe(401);
    expect(await kinds()).toEqual(before);
  });
});

describe(ROWS[2], () => {
  it.each([
    ['unsigned', {}],
    ['of an hour ago', { age: 3_600 }],
    ['of an hour ahead', { age: -3_600 }],
  ])('is refused and decides nothing: %s', async (_, { age = 0 }: { age?: number }) => {
    askForAccess(trial);
    await pendingCard(trial);
    const body = new URLSearchParams({ payload: '{"type":"block_actions"}' }).toString();

    const response = await fetch(`${trial.url}/slack/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1_000) - age),
        'x-slack-signature': `v0=${'0'.repeat(64)}`,
      },
      body,
    });

    expect(response.status).toBe(401);
    expect(decisionsSent(trial)).toBe(0);
  });
});

describe(ROWS[3], () => {
  const HOSTILE =
    '<!channel> <@U0OLIVIA> *bold* <https://evil.example|click> &amp; <b>x</b> "\'` =HYPERLINK("https://evil.example") \u202e';
  const HOSTILE_NAME = `=cmd|' /C calc'!A0 ${HOSTILE}`.slice(0, 120);

  it('is inert on the card, in the modals, in direct messages and in the e-mail, with its reason', async () => {
    const { slack } = trial;
    askForAccess(trial, { name: HOSTILE_NAME, reason: `${HOSTILE}\r\nBcc: evil@example.com` });
    const card = await pendingCard(trial);
    await click(trial, PEOPLE.olivia, card, 'details');
    const details = await modalThatSays(trial, PEOPLE.olivia, 'Token request');
    await slack.closeView({ user: PEOPLE.olivia, viewId: details.id });
    const modal = await openDeny(trial, PEOPLE.olivia, card);

    await slack.submitView({
      user: PEOPLE.olivia,
      viewId: modal.id,
      values: { reason: { reason: HOSTILE } },
    });

    await cardThatSays(trial, 'Denied by');
    await messageTo(trial, PEOPLE.mona, 'gets no access');
    const mail = await mailThatSays(trial, 'Denied');
    await quiet(trial);
    // What Slack would have made of it is counted by the stand-in; it saw no mention, link or markup of theirs.
    expect(slack.warnings).toEqual([]);
    expect(mail.parsed.subject).not.toMatch(/[\r\n]/);
    expect(mail.to).toEqual(['mona@acme.example']);
    expect(mail.parsed.html).not.toContain('<b>x</b>');
    expect(mail.parsed.html).not.toMatch(/href="https:\/\/evil/);
    expect(mail.parsed.html).toContain('&lt;b&gt;x&lt;/b&gt;');
  });
});

describe(ROWS[4], () => {
  it('has no secret, token, ticket or cookie in it, whatever was done before, nor has the log', async () => {
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.max, REVIEW_CHANNEL);
    const question = await walkToQuestion(trial, browser, { link, login: 'max' });
    const waiting = await dump();
    await browser.submit(question, 'confirm');
    askForAccess(trial);
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await cardThatSays(trial, 'Approved by');
    await quiet(trial);

    const everything = `${waiting}${await dump()}${JSON.stringify(trial.log)}`;

    const secrets = [
      ...['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'GITHUB_WEBHOOK_SECRET', 'GITHUB_CLIENT_SECRET'],
      'ENCRYPTION_KEY',
    ].map((name) => trial.environment[name] ?? name);
    const ticket = new URL(link).searchParams.get('ticket') ?? 'none';
    for (const secret of [
      ...secrets,
      ticket,
      ...browser.cookies.values(),
      'ghu_',
      'ghr_',
      'ghs_',
      'PRIVATE KEY',
    ]) {
      expect(everything.includes(secret)).toBe(false);
    }
    expect(everything).toContain('deploy-bot');
  });

  /** Every row of every table, as text. */
  async function dump(): Promise<string> {
    const tables = await trial.rows<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const texts = await Promise.all(
      tables.map(({ name }) => trial.rows(`SELECT row_to_json(x)::text AS text FROM "${name}" x`)),
    );
    return JSON.stringify(texts);
  }
});

describe(ROWS[5], () => {
  it('cannot change or remove an entry: the database refuses, and the chain is sealed with a key it has not got', async () => {
    askForAccess(trial);
    await pendingCard(trial);
    await trial.eventually('every entry sealed', async () => {
      const [row] = await trial.rows<{ open: number }>(
        `SELECT (SELECT count(*) FROM ledger_entries) - (SELECT count(*) FROM ledger_seals) AS open,
                (SELECT count(*) FROM ledger_entries) AS all`,
      );
      return Number(row?.open) === 0;
    });

    const changes = await Promise.allSettled([
      trial.rows("UPDATE ledger_entries SET kind = 'decided'"),
      trial.rows('DELETE FROM ledger_entries'),
      trial.rows('TRUNCATE ledger_entries CASCADE'),
      trial.rows('UPDATE ledger_seals SET seq = seq + 1'),
      trial.rows('DELETE FROM ledger_seals'),
    ]);

    expect(changes.map(({ status }) => status)).toEqual(Array(5).fill('rejected'));
    expect(await kinds()).toContain('request-seen');
    expect(JSON.stringify(trial.log)).toContain('ledger sealed');
  });

  it('is on the record when they change who may decide', async () => {
    const [before] = await trial.rows<{ data: unknown }>(
      "SELECT data FROM ledger_entries WHERE kind = 'settings-changed'",
    );

    await trial.restart();

    expect(before?.data).toMatchObject({ decideAs: 'owner', channel: REVIEW_CHANNEL });
    expect((await kinds()).filter((kind) => kind === 'settings-changed')).toHaveLength(1);
  });
});

describe(ROWS[6], () => {
  it('loses all with the role, at once, and never decides what they asked for themselves', async () => {
    await synced(trial);
    askForAccess(trial);
    const card = await pendingCard(trial);
    trial.github.setRole('acme', 'olivia', 'member');

    await click(trial, PEOPLE.olivia, card, 'approve');

    await ephemeralTo(trial, PEOPLE.olivia, 'Only an active owner of acme can decide this');
    expect(decisionsSent(trial)).toBe(0);
  });
});

describe(ROWS[7], () => {
  it('has no right to code, to revoke or to read messages', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../manifest.json', import.meta.url), 'utf8'));

    const scopes: string[] = manifest.oauth_config.scopes.bot;

    // `metadata` comes with every App.
    expect(appPermissions).toEqual({
      members: 'read',
      metadata: 'read',
      organization_personal_access_token_requests: 'write',
      organization_personal_access_tokens: 'read',
    });
    expect(scopes.filter((scope) => /history|files|admin|groups/.test(scope))).toEqual([]);
  });
});
