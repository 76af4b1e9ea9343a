import { requestPage, type TokenRequest } from '../domain/token-request.js';
import type { Links } from './link-ports.js';
import type { CardModel } from './models.js';
import type { Records } from './ports.js';

export interface LoadCard {
  readonly records: Pick<Records, 'tokenRequests' | 'decisions' | 'organizations'>;
  readonly links: Links;
  /** GitHub's base URL for people. */
  readonly webUrl: string;
}

/** All that a card shows, as the records stand now; undefined when the request is gone. */
export async function loadCard(context: LoadCard, tokenRequestId: number): Promise<CardModel | undefined> {
  const request = await context.records.tokenRequests.find(tokenRequestId);
  if (request === undefined) return undefined;
  const decision = await currentDecision(context, request);
  const { links, webUrl } = context;
  return {
    request,
    decision,
    requesterSlackId: (await links.ofGitHubUser(request.requester))?.slackUserId ?? null,
    approverSlackId: decision ? await approverSlackId(links, decision) : null,
    appState: (await context.records.organizations.find(request.organization.id))?.appState ?? 'uninstalled',
    requestUrl: requestPage(webUrl, request),
    webUrl,
  };
}

async function currentDecision({ records }: LoadCard, request: TokenRequest) {
  if (request.state === 'pending' || request.state === 'cancelled' || request.state === 'expired')
    return null;
  return (await records.decisions.current(request.id)) ?? null;
}

async function approverSlackId(links: Links, { approver }: NonNullable<CardModel['decision']>) {
  return approver.slackUserId ?? (await links.ofGitHubUser(approver.github))?.slackUserId ?? null;
}
