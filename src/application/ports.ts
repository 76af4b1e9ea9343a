import type { Announcements } from './announcement-ports.js';
import type { BulkChunks, BulkDecisions } from './bulk-ports.js';
import type { Cards } from './card-ports.js';
import type { WeeklyFigures } from './chart-ports.js';
import type { ListPages, WebhookFailures } from './convergence-ports.js';
import type { Decisions } from './decision-ports.js';
import type { Deliveries } from './delivery-ports.js';
import type { DigestMailModel } from './digest-model.js';
import type { DigestRecords } from './digest-ports.js';
import type { Homes } from './home-ports.js';
import type { Ledger, Seals } from './ledger-ports.js';
import type { LinkAttempts, Links, SignIns } from './link-ports.js';
import type { Lists } from './list-ports.js';
import type { BulkMailModel, MailModel } from './models.js';
import type { Operations } from './operations-ports.js';
import type { OrganizationSettingsRecords, PreferenceRecords, UnwantedMails } from './preference-ports.js';
import type { PersonalData } from './privacy-ports.js';
import type { Reminders } from './reminder-ports.js';
import type { Organizations, TokenRequests } from './request-ports.js';
import type { Retention } from './retention-ports.js';
import type { Searches } from './search-ports.js';
import type { Summaries } from './summary-ports.js';
import type { WebhookDeliveries } from './webhook-ports.js';

export interface Clock {
  now(): Date;
}

/** pino's shape: fields first, then a static message. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * All records; inside `transaction` they see and lock as one. There each is made when it is first asked for, so they are not
 * to be spread: whoever wants another in the place of one derives an object from them (`Object.create`).
 */
export interface Records {
  readonly organizations: Organizations;
  readonly tokenRequests: TokenRequests;
  readonly decisions: Decisions;
  readonly announcements: Announcements;
  readonly cards: Cards;
  readonly deliveries: Deliveries;
  readonly webhookDeliveries: WebhookDeliveries;
  readonly webhookFailures: WebhookFailures;
  readonly listPages: ListPages;
  readonly searches: Searches;
  readonly lists: Lists;
  readonly bulkDecisions: BulkDecisions;
  readonly bulkChunks: BulkChunks;
  readonly homes: Homes;
  readonly summaries: Summaries;
  readonly links: Links;
  readonly signIns: SignIns;
  readonly linkAttempts: LinkAttempts;
  readonly ledger: Ledger;
  readonly seals: Seals;
  readonly preferences: PreferenceRecords;
  readonly organizationSettings: OrganizationSettingsRecords;
  readonly unwantedMails: UnwantedMails;
  readonly reminders: Reminders;
  readonly digests: DigestRecords;
  readonly personalData: PersonalData;
  readonly retention: Retention;
  readonly operations: Operations;
  readonly weeklyFigures: WeeklyFigures;
  /** Done once the transaction is committed, and not if it is not; at once where there is none. */
  afterCommit(work: () => void): void;
}

export interface Database extends Records {
  /** One transaction; commits when `work` resolves, rolls back when it rejects. After a deadlock, `work` runs again. */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /** Reads that all see the same moment, so that a count agrees with what is listed beside it. */
  snapshot<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

/** Throws OutsideError; returns the Message-ID. */
export interface Mailer {
  send(mail: MailModel): Promise<string>;
  sendBulk(mail: BulkMailModel): Promise<string>;
  sendDigest(mail: DigestMailModel): Promise<string>;
}

/** How often somebody may do something. */
export interface RateLimit {
  /** False when they have done it too often lately. */
  take(who: string): Promise<boolean>;
}

/** Starts the background work soon; never throws, since a sweep finds what was stranded. */
export interface Wake {
  webhooks(): void;
  deliveries(): void;
  decisions(): void;
  bulkDecisions(): void;
  sync(): void;
}
