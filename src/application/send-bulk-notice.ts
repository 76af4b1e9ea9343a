import type { DeliveryPayload } from './delivery.js';
import { wantsMessage, wantsOwnMail } from './keep-to-wishes.js';
import { loadRequestsOfBulk } from './load-bulk.js';
import { type LoadNotice, loadNotice } from './load-notice.js';
import type { BulkNoticeModel } from './models.js';
import type { Mailer } from './ports.js';
import type { Slack } from './slack-ports.js';
import { type Speeches, speechOfRecipient } from './speech.js';

export interface SendBulkNotice extends LoadNotice {
  readonly slack: Slack;
  readonly mailer?: Mailer;
  readonly speeches: Speeches;
}

type Message = Extract<DeliveryPayload, { kind: 'bulk-requester-message' }>;
type Mail = Extract<DeliveryPayload, { kind: 'bulk-requester-mail' }>;

/** Tells a requester in Slack what a bulk decision did with their requests; one reads like any other decision. */
export async function sendBulkNotice(
  context: SendBulkNotice,
  { bulkId, slackUserId, decisionIds }: Message,
): Promise<string | null> {
  const { slack, database } = context;
  if (!(await wantsMessage(database, slackUserId, 'own-message'))) return null;
  const notice = await load(context, bulkId, decisionIds);
  const [first] = notice.decided;
  if (first === undefined) return null;
  if (notice.decided.length > 1) return (await slack.directBulkNotice(slackUserId, notice)).ts;
  const single = await loadNotice(context, first.id, first.decision.id);
  return single ? (await slack.directMessage(slackUserId, { ...single, kind: 'decided' })).ts : null;
}

/** The same by e-mail. */
export async function sendBulkMail(
  context: SendBulkNotice,
  { bulkId, address: to, slackUserId = null, decisionIds }: Mail,
): Promise<string | null> {
  const { mailer, database, speeches } = context;
  if (!(await wantsOwnMail(database, { email: to, slackUserId }))) return null;
  const notice = await load(context, bulkId, decisionIds);
  const [first] = notice.decided;
  if (mailer === undefined || first === undefined) return null;
  const speech = await speechOfRecipient(speeches, slackUserId);
  if (notice.decided.length > 1) return mailer.sendBulk({ ...notice, to, speech });
  const single = await loadNotice(context, first.id, first.decision.id);
  return single?.decision ? mailer.send({ ...single, decision: single.decision, to, speech }) : null;
}

async function load(
  { database, webUrl }: SendBulkNotice,
  bulkId: number,
  decisionIds: readonly number[],
): Promise<BulkNoticeModel> {
  const decisions = await database.decisions.some(decisionIds);
  const requests = await loadRequestsOfBulk(
    database,
    bulkId,
    decisions.map(({ tokenRequestId }) => tokenRequestId),
  );
  const decided = decisions.flatMap((decision) => {
    const request = requests.get(decision.tokenRequestId);
    return request ? [{ ...request, decision }] : [];
  });
  return { decided, approverSlackId: decisions[0]?.approver.slackUserId ?? null, webUrl };
}
