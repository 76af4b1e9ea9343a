/** Where a token request stands. `deciding`: an approver's decision is on its way to GitHub. */
export type TokenRequestState =
  | 'pending'
  | 'deciding'
  | 'approved'
  | 'denied'
  | 'cancelled'
  | 'expired'
  | 'closed';

export type PermissionGroup = 'organization' | 'repository' | 'other';
export type PermissionLevel = 'read' | 'write' | 'admin';

export interface Permission {
  readonly group: PermissionGroup;
  /** GitHub's name, such as `contents`. */
  readonly name: string;
  readonly level: PermissionLevel;
}

export interface RequestedRepository {
  readonly id: number;
  /** `acme/payments`. */
  readonly fullName: string;
  readonly private: boolean;
}

/** Logins are renamed and reused, so the numeric id goes with them everywhere. */
export interface GitHubUser {
  readonly id: number;
  readonly login: string;
}

/** Stands for somebody whose data were erased; nobody's id at GitHub is negative. */
export const ERASED_USER: GitHubUser = { id: -1, login: 'ghost' };

/** Under which GitHub shows what deleted accounts have left; their own id is not told any more. */
export const DELETED_USER: GitHubUser = { id: 10_137, login: 'ghost' };

export interface Organization {
  /** GitHub's. */
  readonly id: number;
  readonly login: string;
  /** Of our GitHub App there; null while unknown (`created` webhooks may lack it). */
  readonly installationId: number | null;
}

/** What a requester asks: the part of a token request that GitHub tells. */
export interface TokenRequestContent {
  readonly requester: GitHubUser;
  readonly tokenId: number;
  readonly tokenName: string;
  /** The requester's justification; undefined while nobody has told us (webhooks do not carry it). */
  readonly reason: string | null | undefined;
  readonly repositorySelection: 'none' | 'all' | 'subset';
  readonly repositoryCount: number | null;
  /** Of a `subset`; undefined while unknown. */
  readonly repositories: readonly RequestedRepository[] | undefined;
  readonly permissions: readonly Permission[];
  readonly requestedAt: Date;
  readonly tokenExpiresAt: Date | null;
  readonly tokenLastUsedAt: Date | null;
}

/** A member's request that one fine-grained token may access an organization. */
export interface TokenRequest extends TokenRequestContent {
  /** Ours. */
  readonly id: number;
  /** GitHub's `pat_request_id`. */
  readonly patRequestId: number;
  readonly organization: Organization;
  readonly state: TokenRequestState;
  /** Whether it has a card; one that GitHub approved by itself (S13) never gets any. */
  readonly announced: boolean;
  /** When it left `pending` and `deciding`. */
  readonly endedAt: Date | null;
}

const FINAL_STATES: readonly TokenRequestState[] = ['approved', 'denied', 'cancelled', 'expired', 'closed'];

/** True when nobody can decide the request any more. */
export function isFinal(state: TokenRequestState): boolean {
  return FINAL_STATES.includes(state);
}

/** True when the token's life has ended at `now`. */
export function hasExpired(content: Pick<TokenRequestContent, 'tokenExpiresAt'>, now: Date): boolean {
  return content.tokenExpiresAt !== null && content.tokenExpiresAt <= now;
}

/** Permissions in the order that everybody sees; GitHub's and the database's orders differ. */
export function sortPermissions(permissions: readonly Permission[]): Permission[] {
  const rank = ({ group, name }: Permission) =>
    `${['organization', 'repository', 'other'].indexOf(group)}${name}`;
  return [...permissions].sort((a, b) => compare(rank(a), rank(b)));
}

/** Repositories by name. */
export function sortRepositories(repositories: readonly RequestedRepository[]): RequestedRepository[] {
  return [...repositories].sort((a, b) => compare(a.fullName, b.fullName));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** GitHub's page of one request. */
export function requestPage(
  webUrl: string,
  request: Pick<TokenRequest, 'organization' | 'patRequestId'>,
): string {
  return `${requestsPage(webUrl, request.organization)}/${request.patRequestId}`;
}

/** GitHub's page of all requests of an organization that wait. */
export function requestsPage(webUrl: string, { login }: Pick<Organization, 'login'>): string {
  return `${webUrl}/organizations/${encodeURIComponent(login)}/settings/personal-access-token-requests`;
}

/**
 * Whether a message means another request than the one that has its number here: after a restore, or with a new database,
 * numbers are given out again, and old messages are still there.
 */
export function isAnother(
  { patRequestId }: Pick<TokenRequest, 'patRequestId'>,
  meant: number | undefined,
): boolean {
  return meant !== undefined && meant !== patRequestId;
}
