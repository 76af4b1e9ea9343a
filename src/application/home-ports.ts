import type { HomePace } from './home-pace.js';

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
