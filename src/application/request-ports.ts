import type {
  Organization,
  TokenRequest,
  TokenRequestContent,
  TokenRequestState,
} from '../domain/token-request.js';
import type { AppState, KnownOrganization } from './convergence-ports.js';

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
