// `npm run bench [-- --quick] [-- --json] [-- --only=click,search]`: PATrol beside its peers, on the same work, machine and
// database, in one run. docs/performance.md explains each row.
// --quick measures counts only, and fails when one is over its limit; times are never a reason to fail.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
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
const QUICK = ['counts', 'bulk', 'sync', 'search'];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    only: { type: 'string' },
    /** How often each row is measured; its figures are medians of these. */
    rounds: { type: 'string', default: '3' },
    /** Of each measurement. */
    seconds: { type: 'string', default: '30' },
  },
});
const { quick } = values;
const rounds = quick ? 1 : Number(values.rounds);
const seconds = Number(values.seconds);
const wanted = values.only?.split(',') ?? (quick ? QUICK : Object.keys(ROWS));
const unknown = wanted.filter((name) => ROWS[name] === undefined);
if (unknown.length > 0) {
  console.error(`There is no row ${unknown.join(', ')}. There are: ${Object.keys(ROWS).join(', ')}.`);
  process.exit(2);
}

const cluster = await startCluster();
const rows = [];
try {
  for (const name of wanted) {
    const measured = [];
    // Some rows measure rounds of their own, and one fills a database with a million requests.
    const own = name === 'start' || name === 'search' ? 1 : rounds;
    for (let round = 1; round <= own; round += 1) {
      if (!values.json) process.stderr.write(`${name} ${round}/${own}\n`);
      measured.push(...(await ROWS[name]({ cluster, quick, rounds, seconds })));
    }
    rows.push(merged(measured));
  }
  const machine = {
    node: process.version,
    postgres: await cluster.version(),
    cores: cpus().length,
    cpu: cpus()[0]?.model,
  };
  const said = { machine, seconds, rounds, rows };
  process.stdout.write(values.json ? `${JSON.stringify(said, null, 2)}\n` : printed(said));
} finally {
  await cluster.close();
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
