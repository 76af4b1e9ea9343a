import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { type AnnounceAgain, announceAgain } from './application/announce-again.js';
import type { Urgency } from './application/budget-ports.js';
import { figuresOf, type ReadChart } from './application/chart.js';
import { createChartAddresses } from './application/chart-address.js';
import type { ChartAddresses } from './application/chart-ports.js';
import { createInTurn } from './application/in-turn.js';
import type { GitHubSignIn } from './application/link-ports.js';
import { createOwnSignIns, type OwnSignInContext } from './application/own-sign-in.js';
import type { Clock, Database, Logger, Wake } from './application/ports.js';
import { recordSettings } from './application/record-settings.js';
import { giveUpSignIns } from './application/remove-link.js';
import type { Slack } from './application/slack-ports.js';
import { createSpeeches } from './application/speech.js';
import { drawChart } from './charts/draw-chart.js';
import type { Config } from './config.js';
import { createMailer } from './email/mailer.js';
import { createGitHubApp, type GitHubApp } from './github/github-app.js';
import { createGitHubClient } from './github/github-client.js';
import { readWebhook } from './github/mapping.js';
import { createOurBot } from './github/our-bot.js';
import { createGitHubSignIn } from './github/sign-in.js';
import { handleWebhook } from './github/webhook-handler.js';
import { type ChartRoutes, createChartRoutes } from './http/chart-routes.js';
import { createHttpServer, type Route } from './http/http-server.js';
import { createLinkRoutes } from './http/link-routes.js';
import { createProbes } from './http/probes.js';
import { createUnsubscribeRoutes } from './http/unsubscribe-routes.js';
import { LANGUAGES, languageOf } from './i18n/translators.js';
import { createJobTable } from './jobs/job-table.js';
import { createJobs } from './jobs/jobs.js';
import { createMetrics } from './metrics/metrics.js';
import { type Around, observed } from './observed.js';
import { createBudgets } from './persistence/budgets.js';
import { createDataSource } from './persistence/data-source.js';
import { createDatabase } from './persistence/database.js';
import { migrationsArePending } from './persistence/migrate.js';
import { createVault } from './persistence/vault.js';
import { type WriteHealth, watchWrites } from './persistence/write-health.js';
import { createRateLimit } from './rate-limit.js';
import { createSlackApp, type SlackApp } from './slack/slack-app.js';
import { createSlackClient } from './slack/slack-client.js';

export interface AppOptions {
  readonly databaseUrl: string;
  readonly log: Logger;
  /** `web` takes requests, `worker` works off what they left, `all` does both. */
  readonly role: 'all' | 'web' | 'worker';
  readonly clock?: Clock;
  /** How often jobs are looked for of which no notification told; default 5,000 ms. */
  readonly jobPollMs?: number;
  /** How often GitHub's log is looked through for webhooks that it could not deliver; default 60. */
  readonly recoverySeconds?: number;
  /** How often what time has brought, and what is stranded, is looked for; default 30. */
  readonly sweepSeconds?: number;
  /** Keeps to what Slack and GitHub allow before they say so; default true. */
  readonly paced?: boolean;
  /** Nobody else works on the database: what is leased belongs to a process that has died. */
  readonly alone?: boolean;
  /** Where to listen; default every interface. */
  readonly host?: string;
  /** Where Slack fetches pictures; default PUBLIC_URL, and none without it. */
  readonly picturesUrl?: string;
  /** Is given every step to the database and to the outside, so that tests can end the process at each. */
  readonly around?: Around;
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
  const channel = config.slack.channel;
  const dataSource = await connect(databaseUrl, log);
  const vault = createVault({ current: config.encryptionKey, previous: config.previousEncryptionKey });
  const { ledgerKeys } = config;
  const watched = <T extends object>(name: string, part: T): T =>
    options.around ? observed(name, part, options.around) : part;
  const database = watched('database', createDatabase(dataSource, clock.now, { vault, ledgerKeys }));

  const writes = watchWrites(dataSource);
  const metrics = createMetrics();
  const { meter } = metrics;
  const { operations } = database;
  metrics.watch({
    operations,
    clock,
    backlog: async () => ({
      deliveries: await database.deliveries.backlog(clock.now()),
      webhooks: await database.webhookDeliveries.backlog(clock.now()),
    }),
    takesWrites: async () => (await writeState(writes)) === 'ok',
  });

  const githubApp = createGitHubApp(config.github, meter);
  const ownSignIn = signInOf(config, githubApp, clock);
  const signIn = ownSignIn && watched('signIn', ownSignIn);
  const budgets = options.paced === false ? undefined : createBudgets(dataSource.manager);
  const ending = new AbortController();
  /** For those who wait, and for what nobody waits for. */
  const speakersOf = (urgency: Urgency) => {
    const limits = budgets && { budgets, urgency, ending: ending.signal };
    const github = watched('github', createGitHubClient(githubApp, limits, log));
    // Whom Slack's client speaks to it is asked about itself.
    const profile: Slack['profile'] = (slackUserId) => slack.profile(slackUserId);
    const asked = { database, clock, log, languageOf, usual: config.organizations };
    const speeches = createSpeeches({ ...asked, slack: { profile } });
    const outside = { log, clock, pacing: limits, meter };
    const slack = watched('slack', createSlackClient(config.slack, speeches, outside));
    return { github, slack, speeches };
  };
  const atOnce = speakersOf('click');
  const patience = budgets && { budgets, urgency: 'background' as const, patienceMs: 60_000 };
  const slowly = createGitHubClient(githubApp, patience && { ...patience, ending: ending.signal }, log);
  const patient = { github: watched('github', slowly) };
  const { mailLinkKeys, publicUrl } = config;
  const stopLinks = publicUrl ? { publicUrl, key: mailLinkKeys[0] } : undefined;
  const mailer = config.mail && watched('mailer', createMailer(config.mail, { meter, stopLinks }));

  // Use cases wake jobs, and jobs run use cases: the knot is tied by the name of a job.
  const wake: Wake = {
    webhooks: () => jobs.wake('take-webhooks'),
    deliveries: () => jobs.wake('send-deliveries'),
    decisions: () => jobs.wake('carry-out-decisions'),
    bulkDecisions: () => jobs.wake('carry-out-bulk'),
    sync: () => jobs.wake('sync-organizations'),
  };
  const states = () => ({
    ...metrics.states(),
    ...(isConnected() ? {} : { slack: 'unreachable' as const }),
    ...(mailer ? {} : { smtp: 'off' as const }),
  });
  const isConnected = () => slackApp?.isConnected() ?? true;
  let listensOn = config.port;
  const context = {
    database,
    clock,
    wake,
    channel,
    ...atOnce,
    atOnce,
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
    unsubscribeFlood: createRateLimit({ times: 1_200, seconds: 60 }),
    mailLinkKeys,
    ledgerKeys,
    usual: config.organizations,
    languages: LANGUAGES,
    sendsMail: mailer !== undefined,
    charts: chartAddressesOf(config, options.picturesUrl),
    digestEmails: config.digestEmails,
    commandLimit: createRateLimit({ times: 30, seconds: 60 }),
    log,
    meter,
    services: async () => ({ ...states(), database: await writeState(writes) }),
    webUrl: config.github.webUrl,
    burstLimit: config.burstLimit,
    inTurn: createInTurn(),
  };
  const { syncIntervalSeconds } = config;
  const { recoverySeconds, sweepSeconds } = options;
  const background = { ...context, ...speakersOf('background'), patient };
  const paces = { syncIntervalSeconds, recoverySeconds, sweepSeconds };
  const table = createJobTable({ ...background, ...paces, budgets, mailer, readWebhook });
  const jobs = createJobs({ databaseUrl, log, pollMs, definitions: role === 'web' ? {} : table.definitions });

  const slackApp: SlackApp | undefined =
    role === 'worker' ? undefined : createSlackApp(config.slack, context);
  const verify = (body: string, signature: string) => githubApp.app.webhooks.verify(body, signature);
  const webhookRoute: Route = {
    bodyLimit: WEBHOOK_LIMIT,
    bodyNeeds: 'x-hub-signature-256',
    handle: async (request) => {
      const { status, text } = await handleWebhook({ ...context, verify }, request);
      meter.webhook(String(request.headers['x-github-event']), status);
      return { status, body: text };
    },
  };
  const pictures = createChartRoutes(chartRoutesOf(context));
  const links = signIn && createLinkRoutes({ ...context, signIn, keepsSignIns: config.decideAs === 'owner' });
  const pages = { ...links, ...createUnsubscribeRoutes(context) };
  const server = createHttpServer({
    log,
    now: clock.now,
    isPublicByHttps: config.publicUrl?.startsWith('https:'),
    slackListener: slackApp?.requestListener,
    routes: {
      ...createProbes({
        checkDatabase: () => checkDatabase(dataSource, writes),
        states,
        progress: () => readProgress(database, clock),
        metrics: metrics.read,
      }),
      ...(role === 'worker' ? {} : { ...pages, ...pictures, 'POST /github/webhooks': webhookRoute }),
    },
  });

  await keepSettings(config, context);
  if (options.alone) {
    await database.decisions.releaseLeases();
    await database.deliveries.releaseLeases();
    await database.webhookDeliveries.releaseLeases();
  }
  await jobs.start();
  const port = await server.listen(config.port, options.host);
  listensOn = port;
  if (role !== 'web') await takeUpWhatIsLeft(context);
  context.ourBot();
  slackApp?.start();

  return {
    port,
    async stop() {
      ending.abort();
      await server.close();
      await slackApp?.stop();
      await jobs.stop();
      await table.stop();
      mailer?.close();
      await dataSource.destroy();
    },
  };
}

/** GitHub's own cap for a webhook. */
const WEBHOOK_LIMIT = 25 * 1024 * 1024;

/** Absent where the operator has set no OAuth client: then only they can link people. */
function signInOf(config: Config, app: GitHubApp, clock: Clock): GitHubSignIn | undefined {
  const { clientId, clientSecret, webUrl } = config.github;
  if (clientId === undefined || clientSecret === undefined || !config.encryptionKey) return undefined;
  return createGitHubSignIn(app, { clientId, clientSecret, webUrl, clock });
}

/**
 * Who has no key of their own for it has a secret that is shared with GitHub alone; the addresses that it has signed stay
 * good when there is a key later.
 */
function chartAddressesOf(config: Config, picturesUrl = config.publicUrl): ChartAddresses {
  const { encryptionKey, previousEncryptionKey, github } = config;
  const secrets = {
    current: encryptionKey ?? github.webhookSecret,
    previous: [
      ...(previousEncryptionKey ? [previousEncryptionKey] : []),
      ...(encryptionKey ? [github.webhookSecret] : []),
    ],
  };
  return createChartAddresses(secrets, picturesUrl);
}

function chartRoutesOf(
  context: ReadChart & { readonly database: Database; readonly clock: Clock },
): ChartRoutes {
  return {
    ...context,
    flood: createRateLimit({ times: 120, seconds: 60 }),
    draw: async (address) => drawChart(await figuresOf(context.database, address)),
  };
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
async function takeUpWhatIsLeft(context: AnnounceAgain & { readonly wake: Wake }): Promise<void> {
  await announceAgain(context, randomUUID());
  const { wake } = context;
  wake.webhooks();
  wake.decisions();
  wake.bulkDecisions();
  wake.deliveries();
  wake.sync();
}

async function connect(url: string, log: Logger): Promise<DataSource> {
  const onPoolError = (error: unknown) => log.warn({ err: error }, 'a database connection broke');
  const onUnprepared = () =>
    log.warn(
      {},
      'a pooler before the database keeps no prepared statements, so none are used from now on: set its max_prepared_statements (docs/scaling.md)',
    );
  return createDataSource({ url, onPoolError, onUnprepared }).initialize();
}

async function checkDatabase(dataSource: DataSource, writes: WriteHealth): Promise<void> {
  if (await migrationsArePending(dataSource)) throw new Error('migrations are missing: run npm run migrate');
  await writes.check();
}

function writeState(writes: WriteHealth): Promise<'ok' | 'refused'> {
  return writes.check().then(
    () => 'ok',
    () => 'refused',
  );
}

async function readProgress({ deliveries, webhookDeliveries, operations }: Database, clock: Clock) {
  const webhooks = await webhookDeliveries.backlog(clock.now());
  const { depth, oldestSeconds } = await deliveries.backlog(clock.now());
  const lastSync = (await operations.leastCompared())?.toISOString() ?? null;
  return {
    webhooksWaiting: webhooks.depth,
    deliveriesWaiting: depth,
    oldestDeliverySeconds: Math.round(oldestSeconds),
    lastSync,
  };
}
