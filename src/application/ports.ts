import type { Membership } from '../domain/approver-policy.js';
import type { Decision, DecisionAction, DecisionPath, DecisionState } from '../domain/decision.js';
import type { Report } from '../domain/report.js';
import type {
  GitHubUser,
  Organization,
  Permission,
  RequestedRepository,
  TokenRequest,
  TokenRequestContent,
  TokenRequestState,
} from '../domain/token-request.js';
import type { ClaimedDelivery, NewDelivery } from './delivery.js';
import type { CardModel, MailModel, NoticeModel } from './models.js';

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

// --- persistence ---------------------------------------------------------------------------------

/** All records; inside `transaction` they see and lock as one. */
export interface Records {
  readonly organizations: Organizations;
  readonly tokenRequests: TokenRequests;
  readonly decisions: Decisions;
  readonly cards: Cards;
  readonly deliveries: Deliveries;
  readonly webhookDeliveries: WebhookDeliveries;
}

export interface Database extends Records {
  /** One transaction; commits when `work` resolves, rolls back when it rejects. */
  transaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

export interface Organizations {
  /** Remembers an organization; a known installation id is never forgotten for an unknown one. */
  save(organization: Organization): Promise<void>;
  setState(id: number, state: 'installed' | 'suspended' | 'uninstalled'): Promise<void>;
  /** Marks every other organization as uninstalled. */
  keepInstalled(ids: readonly number[]): Promise<void>;
  markSynced(id: number, at: Date): Promise<void>;
}

export interface NewTokenRequest {
  readonly organizationId: number;
  readonly patRequestId: number;
  readonly state: TokenRequestState;
  readonly announced: boolean;
  /** When we heard of it. */
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly content: TokenRequestContent;
}

export interface TokenRequests {
  find(id: number): Promise<TokenRequest | undefined>;
  /** Locks the row until the transaction ends, so that changes of one request come one after the other. */
  lock(id: number): Promise<TokenRequest | undefined>;
  lockByGitHubId(organizationId: number, patRequestId: number): Promise<TokenRequest | undefined>;
  /** True when there is no need to ask GitHub for the repositories of this request. */
  knowsRepositories(organizationId: number, patRequestId: number): Promise<boolean>;
  /** undefined when another transaction was first. */
  insert(request: NewTokenRequest): Promise<TokenRequest | undefined>;
  setContent(id: number, content: TokenRequestContent): Promise<void>;
  setState(id: number, state: TokenRequestState, endedAt: Date | null): Promise<void>;
  /** `pending` → `deciding`; false when it does not pend (any more). */
  claim(id: number): Promise<boolean>;
  /** Those that are pending or being decided, after `afterId`, in the order of their ids. */
  open(organizationId: number, afterId: number, limit: number): Promise<OpenTokenRequest[]>;
  /** Pending ones whose token has expired at `now`. */
  expired(now: Date, limit: number): Promise<number[]>;
}

export interface OpenTokenRequest {
  /** When we heard of it. */
  readonly createdAt: Date;
  readonly id: number;
  readonly patRequestId: number;
  readonly tokenId: number;
  readonly state: TokenRequestState;
}

export interface NewDecision {
  readonly tokenRequestId: number;
  readonly action: DecisionAction;
  readonly reason: string | null;
  readonly path: DecisionPath;
  readonly approver: GitHubUser;
  readonly slackUserId: string | null;
  readonly state: Extract<DecisionState, 'asked' | 'done'>;
  readonly at: Date;
  readonly trace: string;
}

export interface ClaimedDecision extends Decision {
  readonly trace: string;
}

/** Names one lease of a decision: the next one has another number of attempts. */
export type DecisionLease = Pick<ClaimedDecision, 'id' | 'attempts'>;

export interface Decisions {
  add(decision: NewDecision): Promise<Decision>;
  find(id: number): Promise<Decision | undefined>;
  /** The one on its way, else the last one that was carried out. */
  current(tokenRequestId: number): Promise<Decision | undefined>;
  /** The one on its way, or the one whose outcome nobody could tell. */
  unsettled(tokenRequestId: number): Promise<ClaimedDecision | undefined>;
  /** Leases decisions that are due; those not yet sent move to `checking`. */
  claimDue(options: { now: Date; leaseUntil: Date; limit: number }): Promise<ClaimedDecision[]>;
  /** `checking` → `sent`, just before the call; false when it was superseded meanwhile. */
  markSent(decision: DecisionLease, at: Date): Promise<boolean>;
  /**
   * Gives the lease back until `nextAttemptAt`. `sentAt` is when a call left that may have had an effect; null when
   * none has.
   */
  postpone(
    decision: DecisionLease,
    next: { state: 'asked' | 'sent'; nextAttemptAt: Date; sentAt: Date | null },
  ): Promise<void>;
  /** Keeps our lease from running out while we work; does nothing when it is another's by now. */
  renewLease(decision: DecisionLease, until: Date): Promise<void>;
  /** Remembers a failure of which the approver is told while the decision stays open; false when it has ended. */
  noteFailure(id: number, failure: string): Promise<boolean>;
  /** Takes a decision back that the lists had made us believe was carried out; false when it is not `done`. */
  disown(id: number): Promise<boolean>;
  /** Ends an unsettled decision; false when it is settled already. */
  end(id: number, end: DecisionEnd): Promise<boolean>;
  /** Replaces a decider whom nobody had named; false when there is none such. */
  nameDecider(tokenRequestId: number, unnamedId: number, decider: GitHubUser): Promise<boolean>;
  /** Takes back what a dead process has leased; only for who is alone on the database. */
  releaseLeases(): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
}

export interface DecisionEnd {
  readonly state: Extract<DecisionState, 'done' | 'refused' | 'released' | 'superseded' | 'lost'>;
  readonly at: Date;
  readonly failure?: string;
  /** Only when nobody has leased it since: a worker that was too slow must not overrule its successor. */
  readonly attempts?: number;
  readonly decidedAs?: 'app' | 'owner';
}

export interface Card {
  readonly channel: string;
  readonly ts: string;
  readonly digest: string;
}

export interface Cards {
  find(tokenRequestId: number, channel: string): Promise<Card | undefined>;
  all(tokenRequestId: number): Promise<Card[]>;
  save(tokenRequestId: number, card: Card): Promise<void>;
}

export interface Deliveries {
  /** False when one with the same `dedupeKey` is known already. */
  add(delivery: NewDelivery): Promise<boolean>;
  /** Leases deliveries that are due and first in their lane. */
  claimDue(options: { now: Date; leaseUntil: Date; limit: number }): Promise<ClaimedDelivery[]>;
  renewLease(delivery: ClaimedDelivery, until: Date): Promise<void>;
  /** Gives it back for later, as if it had not been tried. */
  putBack(delivery: ClaimedDelivery, nextAttemptAt: Date): Promise<void>;
  succeed(delivery: ClaimedDelivery, at: Date, externalId: string | null): Promise<void>;
  retry(delivery: ClaimedDelivery, nextAttemptAt: Date, error: string): Promise<void>;
  fail(delivery: ClaimedDelivery, at: Date, error: string): Promise<void>;
  /** Takes back what a dead process has leased; only for who is alone on the database. */
  releaseLeases(): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
  /** How many wait, and how long the oldest has. */
  backlog(now: Date): Promise<{ depth: number; oldestSeconds: number }>;
}

export interface WebhookDeliveries {
  /** False when this delivery id was taken in before. */
  remember(delivery: { deliveryId: string; event: string; action: string | null }): Promise<boolean>;
  forgetBefore(instant: Date): Promise<void>;
}

// --- the outside ---------------------------------------------------------------------------------

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

/** GitHub's API. Every method throws OutsideError. */
export interface GitHub {
  installations(): Promise<Installation[]>;
  /** Live, never cached; null for "not a member". `budgetMs`: no answer in that time is `unavailable`. */
  membership(organization: Organization, login: string, budgetMs: number): Promise<Membership | null>;
  /** Resolves when GitHub has carried the decision out (204). */
  decide(
    organization: Organization,
    decision: { patRequestId: number; action: DecisionAction; reason: string | null },
  ): Promise<void>;
  /** The pending list, a page at a time. */
  pendingRequests(organization: Organization): AsyncIterable<Report[]>;
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
}

export interface SlackProfile {
  readonly id: string;
  readonly email: string | null;
  readonly deleted: boolean;
  readonly isBot: boolean;
  /** A person of another workspace, seen through a shared channel. */
  readonly isStranger: boolean;
}

export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** Slack's Web API. Every method throws OutsideError. */
export interface Slack {
  postCard(channel: string, card: CardModel): Promise<MessagePlace & { digest: string }>;
  /** Does nothing when what would be shown is what `knownDigest` stands for; returns the digest. */
  updateCard(place: MessagePlace, card: CardModel, knownDigest: string): Promise<string>;
  replyToCard(place: MessagePlace, notice: NoticeModel): Promise<MessagePlace>;
  directMessage(slackUserId: string, notice: NoticeModel): Promise<MessagePlace>;
  /** Null when Slack knows no such user. */
  profile(slackUserId: string): Promise<SlackProfile | null>;
  userByEmail(email: string): Promise<SlackProfile | null>;
}

/** Throws OutsideError; returns the Message-ID. */
export interface Mailer {
  send(mail: MailModel): Promise<string>;
}

/** Pairs of a Slack user and a GitHub user. */
export interface Links {
  githubLoginOf(slackUserId: string): Promise<string | undefined>;
  slackUserOf(user: GitHubUser): Promise<string | undefined>;
}

/** Starts the background work soon; never throws, since a sweep finds what was stranded. */
export interface Wake {
  deliveries(): void;
  decisions(): void;
  sync(): void;
}
