import { type ClaimedDelivery, HOME_KINDS } from './delivery.js';
import type { DeliveryOutcome, Meter } from './meter.js';
import type { Logger } from './ports.js';

export interface TellDelivered {
  readonly log: Logger;
  readonly meter: Meter;
}

/** Tells those who run PATrol that a delivery was sent; `sent` is null when there was nothing to send. */
export function tellSent(context: TellDelivered, delivery: ClaimedDelivery, sent: string | null): void {
  const { log } = context;
  countDelivery(context, delivery, 'sent');
  // App Homes follow every change, and tell nobody any news.
  const isHome = delivery.payload !== null && HOME_KINDS.includes(delivery.payload.kind);
  if (sent === null) log.debug(deliveryFields(delivery), 'delivery had nothing to send');
  else if (isHome) log.debug(deliveryFields(delivery), 'App Home published');
  else log.info(deliveryFields(delivery), 'delivery sent');
}

/** What the log says of a delivery; no address. */
export function deliveryFields({ id, payload, tokenRequestId, attempts, trace }: ClaimedDelivery) {
  return { delivery: id, kind: payload?.kind, request: tokenRequestId, attempts, trace };
}

/** Counts how one try ended. */
export function countDelivery(
  { meter }: Pick<TellDelivered, 'meter'>,
  { payload }: ClaimedDelivery,
  outcome: DeliveryOutcome,
): void {
  meter.delivered(payload?.kind ?? 'unreadable', outcome);
}
