import { isDeepStrictEqual } from 'node:util';
import { OutsideError } from '../domain/errors.js';
import type { Organization, RequestedRepository } from '../domain/token-request.js';
import { announceOnCards } from './announce.js';
import type { GitHub } from './github-ports.js';
import type { Clock, Database, Logger, Wake } from './ports.js';

export interface RefreshRepositories {
  readonly database: Database;
  readonly github: Pick<GitHub, 'repositoriesOf'>;
  readonly clock: Clock;
  readonly wake: Pick<Wake, 'deliveries'>;
  readonly channel: string;
  readonly log: Logger;
}

/** So old the names of a request's repositories may be: no list and no webhook tells that one was renamed. */
const OLD_MS = 24 * 3_600_000;
/** Of one organization at one go. */
const AT_ONCE = 20;

/**
 * Asks again for the repositories of requests that wait, a few that were asked for longest ago, for they may have been
 * renamed.
 * @throws OutsideError
 */
export async function refreshRepositories(
  context: RefreshRepositories,
  organization: Organization,
  trace: string,
): Promise<void> {
  const { database, clock } = context;
  const readBefore = new Date(clock.now().getTime() - OLD_MS);
  const old = await database.tokenRequests.withOldRepositories(organization.id, readBefore, AT_ONCE);
  for (const { id, patRequestId } of old) {
    const repositories = await namesNow(context, organization, patRequestId, trace);
    await takeOver(context, id, repositories, trace);
  }
  if (old.length > 0) context.wake.deliveries();
}

/** undefined when they cannot be read, as when the request is gone by now, of which the list will tell. */
async function namesNow(
  { github, log }: RefreshRepositories,
  organization: Organization,
  patRequestId: number,
  trace: string,
) {
  try {
    return await github.repositoriesOf(organization, patRequestId);
  } catch (error) {
    if (!(error instanceof OutsideError) || error.failure === 'unavailable') throw error;
    const fields = { err: error, organization: organization.login, patRequest: patRequestId, trace };
    if (error.code !== '404') log.warn(fields, 'the repositories of a request cannot be read');
    return undefined;
  }
}

async function takeOver(
  { database, clock, channel }: RefreshRepositories,
  id: number,
  repositories: RequestedRepository[] | undefined,
  trace: string,
): Promise<void> {
  await database.transaction(async (records) => {
    const request = await records.tokenRequests.lock(id);
    await records.tokenRequests.markRepositoriesRead(id, clock.now());
    if (request?.state !== 'pending' || repositories === undefined) return;
    if (isDeepStrictEqual(request.repositories, repositories)) return;
    const repositoryCount = repositories.length;
    await records.tokenRequests.setContent(id, { ...request, repositories, repositoryCount });
    await announceOnCards(records, { request, channel, trace });
  });
}
