// A comparison with GitHub's list of what waits, in which nothing has changed.

import { startWorld } from '../support/world.mjs';
import { quiet } from './bulk.mjs';

const PAGE = 100;

export async function syncRow({ cluster, quick }) {
  const sizes = quick ? [100, 500] : [100, 10_000];
  const measured = [];
  for (const size of sizes) measured.push(await measure(cluster, size));
  const [small, large] = measured;
  const [, most] = sizes;
  const perPage = (large.statements - small.statements) / (large.pages - small.pages);
  return [
    {
      row: `sync of ${most.toLocaleString('en')}, nothing changed`,
      unit: '',
      figures: {
        'GitHub calls': large.calls,
        'statements a page': perPage,
        seconds: large.seconds,
        'peak MiB, 100': small.peak / 2 ** 20,
        [`peak MiB, ${most}`]: large.peak / 2 ** 20,
      },
      goal: 'statements a page constant; memory flat (≤ 1.25 ×)',
      reached: large.peak <= 1.25 * small.peak && perPage <= 3,
      counts: { callsAPage: [large.calls / large.pages, 1.5], statementsAPage: [perPage, 3] },
    },
  ];
}

async function measure(cluster, size) {
  const world = await startWorld(cluster);
  try {
    world.ask(size);
    const first = await world.program('all');
    await world.until(
      'all on record',
      async () => (await world.count('SELECT count(*) FROM token_requests')) === size,
      600,
    );
    await quiet(world);
    const compared = async () =>
      (await world.rows('SELECT max(synced_at) AS at FROM organizations'))[0].at?.getTime() ?? 0;
    const again = async () => {
      const before = await compared();
      world.wake('sync-organizations');
      await world.until('compared once more', async () => (await compared()) > before, 300);
    };
    await again();
    await quiet(world);
    // What reading everything for the first time has cost is another question.
    await first.stop();
    const program = await world.program('all');
    await again();
    await quiet(world);
    const calls = world.github.calls.length;
    await program.order('watch');
    const start = performance.now();
    await again();
    const seconds = (performance.now() - start) / 1_000;
    const { statements, peak } = await program.order('watched');
    return {
      calls: world.github.calls.length - calls,
      statements,
      peak,
      seconds,
      pages: Math.ceil(size / PAGE),
    };
  } finally {
    await world.close();
  }
}
