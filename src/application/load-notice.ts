import { type LoadCard, loadCard } from './load-card.js';
import type { CardModel } from './models.js';
import type { Database } from './ports.js';

export interface LoadNotice extends Omit<LoadCard, 'records'> {
  readonly database: Database;
}

/** What a message about one request says; of this decision, when it is about one. */
export async function loadNotice(
  { database, webUrl }: LoadNotice,
  tokenRequestId: number,
  decisionId: number | null,
): Promise<CardModel | undefined> {
  const model = await loadCard({ records: database, webUrl }, tokenRequestId);
  if (model === undefined || decisionId === null) return model;
  const decision = (await database.decisions.find(decisionId)) ?? null;
  const approverSlackId = decision?.approver.slackUserId ?? null;
  return { ...model, decision, approverSlackId };
}
