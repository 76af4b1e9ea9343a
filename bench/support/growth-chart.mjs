// One small chart for each row, with logarithms on both axes: what is in proportion is a straight line at 45 degrees, what
// does not depend on the work a flat one.
import { escaped, page } from './svg.mjs';

const COLUMNS = 3;
const CELL = { width: 300, height: 232 };
const PLOT = { left: 56, top: 44, width: 220, height: 132 };
const MARGIN = 16;
const TOP = 60;

export function growthChart(rows) {
  const lines = Math.ceil(rows.length / COLUMNS);
  const width = 2 * MARGIN + COLUMNS * CELL.width;
  const height = TOP + lines * CELL.height + MARGIN;
  const title = 'Cost as the work grows: 1, 10 and 100 times';
  const heading = `<text class="ink" x="${MARGIN + 8}" y="28" font-size="16" font-weight="600">${title}</text>
<text class="faint" x="${MARGIN + 8}" y="48">Both axes are logarithmic, and every chart spans as many decades. Dashed: in proportion to the work, or unchanged by what is stored.</text>`;
  const decades = Math.max(...rows.map(({ costs }) => spanOf(costs).decades), 2);
  const cells = rows.map((row, index) => {
    const x = MARGIN + (index % COLUMNS) * CELL.width;
    const y = TOP + Math.floor(index / COLUMNS) * CELL.height;
    return `<g transform="translate(${x} ${y})">\n${cell(row, decades)}\n</g>`;
  });
  return page({ width, height, title, body: [heading, ...cells].join('\n') });
}

/** The powers of ten between which all costs lie. */
function spanOf(costs) {
  const from = Math.floor(Math.log10(Math.min(...costs)));
  const to = Math.ceil(Math.log10(Math.max(...costs)) + 1e-9);
  return { from, decades: to - from };
}

function cell(row, decades) {
  const { title, unit, costs, sizes } = row;
  const { from, decades: own } = spanOf(costs);
  // In the middle of its chart.
  const low = from - Math.floor((decades - own) / 2);
  const scale = {
    low,
    decades,
    xOf: (index) => PLOT.left + (index * PLOT.width) / (sizes.length - 1),
    yOf: (cost) => PLOT.top + PLOT.height - ((Math.log10(cost) - low) * PLOT.height) / decades,
  };
  const unitName = unit === 's' ? 'seconds' : 'milliseconds';
  return [
    `<text class="ink" x="8" y="18" font-size="13" font-weight="600">${escaped(title)}</text>`,
    `<text class="faint" x="8" y="34">${unitName}; with power ${power(costs)} of the work</text>`,
    ...axes(row, scale),
    atBest(row, scale),
    ...curve(row, scale),
  ].join('\n');
}

function axes({ of, sizes }, { low, decades, xOf }) {
  const { left, top, width, height } = PLOT;
  const rows = Array.from({ length: decades + 1 }, (_, decade) => {
    const y = top + height - (decade * height) / decades;
    const label = plain(10 ** (low + decade));
    return `<path class="rule" d="M${left} ${y.toFixed(1)}h${width}"/><text class="faint" x="${left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end">${label}</text>`;
  });
  const columns = sizes.map((size, index) => {
    const x = xOf(index);
    const label = size.toLocaleString('en');
    return `<path class="rule" d="M${x} ${top}v${height}"/><text class="faint" x="${x}" y="${top + height + 16}" text-anchor="middle">${label}</text>`;
  });
  const below = `<text class="faint" x="${left + width / 2}" y="${top + height + 32}" text-anchor="middle">${of}</text>`;
  return [...rows, ...columns, below];
}

/** What it would cost if it grew as it should. */
function atBest({ costs, sizes, isWork = false }, { yOf }) {
  const { left, top, width } = PLOT;
  const [first] = costs;
  const start = yOf(first);
  const end = yOf(isWork ? first * (sizes.at(-1) / sizes[0]) : first);
  // Where it would leave the chart, it is cut at the edge.
  const share = end < top ? (start - top) / (start - end) : 1;
  const x = (left + width * share).toFixed(1);
  return `<path class="even" d="M${left} ${start.toFixed(1)}L${x} ${Math.max(end, top).toFixed(1)}"/>`;
}

function curve({ of, sizes, unit, costs }, { xOf, yOf }) {
  const points = costs.map((cost, index) => `${xOf(index)} ${yOf(cost).toFixed(1)}`);
  const dots = costs.map((cost, index) => {
    const [x, y] = [xOf(index), yOf(cost)];
    const anchor = ['start', 'middle', 'end'][index] ?? 'middle';
    const value = `${rounded(cost)} ${unit}`;
    const title = `${sizes[index].toLocaleString('en')} ${of}: ${value}`;
    return `<circle class="dot" cx="${x}" cy="${y.toFixed(1)}" r="3.5"><title>${title}</title></circle><text class="ink" x="${x}" y="${(y - 10).toFixed(1)}" text-anchor="${anchor}" font-weight="600">${value}</text>`;
  });
  return [`<path class="line" d="M${points.join('L')}"/>`, ...dots];
}

/** With which power of the work the cost grows, from the least to the most of it: 1 is in proportion. */
function power(costs) {
  return (Math.log10(costs.at(-1) / costs[0]) / 2).toFixed(2);
}

export function growthTable(rows) {
  const head = ['row', 'of', '1 ×', '10 ×', '100 ×', 'power'];
  const lines = rows.map(({ title, of, sizes, unit, costs }) => [
    title,
    `${sizes.map((size) => size.toLocaleString('en')).join(' / ')} ${of}`,
    ...costs.map((cost) => `${rounded(cost)} ${unit}`),
    power(costs),
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((cells) => cells[column].length)));
  const line = (cells) =>
    `| ${cells.map((text, at) => (at < 2 ? text.padEnd(widths[at]) : text.padStart(widths[at]))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at < 2 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(head), rule, ...lines.map(line)].join('\n');
}

function rounded(value) {
  return value.toLocaleString('en', { maximumSignificantDigits: value >= 100 ? 4 : 3 });
}

const plain = (value) => value.toLocaleString('en', { maximumSignificantDigits: 1 });
