import { resolve } from 'node:path';
import pg from 'pg';
import { type RunningApp, startApp } from '../app.js';
import type { Logger } from '../application/ports.js';
import { loadConfig, namesNoService } from '../config.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../persistence/embedded-postgres.js';
import { runMigrations } from '../persistence/migrate.js';
import { createPage } from './page/create-page.js';
import { type PageServer, startPageServer } from './page/page-server.js';
import { addPeople, PEOPLE_ENVIRONMENT, SIGNED_IN } from './people.js';
import {
  createShiftedClock,
  furnish,
  type ShiftedClock,
  seedGrants,
  seedRequests,
  seedTalk,
} from './seed.js';
import { denyBroadRequest, seedApprovals, seedBroadRequest } from './seed-history.js';
import { seedSignIns } from './seed-sign-ins.js';
import { seedWeeks } from './seed-weeks.js';
import { type StandIns, startStandIns } from './stand-ins.js';

export interface SandboxOptions {
  readonly dataDir: string;
  /** 0: any free one. */
  readonly port: number;
  readonly log: Logger;
  /** As for the bot; default 10. */
  readonly burstLimit?: number;
}

export interface Sandbox {
  /** Of the page. */
  readonly url: string;
  stop(): Promise<void>;
}

/** A webhook that was lost is found within this time: short, for somebody is watching. */
const SYNC_INTERVAL_SECONDS = '15';

/**
 * Starts the whole product for trying out: stand-ins for Slack, GitHub and a mail server, the bot on an embedded
 * database of the sandbox's own, and a page to use them. Loopback only; every start begins anew.
 * @throws Error in production and beside real credentials, and when the port is taken
 */
export async function startSandbox({
  dataDir,
  port,
  log,
  burstLimit = 10,
}: SandboxOptions): Promise<Sandbox> {
  refuseRealSurroundings(process.env);
  const page = await startPageServer(port);
  const clock = createShiftedClock();
  // The first thing to fail says why; what had started by then ends with the process.
  const [postgres, standIns] = await Promise.all([
    startDatabase(dataDir, log),
    startWorld(`http://localhost:${page.port}/github`, clock),
  ]);
  const settings = { SYNC_INTERVAL_SECONDS, BURST_LIMIT: String(burstLimit) };
  const config = loadConfig({ ...standIns.environment, ...PEOPLE_ENVIRONMENT, ...settings });
  const { databaseUrl } = postgres;
  await seedSignIns(config, { databaseUrl, github: standIns.github, logins: SIGNED_IN });
  await seedWeeks(databaseUrl, standIns.github);
  const app = await startApp(config, {
    databaseUrl,
    log,
    role: 'all',
    host: '127.0.0.1',
    picturesUrl: `http://localhost:${page.port}`,
  });
  standIns.connect(app.port);
  page.open(await createPage(standIns, clock.now, app.port));
  seedGrants(standIns, clock);
  // Requests that are there before the first sync would be history to PATrol, and get no cards.
  await firstSync(standIns);
  seedHistory(standIns, clock, log);
  seedRequests(standIns, clock);
  const url = `http://localhost:${page.port}`;
  process.stdout.write(`PATrol sandbox: ${url} (ready after ${process.uptime().toFixed(1)} s)\n`);
  return { url, stop: () => stopAll(page, app, standIns, postgres.server) };
}

function refuseRealSurroundings(environment: NodeJS.ProcessEnv): void {
  if (environment.NODE_ENV === 'production')
    throw new Error('The sandbox does not run with NODE_ENV=production');
  if (!namesNoService(environment))
    throw new Error(
      'The sandbox does not run beside real credentials: unset the SLACK_… and GITHUB_… variables',
    );
}

async function startWorld(webUrl: string, clock: ShiftedClock): Promise<StandIns> {
  const standIns = await startStandIns({ mode: 'http', rateLimits: 'real', webUrl, now: clock.now });
  addPeople(standIns);
  furnish(standIns);
  seedTalk(standIns, clock);
  return standIns;
}

async function startDatabase(
  dataDir: string,
  log: Logger,
): Promise<{ server: EmbeddedPostgres; databaseUrl: string }> {
  const server = await startEmbeddedPostgres({ dataDir: resolve(dataDir, 'sandbox'), log });
  return { server, databaseUrl: await freshDatabase(server.url) };
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

const FIRST_SYNC_MS = 2_000;

/** Resolves when PATrol has asked for all pending lists; without it after a moment, for the page must come up. */
function firstSync({ github }: StandIns): Promise<void> {
  const awaited = new Set(github.organizations().map(({ login }) => login));
  return new Promise((done) => {
    const timer = setTimeout(end, FIRST_SYNC_MS);
    const stop = github.on('call', ({ path }) => {
      const [, org] = /^\/orgs\/([^/]+)\/personal-access-token-requests$/.exec(path) ?? [];
      if (org && awaited.delete(org) && awaited.size === 0) setTimeout(end, 0);
    });
    function end() {
      clearTimeout(timer);
      stop();
      done();
    }
  });
}

/** What had been decided before the visitor came. The denial goes on by itself: the page need not wait for it. */
function seedHistory(standIns: StandIns, clock: ShiftedClock, log: Logger): void {
  seedApprovals(standIns, clock);
  seedBroadRequest(standIns, clock);
  denyBroadRequest(standIns).catch((error: unknown) =>
    log.debug({ err: error }, 'The sandbox could not make all of its history'),
  );
}

async function stopAll(
  page: PageServer,
  app: RunningApp,
  standIns: StandIns,
  postgres: EmbeddedPostgres,
): Promise<void> {
  await page.close();
  // A call that the stand-ins leave without an answer would hold the bot up for as long as it waits.
  standIns.github.faults.clear();
  standIns.slack.faults.clear();
  await app.stop();
  await standIns.close();
  await postgres.stop();
}
