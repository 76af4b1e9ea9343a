import type { Report } from '../domain/report.js';
import type { Records } from './ports.js';
import type { WebhookOrigin } from './webhook-ports.js';

/** One that has waited for longer to be taken in is late. */
const LATE_MS = 60_000;

/**
 * A webhook that GitHub could not deliver at first, or that has waited here, tells names, and an installation, of back
 * then: those that are on record by now stand.
 */
export async function withNamesOfNow(
  records: Records,
  report: Report,
  { deliveryId, receivedAt }: WebhookOrigin,
  now: Date,
): Promise<Report> {
  const hasWaited = receivedAt !== undefined && now.getTime() - receivedAt.getTime() > LATE_MS;
  if (!hasWaited && (await records.webhookFailures.firstTried(deliveryId)) === undefined) return report;
  const { organization: then, patRequestId, content } = report;
  const organization = (await records.organizations.find(then.id)) ?? then;
  const known = await records.tokenRequests.lockByGitHubId(then.id, patRequestId);
  return {
    ...report,
    organization,
    content: { ...content, requester: known?.requester ?? content.requester },
  };
}
