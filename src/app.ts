import type { DataSource } from 'typeorm';
import { createFixedLinks } from './application/fixed-links.js';
import type { Clock, Logger, Wake } from './application/ports.js';
import type { Config } from './config.js';
import { createMailer } from './email/mailer.js';
import { createGitHubApp, type GitHubState } from './github/github-app.js';
import { createGitHubClient } from './github/github-client.js';
import { handleWebhook } from './github/webhook-handler.js';
import { createHttpServer } from './http/http-server.js';
import { createProbes } from './http/probes.js';
import { english } from './i18n/translator.js';
import { createJobTable } from './jobs/job-table.js';
import { createJobs } from './jobs/jobs.js';
import { createDataSource } from './persistence/data-source.js';
import { createDatabase } from './persistence/database.js';
import { migrationsArePending } from './persistence/migrate.js';
import { createPace } from './slack/pace.js';
import { createSlackApp } from './slack/slack-app.js';
import { createSlackClient } from './slack/slack-client.js';

export interface AppOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** `web` takes requests, `worker` works off what they left, `all` does both. */
  readonly role: 'all' | 'web' | 'worker';
  readonly clock?: Clock;
  /** How often jobs are looked for of which no notification told; default 5,000 ms. */
  readonly jobPollMs?: number;
  /** Keeps to Slack's pace of a message a second in a channel; default true. */
  readonly paced?: boolean;
  /** Nobody else works on the database: what is leased belongs to a process that has died. */
  readonly alone?: boolean;
  /** Where to listen; default every interface. */
  readonly host?: string;
}

export interface RunningApp {
  /** The port that is listened on. */
  readonly port: number;
  /** Takes nothing new, finishes what is under way, lets go of everything. */
  stop(): Promise<void>;
}

/** Puts the program together and starts it. The database must be migrated. */
export async function startApp(config: Config, options: AppOptions): Promise<RunningApp> {
  const { databaseUrl, log, role, clock = { now: () => new Date() }, jobPollMs: pollMs = 5_000 } = options;
  const t = english;
  const channel = config.slack.channel;
  const dataSource = await connect(databaseUrl, log);
  const database = createDatabase(dataSource, clock.now);

  let githubState: GitHubState = 'unknown';
  const githubApp = createGitHubApp(config.github, (state) => {
    githubState = state;
  });
  const github = createGitHubClient(githubApp);
  const links = createFixedLinks(config.slack.fixedLinks);
  const pace = options.paced === false ? undefined : createPace(clock);
  const slack = createSlackClient(config.slack, t, { log, pace });
  const mailer = config.mail ? createMailer(config.mail, t) : undefined;

  // Use cases wake jobs, and jobs run use cases: the knot is tied by the name of a job.
  const wake: Wake = {
    deliveries: () => jobs.wake('send-deliveries'),
    decisions: () => jobs.wake('carry-out-decisions'),
    sync: () => jobs.wake('sync-organizations'),
  };
  const context = {
    database,
    clock,
    wake,
    channel,
    github,
    links,
    slack,
    log,
    t,
    webUrl: config.github.webUrl,
  };
  const table = createJobTable({ ...context, mailer, syncIntervalSeconds: config.syncIntervalSeconds });
  const jobs = createJobs({ databaseUrl, log, pollMs, definitions: role === 'web' ? {} : table.definitions });

  const slackApp = role === 'worker' ? undefined : createSlackApp(config.slack, context);
  const verify = (body: string, signature: string) => githubApp.webhooks.verify(body, signature);
  const server = createHttpServer({
    log,
    now: clock.now,
    slackListener: slackApp?.requestListener,
    routes: {
      ...createProbes({
        checkDatabase: () => checkDatabase(dataSource),
        states: () => ({ slack: slackApp?.state() ?? 'not asked', github: githubState }),
        queue: () => database.deliveries.backlog(clock.now()),
      }),
      ...(role === 'worker' ? {} : { 'POST /github/webhooks': (request) => takeWebhook(request) }),
    },
  });
  async function takeWebhook(request: Parameters<typeof handleWebhook>[1]) {
    const { status, text } = await handleWebhook({ ...context, verify }, request);
    return { status, body: text };
  }

  if (options.alone) {
    await database.decisions.releaseLeases();
    await database.deliveries.releaseLeases();
  }
  await jobs.start();
  const port = await server.listen(config.port, options.host);
  if (role !== 'web') takeUpWhatIsLeft(wake);
  slackApp?.start();

  return {
    port,
    async stop() {
      await server.close();
      await slackApp?.stop();
      await jobs.stop();
      await table.stop();
      mailer?.close();
      await dataSource.destroy();
    },
  };
}

/** An earlier process may have ended in the middle, and webhooks may have come while nobody was here. */
function takeUpWhatIsLeft(wake: Wake): void {
  wake.decisions();
  wake.deliveries();
  wake.sync();
}

async function connect(url: string, log: Logger): Promise<DataSource> {
  const onPoolError = (error: unknown) => log.warn({ err: error }, 'a database connection broke');
  return createDataSource({ url, onPoolError }).initialize();
}

async function checkDatabase(dataSource: DataSource): Promise<void> {
  if (await migrationsArePending(dataSource)) throw new Error('migrations are missing: run npm run migrate');
}
