// `npm run bench [-- --quick] [-- --json] [-- --only=click,search]`: PATrol beside its peers, on the same work, machine and
// database, in one run. docs/performance.md explains each row.
// `-- --growth`: each row at 1, 10 and 100 times its work; `-- --flame=click`: where the time of a row goes. Both are drawn.
// --quick measures counts only, and fails when one is over its limit; times are never a reason to fail.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureGrowth, publishGrowth } from './growth.mjs';
import { bulkRow } from './rows/bulk.mjs';
import { clickRow, githubRow } from './rows/click.mjs';
import { countsRow } from './rows/counts.mjs';
import { deliveriesRow } from './rows/deliveries.mjs';
import { digestRow } from './rows/digest.mjs';
import { searchRow } from './rows/search.mjs';
import { startRow } from './rows/start.mjs';
import { syncRow } from './rows/sync.mjs';
import { webhookRow } from './rows/webhook.mjs';
import { startCluster } from './support/cluster.mjs';
import { flameGraph } from './support/flame.mjs';
import { merged, printed } from './support/table.mjs';

const ROWS = {
  click: clickRow,
  github: githubRow,
  webhook: webhookRow,
  search: searchRow,
  bulk: bulkRow,
  sync: syncRow,
  deliveries: deliveriesRow,
  digest: digestRow,
  start: startRow,
  counts: countsRow,
};
/** Some rows measure rounds of their own, one stores a million requests, and one takes minutes. */
const ONCE = new Set(['start', 'search', 'digest']);
const QUICK = ['counts', 'bulk', 'sync', 'search'];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    growth: { type: 'boolean', default: false },
    flame: { type: 'string' },
    /** How often each row is measured; its figures are medians of these. */
    rounds: { type: 'string', default: '3' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '30' },
  },
});
const { quick } = values;
const rounds = quick ? 1 : Number(values.rounds);
const seconds = Number(values.seconds);
const only = (values.flame ?? values.only)?.split(',');
const wanted = only ?? (quick ? QUICK : Object.keys(ROWS));
const unknown = wanted.filter((name) => ROWS[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. There are: ${Object.keys(ROWS).join(', ')}.`);
  process.exit(2);
}

const cluster = await startCluster();
const rows = [];
const say = (text) => {
  if (!values.json) process.stderr.write(`${text}\n`);
};
try {
  if (values.growth) await drawGrowth();
  else if (values.flame !== undefined) await drawFlames();
  else await measureRows();
} finally {
  await cluster.close();
}

async function measureRows() {
  for (const name of wanted) {
    const measured = [];
    const own = ONCE.has(name) ? 1 : rounds;
    try {
      for (let round = 1; round <= own; round += 1) {
        say(`${name} ${round}/${own}`);
        measured.push(...(await ROWS[name]({ cluster, quick, rounds, seconds })));
      }
    } catch (error) {
      // The others are worth having.
      console.error(`The row ${name} could not be measured:`, error);
      process.exitCode = 1;
    }
    if (measured.length > 0) rows.push(merged(measured));
  }
  const said = { machine: await machine(), seconds, rounds, rows };
  process.stdout.write(values.json ? `${JSON.stringify(said, null, 2)}\n` : printed(said));
}

async function drawGrowth() {
  const measured = await measureGrowth({ cluster, rounds, seconds, only, say });
  if (values.json) process.stdout.write(`${JSON.stringify(measured, null, 2)}\n`);
  const { node, postgres, cores } = await machine();
  const on = `Node ${node}, PostgreSQL ${postgres}, ${cores} cores; medians of ${rounds}.`;
  say(`written to ${publishGrowth(measured, { machine: on, partly: only !== undefined })}`);
}

async function drawFlames() {
  for (const name of wanted) {
    const directory = mkdtempSync(join(tmpdir(), 'patrol-profile-'));
    process.env.BENCH_PROFILE_DIRECTORY = directory;
    say(`${name}, profiled`);
    await ROWS[name]({ cluster, quick, rounds: 1, seconds });
    const path = new URL(`../docs/images/flame-${name}.svg`, import.meta.url);
    writeFileSync(path, flameGraph(directory, `Where the time of the row "${name}" goes`));
    rmSync(directory, { recursive: true });
    say(`written to docs/images/flame-${name}.svg`);
  }
}

async function machine() {
  const [first, ...others] = cpus();
  return {
    node: process.version,
    postgres: await cluster.version(),
    cores: others.length + 1,
    cpu: first?.model,
  };
}

const over = rows.flatMap(({ row, counts = {} }) =>
  Object.entries(counts).flatMap(([name, [is, limit]]) =>
    is <= limit ? [] : [`${row}: ${name} is ${is}, at most ${limit}`],
  ),
);
if (quick && over.length > 0) {
  for (const line of over) console.error(line);
  process.exitCode = 1;
}
