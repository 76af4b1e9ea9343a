import type { Report } from '../domain/report.js';
import type { GitHubUser } from '../domain/token-request.js';

/** The webhook delivery that a report came by. */
export interface WebhookOrigin {
  /** GitHub's id of it, the same when it is delivered again. */
  readonly deliveryId: string;
  readonly event: string;
  readonly action: string | null;
  /** When it came, of one that was stored: it may have waited since. */
  readonly receivedAt?: Date;
}

export interface NewWebhook extends Omit<WebhookOrigin, 'receivedAt'> {
  /** What it is about: of one lane, webhooks are taken in in the order in which they came. */
  readonly lane: string;
  /** What is needed of it, as JSON. */
  readonly payload: string;
}

export interface ClaimedWebhook extends WebhookOrigin {
  readonly receivedAt: Date;
  readonly payload: string;
  /** With this one. */
  readonly attempts: number;
}

/** What a stored webhook says. */
export type WebhookNews =
  | { readonly about: 'request'; readonly report: Report }
  | { readonly about: 'revocation'; readonly user: GitHubUser };

/** @throws when this version cannot read what another one has stored */
export type ReadWebhook = (webhook: ClaimedWebhook) => WebhookNews;

/** The webhooks that came: first stored, then taken in. */
export interface WebhookDeliveries {
  /** Stores one to be taken in; false when its delivery id was stored before. */
  store(webhook: NewWebhook): Promise<boolean>;
  /**
   * Notes, in the transaction that takes it in, that this is done, and lets go of its payload; false when it was
   * taken in before.
   */
  remember(webhook: WebhookOrigin): Promise<boolean>;
  /** Leases up to `limit` that are due, each the first of its lane but for those that were tried in vain again and again. */
  claimDue(claim: {
    readonly now: Date;
    readonly leaseUntil: Date;
    readonly limit: number;
  }): Promise<ClaimedWebhook[]>;
  /** Lets go of it until then. */
  retry(webhook: ClaimedWebhook, nextAttemptAt: Date): Promise<void>;
  /** Takes back what a dead process has leased; only for who is alone on the database. */
  releaseLeases(): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
  /** How many wait, and how long the oldest has. */
  backlog(now: Date): Promise<{ depth: number; oldestSeconds: number }>;
  /** Returns those that were never taken in. */
  forgetBefore(instant: Date): Promise<WebhookOrigin[]>;
}
