import type { KnownBlock } from '@slack/types';
import type { Chart } from '../../application/chart-ports.js';
import type { Translator } from '../../i18n/translator.js';
import { chartAlt, chartSummary, chartTitle } from './chart-words.js';
import { clipUnits, richText, section } from './rich-text.js';

/** Slack's limits. */
const TITLE_UNITS = 2_000;
const ALT_UNITS = 2_000;

/** What an organization's last weeks were like: a picture with words for who cannot see it, or the words alone. */
export function chartBlocks(t: Translator, chart: Chart): KnownBlock[] {
  if (chart.url === undefined) return [richText(section(chartSummary(t, chart)))];
  const legend = `${chartTitle(t, chart)}: ${t.text('chart.legend')}`;
  return [
    {
      type: 'image',
      image_url: chart.url,
      alt_text: clipUnits(chartAlt(t, chart), ALT_UNITS),
      // Without `emoji: false`, a name with colons in it would become a picture itself.
      title: { type: 'plain_text', text: clipUnits(legend, TITLE_UNITS), emoji: false },
    },
  ];
}
