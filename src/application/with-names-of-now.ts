import type { Report } from '../domain/report.js';
import type { Records } from './ports.js';

/**
 * A webhook that GitHub could not deliver at first tells names, and an installation, of back then: those that are on
 * record by now stand.
 */
export async function withNamesOfNow(records: Records, report: Report, guid: string): Promise<Report> {
  if ((await records.webhookFailures.firstTried(guid)) === undefined) return report;
  const { organization: then, patRequestId, content } = report;
  const organization = (await records.organizations.find(then.id)) ?? then;
  const known = await records.tokenRequests.lockByGitHubId(then.id, patRequestId);
  return {
    ...report,
    organization,
    content: { ...content, requester: known?.requester ?? content.requester },
  };
}
