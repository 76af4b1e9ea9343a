import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type RunningApp, startApp } from './app.js';
import { runRecordCommand, UsageError } from './commands/record-command.js';
import { RECORD_COMMANDS } from './commands/record-commands.js';
import {
  type Config,
  ConfigError,
  loadConfig,
  loadDatabaseConfig,
  loadLedgerConfig,
  loadSandboxConfig,
  namesNoService,
} from './config.js';
import { createLog } from './log.js';
import { startEmbeddedPostgres } from './persistence/embedded-postgres.js';
import {
  revertMigration,
  runMigrations,
  schemaDifferences,
  waitForDatabase,
  waitForMigrations,
} from './persistence/migrate.js';

type Log = ReturnType<typeof createLog>;
type Role = 'all' | 'web' | 'worker';

/** What keeps the program from starting, in words that need no stack trace. */
class StartError extends Error {}

/** A database to work on, and how to let go of it. */
interface Database {
  readonly url: string;
  stop(): Promise<void>;
}

/** The platform kills what has not ended 30 seconds after SIGTERM. */
const DRAIN_WITHIN_MS = 25_000;

async function main(command: string, args: readonly string[]): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  switch (command) {
    case 'all':
      return namesNoService(process.env) && process.env.NODE_ENV !== 'production' ? sandbox() : serve('all');
    case 'web':
    case 'worker':
      return serve(command);
    case 'migrate':
    case 'migrate:revert':
    case 'schema:check':
      return tendDatabase(command);
    case 'ledger:verify':
    case 'ledger:export':
    case 'privacy:erase':
    case 'prune':
      return tendRecords(command, args);
    default:
      throw new Error(
        `Unknown command ${command}: all, web, worker, migrate, migrate:revert, schema:check, ledger:verify, ledger:export, privacy:erase or prune`,
      );
  }
}

async function serve(role: Role): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel);
  warnOfLinks(config, log);
  if (!config.ledgerKeys.current) {
    log.warn({}, 'neither LEDGER_KEY nor ENCRYPTION_KEY is set: the ledger is written, and not sealed');
  }
  if (!config.mail) log.info({}, 'SMTP_URL is not set: requesters get no e-mail, only direct messages');
  if (role !== 'all' && !config.databaseUrl) {
    throw new ConfigError([`DATABASE_URL is missing: ${role} processes share one database`]);
  }
  const database = await openDatabase(config, log);
  await explained(waitForDatabase(database.url, (waiting) => log.info(waiting, 'waiting for the database')));
  if (role === 'all') await runMigrations(database.url);
  else {
    const onWait = (waiting: object) => log.info(waiting, 'waiting for the migrations');
    await explained(waitForMigrations(database.url, onWait));
  }
  const alone = !config.databaseUrl;
  const app = await startApp(config, { databaseUrl: database.url, log, role, alone }).catch(async (error) => {
    await database.stop();
    return explained<RunningApp>(Promise.reject(error));
  });
  endGracefully(log, app, database);
  log.info({ role, slack: config.slack.appToken ? 'socket' : 'http', port: app.port }, 'PATrol runs');
}

function warnOfLinks(config: Config, log: Log): void {
  const { clientId, clientSecret } = config.github;
  const canConnect = clientId !== undefined && clientSecret !== undefined && config.encryptionKey;
  if (!canConnect) {
    log.info({}, 'people cannot connect their GitHub accounts: only those in SLACK_GITHUB_USERS are known');
  } else if (config.publicUrl === undefined) {
    log.warn({}, 'PUBLIC_URL is not set: the way to GitHub’s sign-in works on this machine only');
  }
}

async function sandbox(): Promise<void> {
  const { burstLimit, dataDir, logLevel, port } = loadSandboxConfig(process.env);
  const { startSandbox } = await import('./sandbox/start-sandbox.js').catch(withoutDevelopmentPackages);
  const log = createLog(logLevel);
  const running = await explained(startSandbox({ burstLimit, dataDir, log, port }));
  endGracefully(log, running, { url: '', stop: async () => undefined });
}

/** An image without the development packages has no sandbox, and nothing else to do without settings. */
function withoutDevelopmentPackages(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
  throw new StartError(
    'No settings are given, and the sandbox needs the development packages (npm ci without --omit=dev). ' +
      'To run against Slack and GitHub, set the variables that .env.example explains.',
  );
}

/** Failures of starting whose text says all that the operator needs. */
async function explained<T>(start: Promise<T>): Promise<T> {
  try {
    return await start;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    throw new StartError(taken ? `${error.message}. Choose another port with PORT.` : error.message, {
      cause: error,
    });
  }
}

async function tendDatabase(command: 'migrate' | 'migrate:revert' | 'schema:check'): Promise<void> {
  const config = loadDatabaseConfig(process.env);
  const log = createLog('warn');
  const database = await openDatabase(config, log);
  try {
    if (command === 'migrate')
      say(`applied: ${(await runMigrations(database.url)).join(', ') || 'nothing was missing'}`);
    if (command === 'migrate:revert') {
      await revertMigration(database.url);
      say('took the last migration back');
    }
    if (command === 'schema:check') await checkSchema(database.url);
  } finally {
    await database.stop();
  }
}

/** What it is asked is read before anything is opened. Standard output is the command's alone. */
async function tendRecords(name: keyof typeof RECORD_COMMANDS, args: readonly string[]): Promise<void> {
  const command = RECORD_COMMANDS[name](args);
  const config = loadLedgerConfig(process.env);
  const database = await openDatabase(
    config,
    createLog('warn', (line) => process.stderr.write(line)),
  );
  try {
    const { ledgerKeys } = config;
    process.exitCode = await runRecordCommand(command, {
      url: database.url,
      ledgerKeys,
      out: process.stdout,
    });
  } finally {
    await database.stop();
  }
}

async function checkSchema(url: string): Promise<void> {
  const differences = await schemaDifferences(url);
  if (differences.length === 0) return say('entities and migrations agree');
  say(`entities and migrations differ; this would make them agree:\n${differences.join(';\n')}`);
  process.exitCode = 1;
}

async function openDatabase(config: Pick<Config, 'databaseUrl' | 'dataDir'>, log: Log): Promise<Database> {
  if (config.databaseUrl) return { url: config.databaseUrl, stop: async () => undefined };
  const start = startEmbeddedPostgres({
    dataDir: resolve(config.dataDir),
    log,
    onExit: (reason) => {
      log.fatal({ reason }, 'the embedded PostgreSQL ended; start again when the cause is mended');
      process.exit(1);
    },
  });
  return explained(start);
}

/** On SIGTERM or SIGINT: finish what is under way, then end; a second signal ends at once. */
function endGracefully(log: Log, app: Pick<RunningApp, 'stop'>, database: Database): void {
  let ending = false;
  const end = async (signal: string) => {
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, 'ending; what is under way is finished first');
    setTimeout(() => {
      log.error({}, 'could not finish in time; the next start takes up what is left');
      process.exit(1);
    }, DRAIN_WITHIN_MS).unref();
    const failed = await stopAll(log, app, database);
    process.exit(failed ? 1 : 0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end(signal));
}

/** One that cannot be stopped must not keep the others running. */
async function stopAll(log: Log, ...parts: { stop(): Promise<void> }[]): Promise<boolean> {
  let failed = false;
  for (const part of parts) {
    await part.stop().catch((error: unknown) => {
      failed = true;
      log.error({ err: error }, 'could not be stopped in order');
    });
  }
  return failed;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

main(process.argv[2] ?? 'all', process.argv.slice(3)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  // A wrong configuration is the operator's to mend: the list says all, a stack trace would hide it.
  if (error instanceof ConfigError || error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else
    process.stderr.write(
      `PATrol ends: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  process.exit(1);
});
