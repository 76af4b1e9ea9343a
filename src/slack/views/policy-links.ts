import type { RichTextBlock } from '@slack/types';
import type { Organization } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import { inlineList } from './bulk-lines.js';
import { foreign, type Inline, link, richText, section } from './rich-text.js';

const AT_MOST = 10;

/** S6: where an owner sets what tokens may do in each organization. */
export function policyLinks(
  t: Translator,
  organizations: readonly Organization[],
  webUrl: string,
): RichTextBlock[] {
  if (organizations.length === 0) return [];
  const links = organizations.slice(0, AT_MOST).map(({ login }): Inline[] => {
    const page = `${encodeURIComponent(foreign(login, 120))}/settings/personal-access-tokens`;
    return [link(`${webUrl}/organizations/${page}`, foreign(login, 60))];
  });
  const rest = organizations.length - links.length;
  const rows = rest > 0 ? [...links, [t.text('home.others', { count: rest })]] : links;
  const line = t.parts<Inline | Inline[]>('help.policies', { organizations: inlineList(t, rows) });
  return [richText(section(...line.flat()))];
}
