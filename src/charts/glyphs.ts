/** A character as strokes, on a height of 10 from the top of a digit to its foot. */
interface Glyph {
  readonly width: number;
  /** An SVG path. */
  readonly path: string;
}

/**
 * The few characters that a picture has: digits, and the international symbols of units. Drawn as strokes, they need no
 * font, so that a picture is the same on every machine and no font has to be shipped.
 */
const GLYPHS: Readonly<Record<string, Glyph>> = {
  '0': { width: 6, path: 'M3 0C1.1 0 0 1.9 0 5S1.1 10 3 10 6 8.1 6 5 4.9 0 3 0Z' },
  '1': { width: 6, path: 'M1.2 2.1L3.8 0V10' },
  '2': {
    width: 6,
    path: 'M.3 2.8C.3 1.1 1.5 0 3.1 0S5.8 1.1 5.8 2.7C5.8 4.2 4.8 5.3 3.4 6.7L.2 10H6',
  },
  '3': {
    width: 6,
    path: 'M.4 1.9C.8.7 1.8 0 3 0 4.6 0 5.6 1 5.6 2.4S4.6 4.7 3 4.7H2.3M3 4.7C4.8 4.7 6 5.8 6 7.3S4.8 10 3 10C1.6 10 .5 9.3 0 8',
  },
  '4': { width: 6, path: 'M4.5 10V0L0 7.1H6.2' },
  '5': {
    width: 6,
    path: 'M5.4 0H1L.5 4.6C1.2 4 2 3.7 3 3.7 4.8 3.7 6 5 6 6.8S4.8 10 3 10C1.6 10 .5 9.3 0 8.1',
  },
  '6': { width: 6, path: 'M6 6.9A3 3.1 0 1 1 0 6.9A3 3.1 0 1 1 6 6.9M.2 5.9C.9 3.7 2.5 1.5 4.2 0' },
  '7': { width: 6, path: 'M0 0H6L2.2 10' },
  '8': {
    width: 6,
    path: 'M3 0C1.5 0 .5 1 .5 2.4S1.5 4.7 3 4.7 5.5 3.7 5.5 2.4 4.5 0 3 0ZM3 4.7C1.2 4.7 0 5.8 0 7.4S1.2 10 3 10 6 9 6 7.4 4.8 4.7 3 4.7Z',
  },
  '9': { width: 6, path: 'M0 3.1A3 3.1 0 1 1 6 3.1A3 3.1 0 1 1 0 3.1M5.8 4.1C5.1 6.3 3.5 8.5 1.8 10' },
  '-': { width: 3.6, path: 'M0 5.4H3.6' },
  '.': { width: 0.2, path: 'M.1 9.8V9.9' },
  ' ': { width: 1, path: '' },
  d: { width: 5, path: 'M5 0V10M5 6.9A2.5 3.1 0 1 1 0 6.9A2.5 3.1 0 1 1 5 6.9' },
  h: { width: 5, path: 'M0 0V10M0 6.4C.5 4.7 1.5 3.8 2.7 3.8 4.2 3.8 5 4.8 5 6.4V10' },
  i: { width: 0.2, path: 'M.1 3.8V10M.1 1.1V1.2' },
  k: { width: 4.8, path: 'M0 0V10M4.5 3.8L0 7.6M1.9 6.1L4.8 10' },
  m: {
    width: 8,
    path: 'M0 3.8V10M0 6C.4 4.6 1.2 3.8 2.3 3.8 3.4 3.8 4 4.6 4 6V10M4 6C4.4 4.6 5.2 3.8 6.3 3.8 7.4 3.8 8 4.6 8 6V10',
  },
  n: { width: 5, path: 'M0 3.8V10M0 6.4C.5 4.7 1.5 3.8 2.7 3.8 4.2 3.8 5 4.8 5 6.4V10' },
};

const BETWEEN = 2.3;
const STROKE = 1.4;

export interface Lettering {
  readonly text: string;
  /** Of its middle. */
  readonly x: number;
  /** Of its foot. */
  readonly y: number;
  /** Of a digit, in pixels. */
  readonly height: number;
  readonly colour: string;
  /** Drawn around it, so that it can be read on top of a line. */
  readonly halo?: string;
  readonly bold?: boolean;
}

/** Text as SVG paths; characters that have no strokes are left out. */
export function lettering({ text, x, y, height, colour, halo, bold }: Lettering): string {
  const glyphs = [...text].flatMap((character) => GLYPHS[character] ?? []);
  const scale = height / 10;
  let at = x - (widthOf(glyphs) * scale) / 2;
  const paths = glyphs.map(({ width, path }) => {
    const place = `translate(${round(at)} ${round(y - height)}) scale(${round(scale)})`;
    at += (width + BETWEEN) * scale;
    return path === '' ? '' : `<path transform="${place}" d="${path}"/>`;
  });
  const strokes = (of: string, width: number) =>
    `<g fill="none" stroke="${of}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round">${paths.join('')}</g>`;
  const line = bold ? STROKE * 1.3 : STROKE;
  return `${halo ? strokes(halo, line + 5) : ''}${strokes(colour, line)}`;
}

function widthOf(glyphs: readonly Glyph[]): number {
  return glyphs.reduce((sum, { width }) => sum + width + BETWEEN, -BETWEEN);
}

/** So that the same figures make the same bytes, and no long ones. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
