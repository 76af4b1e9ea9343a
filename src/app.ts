import type { DataSource } from 'typeorm';
import type { GitHubSignIn } from './application/link-ports.js';
import { createOwnSignIns, type OwnSignInContext } from './application/own-sign-in.js';
import { recordSettings } from './application/record-settings.js';
import { giveUpSignIns } from './application/remove-link.js';
import type { Clock, Logger, Wake } from './application/ports.js';
import type { Config } from './config.js';
import { createMailer } from './email/mailer.js';
import { createGitHubApp, type GitHubApp, type GitHubState } from './github/github-app.js';
import { createGitHubClient } from './github/github-client.js';
import { createOurBot } from './github/our-bot.js';
import { createGitHubSignIn } from './github/sign-in.js';
import { handleWebhook } from './github/webhook-handler.js';
import { createHttpServer, type Route } from './http/http-server.js';
import { createLinkRoutes } from './http/link-routes.js';
import { createProbes } from './http/probes.js';
import { english } from './i18n/translator.js';
import { createJobTable } from './jobs/job-table.js';
import { createJobs } from './jobs/jobs.js';
import { createDataSource } from './persistence/data-source.js';
import { createDatabase } from './persistence/database.js';
import { migrationsArePending } from './persistence/migrate.js';
import { createVault } from './persistence/vault.js';
import { createRateLimit } from './rate-limit.js';
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
  const vault = createVault({ current: config.encryptionKey, previous: config.previousEncryptionKey });
  const { ledgerKeys, digest } = config;
  const database = createDatabase(dataSource, clock.now, { vault, ledgerKeys });

  let githubState: GitHubState = 'unknown';
  const githubApp = createGitHubApp(config.github, (state) => {
    githubState = state;
  });
  const github = createGitHubClient(githubApp);
  const signIn = signInOf(config, githubApp, clock);
  const pace = options.paced === false ? undefined : createPace(clock);
  const slack = createSlackClient(config.slack, t, { log, pace });
  const mailer = config.mail ? createMailer(config.mail, t) : undefined;

  // Use cases wake jobs, and jobs run use cases: the knot is tied by the name of a job.
  const wake: Wake = {
    deliveries: () => jobs.wake('send-deliveries'),
    decisions: () => jobs.wake('carry-out-decisions'),
    sync: () => jobs.wake('sync-organizations'),
  };
  let listensOn = config.port;
  const context = {
    database,
    clock,
    wake,
    channel,
    github,
    links: database.links,
    ourBot: createOurBot(githubApp),
    signIn,
    signIns: createOwnSignIns({ database, clock, log, signIn }),
    policy: { decideAs: config.decideAs, approverTeams: config.approverTeams },
    linking: {
      isOffered: signIn !== undefined,
      publicUrl: () => config.publicUrl ?? `http://localhost:${listensOn}`,
      limit: createRateLimit({ times: 20, seconds: 600 }),
      flood: createRateLimit({ times: 1_200, seconds: 60 }),
    },
    ledgerKeys,
    digest,
    commandLimit: createRateLimit({ times: 30, seconds: 60 }),
    slack,
    log,
    t,
    webUrl: config.github.webUrl,
  };
  const table = createJobTable({ ...context, mailer, syncIntervalSeconds: config.syncIntervalSeconds });
  const jobs = createJobs({ databaseUrl, log, pollMs, definitions: role === 'web' ? {} : table.definitions });

  const slackApp = role === 'worker' ? undefined : createSlackApp(config.slack, context);
  const verify = (body: string, signature: string) => githubApp.app.webhooks.verify(body, signature);
  const webhookRoute: Route = {
    bodyLimit: WEBHOOK_LIMIT,
    needs: { header: 'x-hub-signature-256', else: UNSIGNED },
    handle: async (request) => {
      const { status, text } = await handleWebhook({ ...context, verify }, request);
      return { status, body: text };
    },
  };
  const links = signIn && createLinkRoutes({ ...context, signIn, keepsSignIns: config.decideAs === 'owner' });
  const server = createHttpServer({
    log,
    now: clock.now,
    isPublicByHttps: config.publicUrl?.startsWith('https:'),
    slackListener: slackApp?.requestListener,
    routes: {
      ...createProbes({
        checkDatabase: () => checkDatabase(dataSource),
        states: () => ({ slack: slackApp?.state() ?? 'not asked', github: githubState }),
        queue: () => database.deliveries.backlog(clock.now()),
      }),
      ...(role === 'worker' ? {} : { ...links, 'POST /github/webhooks': webhookRoute }),
    },
  });

  await keepSettings(config, context);
  if (options.alone) {
    await database.decisions.releaseLeases();
    await database.deliveries.releaseLeases();
  }
  await jobs.start();
  const port = await server.listen(config.port, options.host);
  listensOn = port;
  if (role !== 'web') takeUpWhatIsLeft(wake);
  context.ourBot();
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

/** What is not signed is not even read. */
const UNSIGNED = {
  status: 401,
  body: 'The signature is missing or wrong: does the webhook secret agree?',
};
/** GitHub's own cap for a webhook. */
const WEBHOOK_LIMIT = 25 * 1024 * 1024;

/** Absent where the operator has set no OAuth client: then only they can link people. */
function signInOf(config: Config, app: GitHubApp, clock: Clock): GitHubSignIn | undefined {
  const { clientId, clientSecret, webUrl } = config.github;
  if (clientId === undefined || clientSecret === undefined || !config.encryptionKey) return undefined;
  return createGitHubSignIn(app, { clientId, clientSecret, webUrl, clock });
}

/** What the operator has set goes on the record, and before what is stored; that is encrypted with the current key. */
async function keepSettings(
  config: Config,
  { database, log, clock, signIn }: Pick<OwnSignInContext, 'database' | 'log' | 'clock' | 'signIn'>,
): Promise<void> {
  const { decideAs, approverTeams, slack, github } = config;
  const settings = {
    decideAs,
    approverTeams,
    channel: slack.channel,
    githubApp: github.appId,
    github: github.webUrl,
  };
  await recordSettings({ database, clock }, settings);
  if (decideAs === 'app') await giveUpSignIns({ database, log, signIn });
  await database.transaction((records) => records.links.keepOperators(config.slack.fixedLinks, clock.now()));
  if (!config.encryptionKey) return;
  const { rotated, unreadable } = await database.signIns.rotate();
  if (rotated > 0) log.info({ rotated }, 'sign-ins were encrypted anew with ENCRYPTION_KEY');
  if (unreadable > 0) {
    log.warn(
      { unreadable },
      'sign-ins cannot be read with these keys; their people are asked to sign in anew',
    );
  }
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
