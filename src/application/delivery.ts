import { z } from 'zod';

/**
 * What one delivery carries. Only ids and addresses: what is sent is read from the records at the moment of
 * sending, so that it is true then. Stored as JSON, so parsed when it comes back.
 */
export const deliveryPayload = z.discriminatedUnion('kind', [
  /** Makes the card in a channel show the truth: posts it, or updates it. */
  z.object({
    kind: z.literal('card'),
    channel: z.string(),
    /** Also when Slack should be showing the truth already: an earlier update may have landed late. */
    force: z.boolean().optional(),
  }),
  /** Later, puts a forced update of the card into its lane, where it keeps its place among the others. */
  z.object({ kind: z.literal('card-again'), channel: z.string() }),
  /** A reply in the card's thread, for approvers. */
  z.object({ kind: z.literal('card-note'), channel: z.string(), note: z.enum(['no-address']) }),
  /** Finds out where the requester can be reached, and adds the deliveries to those places. */
  z.object({
    kind: z.literal('requester'),
    news: z.enum(['waiting', 'decided', 'expired']),
    decisionId: z.number().nullable(),
  }),
  z.object({
    kind: z.literal('requester-message'),
    slackUserId: z.string(),
    news: z.enum(['waiting', 'decided', 'expired']),
    decisionId: z.number().nullable(),
  }),
  z.object({ kind: z.literal('requester-mail'), address: z.string(), decisionId: z.number() }),
  /** Tells an approver what became of a decision that could not be carried out. */
  z.object({ kind: z.literal('approver-message'), slackUserId: z.string(), decisionId: z.number() }),
]);

export type DeliveryPayload = z.infer<typeof deliveryPayload>;
export type RequesterNews = Extract<DeliveryPayload, { kind: 'requester' }>['news'];

export interface NewDelivery {
  readonly tokenRequestId: number;
  readonly payload: DeliveryPayload;
  /** At most one delivery ever has this key. */
  readonly dedupeKey?: string;
  /** Not to be sent before. */
  readonly notBefore?: Date;
  /** Follows one event from its webhook or click to its last delivery. */
  readonly trace: string;
}

export interface ClaimedDelivery extends Omit<NewDelivery, 'payload'> {
  /** Null when this version cannot read it: a newer one may have written it. */
  readonly payload: DeliveryPayload | null;
  readonly id: number;
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Deliveries to one place about one request keep their order; others never wait for them. */
export function laneOf(tokenRequestId: number, payload: DeliveryPayload): string {
  switch (payload.kind) {
    case 'card':
    case 'card-note':
      return `${tokenRequestId}/channel/${payload.channel}`;
    case 'card-again':
      return `${tokenRequestId}/again/${payload.channel}`;
    case 'requester':
      return `${tokenRequestId}/requester`;
    case 'requester-message':
    case 'approver-message':
      return `${tokenRequestId}/person/${payload.slackUserId}`;
    case 'requester-mail':
      return `${tokenRequestId}/mail/${payload.address.toLowerCase()}`;
  }
}
