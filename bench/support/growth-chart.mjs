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

function cell({ title, of, sizes, unit, costs, isWork = false }, decades) {
  const { left, top, width, height } = PLOT;
  const { from, decades: own } = spanOf(costs);
  // In the middle of its chart.
  const low = from - Math.floor((decades - own) / 2);
  const xOf = (index) => left + (index * width) / (sizes.length - 1);
  const yOf = (cost) => top + height - ((Math.log10(cost) - low) * height) / decades;
  const inside = (y) => Math.min(Math.max(y, top), top + height);
  const parts = [
    `<text class="ink" x="8" y="18" font-size="13" font-weight="600">${escaped(title)}</text>`,
    `<text class="faint" x="8" y="34">${unit === 's' ? 'seconds' : 'milliseconds'}; ${exponent(costs)}</text>`,
  ];
  for (let decade = 0; decade <= decades; decade += 1) {
    const y = top + height - (decade * height) / decades;
    parts.push(`<path class="rule" d="M${left} ${y.toFixed(1)}h${width}"/>`);
    const label = plain(10 ** (low + decade));
    parts.push(
      `<text class="faint" x="${left - 6}" y="${(y + 4).toFixed(1)}" text-anchor="end">${label}</text>`,
    );
  }
  for (const [index, size] of sizes.entries()) {
    parts.push(`<path class="rule" d="M${xOf(index)} ${top}v${height}"/>`);
    const label = size.toLocaleString('en');
    parts.push(
      `<text class="faint" x="${xOf(index)}" y="${top + height + 16}" text-anchor="middle">${label}</text>`,
    );
  }
  parts.push(
    `<text class="faint" x="${left + width / 2}" y="${top + height + 32}" text-anchor="middle">${of}</text>`,
  );
  const [first] = costs;
  const atLast = yOf(isWork ? first * (sizes.at(-1) / sizes[0]) : first);
  // Where it would leave the chart, it is cut at the edge.
  const share = atLast < top ? (yOf(first) - top) / (yOf(first) - atLast) : 1;
  parts.push(
    `<path class="even" d="M${left} ${yOf(first).toFixed(1)}L${(left + width * share).toFixed(1)} ${inside(atLast).toFixed(1)}"/>`,
  );
  const points = costs.map((cost, index) => `${xOf(index)} ${yOf(cost).toFixed(1)}`);
  parts.push(`<path class="line" d="M${points.join('L')}"/>`);
  for (const [index, cost] of costs.entries()) {
    const [x, y] = [xOf(index), yOf(cost)];
    const anchor = ['start', 'middle', 'end'][index] ?? 'middle';
    // Below a line that rises it would stand on the line's way.
    const above = inside(y - 10);
    const value = `${rounded(cost)} ${unit}`;
    parts.push(
      `<circle class="dot" cx="${x}" cy="${y.toFixed(1)}" r="3.5"><title>${sizes[index].toLocaleString('en')} ${of}: ${value}</title></circle>`,
    );
    parts.push(
      `<text class="ink" x="${x}" y="${above.toFixed(1)}" text-anchor="${anchor}" font-weight="600">${value}</text>`,
    );
  }
  return parts.join('\n');
}

/** With which power of the work the cost grows, from the least to the most of it. */
function exponent(costs) {
  const power = Math.log10(costs.at(-1) / costs[0]) / 2;
  return `grows with the power ${power.toFixed(2)} of the work`;
}

export function growthTable(rows) {
  const head = ['row', 'of', '1 ×', '10 ×', '100 ×', 'power'];
  const lines = rows.map(({ title, of, sizes, unit, costs }) => [
    title,
    `${sizes.map((size) => size.toLocaleString('en')).join(' / ')} ${of}`,
    ...costs.map((cost) => `${rounded(cost)} ${unit}`),
    (Math.log10(costs.at(-1) / costs[0]) / 2).toFixed(2),
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
