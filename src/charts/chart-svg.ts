import type { WeekFigures } from '../application/chart-ports.js';
import { lettering, round } from './glyphs.js';
import { shortDuration, shortNumber } from './short-labels.js';

/** In CSS pixels; the PNG has twice as many each way. */
export const WIDTH = 480;
const ROW = 76;
const TOP = 12;
const AXIS = 30;
export const HEIGHT = TOP + 3 * ROW + AXIS;

const LEFT = 44;
const RIGHT = 14;
/** Of a row, above its marks: there stand their numbers. */
const HEADROOM = 26;
const FOOT = 10;
/** Of a bar: few beside many can still be seen. */
const LEAST = 3;

/** Their own background, for Slack is light or dark. */
const PAPER = '#ffffff';
const EDGE = '#d5d9e0';
const RULE = '#e6e9ee';
const INK = '#1d2433';
const FAINT = '#5b6475';
/** Okabe and Ito's, which are told apart by every kind of colour vision; shapes and places tell the same. */
const COLOURS = { pending: '#d55e00', decided: '#0072b2', median: '#00795c' } as const;

/**
 * Three rows over the same weeks: what waited at the end of each (diamonds), what was decided (bars), and the median
 * time to a decision (circles). No words, so that one picture serves all languages: they stand beside it.
 */
export function chartSvg(weeks: readonly WeekFigures[]): string {
  const rows = [pendingRow(weeks), decidedRow(weeks), medianRow(weeks)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">`,
    `<rect x=".5" y=".5" width="${WIDTH - 1}" height="${HEIGHT - 1}" rx="12" fill="${PAPER}" stroke="${EDGE}"/>`,
    ...rows.map((marks, row) => `<g transform="translate(0 ${TOP + row * ROW})">${ground()}${marks}</g>`),
    ...weeks.map((week, index) => dateLabel(week, middleOf(index, weeks.length), index === weeks.length - 1)),
    '</svg>',
  ].join('\n');
}

function dateLabel({ monday, isWhole }: WeekFigures, x: number, isLast: boolean): string {
  const y = HEIGHT - 13;
  const shown = { text: monday.slice(5), x, y, height: 8, colour: isLast ? INK : FAINT, bold: isLast };
  // Of a week that is not over, only the first half of the line is there.
  const [from, to] = [x - 15, isWhole ? x + 15 : x];
  const line = `<path d="M${round(from)} ${y + 6}H${round(to)}" stroke="${INK}" stroke-width="2" stroke-linecap="round"/>`;
  return `${lettering(shown)}${isLast ? line : ''}`;
}

function ground(): string {
  const y = ROW - FOOT;
  return `<path d="M${LEFT - 6} ${y}H${WIDTH - RIGHT}" stroke="${RULE}" stroke-width="1"/>`;
}

function pendingRow(weeks: readonly WeekFigures[]): string {
  const heights = scaled(weeks.map(({ pending }) => pending));
  const points = heights.map((y, index) => ({ x: middleOf(index, weeks.length), y }));
  const marks = points.map(({ x, y }, index) => diamond(x, y, weeks[index]?.isWhole ?? true));
  const labels = points.map(({ x, y }, index) => numberAbove(shortNumber(weeks[index]?.pending ?? 0), x, y));
  return [diamond(22, ROW - FOOT - 18, true, 8), line(points, COLOURS.pending), ...marks, ...labels].join('');
}

function decidedRow(weeks: readonly WeekFigures[]): string {
  const counts = weeks.map(({ approved, denied }) => approved + denied);
  const heights = scaled(counts);
  const bars = heights.map((scaledY, index) => {
    const y = counts[index] ? Math.min(scaledY, ROW - FOOT - LEAST) : scaledY;
    const x = middleOf(index, weeks.length);
    const height = ROW - FOOT - y;
    const shape = `x="${round(x - 12)}" y="${round(y)}" width="24" height="${round(height)}" rx="3"`;
    const bar = height > 0 ? `<rect ${shape} ${paint(COLOURS.decided, weeks[index]?.isWhole ?? true)}/>` : '';
    return `${bar}${numberAbove(shortNumber(counts[index] ?? 0), x, y + 5)}`;
  });
  const symbol = `<rect x="15" y="${ROW - FOOT - 25}" width="14" height="14" rx="2.5" fill="${COLOURS.decided}"/>`;
  return [symbol, ...bars].join('');
}

function medianRow(weeks: readonly WeekFigures[]): string {
  const heights = scaled(weeks.map(({ medianMs }) => medianMs ?? 0));
  const points = weeks.flatMap(({ medianMs, isWhole }, index) =>
    medianMs === null
      ? []
      : [{ x: middleOf(index, weeks.length), y: heights[index] ?? 0, index, medianMs, isWhole }],
  );
  const marks = points.map(
    ({ x, y, isWhole }) =>
      `<circle cx="${round(x)}" cy="${round(y)}" r="5" ${paint(COLOURS.median, isWhole)}/>`,
  );
  const labels = points.map(({ x, y, medianMs }) => numberAbove(shortDuration(medianMs), x, y));
  return [
    `<circle cx="22" cy="${ROW - FOOT - 18}" r="7" fill="${COLOURS.median}"/>`,
    ...stretches(points).map((stretch) => line(stretch, COLOURS.median)),
    ...marks,
    ...labels,
  ].join('');
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** A week without a decision has no time to one: the line is broken there. */
function stretches<T extends Point & { readonly index: number }>(points: readonly T[]): T[][] {
  const found: T[][] = [];
  for (const point of points) {
    const last = found.at(-1);
    if (last !== undefined && last.at(-1)?.index === point.index - 1) last.push(point);
    else found.push([point]);
  }
  return found;
}

function line(points: readonly Point[], colour: string): string {
  const path = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-opacity=".45" stroke-linejoin="round"/>`;
}

function diamond(x: number, y: number, isWhole: boolean, size = 6.5): string {
  const path = `M${round(x)} ${round(y - size)}l${size} ${size}l-${size} ${size}l-${size} -${size}z`;
  return `<path d="${path}" ${paint(COLOURS.pending, isWhole)}/>`;
}

/** What is not over yet is hollow. */
function paint(colour: string, isWhole: boolean): string {
  const fill = isWhole ? colour : PAPER;
  return `fill="${fill}" stroke="${isWhole ? PAPER : colour}" stroke-width="${isWhole ? 1.5 : 2}" stroke-linejoin="round"`;
}

function numberAbove(text: string, x: number, y: number): string {
  return lettering({ text, x, y: y - 10, height: 9.5, colour: INK, halo: PAPER });
}

/** From 0 at the foot of a row to the greatest value below its headroom. */
function scaled(values: readonly number[]): number[] {
  const greatest = Math.max(...values, 0);
  const room = ROW - FOOT - HEADROOM;
  return values.map((value) => ROW - FOOT - (greatest > 0 ? (value / greatest) * room : 0));
}

function middleOf(index: number, count: number): number {
  return LEFT + ((index + 0.5) * (WIDTH - LEFT - RIGHT)) / count;
}
