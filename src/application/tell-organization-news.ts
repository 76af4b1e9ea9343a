import { channelOf } from './channel-of.js';
import type { DeliveryPayload } from './delivery.js';
import type { Database } from './ports.js';
import type { Slack } from './slack-ports.js';

export interface TellOrganizationNews {
  readonly database: Pick<Database, 'organizations' | 'tokenRequests' | 'organizationSettings'>;
  readonly slack: Pick<Slack, 'postOrganizationNews'>;
  readonly webUrl: string;
}

/** Tells an organization's channel what became of the App in an organization, unless that has changed again since. */
export async function tellOrganizationNews(
  { database, slack, webUrl }: TellOrganizationNews,
  { organizationId, channel, appState }: Extract<DeliveryPayload, { kind: 'organization-news' }>,
): Promise<string | null> {
  const organization = await database.organizations.find(organizationId);
  if (organization?.appState !== appState) return null;
  const waiting = await database.tokenRequests.countPending(organizationId);
  // It may have been changed while the one before did not take it.
  const place = await channelOf(database, channel, organizationId);
  return (await slack.postOrganizationNews(place, { organization, appState, waiting, webUrl })).ts;
}
