import { OutsideError } from '../domain/errors.js';
import { LOOK_UP_LIMIT, provesApproval } from '../domain/evidence.js';
import type { Organization, TokenRequest } from '../domain/token-request.js';
import type { GitHub } from './github-ports.js';

export type LookedUp = Pick<TokenRequest, 'id' | 'patRequestId' | 'tokenId' | 'requestedAt' | 'permissions'>;

/**
 * What GitHub's lists say of a request: it pends, a grant proves that it was approved, or it is gone and nobody
 * tells why (denied, cancelled, or the token deleted). `unknown` when they are silent, `refused` when we may not ask.
 */
export type Outcome = 'pending' | 'approved' | 'gone' | 'unknown' | 'refused';

/** Asks GitHub's lists about one request. */
export async function lookUpOutcome(
  github: GitHub,
  request: LookedUp & Pick<TokenRequest, 'organization'>,
): Promise<Outcome> {
  const outcomes = await lookUpOutcomes(github, request.organization, [request]);
  return outcomes.get(request.id) ?? 'unknown';
}

/** Asks GitHub's lists about requests of one organization, 50 at a time; by our ids. */
export async function lookUpOutcomes(
  github: GitHub,
  organization: Organization,
  requests: readonly LookedUp[],
): Promise<Map<number, Outcome>> {
  const outcomes = new Map<number, Outcome>();
  for (let from = 0; from < requests.length; from += LOOK_UP_LIMIT) {
    const batch = requests.slice(from, from + LOOK_UP_LIMIT);
    const found = await lookUpBatch(github, organization, batch).catch(silence);
    for (const { id } of batch)
      outcomes.set(id, typeof found === 'string' ? found : (found.get(id) ?? 'gone'));
  }
  return outcomes;
}

async function lookUpBatch(
  github: GitHub,
  organization: Organization,
  batch: readonly LookedUp[],
): Promise<Map<number, Outcome>> {
  const listed = await github.pendingRequestsOf(organization, tokenIds(batch));
  const pending = new Set(listed.map(({ patRequestId }) => patRequestId));
  const missing = batch.filter(({ patRequestId }) => !pending.has(patRequestId));
  const grants = missing.length === 0 ? [] : await github.grantsOf(organization, tokenIds(missing));
  return new Map(
    batch.map((request) => {
      if (pending.has(request.patRequestId)) return [request.id, 'pending'];
      return [request.id, grants.some((grant) => provesApproval(request, grant)) ? 'approved' : 'gone'];
    }),
  );
}

function silence(error: unknown): Outcome {
  if (!(error instanceof OutsideError)) throw error;
  return error.failure === 'refused' ? 'refused' : 'unknown';
}

function tokenIds(requests: readonly LookedUp[]): number[] {
  return [...new Set(requests.map(({ tokenId }) => tokenId))];
}
