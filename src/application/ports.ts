import type { Authority, Membership } from '../domain/approver-policy.js';
import type { BulkCounts, BulkDecision, BulkRefusal } from '../domain/bulk-decision.js';
import type { Decision, DecisionAction, DecisionPath, DecisionState } from '../domain/decision.js';
import type { ChosenSettings } from '../domain/organization-settings.js';
import type { Query, QueryKind } from '../domain/query.js';
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
import type { Announcements } from './announcement-ports.js';
import type { WeeklyFigures } from './chart-ports.js';
import type { AppState, KnownOrganization, ListPages, WebhookFailures } from './convergence-ports.js';
import type { ClaimedDelivery, NewDelivery } from './delivery.js';
import type { DigestMailModel, DigestModel } from './digest-model.js';
import type { DigestRecords } from './digest-ports.js';
import type { DeliveryLog, PendingLists } from './github-ports.js';
import type { HomePace } from './home-pace.js';
import type { Ledger, Seals } from './ledger-ports.js';
import type { LinkAttempts, Links, SignIns } from './link-ports.js';
import type {
  BoundedCount,
  BulkMailModel,
  BulkModel,
  BulkNoticeModel,
  BulkResult,
  CardModel,
  HomeModel,
  LedgerHeadModel,
  LinkNewsModel,
  ListedRequest,
  MailModel,
  NoticeModel,
  OrganizationNewsModel,
} from './models.js';
import type { Operations } from './operations-ports.js';
import type { OrganizationSettingsRecords, PreferenceRecords, UnwantedMails } from './preference-ports.js';
import type { PersonalData } from './privacy-ports.js';
import type { Reminders, SlackReminders } from './reminder-ports.js';
import type { Retention } from './retention-ports.js';
import type { ChannelTrial } from './settings-ports.js';
import type { Summaries, Summary } from './summary-ports.js';
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

// --- persistence ---------------------------------------------------------------------------------

/** All records; inside `transaction` they see and lock as one. */
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

export interface Organizations {
  find(id: number): Promise<KnownOrganization | undefined>;
  /**
   * Remembers an organization; a known installation id is never forgotten for an unknown one. Returns whether it is
   * new, or known by another name.
   */
  save(organization: Organization): Promise<'new' | 'renamed' | 'same'>;
  /** False when it was in this state already, or was seen in another one after `seenAt`. */
  setState(id: number, state: AppState, seenAt: Date): Promise<boolean>;
  /** Marks every other organization as uninstalled that was not seen after `seenAt`; returns the ids of those that were not. */
  keepInstalled(ids: readonly number[], seenAt: Date): Promise<number[]>;
  markSynced(id: number, at: Date): Promise<void>;
  /** Whether its pending list was ever compared as a whole. */
  isSynced(id: number): Promise<boolean>;
  markListedInFull(id: number, at: Date): Promise<void>;
  /** Where the App is installed and not suspended, by login. */
  installed(): Promise<Organization[]>;
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
  readonly trace?: string;
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
  setState(id: number, state: TokenRequestState, endedAt: Date | null, trace?: string): Promise<void>;
  /** `pending` → `deciding`; false when it does not pend (any more). */
  claim(id: number): Promise<boolean>;
  /** Those that are pending or being decided, after `afterId`, in the order of their ids. */
  open(organizationId: number, afterId: number, limit: number): Promise<OpenTokenRequest[]>;
  /**
   * Pending ones after `afterId` that no message shows, and none is to: no card anywhere, no summary, and no card on its
   * way to where it belongs: `usual`, or the channel of its organization. In the order of their ids.
   */
  unseen(
    usual: string,
    afterId: number,
    limit: number,
  ): Promise<{ readonly id: number; readonly channel: string }[]>;
  countPending(organizationId: number): Promise<number>;
  /** Pending ones whose repositories GitHub has not named since, those that it named first. */
  withOldRepositories(
    organizationId: number,
    readBefore: Date,
    limit: number,
  ): Promise<Pick<TokenRequest, 'id' | 'patRequestId'>[]>;
  /** GitHub has been asked for its repositories. */
  markRepositoriesRead(id: number, at: Date): Promise<void>;
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
  /** In the order of their ids. */
  some(ids: readonly number[]): Promise<Decision[]>;
  /** The one on its way, else the last one that was carried out. */
  current(tokenRequestId: number): Promise<Decision | undefined>;
  /** The one on its way, or the one whose outcome nobody could tell. */
  unsettled(tokenRequestId: number): Promise<ClaimedDecision | undefined>;
  /** Leases decisions that are due, less those of bulk decisions; those not yet sent move to `checking`. */
  claimDue(options: { now: Date; leaseUntil: Date; limit: number }): Promise<ClaimedDecision[]>;
  /** `checking` → `sent`, just before the call; false when it was superseded meanwhile. */
  markSent(decision: DecisionLease, at: Date, authority: Authority): Promise<boolean>;
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
  /** Remembers a failure while the decision stays open; false when it has ended. */
  noteFailure(id: number, failure: string, link?: string): Promise<boolean>;
  /** Takes a decision back that the lists had made us believe was carried out; false when it is not `done`. */
  disown(id: number): Promise<boolean>;
  /** Ends an unsettled decision; false when it is settled already. */
  end(id: number, end: DecisionEnd): Promise<boolean>;
  /** Replaces a decider whom nobody had named; false when there is none such. */
  nameDecider(tokenRequestId: number, unnamedId: number, decider: GitHubUser): Promise<boolean>;
  /** Takes back what a dead process has leased; only for who is alone on the database. */
  releaseLeases(): Promise<void>;
  /** Less those of bulk decisions. */
  nextDueAt(): Promise<Date | undefined>;
}

export interface DecisionEnd {
  readonly state: Extract<DecisionState, 'done' | 'refused' | 'released' | 'superseded' | 'lost'>;
  readonly at: Date;
  readonly failure?: string;
  /** GitHub's page where the approver can mend it. */
  readonly failureLink?: string | null;
  /** Only when nobody has leased it since: a worker that was too slow must not overrule its successor. */
  readonly attempts?: number;
}

export interface Card {
  readonly channel: string;
  readonly ts: string;
  readonly digest: string;
}

/** What a card shows, as the records stand now, and where it is shown. */
export interface CardContent extends Omit<CardModel, 'requestUrl' | 'webUrl'> {
  readonly cards: readonly Card[];
  readonly chosen: ChosenSettings;
}

export interface Cards {
  /** undefined when the request is gone. */
  content(tokenRequestId: number): Promise<CardContent | undefined>;
  find(tokenRequestId: number, channel: string): Promise<Card | undefined>;
  all(tokenRequestId: number): Promise<Card[]>;
  save(tokenRequestId: number, card: Card): Promise<void>;
  /** Where the cards stand of requests of an organization that have not ended, in order, after one of them. */
  ofOpenRequests(organizationId: number, after: CardPlace | null, limit: number): Promise<CardPlace[]>;
}

export interface CardPlace {
  readonly tokenRequestId: number;
  readonly channel: string;
}

/** App Homes, and finding out where somebody can be reached, are apart from everything else. */
export type DeliveryQueue = RarerQueue | 'others';

/** Queues in which nearly always nothing waits. */
export type RarerQueue = 'homes' | 'addresses' | 'digests';

export interface Deliveries {
  /** False when one with the same `dedupeKey` is known already. */
  add(delivery: NewDelivery): Promise<boolean>;
  /** Many in one statement; without `unlessWaiting`. */
  addAll(deliveries: readonly Omit<NewDelivery, 'unlessWaiting'>[]): Promise<void>;
  /** Makes due at once what waits in the lane of this. */
  hurry(delivery: Pick<NewDelivery, 'tokenRequestId' | 'payload'>): Promise<void>;
  /** Leases deliveries that are due and first in their lane. */
  claimDue(options: {
    now: Date;
    leaseUntil: Date;
    limit: number;
    of?: DeliveryQueue;
  }): Promise<ClaimedDelivery[]>;
  renewLease(delivery: ClaimedDelivery, until: Date): Promise<void>;
  /**
   * Gives it back for later, as if it had not been tried. `unlessFollowed`: one of the kinds that say the same again and
   * again makes way for the next one in its lane, which does the same sooner.
   */
  putBack(
    delivery: ClaimedDelivery,
    nextAttemptAt: Date,
    options?: { readonly unlessFollowed: boolean },
  ): Promise<void>;
  /** Keeps it on record, unless it is of a kind that says the same again and again. */
  succeed(delivery: ClaimedDelivery, at: Date, externalId: string | null): Promise<void>;
  retry(delivery: ClaimedDelivery, nextAttemptAt: Date, error: string): Promise<void>;
  fail(delivery: ClaimedDelivery, at: Date, error: string): Promise<void>;
  /** Takes back what a dead process has leased; only for who is alone on the database. */
  releaseLeases(): Promise<void>;
  /** In which of the rarer queues anything waits, due or not. */
  queuesThatWait(): Promise<RarerQueue[]>;
  nextDueAt(of?: DeliveryQueue): Promise<Date | undefined>;
  /** How many wait, and how long the oldest has; App Home tells nobody any news, so it does not count. */
  backlog(now: Date): Promise<{ depth: number; oldestSeconds: number }>;
}

/** Whose requests a person may see (invariant 5); every search has to say it. */
export type Readable =
  /** Those of the organizations where they may decide. */
  | { readonly organizationIds: readonly number[] }
  /** Their own. */
  | { readonly requesterId: number }
  /** The same of somebody of whom only the login is known. */
  | { readonly requesterLogin: string };

/** A person's own requests, by their account; by login only where GitHub has not said whose it is. */
export function ownRequestsOf({ id, login }: AskedUser): Readable {
  return id === null ? { requesterLogin: login } : { requesterId: id };
}

export interface Search {
  readonly readable: Readable;
  readonly kind: QueryKind;
  readonly query: Query;
  readonly now: Date;
}

/** The place after which a page begins: the sort key of the last request before it. */
export interface PageStart {
  /** In ISO 8601; null where a token never expires. */
  readonly at: string | null;
  readonly id: number;
  /** In a list of one's own requests, among those that wait; they stand before all others. */
  readonly waits?: true;
}

export type ChoiceKind = 'owner' | 'repo' | 'permission';

/** Finds requests. No query reads what it does not show, and every count has a limit. */
export interface Searches {
  page(
    search: Search,
    page: { readonly after: PageStart | null; readonly limit: number },
  ): Promise<{ found: ListedRequest[]; next: PageStart | null }>;
  count(search: Search, limit: number): Promise<BoundedCount>;
  /** The first ones that match, in the order of the list. */
  ids(search: Search, limit: number): Promise<number[]>;
  /** Those of them that may be read, in the order of their ids. */
  some(readable: Readable, ids: readonly number[]): Promise<ListedRequest[]>;
  /**
   * What a filter offers: logins, full names of repositories, or names of permissions that occur among the requests
   * of the kind and that contain what was typed; those that begin with it first.
   */
  choices(
    search: Pick<Search, 'readable' | 'kind'>,
    of: ChoiceKind,
    typed: string,
    limit: number,
  ): Promise<string[]>;
  /** By GitHub's id of the request, or by the whole name of the token in whatever case. */
  named(readable: Readable, name: string, limit: number): Promise<number[]>;
  /** How long those that match have waited, in the middle; null for none. Looks at `limit` of them at most. */
  medianWaitMs(search: Search, limit: number): Promise<number | null>;
}

export type ListKind =
  /** Those that can be decided, and selected. */
  | 'pending'
  | 'history'
  /** The reader's own. */
  | 'mine'
  /** What `/tokens show` found when it was more than one. */
  | 'found';

/** A list that somebody has open in a modal. It outlives the process, so it lives in the database. */
export interface List {
  readonly id: string;
  readonly slackUserId: string;
  readonly kind: ListKind;
  /** As `printQuery` writes it; of `found` the name that was asked for. */
  readonly query: string;
  /** Ids of token requests, in the order in which they were selected. */
  readonly selected: readonly number[];
  /** Where the pages begin that lie before the one that is shown, and that one itself; [] on the first. */
  readonly pages: readonly PageStart[];
  /** Goes up with every change. */
  readonly revision: number;
}

export interface Lists {
  add(list: List): Promise<void>;
  find(id: string): Promise<List | undefined>;
  /** Locks it until the transaction ends. */
  lock(id: string): Promise<List | undefined>;
  /** Stores what was changed, with the next revision, and returns it. */
  save(list: List): Promise<List>;
  forgetBefore(instant: Date): Promise<void>;
}

/** Decisions of many requests at once. However many they are, each method takes a constant number of statements. */
export interface BulkDecisions {
  /** Freezes a selection, in its order. */
  draft(draft: {
    readonly slackUserId: string;
    readonly tokenRequestIds: readonly number[];
    readonly at: Date;
    readonly trace: string;
  }): Promise<BulkDecision>;
  find(id: number): Promise<BulkDecision | undefined>;
  /** Locks it until the transaction ends: what is told of it, to whom, is decided under this lock. */
  lock(id: number): Promise<BulkDecision | undefined>;
  /** `drafted` → `asked`; false when it is no draft any more. */
  take(
    id: number,
    asked: Pick<BulkDecision, 'action' | 'reason' | 'viewId'> & { readonly at: Date },
  ): Promise<boolean>;
  /**
   * Claims everything that still pends, with a decision for each, and gives the others their refusal: that of their
   * organization, `own-request`, or what has become of them. Returns how many were claimed.
   */
  claim(
    bulk: BulkDecision,
    by: {
      readonly approver: GitHubUser;
      readonly at: Date;
      readonly refusals: readonly { readonly organizationId: number; readonly refusal: BulkRefusal }[];
    },
  ): Promise<number>;
  /** Whether decisions of it are on their way still: on requests of this requester, and of anybody. */
  open(
    id: number,
    requesterId: number,
  ): Promise<{ readonly ofRequester: boolean; readonly ofAnybody: boolean }>;
  /** What was carried out of one requester's and they have not been told, in the order of selection. */
  untold(id: number, requesterId: number): Promise<Pick<Decision, 'id' | 'tokenRequestId'>[]>;
  markTold(id: number, decisionIds: readonly number[], at: Date): Promise<void>;
  end(id: number, at: Date): Promise<void>;
  savePlace(id: number, place: MessagePlace): Promise<void>;
  /** Stands for what the approver is shown; '' while that is not known. */
  shown(id: number): Promise<string>;
  markShown(id: number, digest: string): Promise<void>;
  /** Forgets the modal, unless it is another one by now. */
  forgetView(id: number, viewId: string): Promise<void>;
  /** Those that nobody has sent. */
  forgetDraftsBefore(instant: Date): Promise<void>;

  /** By login. */
  organizations(id: number): Promise<Organization[]>;
  /** How many of whose, those with the most first. */
  byRequester(id: number): Promise<{ readonly login: string; readonly count: number }[]>;
  counts(id: number): Promise<BulkCounts>;
  /** What became of each: those that went wrong first, then those under way, then in the order of selection. */
  results(
    id: number,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<
    (Pick<BulkResult, 'outcome' | 'refusal' | 'failure' | 'failureLink'> & {
      readonly tokenRequestId: number;
    })[]
  >;
}

/** Up to 100 decisions of one bulk decision in one organization, leased together. */
export interface BulkChunk {
  readonly bulkId: number;
  readonly organization: Organization;
  /** Whether a call has left for GitHub, so that its lists have to tell; then they are 50 at most. */
  readonly sent: boolean;
  readonly decisions: readonly ClaimedDecision[];
}

/** The queue of bulk decisions. Whatever is stored skips decisions that have ended, or that another one has leased. */
export interface BulkChunks {
  /** Leases decisions that are due, as many at once as GitHub takes; those not yet sent move to `checking`. */
  claimDue(options: { now: Date; leaseUntil: Date; limit: number }): Promise<BulkChunk[]>;
  /** Just before a call; returns those that are still ours to send. */
  markSent(decisions: readonly ClaimedDecision[], at: Date, authority: Authority): Promise<ClaimedDecision[]>;
  /** Keeps GitHub's promise (202) and gives the lease back. */
  accept(decisions: readonly ClaimedDecision[], at: Date, nextAttemptAt: Date): Promise<void>;
  /** As for one decision; each keeps its own `sentAt`. */
  postpone(
    decisions: readonly Pick<ClaimedDecision, 'id' | 'attempts' | 'sentAt'>[],
    next: { state: 'asked' | 'sent'; nextAttemptAt: Date },
  ): Promise<void>;
  /** Keeps what is not leased of one organization from being due before. */
  holdBack(bulkId: number, organizationId: number, until: Date): Promise<void>;
  renewLease(decisions: readonly DecisionLease[], until: Date): Promise<void>;
  nextDueAt(): Promise<Date | undefined>;
}

/** What an App Home may show: requests of an organization, to its owners, or of a requester, to themselves. */
export type HomeContent = { readonly organizationId: number } | { readonly login: string };

/** An App Home that is open, or was lately. */
export interface Home extends HomePace {
  readonly slackUserId: string;
  readonly openedAt: Date;
  /** The opening for which it was filled from all organizations; another than the last: it has to be. */
  readonly filledAt: Date | null;
  /** Whose own requests it shows. */
  readonly login: string | null;
  /** Of which it shows requests as to an owner, or will when GitHub says that they are one. */
  readonly organizationIds: readonly number[];
  /** Since when GitHub has not said all that it should show. */
  readonly silentSince: Date | null;
  /** Of what Slack shows; '' while nothing was published. */
  readonly digest: string;
}

/** Who has App Home open, or had it lately. One that is being filled may come to show anything. */
export interface Homes {
  /** Whether there is one that shows this. */
  show(what: HomeContent): Promise<boolean>;
  /** Whose Homes show this, of those opened since; the last one first. */
  showing(what: HomeContent, openedSince: Date): Promise<string[]>;
  /** Those of owners that were opened since, and not brought up to date lately; the oldest first. */
  stale(options: { openedSince: Date; refreshedBefore: Date; limit: number }): Promise<string[]>;
  /** How many of those opened since show what an owner sees. */
  countOwners(openedSince: Date): Promise<number>;
  find(slackUserId: string): Promise<Home | undefined>;
  /** It is filled at once, from all organizations. */
  opened(slackUserId: string, at: Date): Promise<void>;
  /** It is brought up to date at once; false when it was not opened since. */
  hurry(slackUserId: string, openedSince: Date): Promise<boolean>;
  /** Stores what was found out for `home`. One that was hurried meanwhile stays so. */
  looked(
    home: Home,
    found: Pick<Home, 'login' | 'organizationIds' | 'busy' | 'silentSince'> & { readonly at: Date },
  ): Promise<void>;
  published(slackUserId: string, digest: string): Promise<void>;
  forget(slackUserId: string): Promise<void>;
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

export interface SlackProfile {
  readonly id: string;
  /** By which people know them. */
  readonly name: string;
  readonly email: string | null;
  readonly deleted: boolean;
  readonly isBot: boolean;
  /** A person of another workspace, seen through a shared channel. */
  readonly isStranger: boolean;
  /** The language of their Slack, `fr-FR`; null where Slack does not say. */
  readonly locale: string | null;
  /** IANA's name. */
  readonly timeZone: string | null;
}

export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** Slack's Web API. Every method throws OutsideError. */
export interface Slack extends SlackReminders, ChannelTrial {
  postCard(channel: string, card: CardModel): Promise<MessagePlace & { digest: string }>;
  /** Does nothing when what would be shown is what `knownDigest` stands for; returns the digest. */
  updateCard(place: MessagePlace, card: CardModel, knownDigest: string): Promise<string>;
  /** Announces many new requests together; the digest stands for what is shown. */
  postSummary(channel: string, summary: Summary): Promise<MessagePlace & { digest: string }>;
  /** Does nothing when what would be shown is what its digest stands for; returns the digest. */
  updateSummary(place: MessagePlace, summary: Summary): Promise<string>;
  replyToCard(place: MessagePlace, notice: NoticeModel): Promise<MessagePlace>;
  directMessage(slackUserId: string, notice: NoticeModel): Promise<MessagePlace>;
  /** Shows an approver how far a bulk decision is, in a direct message. */
  postBulk(slackUserId: string, bulk: BulkModel): Promise<MessagePlace>;
  updateBulk(place: MessagePlace, bulk: BulkModel): Promise<void>;
  /** The same in the modal from which it was asked; false when that is closed. */
  updateBulkModal(viewId: string, bulk: BulkModel): Promise<boolean>;
  /** Tells a requester what one bulk decision did with their requests. */
  directBulkNotice(slackUserId: string, notice: BulkNoticeModel): Promise<MessagePlace>;
  /** Does nothing when what would be shown is what `knownDigest` stands for; returns the digest. */
  publishHome(slackUserId: string, home: HomeModel, knownDigest: string): Promise<string>;
  /** Posts the head of the ledger's chain to the review channel. */
  postLedgerHead(channel: string, head: LedgerHeadModel): Promise<MessagePlace>;
  /** Tells the review channel that the App works in an organization again, or does not any more. */
  postOrganizationNews(channel: string, news: OrganizationNewsModel): Promise<MessagePlace>;
  postDigest(channel: string, digest: DigestModel): Promise<MessagePlace>;
  directDigest(slackUserId: string, digest: DigestModel): Promise<MessagePlace>;
  updateDigest(place: MessagePlace, digest: DigestModel): Promise<void>;
  /** Tells somebody what became of their link. */
  directLinkNews(slackUserId: string, news: LinkNewsModel): Promise<MessagePlace>;
  /** Null when Slack knows no such user. */
  profile(slackUserId: string): Promise<SlackProfile | null>;
  userByEmail(email: string): Promise<SlackProfile | null>;
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
