// PATrol itself, from the built program, in a process of its own; counts its statements and what it allocates.
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { join } from 'node:path';
import { GCProfiler } from 'node:v8';
import pg from 'pg';
import { startApp } from '../../dist/src/app.js';
import { loadConfig } from '../../dist/src/config.js';
import { createLog } from '../../dist/src/log.js';
import { obey } from './child.mjs';

let app;
let statements = 0;
let watched;
/** What it does once it is ready, for `--flame`: `node --cpu-prof` would show its start above all. */
const profileDirectory = process.env.BENCH_PROFILE_DIRECTORY;
let session;
const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...args) {
  statements += 1;
  return query.apply(this, args);
};

obey({
  async start({ databaseUrl, role }) {
    const log = createLog('error', (line) => process.stderr.write(line));
    // Slack's and GitHub's own limits bind long before the program does: here, they do not.
    app = await startApp(loadConfig(process.env), {
      databaseUrl,
      role,
      log,
      host: '127.0.0.1',
      paced: false,
    });
    if (profileDirectory) {
      session = new Session();
      session.connect();
      await session.post('Profiler.enable');
      await session.post('Profiler.start');
    }
    return { port: app.port };
  },
  /** From now on. */
  async watch() {
    // What came before was only to prepare.
    await session?.post('Profiler.stop');
    await session?.post('Profiler.start');
    globalThis.gc?.();
    statements = 0;
    const profiler = new GCProfiler();
    profiler.start();
    watched = { profiler, heap: process.memoryUsage().heapUsed, peak: 0, cpu: process.cpuUsage() };
    watched.timer = setInterval(() => {
      watched.peak = Math.max(watched.peak, process.memoryUsage().rss);
    }, 20);
  },
  /** What there was since: statements, bytes allocated, the most memory (bytes), CPU time (ms). */
  watched() {
    clearInterval(watched.timer);
    const { user, system } = process.cpuUsage(watched.cpu);
    const { rss, heapUsed } = process.memoryUsage();
    const collections = watched.profiler.stop().statistics;
    let before = watched.heap;
    let allocated = 0;
    for (const { beforeGC, afterGC } of collections) {
      allocated += Math.max(beforeGC.heapStatistics.usedHeapSize - before, 0);
      before = afterGC.heapStatistics.usedHeapSize;
    }
    allocated += Math.max(heapUsed - before, 0);
    return { statements, allocated, peak: Math.max(watched.peak, rss), cpuMs: (user + system) / 1_000 };
  },
  async stop() {
    const profile = (await session?.post('Profiler.stop'))?.profile;
    if (profile) writeFileSync(join(profileDirectory, `${process.pid}.cpuprofile`), JSON.stringify(profile));
    await app?.stop();
  },
});
