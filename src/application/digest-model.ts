import type { GitHubUser, Organization } from '../domain/token-request.js';
import type { Chart } from './chart-ports.js';
import type { AppState } from './convergence-ports.js';
import type { LedgerHeadModel, ListedRequest } from './models.js';

/** What has changed in an organization since its last digest. */
export interface DigestChanges {
  /** Requests that came. */
  readonly added: number;
  readonly approved: number;
  readonly denied: number;
  /** Cancelled, expired, or gone from GitHub. */
  readonly endedOtherwise: number;
  /** Who decided most. */
  readonly deciders: readonly Decider[];
  /** Between the request and what was decided; null when nothing was. */
  readonly medianMs: number | null;
}

/** GitHub's lists do not say who decided; the id is 0 then. */
export interface Decider {
  readonly github: GitHubUser;
  readonly approved: number;
  readonly denied: number;
}

/** What waits in one organization, and what has changed since the day before. */
export interface DigestModel {
  /** The delivery that sends it, by which it is known when somebody clicks in it. */
  readonly digestId: number;
  readonly organization: Organization;
  /** Whether PATrol's GitHub App works there; else nothing can be decided here. */
  readonly appState: AppState;
  /** The day that it is of, in its organization: `2026-03-29`. */
  readonly date: string;
  /** What has changed from `since` on, before `until`. */
  readonly since: Date;
  readonly until: Date;
  /** How many pend. */
  readonly waiting: number;
  /** Those that have pended for the longest; of a digest that is brought up to date, those that it has shown. */
  readonly oldest: readonly ListedRequest[];
  readonly changes: DigestChanges;
  /** Of the ledger's chain; null when it is posted on its own, or not at all. */
  readonly head: LedgerHeadModel | null;
  readonly webUrl: string;
  /** In which language, and in the time of which zone, it speaks. */
  readonly speech: { readonly language: string; readonly timeZone: string };
  /** On Mondays: what its last weeks were like. */
  readonly chart?: Chart;
}

export interface DigestMailModel extends DigestModel {
  readonly to: string;
}
