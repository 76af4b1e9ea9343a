import { type RunningApp, startApp } from './app.js';
import { type Config, ConfigError, loadConfig } from './config.js';
import { endGracefully } from './end-gracefully.js';
import { createLog } from './log.js';
import { openDatabase } from './open-database.js';
import { runMigrations, waitForDatabase, waitForMigrations } from './persistence/migrate.js';
import { explained } from './start-error.js';

/** Runs the bot until it is told to end. */
export async function serve(role: 'all' | 'web' | 'worker'): Promise<void> {
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

function warnOfLinks(config: Config, log: ReturnType<typeof createLog>): void {
  const { clientId, clientSecret } = config.github;
  const canConnect = clientId !== undefined && clientSecret !== undefined && config.encryptionKey;
  if (!canConnect) {
    log.info({}, 'people cannot connect their GitHub accounts: only those in SLACK_GITHUB_USERS are known');
  } else if (config.publicUrl === undefined) {
    log.warn({}, 'PUBLIC_URL is not set: the way to GitHub’s sign-in works on this machine only');
  }
}
