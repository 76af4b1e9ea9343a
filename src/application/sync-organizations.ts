import { OutsideError } from '../domain/errors.js';
import type { Report } from '../domain/report.js';
import type { Organization } from '../domain/token-request.js';
import { announceOnHomes } from './announce.js';
import { lookUpMissing } from './look-up-missing.js';
import type { Database, GitHub, Installation, Logger } from './ports.js';
import { type RecordTokenRequest, recordTokenRequest } from './record-token-request.js';

export interface SyncOrganizations extends RecordTokenRequest {
  readonly database: Database;
  readonly github: GitHub;
  readonly log: Logger;
}

/**
 * Compares GitHub's pending lists with the records: what a lost webhook would have told is found here. One
 * organization that cannot be read never keeps the others from being read.
 * @throws OutsideError when not even the list of installations can be had
 */
export async function syncOrganizations(context: SyncOrganizations, trace: string): Promise<void> {
  const { github, log } = context;
  const installations = await github.installations();
  await keepStates(context, installations, trace);

  for (const { organization, suspended } of installations) {
    if (suspended) continue;
    try {
      await syncOrganization(context, organization, trace);
    } catch (error) {
      const fields = { err: error, organization: organization.login, trace };
      if (error instanceof OutsideError) log.warn(fields, 'organization could not be read');
      else log.error(fields, 'organization could not be compared');
    }
  }
}

/** Where nobody can decide any more, no App Home goes on offering it. */
async function keepStates(
  { database, wake }: SyncOrganizations,
  installations: readonly Installation[],
  trace: string,
): Promise<void> {
  const changed: number[] = [];
  for (const { organization, suspended } of installations) {
    await database.organizations.save(organization);
    const state = suspended ? 'suspended' : 'installed';
    if (await database.organizations.setState(organization.id, state)) changed.push(organization.id);
  }
  const kept = installations.map(({ organization }) => organization.id);
  changed.push(...(await database.organizations.keepInstalled(kept)));
  for (const organizationId of changed) await announceOnHomes(database, { organizationId }, trace);
  if (changed.length > 0) wake.deliveries();
}

async function syncOrganization(context: SyncOrganizations, organization: Organization, trace: string) {
  const { database, github, clock } = context;
  const listed = new Set<number>();
  for await (const page of github.pendingRequests(organization)) {
    for (const report of page) {
      listed.add(report.patRequestId);
      await recordOne(context, report, trace);
    }
  }
  await lookUpMissing(context, organization, listed, trace);
  await database.organizations.markSynced(organization.id, clock.now());
}

/** One request that cannot be stored must not hide those after it. */
async function recordOne(context: SyncOrganizations, report: Report, trace: string): Promise<void> {
  try {
    await recordTokenRequest(context, await withRepositories(context, report), { trace });
  } catch (error) {
    if (error instanceof OutsideError) throw error;
    context.log.error(
      { err: error, patRequest: report.patRequestId, trace },
      'a listed request could not be stored',
    );
  }
}

/** Lists name no repositories; those of a `subset` are fetched once, for they never change within a request. */
async function withRepositories({ database, github }: SyncOrganizations, report: Report): Promise<Report> {
  if (report.content.repositorySelection !== 'subset') return report;
  const { organization, patRequestId } = report;
  if (await database.tokenRequests.knowsRepositories(organization.id, patRequestId)) return report;
  const repositories = await github.repositoriesOf(organization, patRequestId);
  return { ...report, content: { ...report.content, repositories, repositoryCount: repositories.length } };
}
