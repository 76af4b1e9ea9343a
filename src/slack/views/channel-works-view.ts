import type { Organization } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import type { MessageContent } from './card-view.js';
import { foreign, type Inline, plain, richText, section, styled } from './rich-text.js';

/** Shown to whoever has chosen a channel for their organization, and to nobody else: that we can post there. */
export function channelWorksView(t: Translator, { login }: Pick<Organization, 'login'>): MessageContent {
  const organization = styled(foreign(login, 60), { bold: true });
  const line = t.parts<Inline>('settings.channel.works', { organization });
  return { text: plain(line), blocks: [richText(section(...line))] };
}
