import { z } from 'zod';
import { linkResume } from './link-attempt.js';

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

  /** Makes the approver's message and modal show how far a bulk decision is, until it has ended. */
  z.object({ kind: z.literal('bulk-progress'), bulkId: z.number() }),
  /** Once all that a bulk decision decides of one requester has a result: finds out where they can be reached. */
  z.object({ kind: z.literal('bulk-requester'), bulkId: z.number(), requesterId: z.number() }),
  z.object({
    kind: z.literal('bulk-requester-message'),
    bulkId: z.number(),
    slackUserId: z.string(),
    decisionIds: z.array(z.number()),
  }),
  z.object({
    kind: z.literal('bulk-requester-mail'),
    bulkId: z.number(),
    address: z.string(),
    decisionIds: z.array(z.number()),
  }),

  /** Tells somebody what became of their link, and offers again what they wanted to do. */
  z.object({
    kind: z.literal('link-news'),
    slackUserId: z.string(),
    news: z.enum(['made', 'revoked']),
    resume: linkResume.nullable(),
  }),

  /** Posts the head of the ledger's chain. */
  z.object({
    kind: z.literal('ledger-head'),
    channel: z.string(),
    head: z.string(),
    entries: z.number(),
  }),

  /** Brings up to date the App Homes that show this and were opened lately. */
  z.object({
    kind: z.literal('homes'),
    /** What has changed: requests of an organization, which its owners see, or of a requester, who sees their own. */
    shows: z.union([z.object({ organizationId: z.number() }), z.object({ login: z.string() })]),
    /** It has waited for what else changes. */
    gathered: z.boolean().optional(),
  }),
  /** `force`: also when Slack should be showing the truth already. */
  z.object({ kind: z.literal('home'), slackUserId: z.string(), force: z.boolean().optional() }),
]);

export type DeliveryPayload = z.infer<typeof deliveryPayload>;
/** What says the same again and again, and is no record of anything: it is forgotten once it was sent. */
export const REPEATED_KINDS: readonly DeliveryPayload['kind'][] = ['home', 'homes', 'bulk-progress'];
/** They ask GitHub much and tell nobody any news, so cards and mails never wait behind them. */
export const HOME_KINDS: readonly DeliveryPayload['kind'][] = ['home', 'homes'];

export type RequesterNews = Extract<DeliveryPayload, { kind: 'requester' }>['news'];

export interface NewDelivery {
  /** Null for what is about more than one. */
  readonly tokenRequestId: number | null;
  readonly payload: DeliveryPayload;
  /** At most one delivery ever has this key. */
  readonly dedupeKey?: string;
  /** Not added when one already waits in its lane: that one will read the records after this transaction. */
  readonly unlessWaiting?: boolean;
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

/** What was to be sent is sent, and will have changed by then: the delivery is due again. */
export interface Again {
  readonly againInMs: number;
}

/** A delivery that this version can read, about one token request. */
export interface DeliveryAboutOne extends ClaimedDelivery {
  readonly tokenRequestId: number;
  readonly payload: DeliveryPayload;
}

/** Deliveries to one place about one request keep their order; others never wait for them. */
export function laneOf(tokenRequestId: number | null, payload: DeliveryPayload): string {
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
    case 'bulk-progress':
      return `bulk-${payload.bulkId}/approver`;
    case 'bulk-requester':
      return `bulk-${payload.bulkId}/requester/${payload.requesterId}`;
    case 'bulk-requester-message':
      return `bulk-${payload.bulkId}/person/${payload.slackUserId}`;
    case 'bulk-requester-mail':
      return `bulk-${payload.bulkId}/mail/${payload.address.toLowerCase()}`;
    case 'link-news':
      return `link/${payload.slackUserId}`;
    case 'ledger-head':
      return `ledger/${payload.channel}`;
    case 'homes':
      return 'login' in payload.shows
        ? `homes/of/${payload.shows.login.toLowerCase()}`
        : `homes/${payload.shows.organizationId}`;
    case 'home':
      return `home/${payload.slackUserId}`;
  }
}
