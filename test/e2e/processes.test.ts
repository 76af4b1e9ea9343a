import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { addPeople, PEOPLE, PEOPLE_ENVIRONMENT, REVIEW_CHANNEL } from '../../src/sandbox/people.js';
import { type StandIns, startStandIns } from '../../src/sandbox/stand-ins.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import { askForAccess } from '../support/acts.js';
import { farFromNow } from '../support/far-from-now.js';
import { makeOpenDirectory } from '../support/global-setup.js';
import { buildProgram, type Program, runProgram } from '../support/run-program.js';
import { createTestDatabase } from '../support/test-database.js';

describe('the program as the operator runs it', () => {
  let standIns: StandIns;
  let folder: string;
  let programs: Program[];
  let proxy: Server | undefined;
  beforeAll(buildProgram);
  beforeEach(async () => {
    standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
    addPeople(standIns);
    folder = makeOpenDirectory();
    programs = [];
  });
  afterEach(async () => {
    for (const { child } of programs) child.kill('SIGTERM');
    await Promise.all(programs.map(({ ended }) => ended));
    await standIns.close();
    proxy?.close();
    proxy = undefined;
  });

  function run(command: string, environment: Record<string, string> = {}): Program {
    const program = runProgram(command, environment, folder);
    programs.push(program);
    return program;
  }
  const settings = (more: Record<string, string> = {}) => ({
    ...standIns.environment,
    ...PEOPLE_ENVIRONMENT,
    DECIDE_AS: 'app',
    DIGEST_TIME: farFromNow(),
    DATA_DIR: `${folder}/data`,
    ...more,
  });
  async function listening(program: Program): Promise<number> {
    const [, port] = await program.says(/"port":(\d+),"msg":"PATrol runs"/);
    return Number(port);
  }
  const pendingCard = () =>
    standIns.slack.until(
      () => standIns.slack.messages(REVIEW_CHANNEL).find((m) => standIns.slack.read(m).includes('[Approve]')),
      10_000,
    );
  const decidedCard = () =>
    standIns.slack.until(
      () =>
        standIns.slack.messages(REVIEW_CHANNEL).find((m) => standIns.slack.read(m).includes('Approved by')),
      10_000,
    );

  it('names every missing setting at once and exits with 1, when some are set', async () => {
    const program = run('all', { SLACK_BOT_TOKEN: 'xoxb-secret-value', GITHUB_APP_ID: '1' });

    const { code } = await program.ended;

    expect(code).toBe(1);
    for (const key of [
      'SLACK_CHANNEL',
      'SLACK_SIGNING_SECRET',
      'GITHUB_PRIVATE_KEY',
      'GITHUB_WEBHOOK_SECRET',
    ]) {
      expect(program.output()).toContain(`${key} is missing`);
    }
    expect(program.output()).not.toContain('xoxb-secret-value');
  });

  it('never starts the sandbox in production', async () => {
    const program = run('all', { NODE_ENV: 'production' });

    const { code } = await program.ended;

    expect(code).toBe(1);
    expect(program.output()).toContain('SLACK_BOT_TOKEN is missing');
  });

  it('wants a shared database for web and worker processes', async () => {
    const program = run('web', settings());

    const { code } = await program.ended;

    expect(code).toBe(1);
    expect(program.output()).toContain('DATABASE_URL is missing');
  });

  it('waits for a database that starts a moment later, and says so', async () => {
    const { url, drop } = await createTestDatabase();
    const late = new URL(url);
    const [host, port] = [late.hostname, Number(late.port || 5432)];
    const gatePort = await freePort();
    late.host = `127.0.0.1:${gatePort}`;

    const program = run('all', settings({ DATABASE_URL: late.href }));
    await program.says(/waiting for the database/);
    proxy = createServer((socket) => {
      const server = connect(port, host);
      for (const [one, other] of [[socket, server] as const, [server, socket] as const]) {
        one.pipe(other);
        one.on('error', () => other.destroy());
      }
    });
    proxy.listen(gatePort, '127.0.0.1');

    await listening(program);
    program.child.kill('SIGTERM');
    expect(await program.ended).toMatchObject({ code: 0 });
    await drop();
  });

  it('ends with a reason that says what to look at, when the database does not want it', async () => {
    const { url, drop } = await createTestDatabase();
    const other = new URL(url);
    other.pathname = '/no_such_database';

    const program = run('all', settings({ DATABASE_URL: other.href }));

    expect(await program.ended).toMatchObject({ code: 1 });
    expect(program.output()).toContain('database "no_such_database" does not exist. Look at DATABASE_URL.');
    await drop();
  });

  it('keeps a request through kill -9 on its embedded database, and ends cleanly on SIGTERM', async () => {
    const first = run('all', settings());
    const port = await listening(first);
    standIns.connect(port);
    askForAccess(standIns);
    const card = await pendingCard();
    await everythingIsDelivered(port);

    first.child.kill('SIGKILL');
    await first.ended;
    const second = run('all', settings());
    standIns.connect(await listening(second));
    await standIns.slack.click({
      user: PEOPLE.olivia,
      channel: REVIEW_CHANNEL,
      ts: card.ts,
      actionId: 'token-request.approve',
    });
    await decidedCard();
    second.child.kill('SIGTERM');

    expect(await second.ended).toEqual({ code: 0, signal: null });
    expect(standIns.slack.messages(REVIEW_CHANNEL)).toHaveLength(1);
    expect(`${first.output()}${second.output()}`).not.toContain(standIns.environment.SLACK_BOT_TOKEN);
  });

  it('finishes a bulk decision that was killed -9 while GitHub had the call, without a second call', async () => {
    const { slack, github, mailbox } = standIns;
    const user = PEOPLE.olivia;
    const modal = (text: string) =>
      slack.until(() => slack.views(user).find((view) => slack.read(view).includes(text)), 15_000);
    const told = (who: string, text: string) =>
      slack.directMessages(who).filter((message) => slack.read(message).includes(text));
    const first = run('all', settings());
    standIns.connect(await listening(first));
    for (const name of ['one', 'two', 'three']) askForAccess(standIns, { name });
    await slack.until(() => slack.messages(REVIEW_CHANNEL).length === 3, 15_000);
    await slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text: 'pending' });
    const list = await modal('Select all 3 that match');
    await slack.click({ user, viewId: list.id, actionId: ACTIONS.listSelectAll });
    await modal('3 requests are selected');
    await slack.submitView({ user, viewId: list.id });
    const question = await modal('GitHub is told at once');
    const isBulkCall = ({ method, path }: { method: string; path: string }) =>
      method === 'POST' && path.endsWith('/personal-access-token-requests');
    github.faults.add({ match: isBulkCall, times: 1, effect: { hang: true, executed: true } });

    await slack.submitView({
      user,
      viewId: question.id,
      values: { decision: { decision: 'approve' } },
    });
    await slack.until(() => github.pendingRequests('acme').length === 0, 15_000);
    first.child.kill('SIGKILL');
    await first.ended;
    const second = run('all', settings());
    standIns.connect(await listening(second));
    await slack.until(() => told(user, 'Approved all 3 requests').length === 1, 30_000);
    await slack.until(() => told(PEOPLE.mona, 'approved 3 of your').length === 1, 30_000);

    expect(github.calls.filter(isBulkCall)).toHaveLength(1);
    expect(github.grants('acme')).toHaveLength(3);
    await slack.until(() => mailbox.mails.length === 1, 15_000);
    second.child.kill('SIGTERM');
    expect(await second.ended).toEqual({ code: 0, signal: null });
  });

  it('splits into web and worker on one database: the web waits for the migrations, the worker does the work', async () => {
    const { url, drop } = await emptyDatabase();
    const web = run('web', settings({ DATABASE_URL: url }));
    await web.says(/waiting for the migrations/);
    const release = run('migrate', { DATABASE_URL: url });
    expect(await release.ended).toMatchObject({ code: 0 });
    const worker = run('worker', settings({ DATABASE_URL: url }));
    await listening(worker);
    standIns.connect(await listening(web));

    askForAccess(standIns);
    const card = await pendingCard();
    await standIns.slack.click({
      user: PEOPLE.olivia,
      channel: REVIEW_CHANNEL,
      ts: card.ts,
      actionId: 'token-request.approve',
    });
    await decidedCard();

    for (const { child } of [web, worker]) child.kill('SIGTERM');
    expect(await web.ended).toMatchObject({ code: 0 });
    expect(await worker.ended).toMatchObject({ code: 0 });
    await drop();
  });
});

/** Where nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** As the operator would see it: nothing waits in the queue. */
async function everythingIsDelivered(port: number): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    if (metrics.includes('patrol_deliveries_waiting 0')) return;
  }
}

/** Without migrations, unlike the databases of other tests. */
async function emptyDatabase() {
  const { url, drop } = await createTestDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  await client.end();
  return { url, drop };
}
