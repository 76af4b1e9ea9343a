import type { TokenRequest } from '../domain/token-request.js';
import { cardPlaces } from './announce.js';
import type { DeliveryAboutOne, DeliveryPayload, NewDelivery } from './delivery.js';
import { type Addresses, type FindAddresses, findAddresses } from './find-addresses.js';
import { wishedAddresses } from './keep-to-wishes.js';
import type { Clock, Database, Logger, Mailer } from './ports.js';

export interface TellRequester extends FindAddresses {
  readonly database: Database;
  readonly clock: Clock;
  readonly mailer?: Mailer;
  readonly channel: string;
  readonly log: Logger;
}

type Payload = Extract<DeliveryPayload, { kind: 'requester' }>;

/** Finds out where a requester can be reached and adds a delivery to each of those places. */
export async function tellRequester(context: TellRequester, delivery: DeliveryAboutOne, payload: Payload) {
  const request = await context.database.tokenRequests.find(delivery.tokenRequestId);
  if (request === undefined) return;
  const addresses = await findAddresses(context, request);
  const wished = await wishedAddresses(context.database, addresses);
  const mail = context.mailer ? mails({ ...wished, slackUserId: addresses.slackUserId }, payload) : [];
  const follow = [...messages(wished, payload), ...mail];
  if (follow.length > 0) return addAll(context, delivery, follow, payload);

  // Whoever wants to hear nothing can be reached, and knows where to look.
  if (!isUnreachable(context, addresses) || payload.news === 'expired') return;
  await noteNoAddress(context, delivery, request);
}

/** Neither Slack nor an e-mail that we could send leads to them. */
export function isUnreachable(
  { mailer }: Pick<TellRequester, 'mailer'>,
  { slackUserId, email }: Addresses,
): boolean {
  return slackUserId === null && (email === null || mailer === undefined);
}

function messages({ slackUserId }: Addresses, { news, decisionId }: Payload): DeliveryPayload[] {
  return slackUserId === null ? [] : [{ kind: 'requester-message', slackUserId, news, decisionId }];
}

/** S4 speaks of decisions; that a request waits is told in Slack only. */
function mails({ email, slackUserId }: Addresses, { news, decisionId }: Payload): DeliveryPayload[] {
  if (email === null || news !== 'decided' || decisionId === null) return [];
  return [{ kind: 'requester-mail', address: email, slackUserId, decisionId }];
}

async function addAll(
  { database }: TellRequester,
  { tokenRequestId, trace }: DeliveryAboutOne,
  payloads: readonly DeliveryPayload[],
  { news, decisionId }: Payload,
) {
  await database.transaction(async (records) => {
    // The lock gives these rows ids in the order of events, also beside other changes of the same request.
    await records.tokenRequests.lock(tokenRequestId);
    for (const payload of payloads) {
      const dedupeKey = `${payload.kind}/${tokenRequestId}/${news}/${decisionId ?? ''}`;
      const added: NewDelivery = { tokenRequestId, payload, dedupeKey, trace };
      await records.deliveries.add(added);
    }
  });
}

/** Said once for a request, in the log and in the card's thread: the approver can still tell them in person. */
export async function noteNoAddress(
  context: Pick<TellRequester, 'database' | 'channel' | 'log'>,
  { tokenRequestId, trace }: Pick<DeliveryAboutOne, 'tokenRequestId' | 'trace'>,
  request: Pick<TokenRequest, 'id' | 'requester' | 'organization'>,
): Promise<void> {
  const { database, channel: usual, log } = context;
  const added = await database.transaction(async (records) => {
    await records.tokenRequests.lock(tokenRequestId);
    const channel = (await cardPlaces(records, request, usual)).at(-1) ?? usual;
    return records.deliveries.add({
      tokenRequestId,
      payload: { kind: 'card-note', channel, note: 'no-address' },
      dedupeKey: `no-address/${tokenRequestId}`,
      trace,
    });
  });
  if (added)
    log.info(
      { tokenRequest: tokenRequestId, requester: request.requester.id, trace },
      'requester has no known address',
    );
}
