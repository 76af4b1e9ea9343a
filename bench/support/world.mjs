// The stand-ins for Slack, GitHub and the mail server, a database, and the processes of PATrol that a row starts.
import { addPeople, PEOPLE, PEOPLE_ENVIRONMENT, REVIEW_CHANNEL } from '../../dist/src/sandbox/people.js';
import { loadConfig } from '../../dist/src/config.js';
import { createJobs } from '../../dist/src/jobs/jobs.js';
import { seedSignIns } from '../../dist/src/sandbox/seed-sign-ins.js';
import { startStandIns } from '../../dist/src/sandbox/stand-ins.js';
import pg from 'pg';
import { startChild } from './child.mjs';

export const OWNER = PEOPLE.olivia;
export const CHANNEL = REVIEW_CHANNEL;

export async function startWorld(cluster) {
  const standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
  addPeople(standIns);
  standIns.github.behaviour.rateLimit = Number.MAX_SAFE_INTEGER;
  const databaseUrl = await cluster.create();
  const environment = {
    ...standIns.environment,
    ...PEOPLE_ENVIRONMENT,
    BURST_LIMIT: '1000',
    DIGEST_TIME: new Date(Date.now() + 12 * 3_600_000).toISOString().slice(11, 16),
  };
  await seedSignIns(loadConfig(environment), {
    databaseUrl,
    github: standIns.github,
    logins: ['olivia', 'omar'],
  });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  const log = { debug() {}, info() {}, warn() {}, error: console.error };
  const jobs = createJobs({ databaseUrl, definitions: {}, log, pollMs: 60_000 });
  await jobs.start();
  const programs = [];
  const rows = async (sql, values) => (await pool.query(sql, values)).rows;
  return {
    ...standIns,
    databaseUrl,
    environment,
    rows,
    wake: (name) => jobs.wake(name),
    /** Starts a process of PATrol; with these settings of its own. */
    async program(role, settings = {}) {
      const program = await startChild('support/program.mjs', {
        env: { ...environment, ...settings, ...profiling() },
        // Source maps apart, as `npm start` does.
        execArgv: ['--expose-gc', '--max-semi-space-size=32', '--v8-pool-size=1'],
      });
      programs.push(program);
      const { port } = await program.order('start', { databaseUrl, role });
      if (role !== 'worker') standIns.connect(port);
      return { ...program, url: `http://127.0.0.1:${port}` };
    },
    /** Has GitHub know so many requests that wait, without a word to the program. */
    ask(count) {
      standIns.github.webhookMode = 'vanish';
      for (let number = 1; number <= count; number += 1) askOnce(standIns.github, `bot-${number}`);
      standIns.github.webhookMode = 'deliver';
    },
    async until(what, look, seconds = 120) {
      const end = Date.now() + seconds * 1_000;
      while (!(await look())) {
        if (Date.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    /** Each process that starts makes one, reading all of the list; what it does not find on GitHub it closes. */
    firstComparison(processes = 1) {
      const compared = 'SELECT count(*) FROM organizations WHERE synced_at >= $1';
      const isDone = async () => {
        const lists = standIns.github.calls.filter(({ path }) =>
          path.endsWith('/personal-access-token-requests'),
        );
        return lists.length >= processes && (await this.count(compared, [lists.at(-1).at])) > 0;
      };
      return this.until('the first comparison', isDone, 900);
    },
    /** Nothing waits to be sent, and GitHub has not been asked for so long (ms). */
    async settled(quietMs = 500) {
      const open = "SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending')";
      let asked = -1;
      let since = 0;
      await this.until('quiet', async () => {
        const now = performance.now();
        if (standIns.github.calls.length !== asked || (await this.count(open)) > 0) since = now;
        asked = standIns.github.calls.length;
        return now - since > quietMs;
      });
    },
    count: async (sql, values) => Number((await rows(sql, values))[0].count),
    async close() {
      for (const program of programs) await program.stop();
      await jobs.stop();
      await pool.end();
      await standIns.close();
    },
  };
}

export function askOnce(github, name) {
  return github.createToken({
    owner: 'mona',
    org: 'acme',
    name,
    reason: 'Deploys payments from CI',
    repositorySelection: 'subset',
    repositories: ['payments'],
    permissions: { repository: { contents: 'read' } },
  });
}

/** Set by `--flame`. */
function profiling() {
  const { BENCH_PROFILE_DIRECTORY: directory } = process.env;
  return directory ? { BENCH_PROFILE_DIRECTORY: directory } : {};
}
