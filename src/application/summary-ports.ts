import type { Organization, TokenRequestState } from '../domain/token-request.js';
import type { AppState } from './convergence-ports.js';

/** Why many requests are announced together: they came at once, or were there when PATrol came. */
export type SummaryKind = 'burst' | 'first-sync';

/** One message that stands for many token requests of an organization, none of which has a card. */
export interface Summary {
  readonly id: number;
  readonly organization: Organization;
  /** Whether PATrol's GitHub App works there; else nothing can be decided here. */
  readonly appState: AppState;
  readonly kind: SummaryKind;
  readonly channel: string;
  /** Null until it is posted. */
  readonly ts: string | null;
  /** Stands for what Slack shows; '' while nothing was posted. */
  readonly digest: string;
  readonly openedAt: Date;
  /** How many of its requests are in each state. */
  readonly counts: Readonly<Partial<Record<TokenRequestState, number>>>;
}

/** How a request was announced: by a card of its own, by a summary, or, so far, not at all. */
export type Presentation =
  | { readonly as: 'card' }
  | { readonly as: 'summary'; readonly summaryId: number }
  | null;

/** Who joins a summary, and where that stands. */
export interface Joining {
  readonly tokenRequestId: number;
  readonly organizationId: number;
  readonly channel: string;
  readonly kind: SummaryKind;
  readonly at: Date;
}

export interface Summaries {
  presentationOf(tokenRequestId: number): Promise<Presentation>;
  /** Until the transaction ends, nobody else chooses how requests of this organization are announced. */
  lockOrganization(organizationId: number): Promise<void>;
  /**
   * Chooses a card, unless something was chosen or it is crowded: `limit` other requests of its organization came within
   * `windowMs` before this one, or so many of those that came close to it have a card already. Under the lock of its
   * organization, and in one message to the database. Returns what is chosen by then.
   */
  presentAsCard(choice: {
    readonly tokenRequestId: number;
    readonly organizationId: number;
    readonly limit: number;
    readonly windowMs: number;
  }): Promise<Presentation>;
  /** Puts a request into the summary that is open for its organization, or into a new one; returns its id. */
  join(joining: Joining): Promise<number>;
  /** Those that were never posted, and have requests that wait. */
  unposted(): Promise<number[]>;
  /** One that was not posted is to be in another channel. */
  moveTo(id: number, channel: string): Promise<void>;
  /** Those that stand for requests of an organization that have not ended. */
  openOf(organizationId: number): Promise<number[]>;
  find(id: number): Promise<Summary | undefined>;
  shown(id: number, place: { readonly ts: string; readonly digest: string }): Promise<void>;
}
