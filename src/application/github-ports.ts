import type { Report } from '../domain/report.js';
import type { Organization } from '../domain/token-request.js';

/** How many requests GitHub lists on a page. */
export const PENDING_PAGE = 100;

/** A request that stands in a list, and that cannot be read. */
export interface UnreadableRequest {
  /** GitHub's, if not even that is missing. */
  readonly patRequestId: number | null;
  /** What is missing or malformed; nothing that a stranger wrote. */
  readonly lacks: readonly string[];
}

/** A page of an organization's pending list. */
export interface PendingPage {
  readonly reports: readonly Report[];
  readonly unreadable: readonly UnreadableRequest[];
  /** By which GitHub says later that the page has not changed; null where it gives none. */
  readonly etag: string | null;
  readonly hasNext: boolean;
}

/** GitHub's pending lists, oldest first. Throws OutsideError. */
export interface PendingLists {
  /** Null when the page is still the one with this ETag. */
  pendingPage(
    organization: Organization,
    asked: { readonly page: number; readonly etag: string | null },
  ): Promise<PendingPage | null>;
}

/** One attempt of GitHub's to deliver a webhook. */
export interface WebhookAttempt {
  /** By which it is asked for again; larger than a number can hold. */
  readonly deliveryId: string;
  /** The same for each attempt: `X-GitHub-Delivery`. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly at: Date;
  /** HTTP's, or one of GitHub's own where no answer came. */
  readonly statusCode: number;
}

/** An attempt that stands in GitHub's log, and that cannot be read. */
export interface UnreadableAttempt {
  /** If not even that is missing. */
  readonly at: Date | null;
  /** What is missing or malformed. */
  readonly lacks: readonly string[];
}

/** A page of GitHub's log. */
export interface AttemptsPage {
  readonly attempts: readonly WebhookAttempt[];
  readonly unreadable: readonly UnreadableAttempt[];
  /** The cursor of the next page; null on the last one. */
  readonly next: string | null;
}

/** GitHub's log of the webhooks that it sent to the App in the last three days. Throws OutsideError. */
export interface DeliveryLog {
  /** The newest first. Servers that cannot look for failures alone show every attempt. */
  failedAttempts(cursor: string | null): Promise<AttemptsPage>;
  /** Has GitHub try once more; `refused` when it does not know the attempt any more. */
  redeliver(deliveryId: string): Promise<void>;
}
