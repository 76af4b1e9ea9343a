// A comparison with GitHub's list of what waits, in which nothing has changed.
import { storeAsked } from '../support/records.mjs';
import { median } from '../support/stats.mjs';
import { startWorld } from '../support/world.mjs';

const PAGE = 100;

export async function syncRow({ cluster, quick }) {
  const sizes = quick ? [100, 300] : [100, 10_000];
  const measured = [];
  for (const size of sizes) measured.push(await measureSync({ cluster, quick }, size));
  const [small, large] = measured;
  const [, most] = sizes;
  // Of each page more: what a comparison costs by itself is once the same.
  const each = (what) => (large[what] - small[what]) / (large.pages - small.pages);
  const perPage = each('statements');
  return [
    {
      row: `sync of ${most.toLocaleString('en')}, nothing changed`,
      unit: '',
      figures: {
        'GitHub calls': large.calls,
        'calls a page': each('calls'),
        'statements a page': perPage,
        seconds: large.seconds,
        'peak MiB, 100': small.peak / 2 ** 20,
        [`peak MiB, ${most.toLocaleString('en')}`]: large.peak / 2 ** 20,
        'peak ratio': large.peak / small.peak,
      },
      goal: 'statements a page constant; memory flat (≤ 1.25 ×)',
      reached: large.peak <= 1.25 * small.peak && perPage <= 3,
      counts: { callsAPage: [each('calls'), 1], statementsAPage: [perPage, 3] },
    },
  ];
}

export async function measureSync({ cluster, quick = false }, size) {
  const world = await startWorld(cluster);
  try {
    world.ask(size);
    await storeAsked(world);
    const first = await world.program('all');
    await world.firstComparison();
    await world.settled();
    // What reading everything for the first time has cost is another question; to count, the same process does.
    if (!quick) await first.stop();
    const program = quick ? first : await world.program('all');
    await world.settled();
    if (!quick) await warmUp(world, Math.ceil(size / PAGE));
    const times = [];
    for (let time = 1; time <= TIMES; time += 1) times.push(await compareOnce(world, program));
    const all = (what) => times.map((one) => one[what]);
    return {
      calls: Math.min(...all('calls')),
      statements: Math.min(...all('statements')),
      peak: Math.max(...all('peak')),
      seconds: median(all('seconds')),
      pages: Math.ceil(size / PAGE),
    };
  } finally {
    await world.close();
  }
}

/** V8 gives what is young more room the longer there is work, however little is kept: after so many pages, it has. */
const WARM_PAGES = 300;

async function warmUp(world, pages) {
  for (let read = 0; read < WARM_PAGES; read += pages) {
    const before = await compared(world);
    world.wake('sync-organizations');
    await world.until('compared to warm up', async () => (await compared(world)) > before, 300);
  }
  await world.settled();
}

/** Now and then, what runs every few seconds falls into a comparison, and its statements would be counted: hardly into all. */
const TIMES = 8;

async function compareOnce(world, program) {
  const before = await compared(world);
  const calls = world.github.calls.length;
  await program.order('watch');
  const start = performance.now();
  world.wake('sync-organizations');
  await world.until('compared once more', async () => (await compared(world)) > before, 300);
  const seconds = (performance.now() - start) / 1_000;
  await world.settled(150);
  const { statements, peak } = await program.order('watched');
  return { calls: world.github.calls.length - calls, statements, peak, seconds };
}

async function compared(world) {
  const [{ at }] = await world.rows('SELECT max(synced_at) AS at FROM organizations');
  return at.getTime();
}
