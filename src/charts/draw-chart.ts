import { renderAsync } from '@resvg/resvg-js';
import type { DrawChart } from '../application/chart-ports.js';
import { chartSvg } from './chart-svg.js';

/** Pixels of the picture for each of the page's: screens have two. */
const DENSITY = 2;

/** Draws the picture on a thread beside ours: whoever clicks meanwhile does not wait for it. */
export const drawChart: DrawChart = async (weeks) => {
  const picture = await renderAsync(chartSvg(weeks), {
    fitTo: { mode: 'zoom', value: DENSITY },
    font: { loadSystemFonts: false },
  });
  return picture.asPng();
};
