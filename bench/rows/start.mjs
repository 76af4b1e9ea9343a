// From nothing to ready on a database that is there, and the memory of a process that has nothing to do.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { spread } from '../support/stats.mjs';
import { storeHistory } from '../support/records.mjs';
import { startWorld } from '../support/world.mjs';

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

export async function startRow({ cluster, rounds, seconds }) {
  const world = await startWorld(cluster);
  try {
    const env = environmentOf(world);
    const settings = { ours: OURS, peer: [file('peers/bolt-typeorm.mjs')] };
    const measured = { ours: [], peer: [] };
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, args] of Object.entries(settings)) {
        const one = await startOnce(args, env, Math.min(seconds, 5));
        // The first one warms the disk's cache.
        if (round > 0) measured[name].push(one);
      }
    }
    const ready = (name) => spread(measured[name].map(({ readyMs }) => readyMs)).median;
    const memory = (name) => spread(measured[name].map(({ rss }) => rss)).median;
    const figures = {
      'PATrol ready ms': ready('ours'),
      'Bolt + TypeORM ready ms': ready('peer'),
      'ready ratio': ready('ours') / ready('peer'),
      'PATrol MiB': memory('ours') / 2 ** 20,
      'Bolt + TypeORM MiB': memory('peer') / 2 ** 20,
      'memory ratio': memory('ours') / memory('peer'),
    };
    return [
      {
        row: 'start to ready; memory when idle',
        unit: '',
        figures,
        goal: '≤ 1.5 ×; ≤ 1.5 ×',
        reached: figures['ready ratio'] <= 1.5 && figures['memory ratio'] <= 1.5,
      },
    ];
  } finally {
    await world.close();
  }
}

/** As `npm start` does. */
const OURS = [
  '--max-semi-space-size=32',
  '--v8-pool-size=1',
  '--enable-source-maps',
  file('../dist/bundle/main.js'),
  'all',
];

/** From nothing to ready (ms) where so many requests were decided in the past; the second time, with a warm disk. */
export async function measureStart({ cluster }, stored) {
  const world = await startWorld(cluster);
  try {
    await storeHistory(world, stored);
    await startOnce(OURS, environmentOf(world), 0);
    return (await startOnce(OURS, environmentOf(world), 0)).readyMs;
  } finally {
    await world.close();
  }
}

function environmentOf({ environment, databaseUrl }) {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...environment, DATABASE_URL: databaseUrl, LOG_LEVEL: 'error' };
}

async function startOnce(args, env, idleSeconds) {
  const port = await freePort();
  const start = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    while (!(await isReady(port))) {
      if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const readyMs = performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1_000));
    const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
    return { readyMs, rss: Number(kilobytes) * 1_024 };
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
  }
}

async function isReady(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/readyz`)).status === 200;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
