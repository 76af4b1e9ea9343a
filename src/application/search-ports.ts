import type { Query, QueryKind } from '../domain/query.js';
import type { AskedUser } from './github-ports.js';
import type { BoundedCount, ListedRequest } from './models.js';

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
