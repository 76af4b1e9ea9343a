import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Urgency } from '../../src/application/budget-ports.js';
import { loadConfig } from '../../src/config.js';
import { createGitHubApp } from '../../src/github/github-app.js';
import { createGitHubClient } from '../../src/github/github-client.js';
import { createBudgets } from '../../src/persistence/budgets.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { addPeople, PEOPLE_ENVIRONMENT, REVIEW_CHANNEL } from '../../src/sandbox/people.js';
import { type StandIns, startStandIns } from '../../src/sandbox/stand-ins.js';
import { PacedClient } from '../../src/slack/paced-client.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { quiet } from '../unit/sandbox/slack/start-workspace.js';

let testDatabase: TestDatabase;
/** One for each process. */
let sources: DataSource[];
let standIns: StandIns;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const connect = () => createDataSource({ url: testDatabase.url }).initialize();
  sources = [await connect(), await connect()];
});

afterAll(async () => {
  for (const source of sources) await source.destroy();
  await testDatabase.drop();
});

beforeEach(async () => {
  standIns = await startStandIns({ mode: 'http', rateLimits: 'real' });
  addPeople(standIns);
  await sources[0]?.query('DELETE FROM budgets');
});

afterEach(() => standIns.close());

const pacing = (process: 0 | 1, urgency: Urgency) => {
  const source = sources[process];
  if (source === undefined) throw new Error('there is no such process');
  return { budgets: createBudgets(source.manager), urgency };
};
/** How a call ended: `ok`, or the code with which it failed and how long to wait. */
const outcome = (call: Promise<unknown>): Promise<{ code: string; waitMs?: number }> =>
  call.then(
    () => ({ code: 'ok' }),
    (error: { code: string; options?: { retryAfterMs?: number } }) => ({
      code: error.code,
      waitMs: error.options?.retryAfterMs,
    }),
  );

describe('calls to Slack', () => {
  const client = (process: 0 | 1, urgency: Urgency = 'background') => {
    const token = standIns.environment.SLACK_BOT_TOKEN ?? '';
    const options = {
      slackApiUrl: standIns.slack.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logger: quiet,
    };
    return new PacedClient(token, options, pacing(process, urgency));
  };
  const refusals = () => standIns.slack.calls.filter(({ status }) => status === 429);

  it('are held back before Slack answers 429, by two processes together', async () => {
    const post = (process: 0 | 1) =>
      outcome(client(process).chat.postMessage({ channel: REVIEW_CHANNEL, text: 'Hello' }));

    const outcomes = await Promise.all(Array.from({ length: 30 }, (_, index) => post(index % 2 ? 0 : 1)));

    const codes = new Set(outcomes.map(({ code }) => code));
    expect(codes).toEqual(new Set(['ok', 'ratelimited']));
    expect(refusals()).toEqual([]);
  });

  it('to different channels do not hold one another back', async () => {
    const channels = ['U0MONA', 'U0MAX', 'U0OLIVIA'].map((user) => standIns.slack.directChannel(user).id);

    const outcomes = await Promise.all(
      channels.map((channel) => outcome(client(0).chat.postMessage({ channel, text: 'Hello' }))),
    );

    expect(outcomes).toEqual(channels.map(() => ({ code: 'ok' })));
  });

  it('wait in every process when Slack has answered 429 in one, clicks too', async () => {
    standIns.slack.faults.add({ method: 'users.info', times: 1, effect: { status: 429, retryAfter: 600 } });
    await outcome(client(0).users.info({ user: 'U0MONA' }));
    const before = standIns.slack.calls.length;

    const outcomes = [
      await outcome(client(1).users.info({ user: 'U0MONA' })),
      await outcome(client(1, 'click').users.info({ user: 'U0MONA' })),
    ];

    for (const { code, waitMs } of outcomes) {
      expect(code).toBe('ratelimited');
      expect(waitMs).toBeGreaterThan(500_000);
    }
    expect(standIns.slack.calls).toHaveLength(before);
  });
});

describe('calls to GitHub', () => {
  const organization = () => {
    const acme = standIns.github.organization('acme');
    return { id: acme?.id ?? 0, login: 'acme', installationId: acme?.installation?.id ?? 0 };
  };
  const client = (process: 0 | 1, urgency: Urgency) => {
    const config = loadConfig({ ...standIns.environment, ...PEOPLE_ENVIRONMENT });
    return createGitHubClient(createGitHubApp(config.github), pacing(process, urgency));
  };
  const asking = (process: 0 | 1, urgency: Urgency) => {
    const github = client(process, urgency);
    return () => outcome(github.membership(organization(), { id: null, login: 'olivia' }, 5_000));
  };
  const ask = (process: 0 | 1, urgency: Urgency) => asking(process, urgency)();
  const memberships = () => standIns.github.calls.filter(({ path }) => path.includes('/memberships/')).length;

  it('wait in every process when GitHub’s secondary limit was met in one', async () => {
    const effect = {
      status: 403,
      headers: { 'retry-after': '600' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    };
    const match = ({ path }: { path: string }) => path.includes('/memberships/');
    standIns.github.faults.add({ match, times: 1, effect });
    const first = await ask(0, 'background');

    const others = [await ask(1, 'background'), await ask(1, 'click')];

    expect(first).toEqual({ code: 'rate-limited', waitMs: 600_000 });
    for (const { code, waitMs } of others) {
      expect(code).toBe('rate-limited');
      expect(waitMs).toBeGreaterThan(500_000);
    }
    expect(memberships()).toBe(1);
  });

  it('leave the last tenth of the hour’s requests to clicks', async () => {
    standIns.github.behaviour.rateLimit = 20;
    const askInBackground = asking(0, 'background');
    const outcomes: string[] = [];
    for (let index = 0; index < 25; index += 1) outcomes.push((await askInBackground()).code);

    const click = await ask(1, 'click');

    expect(outcomes.filter((code) => code === 'ok')).toHaveLength(18);
    expect(click).toEqual({ code: 'ok' });
    expect(standIns.github.calls.filter(({ status }) => status === 403)).toEqual([]);
  });
});
