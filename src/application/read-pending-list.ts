import { createHash } from 'node:crypto';
import { OutsideError } from '../domain/errors.js';
import type { Report } from '../domain/report.js';
import type { Organization } from '../domain/token-request.js';
import type { ListPage } from './convergence-ports.js';
import { type GitHub, PENDING_PAGE, type PendingPage } from './github-ports.js';
import type { Database, Logger } from './ports.js';
import { type RecordTokenRequest, type ReportOrigin, recordTokenRequest } from './record-token-request.js';

export interface ReadPendingList extends RecordTokenRequest {
  readonly database: Database;
  readonly github: GitHub;
  readonly log: Logger;
}

/** Changes with what is asked for and with what is taken from a row, so that an upgrade reads everything again. */
const SHAPE = `asc/${PENDING_PAGE}/1`;
/** So often everything is recorded anew, whatever GitHub says has not changed. */
const IN_FULL_MS = 3_600_000;

/**
 * Records what an organization's pending list shows, a page at a time. A page that has not changed costs no more than
 * GitHub's word for that, and a request that has not changed no statement.
 * @returns GitHub's ids of all requests that stand in the list
 * @throws OutsideError
 */
export async function readPendingList(
  context: ReadPendingList,
  organization: Organization,
  trace: string,
): Promise<ReadonlySet<number>> {
  const { database, github, clock } = context;
  const startedAt = clock.now();
  const inFull = await isDueInFull(context, organization);
  const known = inFull ? [] : await database.listPages.of(organization.id, SHAPE);
  const reading: Reading = {
    organization,
    origin: { trace, isFirstSync: !(await database.organizations.isSynced(organization.id)) },
    recorded: new Map(known.flatMap(({ requests }) => [...requests])),
    listed: new Set(),
  };
  for (let page = 1, hasNext = true; hasNext; page += 1) {
    const before = known.find((candidate) => candidate.page === page);
    const found = await github.pendingPage(organization, { page, etag: before?.etag ?? null });
    hasNext = found === null ? keep(reading, before) : await take(context, reading, page, found);
    if (!hasNext) await database.listPages.forgetFrom(organization.id, page + 1);
  }
  if (inFull) await database.organizations.markListedInFull(organization.id, startedAt);
  return reading.listed;
}

interface Reading {
  readonly organization: Organization;
  readonly origin: ReportOrigin;
  /** GitHub's id → the digest of what was recorded before. */
  readonly recorded: ReadonlyMap<number, string>;
  readonly listed: Set<number>;
}

async function isDueInFull({ database, clock }: ReadPendingList, { id }: Organization): Promise<boolean> {
  const lastInFull = (await database.organizations.find(id))?.listedInFullAt;
  return !lastInFull || clock.now().getTime() - lastInFull.getTime() >= IN_FULL_MS;
}

/**
 * Nothing has changed on this page. That another one follows it now would not change it, so after a full one that is
 * looked for.
 */
function keep({ listed }: Reading, page: ListPage | undefined): boolean {
  if (page === undefined) return false;
  for (const id of page.requests.keys()) listed.add(id);
  return page.hasNext || page.requests.size >= PENDING_PAGE;
}

async function take(
  context: ReadPendingList,
  reading: Reading,
  page: number,
  { reports, unreadable, etag, hasNext }: PendingPage,
): Promise<boolean> {
  const { listPages } = context.database;
  const { organization, listed, recorded, origin } = reading;
  const requests = new Map<number, string>();
  let isComplete = true;
  for (const report of reports) {
    listed.add(report.patRequestId);
    const digest = digestOf(report);
    requests.set(report.patRequestId, digest);
    if (recorded.get(report.patRequestId) === digest) continue;
    isComplete = (await recordOne(context, report, origin)) && isComplete;
  }
  for (const { patRequestId, lacks } of unreadable) {
    if (patRequestId !== null) listed.add(patRequestId);
    if (patRequestId !== null) requests.set(patRequestId, '');
    const fields = { organization: organization.login, patRequest: patRequestId, lacks, trace: origin.trace };
    context.log.warn(fields, 'a listed request cannot be read');
  }
  // Only what was recorded may be skipped the next time.
  if (!isComplete || etag === null) await listPages.forgetFrom(organization.id, page);
  else await listPages.save(organization.id, SHAPE, { page, etag, hasNext, requests });
  return hasNext;
}

/** One request that cannot be stored, or not whole, must not hide those after it. */
async function recordOne(context: ReadPendingList, report: Report, origin: ReportOrigin): Promise<boolean> {
  try {
    const found = await withRepositories(context, report, origin);
    await recordTokenRequest(context, found ?? report, origin);
    return found !== undefined;
  } catch (error) {
    if (error instanceof OutsideError) throw error;
    context.log.error(
      { err: error, patRequest: report.patRequestId, trace: origin.trace },
      'a listed request could not be stored',
    );
    return false;
  }
}

/**
 * Lists name no repositories; those of a `subset` are fetched once, for they never change within a request.
 * @returns undefined when those of this one cannot be read
 */
async function withRepositories(
  { database, github, log }: ReadPendingList,
  report: Report,
  { trace }: ReportOrigin,
): Promise<Report | undefined> {
  if (report.content.repositorySelection !== 'subset') return report;
  const { organization, patRequestId } = report;
  if (await database.tokenRequests.knowsRepositories(organization.id, patRequestId)) return report;
  try {
    const repositories = await github.repositoriesOf(organization, patRequestId);
    return { ...report, content: { ...report.content, repositories, repositoryCount: repositories.length } };
  } catch (error) {
    if (!(error instanceof OutsideError) || error.failure === 'unavailable') throw error;
    const fields = { err: error, organization: organization.login, patRequest: patRequestId, trace };
    log.warn(fields, 'the repositories of a listed request cannot be read');
    return undefined;
  }
}

function digestOf({ content, tokenExpired }: Report): string {
  return createHash('sha256')
    .update(JSON.stringify([content, tokenExpired]))
    .digest('base64url');
}
