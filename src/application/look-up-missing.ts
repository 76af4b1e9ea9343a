import { LOOK_UP_LIMIT, provesApproval } from '../domain/evidence.js';
import type { Organization, TokenRequest } from '../domain/token-request.js';
import { announceOnCards } from './announce.js';
import type { GitHub } from './github-ports.js';
import type { Database } from './ports.js';
import { type RecordTokenRequest, recordTokenRequest } from './record-token-request.js';

export interface LookUpMissing extends RecordTokenRequest {
  readonly database: Database;
  readonly github: GitHub;
}

/** A webhook may be here long before GitHub's lists show its request: so soon, nothing is concluded from them. */
const LIST_LAG_MS = 5 * 60_000;

/**
 * Finds out what became of requests that pend here and are missing from GitHub's list. Each is looked up by its
 * token before it is closed, since a list that was read page by page may have missed it.
 */
export async function lookUpMissing(
  context: LookUpMissing,
  organization: Organization,
  listed: ReadonlySet<number>,
  trace: string,
): Promise<void> {
  const { tokenRequests } = context.database;
  let afterId = 0;
  for (;;) {
    const open = await tokenRequests.open(organization.id, afterId, 500);
    // A request that is being decided belongs to its decision's job.
    const missing = open.filter(
      ({ state, patRequestId }) => state === 'pending' && !listed.has(patRequestId),
    );
    for (let from = 0; from < missing.length; from += LOOK_UP_LIMIT) {
      await lookUpBatch(context, organization, missing.slice(from, from + LOOK_UP_LIMIT), trace);
    }
    const last = open.at(-1);
    if (last === undefined) return;
    afterId = last.id;
  }
}

type Missing = Awaited<ReturnType<Database['tokenRequests']['open']>>[number];

async function lookUpBatch(
  context: LookUpMissing,
  organization: Organization,
  batch: readonly Missing[],
  trace: string,
): Promise<void> {
  const { github, database } = context;
  const tokenIds = [...new Set(batch.map(({ tokenId }) => tokenId))];
  const stillPending = new Set(
    (await github.pendingRequestsOf(organization, tokenIds)).map(({ patRequestId }) => patRequestId),
  );
  const gone = batch.filter(({ patRequestId }) => !stillPending.has(patRequestId));
  if (gone.length === 0) return;
  const grants = await github.grantsOf(organization, tokenIds);
  for (const { id, createdAt } of gone) {
    const request = await database.tokenRequests.find(id);
    if (request?.state !== 'pending') continue;
    const approved = grants.some((grant) => provesApproval(request, grant));
    if (approved) await recordApproval(context, request, trace);
    else if (context.clock.now().getTime() - createdAt.getTime() > LIST_LAG_MS)
      await close(context, request, trace);
  }
}

async function recordApproval(context: LookUpMissing, request: TokenRequest, trace: string): Promise<void> {
  const { organization, patRequestId } = request;
  const { id, state, announced, endedAt, organization: _, patRequestId: __, ...content } = request;
  await recordTokenRequest(
    context,
    { word: 'approved', organization, patRequestId, content, tokenExpired: false },
    { trace },
  );
}

async function close({ database, clock, channel, wake }: LookUpMissing, { id }: TokenRequest, trace: string) {
  await database.transaction(async (records) => {
    const request = await records.tokenRequests.lock(id);
    if (request?.state !== 'pending') return;
    await records.tokenRequests.setState(id, 'closed', clock.now(), trace);
    await announceOnCards(records, { request, channel, trace });
  });
  wake.deliveries();
}
