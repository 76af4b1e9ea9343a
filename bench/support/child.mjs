// A process of its own that takes orders by IPC: `child.order('name', details)` resolves with its answer.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** `path` is relative to bench/. */
export async function startChild(path, { env = {}, execArgv = [] } = {}) {
  const file = fileURLToPath(new URL(`../${path}`, import.meta.url));
  const child = fork(file, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    execArgv: [...(process.env.BENCH_NODE_OPTIONS?.split(' ').filter(Boolean) ?? []), ...execArgv],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr = (stderr + text).slice(-20_000);
  });
  const waiting = new Map();
  let next = 0;
  child.on('message', ({ id, answer, failure }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (failure === undefined) asked?.resolve(answer);
    else asked?.reject(new Error(failure));
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values())
      reject(new Error(`${path} ended (${signal ?? code})\n${stderr}`));
    waiting.clear();
  });
  const order = (name, details = {}) =>
    new Promise((resolve, reject) => {
      next += 1;
      waiting.set(next, { resolve, reject });
      child.send({ id: next, order: name, details });
    });
  await order('ready');
  return {
    pid: child.pid,
    order,
    async stop() {
      if (child.exitCode !== null) return;
      await order('stop').catch(() => undefined);
      child.disconnect();
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      clearTimeout(late);
    },
  };
}

/** Answers a parent's orders with these functions. */
export function obey(orders) {
  const all = { ready: () => true, stop: () => undefined, ...orders };
  process.on('message', async ({ id, order, details }) => {
    try {
      process.send({ id, answer: await all[order](details) });
    } catch (error) {
      process.send({ id, failure: String(error?.stack ?? error) });
    }
  });
  // Whoever ends the parent ends this, too.
  process.on('disconnect', () => process.exit(0));
}
