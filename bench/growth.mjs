// `npm run bench -- --growth`: what each row costs at one, ten and a hundred times its work, drawn and put into the docs.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { measureBulk } from './rows/bulk.mjs';
import { measureClick, measureGithub } from './rows/click.mjs';
import { measureDeliveries } from './rows/deliveries.mjs';
import { measureDigest } from './rows/digest.mjs';
import { measureSearch } from './rows/search.mjs';
import { measureStart } from './rows/start.mjs';
import { measureSync } from './rows/sync.mjs';
import { measureWebhooks } from './rows/webhook.mjs';
import { growthChart, growthTable } from './support/growth-chart.mjs';
import { median } from './support/stats.mjs';

const STORED = [1_000, 10_000, 100_000];
const MORE = [100, 1_000, 10_000];

/** `isWork`: it is done all at once, so its time grows in proportion at best; else what is stored should cost nothing. */
const ROWS = {
  click: {
    title: 'click to acknowledgement, p50',
    of: 'stored requests',
    sizes: STORED,
    unit: 'ms',
    measure: measureClick,
  },
  github: {
    title: "click to GitHub's call, p50",
    of: 'stored requests',
    sizes: STORED,
    unit: 'ms',
    measure: measureGithub,
  },
  webhook: {
    title: 'one webhook, at full load',
    of: 'stored requests',
    sizes: STORED,
    unit: 'ms',
    measure: measureWebhooks,
  },
  search: {
    title: 'first page of a search, p95',
    of: 'stored requests',
    sizes: STORED,
    unit: 'ms',
    measure: measureSearch,
  },
  start: { title: 'start to ready', of: 'stored requests', sizes: STORED, unit: 'ms', measure: measureStart },
  bulk: {
    title: 'bulk decision',
    of: 'requests',
    sizes: [10, 100, 1_000],
    unit: 's',
    isWork: true,
    measure: async (context, size) => (await measureBulk(context, size)).seconds,
  },
  sync: {
    title: 'comparison, nothing changed',
    of: 'pending requests',
    sizes: MORE,
    unit: 's',
    isWork: true,
    measure: async (context, size) => (await measureSync(context, size)).seconds,
  },
  deliveries: {
    title: 'deliveries, one worker',
    of: 'cards that are due',
    sizes: MORE,
    unit: 's',
    isWork: true,
    measure: async (context, size) =>
      size / (await measureDeliveries(context, { workers: 1, count: size })).perSecond,
  },
  digest: {
    title: 'digests, 100 waiting in each',
    of: 'organizations',
    sizes: [10, 100, 1_000],
    unit: 's',
    isWork: true,
    measure: async (context, size) => (await measureDigest(context, size)).seconds,
  },
};

/** Every row, unless some are named; a row that is not about more or less work has no growth. */
export async function measureGrowth({ cluster, rounds, seconds, only, say }) {
  const measured = [];
  for (const [name, row] of Object.entries(ROWS)) {
    if (only && !only.includes(name)) continue;
    const costs = [];
    for (const size of row.sizes) {
      const each = [];
      for (let round = 1; round <= rounds; round += 1) {
        say(`${name}, ${size.toLocaleString('en')} ${row.of}, ${round}/${rounds}`);
        each.push(await row.measure({ cluster, seconds }, size));
      }
      costs.push(median(each));
    }
    measured.push({ name, ...row, costs });
  }
  return measured;
}

const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const PAGE = file('docs/performance.md');
const BEGIN = '<!-- growth: written by npm run bench -- --growth -->';
const END = '<!-- /growth -->';

/** Some rows alone are drawn where they are not taken for all of them. */
export function publishGrowth(measured, { machine, partly }) {
  const path = partly ? 'growth-of-some.svg' : 'docs/images/growth.svg';
  writeFileSync(file(path), growthChart(measured));
  if (partly) return path;
  const page = readFileSync(PAGE, 'utf8');
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (after === undefined) throw new Error(`docs/performance.md has no place between ${BEGIN} and ${END}`);
  const shown = '![Cost of each row at 1, 10 and 100 times its work](images/growth.svg)';
  writeFileSync(
    PAGE,
    `${before}${BEGIN}\n\n${shown}\n\n${growthTable(measured)}\n\n${machine}\n\n${END}${after}`,
  );
  return path;
}
