import type { PageStart, Search } from '../../src/application/search-ports.js';
import type { Query, Term } from '../../src/domain/query.js';
import type { PermissionLevel, TokenRequestState } from '../../src/domain/token-request.js';

/** A token request with all that a search looks at. */
export interface SearchableRequest {
  readonly id: number;
  readonly organization: { readonly id: number; readonly login: string };
  readonly state: TokenRequestState;
  readonly requesterLogin: string;
  readonly tokenName: string;
  readonly reason: string | null;
  readonly selection: 'none' | 'all' | 'subset';
  /** Full names. */
  readonly repositories: readonly string[];
  readonly permissions: readonly {
    readonly group: 'organization' | 'repository' | 'other';
    readonly name: string;
    readonly level: PermissionLevel;
  }[];
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** Oldest first. */
  readonly decisions: readonly { readonly login: string; readonly state: 'done' | 'released' }[];
}

/** The number of the account of whoever asked, in every one of them. */
export const REQUESTER_ID = 1;

const ENDED: readonly TokenRequestState[] = ['approved', 'denied', 'cancelled', 'expired', 'closed'];
const UNITS = { m: 60, h: 3_600, d: 86_400, w: 604_800 };
const LEVELS = ['read', 'write', 'admin'];

/** What a search finds, by looking at every request: slow, and simple enough to be believed. */
export function referenceSearch(all: readonly SearchableRequest[], search: Search): SearchableRequest[] {
  const found = all.filter(
    (request) =>
      isReadable(request, search.readable) &&
      isOfKind(request, search) &&
      search.query.terms.every((term) => holds(request, term, search) !== term.negated),
  );
  return found.sort((a, b) => inOrder(a, b, search));
}

/** The page after a place in a list. */
export function referencePage(found: readonly SearchableRequest[], after: PageStart | null, limit: number) {
  const from = after === null ? 0 : found.findIndex(({ id }) => id === after.id) + 1;
  return found.slice(from, from + limit);
}

function isReadable(request: SearchableRequest, readable: Search['readable']): boolean {
  if ('organizationIds' in readable) return readable.organizationIds.includes(request.organization.id);
  if ('requesterId' in readable) return readable.requesterId === REQUESTER_ID;
  return same(request.requesterLogin, readable.requesterLogin);
}

function isOfKind(
  { state }: SearchableRequest,
  { kind, query }: { kind: Search['kind']; query: Query },
): boolean {
  if (query.terms.some((term) => term.qualifier === 'is' && !term.negated)) return true;
  if (kind === 'any') return true;
  return kind === 'pending' ? state === 'pending' : ENDED.includes(state);
}

function holds(request: SearchableRequest, term: Term, { kind, now }: Search): boolean {
  const date = kind === 'history' ? request.endedAt : request.requestedAt;
  const after = (count: number, unit: keyof typeof UNITS) => now.getTime() + count * UNITS[unit] * 1_000;
  const isOlder = (count: number, unit: keyof typeof UNITS) =>
    date !== null && date.getTime() < after(-count, unit);
  switch (term.qualifier) {
    case 'owner':
      return term.values.some((login) => same(login, request.requesterLogin));
    case 'org':
      return term.values.some((login) => same(login, request.organization.login));
    case 'repo':
      return term.values.some((name) => asksFor(request, name));
    case 'permission':
      return term.values.some(({ name, level }) =>
        request.permissions.some(
          (has) => has.name === name && LEVELS.indexOf(has.level) >= LEVELS.indexOf(level ?? 'read'),
        ),
      );
    case 'is':
      return term.values.includes(request.state);
    case 'decided-by': {
      const last = request.decisions.filter(({ state }) => state === 'done').at(-1);
      return last !== undefined && term.values.some((login) => same(login, last.login));
    }
    case 'older':
      return isOlder(term.duration.count, term.duration.unit);
    case 'newer':
      return !isOlder(term.duration.count, term.duration.unit);
    case 'expires':
      if (term.within === 'never') return request.expiresAt === null;
      return (
        request.expiresAt !== null &&
        request.expiresAt.getTime() <= after(term.within.count, term.within.unit)
      );
    case 'never-used':
      return request.lastUsedAt === null;
    case 'text':
      return [request.tokenName, request.reason ?? ''].some((text) =>
        text.toLowerCase().includes(term.text.toLowerCase()),
      );
  }
}

function asksFor({ selection, repositories, organization }: SearchableRequest, name: string): boolean {
  const [owner = '', ...rest] = name.split('/');
  if (selection === 'all') return rest.length === 0 || same(owner, organization.login);
  if (selection === 'none') return false;
  return repositories.some(
    (full) => same(full, name) || (rest.length === 0 && same(full.split('/')[1] ?? '', name)),
  );
}

function inOrder(a: SearchableRequest, b: SearchableRequest, { kind, query }: Search): number {
  const date = (request: SearchableRequest) => (kind === 'history' ? request.endedAt : request.requestedAt);
  const key = (request: SearchableRequest) =>
    (query.sort === 'expiry' ? request.expiresAt : date(request))?.getTime() ?? Number.MAX_SAFE_INTEGER;
  const ascending = query.sort === null ? kind === 'pending' : query.sort !== 'newest';
  const difference = key(a) - key(b) || a.id - b.id;
  return ascending ? difference : -difference;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
