import type { BulkCounts, BulkDecision, BulkOutcome, BulkRefusal } from '../domain/bulk-decision.js';
import type { Decision } from '../domain/decision.js';
import type { ChosenSettings } from '../domain/organization-settings.js';
import type { Organization, TokenRequest } from '../domain/token-request.js';
import type { Chart } from './chart-ports.js';
import type { AppState } from './convergence-ports.js';
import type { LinkResume } from './link-attempt.js';
import type { Speech } from './speech.js';

/** What became of somebody's link, and what they wanted to do when they had to connect first. */
export interface LinkNewsModel {
  readonly news: 'made' | 'revoked';
  /** On GitHub; null when there is no link. */
  readonly login: string | null;
  readonly canConnect: boolean;
  readonly resume:
    | { readonly kind: 'request'; readonly request: TokenRequest }
    | Extract<LinkResume, { kind: 'list' }>
    | null;
}

/** The end of the ledger's chain, as `printHead` writes it, and how many entries are sealed in it. */
export interface LedgerHeadModel {
  readonly head: string;
  readonly entries: number;
}

/** That the App was installed, suspended or uninstalled in an organization. */
export interface OrganizationNewsModel {
  readonly organization: Organization;
  readonly appState: AppState;
  /** How many requests wait there. */
  readonly waiting: number;
  readonly webUrl: string;
}

/** Everything that a card, or the details of a request, shows; views turn it into Block Kit. */
export interface CardModel {
  readonly request: TokenRequest;
  /** The decision on its way, or the one that was carried out. */
  readonly decision: Decision | null;
  readonly requesterSlackId: string | null;
  readonly approverSlackId: string | null;
  /** Whether PATrol's GitHub App works in its organization; else nothing can be decided here. */
  readonly appState: AppState;
  /** What the owners of its organization have chosen, where it was read with the rest. */
  readonly chosen?: ChosenSettings;
  /** GitHub's page of the request. */
  readonly requestUrl: string;
  /** GitHub's base URL for people, for links to profiles and settings. */
  readonly webUrl: string;
}

/** A short text to one person, or to those who follow a card's thread. */
export type NoticeModel = CardModel & {
  readonly kind:
    | 'waiting'
    | 'decided'
    | 'expired'
    | 'decision-failed'
    | 'no-address'
    | 'reminder'
    | 'expired-undecided';
};

export interface MailModel extends CardModel {
  readonly to: string;
  /** Of whoever reads it. */
  readonly speech: Speech;
  readonly decision: Decision;
}

/** What one line of a list shows; of the repositories, which may be thousands, only the first few names. */
export interface ListedRequest extends Omit<TokenRequest, 'repositories'> {
  /** Three of them, `acme/payments`; [] unless it asks for a subset, and while they are not known. */
  readonly repositoryNames: readonly string[];
  /** The decision on its way, or the one that was carried out. */
  readonly decision: Decision | null;
}

/** A number that was counted no further than a limit: `capped` when there are more, "999+". */
export interface BoundedCount {
  readonly count: number;
  readonly capped: boolean;
}

/** One decision on many requests: while the approver is asked, on its way, and with its results. */
export interface BulkModel {
  readonly bulk: BulkDecision;
  readonly total: number;
  readonly counts: BulkCounts;
  /** Whose they are, those with the most first. */
  readonly requesters: readonly { readonly login: string; readonly count: number }[];
  /** Of which organizations, by name. */
  readonly organizations: readonly Organization[];
  /** Of a draft, those that should be looked at twice, the worst first; [] once it was sent. */
  readonly farReaching: readonly ListedRequest[];
  /** A page of the results: those that went wrong first. */
  readonly results: readonly BulkResult[];
  /** From 1 to `pages`. */
  readonly page: number;
  readonly pages: number;
  readonly webUrl: string;
}

/** What became of one request of a bulk decision. */
export interface BulkResult {
  readonly request: ListedRequest;
  readonly outcome: BulkOutcome;
  /** Why nothing was claimed for it. */
  readonly refusal: BulkRefusal | null;
  /** Why it was not carried out; a code of the message catalogue, as in `Decision.failure`. */
  readonly failure: string | null;
  /** GitHub's page where the approver can mend it. */
  readonly failureLink: string | null;
  /** GitHub's page of the request. */
  readonly requestUrl: string;
}

/** News for one requester: what one bulk decision did with their requests; at least one. */
export interface BulkNoticeModel {
  readonly decided: readonly (ListedRequest & { readonly decision: Decision })[];
  readonly approverSlackId: string | null;
  readonly webUrl: string;
}

export interface BulkMailModel extends BulkNoticeModel {
  readonly to: string;
  readonly speech: Speech;
}

/** A person's own requests; the first few of each. */
export interface OwnRequests {
  /** Those that wait, also those being decided, oldest first. */
  readonly waiting: readonly ListedRequest[];
  /** All that wait. */
  readonly waitingCount: BoundedCount;
  /** Those that have ended, the last one first. */
  readonly ended: readonly ListedRequest[];
  readonly endedCount: BoundedCount;
}

/** What waits for a person's decision. */
export interface WaitingRequests {
  /** In each of their organizations, by name; the first few. */
  readonly organizations: readonly { readonly organization: Organization; readonly count: BoundedCount }[];
  /** How many organizations are not named above. */
  readonly further: number;
  /** In all of them. */
  readonly count: BoundedCount;
  /** Since when the oldest waits; null when none does. */
  readonly oldestSince: Date | null;
  /** In milliseconds; null when none waits, or too many to look at. */
  readonly medianWaitMs: number | null;
}

/** App Home, and the overview that `/tokens` gives, by who looks at it. */
export type HomeModel = HomeBasics & (NobodysHome | MemberHome | OwnerHome);

interface HomeBasics {
  /** Of whoever looks at it. */
  readonly slackUserId: string;
  /** Where cards are posted: of an owner's organizations, else where the operator has said. */
  readonly channels: readonly string[];
  readonly webUrl: string;
  /** Whether people can connect their GitHub accounts by themselves. */
  readonly canConnect: boolean;
}

/** Somebody whose GitHub account is not known, or who is of another workspace: nothing of anybody is shown. */
export interface NobodysHome {
  readonly kind: 'newcomer' | 'stranger';
}

/** Somebody who may decide nowhere: their own requests. */
export interface MemberHome {
  readonly kind: 'member';
  /** On GitHub. */
  readonly login: string;
  readonly own: OwnRequests;
  /** Organizations of which GitHub did not say in time whether they may decide there. */
  readonly silent: readonly string[];
}

export interface OwnerHome {
  readonly kind: 'owner';
  readonly login: string;
  /** Decisions are sent in their own name, and there is no sign-in to do it with. */
  readonly needsSignIn: boolean;
  /** Where they may decide, by name. */
  readonly organizations: readonly Organization[];
  readonly waiting: WaitingRequests;
  /** Those that wait, also those being decided, oldest first; the first few. */
  readonly pending: readonly ListedRequest[];
  /** Decided lately, the last one first; the first few. */
  readonly lately: readonly ListedRequest[];
  /** What the last weeks were like, of the first few organizations. */
  readonly charts: readonly Chart[];
  readonly own: OwnRequests;
  readonly silent: readonly string[];
}
