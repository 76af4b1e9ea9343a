import type { DeliveryPayload } from './delivery.js';
import type { Links } from './link-ports.js';
import type { LinkNewsModel } from './models.js';
import type { Linking } from './offer-link.js';
import type { Database } from './ports.js';
import type { Slack } from './slack-ports.js';

export interface TellLinkNews {
  readonly database: Database;
  readonly links: Links;
  readonly slack: Slack;
  readonly linking: Pick<Linking, 'isOffered'>;
}

type Payload = Extract<DeliveryPayload, { kind: 'link-news' }>;

/** Tells somebody what became of their link; what they wanted to do is offered again while it can still be done. */
export async function tellLinkNews(
  { database, links, slack, linking }: TellLinkNews,
  { slackUserId, news, resume }: Payload,
): Promise<string | null> {
  const link = await links.find(slackUserId);
  // Removed again, or made again, before this could be sent.
  if (news === 'made' ? link === undefined : link?.isSignedIn) return null;
  const model: LinkNewsModel = {
    news,
    login: link?.github.login ?? null,
    canConnect: linking.isOffered,
    resume: await resumable(database, resume),
  };
  return (await slack.directLinkNews(slackUserId, model)).ts;
}

async function resumable(
  { tokenRequests }: Database,
  resume: Payload['resume'],
): Promise<LinkNewsModel['resume']> {
  if (resume?.kind !== 'request') return resume;
  const request = await tokenRequests.find(resume.tokenRequestId);
  return request?.state === 'pending' ? { kind: 'request', request } : null;
}
