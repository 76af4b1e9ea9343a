import { type Octokit, RequestError } from 'octokit';
import { z } from 'zod';
import { PENDING_PAGE, type PendingPage, type UnreadableRequest } from '../application/github-ports.js';
import type { Report } from '../domain/report.js';
import type { Organization } from '../domain/token-request.js';
import { listedRequest, reportFromList } from './mapping.js';

const UNCHANGED = 304;

/** A page of the pending list, oldest first; null when it is still the one with this ETag. */
export async function readPendingPage(
  octokit: Octokit,
  organization: Organization,
  { page, etag }: { readonly page: number; readonly etag: string | null },
): Promise<PendingPage | null> {
  try {
    const { data, headers } = await octokit.request('GET /orgs/{org}/personal-access-token-requests', {
      org: organization.login,
      per_page: PENDING_PAGE,
      page,
      direction: 'asc',
      headers: etag === null ? {} : { 'if-none-match': etag },
    });
    const hasNext = /<[^>]*>;\s*rel="next"/.test(headers.link ?? '');
    return {
      ...readRows(organization, z.array(z.unknown()).parse(data)),
      etag: headers.etag ?? null,
      hasNext,
    };
  } catch (error) {
    if (error instanceof RequestError && error.status === UNCHANGED) return null;
    throw error;
  }
}

const numbered = z.object({ id: z.int() });

/** One row that cannot be read must not hide the others. */
export function readRows(
  organization: Organization,
  rows: readonly unknown[],
): Pick<PendingPage, 'reports' | 'unreadable'> {
  const reports: Report[] = [];
  const unreadable: UnreadableRequest[] = [];
  for (const row of rows) {
    const parsed = listedRequest.safeParse(row);
    if (parsed.success) {
      reports.push(reportFromList(organization, parsed.data));
      continue;
    }
    const lacks = parsed.error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`);
    unreadable.push({ patRequestId: numbered.safeParse(row).data?.id ?? null, lacks: lacks.slice(0, 10) });
  }
  return { reports, unreadable };
}
