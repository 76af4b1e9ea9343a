import type { DrawChart } from '../application/chart-ports.js';
import { chartSvg } from './chart-svg.js';

/** Pixels of the picture for each of the page's: screens have two. */
const DENSITY = 2;

/**
 * Draws the picture on a thread beside ours: whoever clicks meanwhile does not wait for it. What draws is loaded with
 * the first picture.
 * @throws when there is no build of it for this machine
 */
export const drawChart: DrawChart = async (weeks) => {
  const { renderAsync } = await import('@resvg/resvg-js');
  const picture = await renderAsync(chartSvg(weeks), {
    fitTo: { mode: 'zoom', value: DENSITY },
    font: { loadSystemFonts: false },
  });
  return picture.asPng();
};
