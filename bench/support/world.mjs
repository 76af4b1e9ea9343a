// The stand-ins for Slack, GitHub and the mail server, and the records that a row begins with.

import pg from 'pg';
import { loadConfig } from '../../dist/src/config.js';
import { createJobs } from '../../dist/src/jobs/jobs.js';
import { addPeople, PEOPLE, PEOPLE_ENVIRONMENT, REVIEW_CHANNEL } from '../../dist/src/sandbox/people.js';
import { seedSignIns } from '../../dist/src/sandbox/seed-sign-ins.js';
import { startStandIns } from '../../dist/src/sandbox/stand-ins.js';
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
    /** Starts a process of PATrol. */
    async program(role) {
      const program = await startChild('support/program.mjs', {
        env: environment,
        execArgv: ['--expose-gc'],
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

/** Stores so many pending requests of acme, which GitHub need not know; returns their ids. */
export async function storePending(world, count) {
  const acme = world.github.organizations().find(({ login }) => login === 'acme');
  await world.rows(
    `INSERT INTO organizations (id, login, installation_id, synced_at) VALUES ($1, 'acme', $2, now())
      ON CONFLICT (id) DO NOTHING`,
    [acme.id, acme.installation.id],
  );
  const stored = await world.rows(
    `INSERT INTO token_requests (organization_id, pat_request_id, state, requester_id, requester_login, token_id,
       token_name, reason, reason_known, repository_selection, repository_count, repositories_known, announced,
       requested_at)
     SELECT $1, 5000000 + n, 'pending', 424242, 'max', 5000000 + n, 'bot-' || n, 'Deploys from CI', true, 'subset', 1,
            true, true, now() FROM generate_series(1, $2) AS n RETURNING id`,
    [acme.id, count],
  );
  const ids = stored.map(({ id }) => String(id));
  await world.rows(
    `INSERT INTO token_request_repositories (token_request_id, repository_id, full_name, private)
     SELECT id, 77, 'acme/payments', true FROM unnest($1::bigint[]) AS id`,
    [ids],
  );
  await world.rows(
    `INSERT INTO token_request_permissions (token_request_id, permission_group, name, level)
     SELECT id, 'repository', 'contents', 'read' FROM unnest($1::bigint[]) AS id`,
    [ids],
  );
  await world.rows('ANALYZE');
  return ids;
}
