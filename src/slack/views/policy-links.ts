import type { RichTextBlock } from '@slack/types';
import type { Organization } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import { foreign, type Inline, link, richText, section } from './rich-text.js';

const AT_MOST = 10;

/** S6: where an owner sets what tokens may do in each organization. */
export function policyLinks(
  t: Translator,
  organizations: readonly Organization[],
  webUrl: string,
): RichTextBlock[] {
  if (organizations.length === 0) return [];
  const shown = organizations.slice(0, AT_MOST);
  const links = shown.flatMap(({ login }, index): Inline[] => [
    ...(index === 0 ? [] : [', ']),
    link(
      `${webUrl}/organizations/${encodeURIComponent(foreign(login, 120))}/settings/personal-access-tokens`,
      foreign(login, 60),
    ),
  ]);
  const rest = organizations.length - shown.length;
  const more = rest > 0 ? [`, ${t.text('card.more', { count: rest })}`] : [];
  return [richText(section(`${t.text('help.policies')} `, ...links, ...more))];
}
