import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  click,
  ephemeralTo,
  mailThatSays,
  messageTo,
  openDeny,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { readMetrics, seriesValue } from '../support/metrics.js';
import { postCommand, recordCommands } from '../support/signed-request.js';
import { startTrial, type Trial } from '../support/trial.js';

const SECRET_REASON = 'because-of-incident-4711';

describe('what the operator sees', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
    await synced(trial);
  });
  afterEach(async () => {
    await trial.close();
    expect(trial.slack.violations).toEqual([]);
    expect(trial.github.violations).toEqual([]);
  });

  const told = (trace: unknown) => trial.log.filter((line) => line.level === 'info' && line.trace === trace);
  const storyOf = (trace: unknown) =>
    told(trace).map(({ msg, kind }) => (kind === undefined ? msg : `${msg}: ${String(kind)}`));
  const decide = async () => {
    const view = await openDeny(trial, PEOPLE.olivia, await pendingCard(trial));
    await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: view.id,
      values: { reason: { reason: SECRET_REASON } },
    });
    await cardThatSays(trial, 'Denied by');
    await mailThatSays(trial, 'deploy-bot');
    await quiet(trial);
  };

  it('is the whole story of one webhook, from its arrival to the last delivery', async () => {
    askForAccess(trial);
    await pendingCard(trial);
    await messageTo(trial, PEOPLE.mona, 'deploy-bot');
    await quiet(trial);

    const [webhook] = trial.log.filter(({ msg }) => msg === 'webhook stored');

    expect(webhook).toMatchObject({ event: 'personal_access_token_request', action: 'created' });
    expect(webhook?.trace).toBe(webhook?.deliveryId);
    expect(storyOf(webhook?.trace).sort()).toEqual([
      'delivery sent: card',
      'delivery sent: requester-message',
      'webhook stored',
      'webhook taken in',
    ]);
  });

  it('is the whole story of one click, to the e-mail, and nothing that is nobody’s business', async () => {
    askForAccess(trial);

    await decide();

    const [claimed] = trial.log.filter(({ msg }) => msg === 'decision claimed');
    expect(claimed).toMatchObject({ actor: PEOPLE.olivia, action: 'deny', path: 'deny-modal' });
    const story = storyOf(claimed?.trace);
    expect(story[0]).toBe('decision claimed');
    expect(story).toEqual(
      expect.arrayContaining([
        'decision goes to GitHub',
        'delivery sent: card',
        'delivery sent: requester-message',
        'delivery sent: requester-mail',
      ]),
    );
    const [ended] = trial.log.filter(({ msg }) => msg === 'decision carried out');
    expect(ended).toMatchObject({ decision: claimed?.decision, request: claimed?.request, outcome: 'done' });
    const written = trial.log.map((line) => JSON.stringify(line)).join('\n');
    for (const hidden of [SECRET_REASON, 'deploy-bot', 'mona@acme.example', 'xoxb-', 'ghs_', 'ghu_']) {
      expect(written).not.toContain(hidden);
    }
  });

  it('has the trace of a click also where a listener fails', async () => {
    const recorded = recordCommands(trial);
    await trial.slack.command({
      user: PEOPLE.olivia,
      channel: REVIEW_CHANNEL,
      command: '/tokens',
      text: 'help',
    });
    const nowhere = 'http://127.0.0.1:1/commands/T0ACME/1/secret';

    await postCommand(trial, { ...recorded.last, text: 'help', response_url: nowhere });

    const failed = await trial.eventually('a failure in the log', () =>
      trial.log.find(({ msg }) => msg === 'a Slack listener failed'),
    );
    expect(failed.trace).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify(trial.log)).not.toContain(nowhere);
    const metrics = await readMetrics(trial.url);
    const answers = 'patrol_outgoing_seconds_count{service="slack",call="response_url",status=';
    expect(seriesValue(metrics, `${answers}"none"}`)).toBe(1);
    expect(seriesValue(metrics, `${answers}"200"}`)).toBe(1);
  });

  it('is what was decided, delivered and asked, in numbers', async () => {
    askForAccess(trial);
    await decide();

    const metrics = await readMetrics(trial.url);

    const value = (series: string) => seriesValue(metrics, series);
    expect(value('patrol_token_requests{state="denied"}')).toBe(1);
    expect(value('patrol_decisions_total{action="deny",path="deny-modal",outcome="done"}')).toBe(1);
    expect(value('patrol_time_to_decision_seconds_count{action="deny",path="deny-modal"}')).toBe(1);
    expect(value('patrol_deliveries_total{kind="requester-mail",outcome="sent"}')).toBe(1);
    expect(value('patrol_deliveries_total{kind="card",outcome="sent"}')).toBeGreaterThan(0);
    expect(value('patrol_deliveries_waiting')).toBe(0);
    expect(value('patrol_webhooks_total{event="personal_access_token_request",outcome="accepted"}')).toBe(2);
    expect(value('patrol_sync_lag_seconds')).toBeLessThan(60);
    expect(value('patrol_database_up')).toBe(1);
    const decision = 'POST /orgs/{org}/personal-access-token-requests/{pat_request_id}';
    expect(value(`patrol_outgoing_seconds_count{service="github",call="${decision}",status="204"}`)).toBe(1);
    for (const [service, call, status] of [
      ['slack', 'chat.postMessage', '200'],
      ['slack', 'views.open', '200'],
      ['slack', 'auth.test', '200'],
      ['smtp', 'send', '250'],
    ]) {
      const series = `patrol_outgoing_seconds_count{service="${service}",call="${call}",status="${status}"}`;
      expect([series, value(series)]).toEqual([series, expect.any(Number)]);
    }
    for (const name of ['acme', 'mona', 'olivia', 'deploy-bot', PEOPLE.olivia]) {
      expect(metrics).not.toContain(name);
    }
  });

  it('is how Slack and GitHub refuse, by code', async () => {
    trial.slack.faults.add({
      method: 'chat.postMessage',
      times: 1,
      effect: { error: 'service_unavailable' },
    });
    trial.slack.faults.add({
      method: 'conversations.open',
      times: 1,
      effect: { reset: true, executed: false },
    });

    askForAccess(trial);
    await pendingCard(trial);
    await quiet(trial);

    const metrics = await readMetrics(trial.url);
    const calls = 'patrol_outgoing_seconds_count{service="slack",call=';
    expect(seriesValue(metrics, `${calls}"chat.postMessage",status="service_unavailable"}`)).toBe(1);
    expect(seriesValue(metrics, `${calls}"conversations.open",status="none"}`)).toBe(1);
    expect(seriesValue(metrics, 'patrol_deliveries_total{kind="card",outcome="retried"}')).toBe(1);
  });

  it('is a webhook that nobody has signed, which is what a missing secret looks like', async () => {
    const headers = { 'x-github-event': 'ping', 'x-github-delivery': 'unsigned-1' };

    const response = await fetch(`${trial.url}/github/webhooks`, { method: 'POST', headers, body: '{}' });

    expect([response.status, response.headers.get('connection')]).toEqual([401, 'close']);
    const metrics = await readMetrics(trial.url);
    expect(seriesValue(metrics, 'patrol_webhooks_total{event="ping",outcome="refused"}')).toBe(1);
    const warned = trial.log.filter(({ msg }) => msg === 'webhook with a missing or wrong signature');
    expect(warned).toMatchObject([{ level: 'warn', deliveryId: 'unsigned-1' }]);
  });

  it('tells of a delivery that can never succeed, which holds up no other', async () => {
    trial.mailbox.refuse('mona@acme.example');
    askForAccess(trial);
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');
    await messageTo(trial, PEOPLE.mona, 'approved');
    await quiet(trial);

    const metrics = await readMetrics(trial.url);
    expect(seriesValue(metrics, 'patrol_deliveries_failed{kind="requester-mail"}')).toBe(1);
    expect(seriesValue(metrics, 'patrol_deliveries_total{kind="requester-mail",outcome="failed"}')).toBe(1);
    await status(trial, PEOPLE.olivia);
    const said = await ephemeralTo(trial, PEOPLE.olivia, 'How PATrol is doing');
    expect(said).toContain('1 message was given up in the last 7 days');
    expect(said).toContain(
      'the e-mail to whoever asked (m…@acme.example), about deploy-bot of mona in acme.',
    );
    expect(said).toContain('The mail server does not take mail for this address');
    expect(said).toContain('550');
    expect(said).toMatch(
      /Slack: answers[\s\S]*GitHub: answers[\s\S]*Database: answers[\s\S]*E-mail: answers/,
    );
    expect(said).toContain('acme: last compared with GitHub');
    expect(said).toContain('Nothing waits to be sent');
  });

  it('lets an owner have it tried again, when the cause is mended, and nobody else', async () => {
    const archived = { error: 'is_archived' };
    trial.slack.faults.add({ method: 'chat.postMessage', times: 1, effect: archived });
    askForAccess(trial);
    await quiet(trial);
    await status(trial, PEOPLE.olivia);
    await ephemeralTo(trial, PEOPLE.olivia, '[Try again]');
    const [shown] = trial.slack.ephemerals(PEOPLE.olivia, REVIEW_CHANNEL);
    const place = { channel: REVIEW_CHANNEL, ts: shown?.ts ?? '', actionId: ACTIONS.sendAgain };
    const asked = () => trial.github.calls.filter(({ path }) => path.includes('/memberships/')).length;
    const before = asked();

    await trial.slack.click({ user: PEOPLE.olivia, ...place });

    await pendingCard(trial);
    await ephemeralTo(trial, PEOPLE.olivia, 'No message about requests of yours was given up');
    expect(asked() - before).toBe(1);
    const [retried] = trial.log.filter(({ msg }) => msg === 'delivery taken up again');
    expect(retried).toMatchObject({ actor: PEOPLE.olivia, delivery: expect.any(Number) });
  });

  it('is for those who may decide: a member learns only that', async () => {
    await status(trial, PEOPLE.mona);
    await status(trial, PEOPLE.max);

    const said = await ephemeralTo(trial, PEOPLE.mona, 'for those who may decide');
    expect(said).not.toContain('compared');
    await ephemeralTo(trial, PEOPLE.max, 'which GitHub account is yours');
  });
});

describe('when the database is away or takes no writes', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
    await synced(trial);
    await quiet(trial);
  });
  afterEach(async () => {
    await trial.close();
  });

  it('still answers /metrics, without what only the database knows', async () => {
    const database = await databaseOf(trial);
    await readMetrics(trial.url);

    await database.allow(false);
    const metrics = await trial.eventually('the loss of the database', async () => {
      const read = await readMetrics(trial.url);
      return seriesValue(read, 'patrol_database_up') === 0 ? read : undefined;
    });
    const ready = await fetch(`${trial.url}/readyz`);
    await database.allow(true);

    expect(seriesValue(metrics, 'patrol_deliveries_waiting')).toBeUndefined();
    expect(metrics).not.toContain('patrol_token_requests{');
    expect(metrics).toContain('patrol_outgoing_seconds_count');
    expect(ready.status).toBe(503);
    await trial.eventually('the database again', async () => (await fetch(`${trial.url}/readyz`)).ok);
    await database.close();
  });

  it('is not ready while the database takes no writes, and says so', async () => {
    const database = await databaseOf(trial);

    await database.set('default_transaction_read_only = on');
    await trial.eventually('a refusal', async () => {
      const response = await fetch(`${trial.url}/readyz`);
      const { database: state } = (await response.json()) as { database: string };
      return response.status === 503 && state === 'takes no writes: it is read-only';
    });
    await database.set('default_transaction_read_only = off');

    await trial.eventually('writes again', async () => (await fetch(`${trial.url}/readyz`)).ok);
    await database.close();
  });
});

async function status(trial: Trial, user: string): Promise<void> {
  const asked = { user, channel: REVIEW_CHANNEL, command: '/tokens', text: 'status' };
  expect(await trial.slack.command(asked)).toMatchObject({ status: 200 });
}

/** What an administrator can do to the trial's database, from another one. */
async function databaseOf(trial: Trial) {
  const [row] = await trial.rows<{ name: string }>('SELECT current_database() AS name');
  const name = row?.name ?? '';
  const client = new pg.Client({ connectionString: process.env.PATROL_TEST_SERVER_URL });
  await client.connect();
  const end = () =>
    client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  return {
    async allow(connections: boolean) {
      await client.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS ${connections}`);
      if (!connections) await end();
    },
    async set(setting: string) {
      await client.query(`ALTER DATABASE "${name}" SET ${setting}`);
      await end();
    },
    close: () => client.end(),
  };
}
