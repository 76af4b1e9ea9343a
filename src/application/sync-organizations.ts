import { OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { followOrganizations } from './follow-organizations.js';
import { lookUpMissing } from './look-up-missing.js';
import type { Logger } from './ports.js';
import { type ReadPendingList, readPendingList } from './read-pending-list.js';
import { refreshRepositories } from './refresh-repositories.js';

export interface SyncOrganizations extends ReadPendingList {
  readonly log: Logger;
}

/**
 * Compares GitHub with the records: where the App is installed, then what waits there. What a lost webhook would have
 * told is found here.
 * @throws OutsideError when not even the list of installations can be had
 */
export async function syncOrganizations(context: SyncOrganizations, trace: string): Promise<void> {
  await followOrganizations(context, trace).catch((error: unknown) => {
    context.meter.syncFailed();
    throw error;
  });
  await comparePendingLists(context, trace);
}

/**
 * Compares GitHub's pending lists with the records. One organization that cannot be read never keeps the others from
 * being read.
 */
export async function comparePendingLists(context: SyncOrganizations, trace: string): Promise<void> {
  const { database, log, meter } = context;
  for (const organization of await database.organizations.installed()) {
    try {
      await compare(context, organization, trace);
    } catch (error) {
      meter.syncFailed();
      const fields = { err: error, organization: organization.login, trace };
      if (error instanceof OutsideError) log.warn(fields, 'organization could not be read');
      else log.error(fields, 'organization could not be compared');
    }
  }
}

async function compare(context: SyncOrganizations, organization: Organization, trace: string) {
  const { database, clock } = context;
  const listed = await readPendingList(context, organization, trace);
  await lookUpMissing(context, organization, listed, trace);
  await refreshRepositories(context, organization, trace);
  await database.organizations.markSynced(organization.id, clock.now());
}
