import type { Organization } from '../domain/token-request.js';
import type { WebhookAttempt } from './github-ports.js';

/** Whether PATrol's GitHub App works in an organization. */
export type AppState = 'installed' | 'suspended' | 'uninstalled';

/** An organization where the App is, or was. */
export interface KnownOrganization extends Organization {
  readonly appState: AppState;
  /** When its pending list was last read without regard to what GitHub says has not changed. */
  readonly listedInFullAt: Date | null;
}

/** A page of an organization's pending list, all of whose requests were recorded. */
export interface ListPage {
  /** From 1. */
  readonly page: number;
  readonly etag: string;
  readonly hasNext: boolean;
  /** GitHub's id of each request → the digest of what was listed. */
  readonly requests: ReadonlyMap<number, string>;
}

/** What GitHub's pending lists showed last. */
export interface ListPages {
  /** Those that were read in this shape, in order. */
  of(organizationId: number, shape: string): Promise<ListPage[]>;
  save(organizationId: number, shape: string, page: ListPage): Promise<void>;
  /** Forgets this page and those after it. */
  forgetFrom(organizationId: number, page: number): Promise<void>;
}

/** A webhook that has to be asked for again. */
export interface DueRedelivery {
  readonly guid: string;
  readonly deliveryId: string;
  /** How often it was asked for before. */
  readonly attempts: number;
}

/** Where the reading of GitHub's log goes on, which is read from the newest to the oldest. */
export interface LogPlace {
  /** Of the next page. */
  readonly cursor: string;
  readonly startedAt: Date;
}

export interface LogMark {
  /** What is older has been read. */
  readonly readUntil: Date;
  /** Of a reading that has not come to its end. */
  readonly place: LogPlace | null;
}

/** Webhooks that GitHub could not deliver. */
export interface WebhookFailures {
  /** How far GitHub's log was read. */
  mark(): Promise<LogMark | undefined>;
  /** A reading has come to its end: it began at this instant. */
  markRead(until: Date): Promise<void>;
  /** A reading goes on here the next time; null: from the start. */
  keepPlace(place: LogPlace | null): Promise<void>;
  /** Notes attempts that failed, less those of webhooks that were taken in. */
  note(attempts: readonly WebhookAttempt[], now: Date): Promise<void>;
  /**
   * Takes one that is due and was not taken in since, the oldest first, and counts the try, so that nobody else asks
   * for it; it is due again after the pause that `pauses` gives to its next try, or never.
   */
  takeDue(options: {
    readonly now: Date;
    /** GitHub does not know older ones any more. */
    readonly since: Date;
    readonly pauses: readonly number[];
    /** Such answers were ours for good: one try is enough. */
    readonly finalStatus: number;
  }): Promise<DueRedelivery | undefined>;
  /** It was certainly not asked for: as if it had not been tried. */
  putBack(redelivery: DueRedelivery, nextAttemptAt: Date): Promise<void>;
  /** GitHub does not know it any more. */
  giveUp(guid: string): Promise<void>;
  /** When GitHub first tried to deliver this webhook, if it failed then. */
  firstTried(guid: string): Promise<Date | undefined>;
  forgetBefore(instant: Date): Promise<void>;
}
