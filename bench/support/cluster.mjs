// One PostgreSQL for all rows, with the durability that it has by itself: DATABASE_URL's server, else the embedded one.

import { chmodSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../dist/src/persistence/embedded-postgres.js';
import { runMigrations } from '../../dist/src/persistence/migrate.js';

export async function startCluster() {
  const given = process.env.DATABASE_URL;
  const directory = given ? undefined : await mkdtemp(join(tmpdir(), 'patrol-bench-'));
  // As root, the embedded server runs as another user, who must get to its files.
  if (directory) chmodSync(directory, 0o755);
  const embedded = directory && (await startEmbeddedPostgres({ dataDir: join(directory, 'data') }));
  const serverUrl = given ?? embedded.url;
  const made = [];

  async function onServer(sql) {
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  }

  return {
    /** A new database; migrated unless `empty`. */
    async create({ empty = false } = {}) {
      const name = `patrol_bench_${process.pid}_${made.length + 1}`;
      made.push(name);
      await onServer(`CREATE DATABASE ${name}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      if (!empty) await runMigrations(url.href);
      return url.href;
    },
    async version() {
      return (await onServer('SHOW server_version')).rows[0].server_version;
    },
    async close() {
      for (const name of made) await onServer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await embedded?.stop();
      if (directory) await rm(directory, { recursive: true, force: true });
    },
  };
}
