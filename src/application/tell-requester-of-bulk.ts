import type { Again, DeliveryPayload } from './delivery.js';
import { type Addresses, findAddresses } from './find-addresses.js';
import { wishedAddresses } from './keep-to-wishes.js';
import { loadRequestsOfBulk } from './load-bulk.js';
import type { Records } from './ports.js';
import { isUnreachable, noteNoAddress, type TellRequester } from './tell-requester.js';

type Payload = Extract<DeliveryPayload, { kind: 'bulk-requester' }>;

/**
 * Finds out where a requester can be reached, and adds a delivery to each of those places, with all that a bulk
 * decision has decided for them and they have not been told. What is decided later makes another of these.
 */
export async function tellRequesterOfBulk(
  context: TellRequester,
  { bulkId, requesterId }: Payload,
  trace: string,
): Promise<Again | null> {
  const { database } = context;
  const [first] = await database.bulkDecisions.untold(bulkId, requesterId);
  const requests = await loadRequestsOfBulk(database, bulkId, first ? [first.tokenRequestId] : []);
  const request = first && requests.get(first.tokenRequestId);
  const addresses = request && (await findAddresses(context, request));
  if (request && addresses && isUnreachable(context, addresses)) {
    await noteNoAddress(context, { tokenRequestId: request.id, trace }, request);
  }
  return database.transaction((records) => take(context, records, { bulkId, requesterId, trace }, addresses));
}

/** Adds what is to be told in one message. The lock keeps a result that comes at this moment from being told twice. */
async function take(
  { mailer, clock }: TellRequester,
  records: Records,
  { bulkId, requesterId, trace }: Omit<Payload, 'kind'> & { readonly trace: string },
  addresses: Addresses | undefined,
): Promise<Again | null> {
  await records.bulkDecisions.lock(bulkId);
  const decisionIds = (await records.bulkDecisions.untold(bulkId, requesterId)).map(({ id }) => id);
  const [first] = decisionIds;
  if (first === undefined) return null;
  // There was nothing to tell when we looked, and now there is, but not yet whereto.
  if (addresses === undefined) return { againInMs: 0 };
  await records.bulkDecisions.markTold(bulkId, decisionIds, clock.now());

  const { slackUserId } = addresses;
  const wished = await wishedAddresses(records, addresses);
  const payloads: DeliveryPayload[] = [];
  if (wished.slackUserId !== null) {
    const to = { slackUserId: wished.slackUserId };
    payloads.push({ kind: 'bulk-requester-message', bulkId, ...to, decisionIds });
  }
  if (wished.email !== null && mailer) {
    payloads.push({ kind: 'bulk-requester-mail', bulkId, address: wished.email, slackUserId, decisionIds });
  }
  await records.deliveries.addAll(
    payloads.map((payload) => ({
      tokenRequestId: null,
      payload,
      dedupeKey: `${payload.kind}/${bulkId}/${first}`,
      trace,
    })),
  );
  return null;
}
