import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { type RunningApp, startApp } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { createLog } from '../../src/log.js';
import { addPeople, PEOPLE, PEOPLE_ENVIRONMENT, REVIEW_CHANNEL } from '../../src/sandbox/people.js';
import { type StandIns, startStandIns } from '../../src/sandbox/stand-ins.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import { askForAccess, decisionsSent } from '../support/acts.js';
import { farFromNow } from '../support/far-from-now.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { firstComparison } from '../support/trial.js';

describe('several processes on one database, in Socket Mode', () => {
  let standIns: StandIns;
  let database: TestDatabase;
  let running: RunningApp[];
  beforeEach(async () => {
    standIns = await startStandIns({ mode: 'socket', rateLimits: 'off' });
    addPeople(standIns);
    database = await createTestDatabase();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((app) => app.stop()));
    await standIns.close();
    await database.drop();
    expect(standIns.slack.violations).toEqual([]);
    expect(standIns.github.violations).toEqual([]);
  });

  async function start(role: 'web' | 'worker'): Promise<RunningApp> {
    const usual = { DIGEST_TIME: farFromNow(), BURST_LIMIT: '1000', DECIDE_AS: 'app' };
    const config = loadConfig({ ...standIns.environment, ...PEOPLE_ENVIRONMENT, ...usual });
    const log = createLog('silent');
    const options = {
      databaseUrl: database.url,
      log,
      role,
      host: '127.0.0.1',
      jobPollMs: 1_000,
      paced: false,
    };
    const app = await startApp(config, options);
    running.push(app);
    if (role === 'web') standIns.connect(app.port);
    return app;
  }
  async function stop(app: RunningApp): Promise<void> {
    running.splice(running.indexOf(app), 1);
    await app.stop();
  }
  /** What the first comparison finds before its webhook was taken in gets no card of its own. */
  async function compared(): Promise<void> {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    await firstComparison(standIns, pool, 75_000);
    await pool.end();
  }
  const cards = (text: string) =>
    standIns.slack.messages(REVIEW_CHANNEL).filter((message) => standIns.slack.read(message).includes(text));
  const until = (look: () => unknown) => standIns.slack.until(look, 75_000);
  const click = (user: string, ts: string) =>
    standIns.slack.click({ user, channel: REVIEW_CHANNEL, ts, actionId: ACTIONS.approve });
  const told = (text: string) =>
    standIns.slack
      .directMessages(PEOPLE.mona)
      .filter((message) => standIns.slack.read(message).includes(text));

  it('make one card, one decision, one message of each request, whoever clicks where', async () => {
    await Promise.all([start('web'), start('web'), start('worker'), start('worker')]);
    await until(() => standIns.slack.sockets.size === 2);
    await compared();

    for (let index = 0; index < 12; index += 1) askForAccess(standIns, { name: `token-${index}` });
    await until(() => cards('[Approve]').length === 12);
    // A busy machine tells whoever it was too slow for to try again, and so they do.
    while (cards('[Approve]').length > 0) {
      await Promise.all(
        cards('[Approve]').flatMap(({ ts }) => [click(PEOPLE.olivia, ts), click(PEOPLE.omar, ts)]),
      );
    }

    await until(() => cards('Approved by').length === 12);
    await until(() => told('approved it').length === 12);
    await until(() => standIns.mailbox.mails.length === 12);
    expect(standIns.slack.messages(REVIEW_CHANNEL)).toHaveLength(12);
    expect(decisionsSent(standIns)).toBe(12);
  });

  it('lose nothing when they are replaced one by one', async () => {
    let web = await start('web');
    let worker = await start('worker');
    await until(() => standIns.slack.sockets.size === 1);
    await compared();

    for (let round = 0; round < 3; round += 1) {
      askForAccess(standIns, { name: `before-${round}` });
      const [nextWeb, nextWorker] = [await start('web'), await start('worker')];
      askForAccess(standIns, { name: `between-${round}` });
      await Promise.all([stop(web), stop(worker)]);
      askForAccess(standIns, { name: `after-${round}` });
      [web, worker] = [nextWeb, nextWorker];
    }
    await until(() => cards('[Approve]').length === 9);
    const clicked = await Promise.all(cards('[Approve]').map(({ ts }) => click(PEOPLE.olivia, ts)));

    await until(() => cards('Approved by').length === 9);
    expect(clicked.map(({ error }) => error)).toEqual(clicked.map(() => undefined));
    expect(standIns.slack.messages(REVIEW_CHANNEL)).toHaveLength(9);
    expect(decisionsSent(standIns)).toBe(9);
  });
});
