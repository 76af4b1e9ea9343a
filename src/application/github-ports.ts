import type { Membership } from '../domain/approver-policy.js';
import type { DecisionAction } from '../domain/decision.js';
import type { Report } from '../domain/report.js';
import type { GitHubUser, Organization, Permission, RequestedRepository } from '../domain/token-request.js';

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

/** A token that has access to an organization. */
export interface Grant {
  readonly tokenId: number;
  readonly grantedAt: Date;
  readonly permissions: readonly Permission[];
}

/** Where the App is installed; only organizations. */
export interface Installation {
  readonly organization: Organization;
  readonly suspended: boolean;
}

/** Whom GitHub is asked about; the id is null while only a login is known. */
export interface AskedUser {
  readonly id: number | null;
  readonly login: string;
}

/** What GitHub is told of a decision, and with whose authority. */
export interface DecisionSent {
  readonly action: DecisionAction;
  readonly reason: string | null;
  /** The approver's own; null: the App's installation token. */
  readonly userToken: string | null;
}

/** The code of an OutsideError: GitHub does not take the approver's token, so nothing was carried out. */
export const USER_TOKEN_REFUSED = 'user-token-refused';

/** GitHub's API. Every method throws OutsideError. */
export interface GitHub extends PendingLists, DeliveryLog {
  installations(): Promise<Installation[]>;
  /**
   * Live, never cached; null for "not a member". Of the account with this id, whatever it is called by now.
   * `budgetMs`: no answer in that time is `unavailable`.
   */
  membership(organization: Organization, user: AskedUser, budgetMs: number): Promise<Membership | null>;
  /** Whether GitHub says, live, that this login is an active member of a team, by its slug. */
  isTeamMember(
    organization: Organization,
    asked: { readonly team: string; readonly login: string },
    budgetMs: number,
  ): Promise<boolean>;
  /** Resolves when GitHub has carried the decision out (204). */
  decide(organization: Organization, decision: { patRequestId: number } & DecisionSent): Promise<void>;
  /**
   * Resolves when GitHub has promised (202) to carry the decisions out, at most 100; they are confirmed one by one,
   * by a webhook or by the lists.
   */
  decideTogether(
    organization: Organization,
    decision: { patRequestIds: readonly number[] } & DecisionSent,
  ): Promise<void>;
  /** What stands in the pending list for these tokens (at most 50). */
  pendingRequestsOf(
    organization: Organization,
    tokenIds: readonly number[],
    budgetMs?: number,
  ): Promise<Report[]>;
  /** The active tokens among these (at most 50). */
  grantsOf(organization: Organization, tokenIds: readonly number[]): Promise<Grant[]>;
  repositoriesOf(organization: Organization, patRequestId: number): Promise<RequestedRepository[]>;
  /** Null when the user is gone or shows none. */
  publicEmail(organization: Organization, user: GitHubUser): Promise<string | null>;
  /** Who owns the organization, live; the first `OWNERS_LIMIT`. */
  owners(organization: Organization): Promise<GitHubUser[]>;
}

/** More owners than that are not told one by one. */
export const OWNERS_LIMIT = 500;
