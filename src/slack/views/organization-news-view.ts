import type { OrganizationNewsModel } from '../../application/models.js';
import { requestsPage } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import type { MessageContent } from './card-view.js';
import { messageOf } from './overview-view.js';
import { organizationInline } from './request-lines.js';
import { type Inline, link } from './rich-text.js';

/** That the App works in an organization again or does not any more, and what that means for what waits there. */
export function organizationNewsView(t: Translator, news: OrganizationNewsModel): MessageContent {
  const { organization, appState, waiting, webUrl } = news;
  const said = t.parts<Inline>(`organization.${appState}`, {
    organization: organizationInline({ organization }),
    waiting,
  });
  const page = link(requestsPage(webUrl, organization), t.text('organization.on-github'));
  return messageOf([said, ...(appState === 'installed' ? [] : [[page]])], []);
}
