import type { TokenRequest } from '../domain/token-request.js';
import { announceOnSummary } from './announce.js';
import { channelOf } from './channel-of.js';
import type { InTurn } from './in-turn.js';
import type { Clock, Database, Records } from './ports.js';
import type { SummaryKind } from './summary-ports.js';

export interface PresentRequest {
  readonly database: Database;
  readonly clock: Clock;
  /** How many requests of one organization within a minute get cards of their own. */
  readonly burstLimit: number;
  /** By organization. */
  readonly inTurn: InTurn;
}

interface Presented {
  readonly request: Pick<TokenRequest, 'id' | 'organization'>;
  readonly channel: string;
  readonly trace: string;
}

const WINDOW_MS = 60_000;

/**
 * Chooses, once and for all, how a request is announced: true when it gets a card of its own, false when a summary
 * stands for it. The choice is made when the first card is about to be posted, one request of an organization after the
 * other, so that not even webhooks that are taken in side by side exceed the limit.
 */
export async function presentAsCard(context: PresentRequest, presented: Presented): Promise<boolean> {
  const { database, inTurn, burstLimit: limit } = context;
  const { id: tokenRequestId, organization } = presented.request;
  const choice = { tokenRequestId, organizationId: organization.id, limit, windowMs: WINDOW_MS };
  const chosen = await database.summaries.presentAsCard(choice);
  if (chosen !== null) return chosen.as === 'card';
  return inTurn(organization.id, () =>
    database.transaction((records) => joinSummary(context, records, presented)),
  );
}

/** Another process may have chosen meanwhile. */
async function joinSummary(
  context: PresentRequest,
  records: Records,
  presented: Presented,
): Promise<boolean> {
  const { id, organization } = presented.request;
  await records.summaries.lockOrganization(organization.id);
  const chosen = await records.summaries.presentationOf(id);
  if (chosen !== null) return chosen.as === 'card';
  await presentInSummary(context, records, presented, 'burst');
  return false;
}

/** Has a summary stand for a request, under the lock of its organization. */
export async function presentInSummary(
  { clock }: Pick<PresentRequest, 'clock'>,
  records: Records,
  { request, channel, trace }: Presented,
  kind: SummaryKind,
): Promise<void> {
  const { id: tokenRequestId, organization } = request;
  const at = clock.now();
  await records.summaries.lockOrganization(organization.id);
  const place = await channelOf(records, channel, organization.id);
  const joining = { tokenRequestId, organizationId: organization.id, channel: place, kind, at };
  await announceOnSummary(records, await records.summaries.join(joining), trace);
}
