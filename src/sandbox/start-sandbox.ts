import { resolve } from 'node:path';
import pg from 'pg';
import { startApp } from '../app.js';
import type { Logger } from '../application/ports.js';
import { loadConfig } from '../config.js';
import { startEmbeddedPostgres } from '../persistence/embedded-postgres.js';
import { runMigrations } from '../persistence/migrate.js';
import { addPeople, PEOPLE_ENVIRONMENT } from './people.js';
import { startStandIns } from './stand-ins.js';

export interface SandboxOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly log: Logger;
}

/**
 * Starts the whole product for trying out: stand-ins for Slack, GitHub and a mail server, the bot on an embedded
 * database of the sandbox's own, and a page to use them. Loopback only; every start begins anew.
 */
export async function startSandbox({
  dataDir,
  port,
  log,
}: SandboxOptions): Promise<{ stop(): Promise<void> }> {
  if (process.env.NODE_ENV === 'production') throw new Error('The sandbox does not run in production');
  const webUrl = `http://localhost:${port}/github`;
  const [postgres, standIns] = await Promise.all([
    startEmbeddedPostgres({ dataDir: resolve(dataDir, 'sandbox'), log }),
    startStandIns({ mode: 'http', rateLimits: 'real', webUrl }),
  ]);
  const databaseUrl = await freshDatabase(postgres.url);
  addPeople(standIns);
  const config = loadConfig({ ...standIns.environment, ...PEOPLE_ENVIRONMENT });
  const app = await startApp(config, { databaseUrl, log, role: 'all', host: '127.0.0.1' });
  standIns.connect(app.port);
  return {
    async stop() {
      await app.stop();
      await standIns.close();
      await postgres.stop();
    },
  };
}

/** The stand-ins forget everything when they end, so what the bot remembered of them is dropped too. */
async function freshDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('DROP DATABASE IF EXISTS sandbox WITH (FORCE)');
  await client.query('CREATE DATABASE sandbox');
  await client.end();
  const fresh = new URL(url);
  fresh.pathname = '/sandbox';
  await runMigrations(fresh.href);
  return fresh.href;
}
