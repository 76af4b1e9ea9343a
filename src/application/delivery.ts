import { z } from 'zod';
import { linkResume } from './link-attempt.js';

/** Of which organization and day a digest is. */
const digest = {
  organizationId: z.number(),
  /** On the calendar of `timeZone`; a digest is not sent when it is over. */
  date: z.string(),
  timeZone: z.string(),
  /** What has changed from `since` on, before `until`, is told. */
  since: z.iso.datetime(),
  until: z.iso.datetime(),
};
const owner = z.object({ id: z.number(), login: z.string() });

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
    /** Somebody who has clicked looks at it now. */
    urgent: z.boolean().optional(),
  }),
  /** Later, puts a forced update of the card into its lane, where it keeps its place among the others. */
  z.object({ kind: z.literal('card-again'), channel: z.string() }),
  /** A reply in the card's thread, for approvers. */
  z.object({
    kind: z.literal('card-note'),
    channel: z.string(),
    note: z.enum(['no-address', 'expired-undecided']),
  }),
  /** Recalls, in the thread of a card, that nobody has decided. */
  z.object({ kind: z.literal('reminder'), channel: z.string() }),
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
  z.object({
    kind: z.literal('requester-mail'),
    address: z.string(),
    /** Whose address it is, where that is known: a mail is in their language. */
    slackUserId: z.string().nullish(),
    decisionId: z.number(),
  }),
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
    slackUserId: z.string().nullish(),
    decisionIds: z.array(z.number()),
  }),

  /** Tells somebody what became of their link, and offers again what they wanted to do. */
  z.object({
    kind: z.literal('link-news'),
    slackUserId: z.string(),
    news: z.enum(['made', 'revoked']),
    resume: linkResume.nullable(),
  }),

  /** Makes the message that announces many requests together show the truth: posts it, or updates it. */
  z.object({
    kind: z.literal('summary'),
    summaryId: z.number(),
    /** Also when Slack should be showing the truth already: an earlier update may have landed late. */
    force: z.boolean().optional(),
  }),
  /** Later, puts a forced update of the summary into its lane. */
  z.object({ kind: z.literal('summary-again'), summaryId: z.number() }),

  /** Recalls, in the thread of a summary, that some of its requests wait. */
  z.object({ kind: z.literal('summary-reminder'), summaryId: z.number() }),
  /** Finds out who owns an organization, and reminds them of what waits there for long. */
  z.object({ kind: z.literal('owner-reminders'), organizationId: z.number() }),
  z.object({
    kind: z.literal('reminder-message'),
    organizationId: z.number(),
    slackUserId: z.string(),
    /** Those that are named. */
    tokenRequestIds: z.array(z.number()),
    /** How many were due besides. */
    further: z.number(),
  }),
  /** Makes a direct message that reminds an owner show what has become of the requests that it names. */
  z.object({
    kind: z.literal('reminder-update'),
    /** Of the delivery that has sent it. */
    messageId: z.number(),
    urgent: z.boolean().optional(),
  }),

  /** Posts the head of the ledger's chain. */
  z.object({
    kind: z.literal('ledger-head'),
    channel: z.string(),
    head: z.string(),
    entries: z.number(),
    /** The delivery of a digest that carries it; it is posted on its own if that is not sent. */
    digestId: z.number().optional(),
  }),

  /** Posts the daily digest of an organization to its channel. */
  z.object({ kind: z.literal('digest'), channel: z.string(), ...digest }),
  /** Asks GitHub who owns the organization, and adds a `digest-owner` for each. */
  z.object({ kind: z.literal('digest-owners'), ...digest }),
  /** Finds out where one owner wants the digest, and adds the deliveries to those places. */
  z.object({ kind: z.literal('digest-owner'), owner, ...digest }),
  z.object({ kind: z.literal('digest-message'), slackUserId: z.string(), ...digest }),
  /** Without an owner: to an address that the operator has named. */
  z.object({
    kind: z.literal('digest-mail'),
    address: z.string(),
    owner: owner.nullable(),
    slackUserId: z.string().nullable(),
    ...digest,
  }),
  /** Makes a digest that somebody has clicked in show what has become of the requests in it. */
  z.object({
    kind: z.literal('digest-update'),
    digestId: z.number(),
    channel: z.string(),
    ts: z.string(),
    clickedAt: z.iso.datetime(),
    tokenRequestIds: z.array(z.number()),
  }),

  /** Adds an update of each card of an organization that still waits. */
  z.object({ kind: z.literal('organization-cards'), organizationId: z.number() }),
  /** Tells the review channel that the App was installed, suspended or uninstalled in an organization. */
  z.object({
    kind: z.literal('organization-news'),
    organizationId: z.number(),
    channel: z.string(),
    appState: z.enum(['installed', 'suspended', 'uninstalled']),
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
export const REPEATED_KINDS: readonly DeliveryPayload['kind'][] = [
  'home',
  'homes',
  'bulk-progress',
  'summary',
  'summary-again',
  'organization-cards',
  'owner-reminders',
  'reminder-update',
  'digest-update',
  // What follows from it stays, and keeps the owner from being told twice.
  'digest-owner',
];
/** They ask GitHub much and tell nobody any news, so cards and mails never wait behind them. */
export const HOME_KINDS: readonly DeliveryPayload['kind'][] = ['home', 'homes'];
/** They ask GitHub and Slack who somebody is, which may have to wait: cards and messages never do behind them. */
export const ADDRESS_KINDS: readonly DeliveryPayload['kind'][] = [
  'requester',
  'bulk-requester',
  'owner-reminders',
];
/** The same for every owner of every organization at one time of the day: nobody else waits behind them. */
export const DIGEST_KINDS: readonly DeliveryPayload['kind'][] = ['digest-owners', 'digest-owner'];

/** Which digest is sent: of which organization, day and time. */
export type DigestPayload = Omit<Extract<DeliveryPayload, { kind: 'digest-owners' }>, 'kind'>;

/** What a delivery says of its digest; undefined where it is about none. */
export const digestPayload = z.object(digest);

/** What a digest that was sent says of itself; whoever got it in person is named. */
export const sentDigest = z.object({ ...digest, slackUserId: z.string().optional() });

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
  /** The same, counted from when it is added. */
  readonly delayMs?: number;
  /** Goes before all that nobody waits for. */
  readonly urgent?: boolean;
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
    case 'reminder':
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
    case 'summary':
      return `summary/${payload.summaryId}`;
    case 'summary-again':
      return `summary/${payload.summaryId}/again`;
    case 'summary-reminder':
      return `summary/${payload.summaryId}/thread`;
    case 'owner-reminders':
      return `organization-${payload.organizationId}/owner-reminders`;
    case 'reminder-message':
      return `organization-${payload.organizationId}/reminders/${payload.slackUserId}`;
    case 'reminder-update':
      return `reminder/${payload.messageId}`;
    case 'ledger-head':
      return `ledger/${payload.channel}`;
    case 'organization-cards':
      return `organization-${payload.organizationId}/cards`;
    case 'organization-news':
      return `organization-${payload.organizationId}/channel/${payload.channel}`;
    case 'homes':
      return 'login' in payload.shows
        ? `homes/of/${payload.shows.login.toLowerCase()}`
        : `homes/${payload.shows.organizationId}`;
    case 'home':
      return `home/${payload.slackUserId}`;
    case 'digest':
      return `digest/${payload.organizationId}/channel/${payload.channel}`;
    case 'digest-owners':
      return `digest/${payload.organizationId}/owners`;
    case 'digest-owner':
      return `digest/${payload.organizationId}/owner/${payload.owner.id}`;
    case 'digest-message':
      return `digest/${payload.organizationId}/person/${payload.slackUserId}`;
    case 'digest-mail':
      return `digest/${payload.organizationId}/mail/${payload.address.toLowerCase()}`;
    case 'digest-update':
      return `digest/${payload.digestId}/message/${payload.channel}/${payload.ts}`;
  }
}
