import { isDeepStrictEqual } from 'node:util';
import type { DecisionAction } from '../domain/decision.js';
import { contentAfter, type Report, type ReportWord, stateAfter } from '../domain/report.js';
import {
  ERASED_USER,
  hasExpired,
  isFinal,
  type TokenRequest,
  type TokenRequestState,
} from '../domain/token-request.js';
import { announceOnCards, announceToApprover, announceToRequester } from './announce.js';
import { announceExpiry } from './announce-expiry.js';
import { noteOrganization } from './announce-organization.js';
import type { ClaimedDecision, DecisionEnd } from './decision-ports.js';
import type { Clock, Database, Records, Wake } from './ports.js';
import { presentInSummary } from './present-request.js';
import { recordBulkResult, showBulkAgain } from './record-bulk-result.js';
import { recordDecisionOnGitHub, UNNAMED } from './record-decision-on-github.js';
import { type TellDecided, tellDecided } from './tell-decided.js';
import type { WebhookOrigin } from './webhook-ports.js';
import { withNamesOfNow } from './with-names-of-now.js';

export interface RecordTokenRequest extends TellDecided {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly channel: string;
  /** The login of our App's bot; undefined while GitHub has not told: then any bot may be it. */
  readonly ourBot?: () => string | undefined;
}

export interface ReportOrigin {
  readonly trace: string;
  readonly webhook?: WebhookOrigin;
  /** It waited already when PATrol came to its organization. */
  readonly isFirstSync?: boolean;
}

/**
 * Takes in what GitHub says of a request (walk 1): the record and the deliveries that announce it are committed
 * in one transaction. Reports come in any order, twice, or not at all.
 * @returns false when this webhook delivery was taken in before
 */
export async function recordTokenRequest(
  context: RecordTokenRequest,
  report: Report,
  origin: ReportOrigin,
): Promise<boolean> {
  const isNew = await context.database.transaction(async (records) => {
    if (origin.webhook && !(await records.webhookDeliveries.remember(origin.webhook))) return false;
    const { webhook } = origin;
    const told = webhook ? await withNamesOfNow(records, report, webhook, context.clock.now()) : report;
    await take(context, records, told, origin);
    return true;
  });
  if (isNew) context.wake.deliveries();
  return isNew;
}

async function take(
  context: RecordTokenRequest,
  records: Records,
  report: Report,
  origin: ReportOrigin,
): Promise<void> {
  const { trace } = origin;
  await noteOrganization(records, report.organization, trace);
  const known = await records.tokenRequests.lockByGitHubId(report.organization.id, report.patRequestId);
  if (known) return change(context, records, known, report, trace);

  const created = await records.tokenRequests.insert({ ...firstRecord(context, report), trace });
  if (created) return welcome(context, records, created, report, origin);
  const rival = await records.tokenRequests.lockByGitHubId(report.organization.id, report.patRequestId);
  if (rival) return change(context, records, rival, report, trace);
}

function firstRecord({ clock }: RecordTokenRequest, report: Report) {
  const now = clock.now();
  const state = stateAfter(undefined, report.word, isExpired(report, now));
  return {
    organizationId: report.organization.id,
    patRequestId: report.patRequestId,
    state,
    // Of a request that was decided before we heard of it there is nothing for an approver to do (S13).
    announced: report.word === 'created' || report.word === 'listed',
    createdAt: now,
    endedAt: isFinal(state) ? now : null,
    content: report.content,
  };
}

async function welcome(
  context: RecordTokenRequest,
  records: Records,
  request: TokenRequest,
  report: Report,
  { trace, isFirstSync }: ReportOrigin,
): Promise<void> {
  const announcement = { request, channel: context.channel, trace };
  // Asked once more: while this process was comparing, another one may have come to the end, so that this one is new.
  const waitedAlready = isFirstSync && !(await records.organizations.isSynced(request.organization.id));
  if (waitedAlready && request.announced)
    await presentInSummary(context, records, announcement, 'first-sync');
  await announceOnCards(records, announcement);
  if (request.state === 'pending') await announceToRequester(records, announcement, 'waiting', null);
  const decided = await decidedOnGitHub(context, records, request, report, trace);
  // GitHub approves by itself when no approval is needed (S13): news of that would be noise. A denial is news.
  if (decided !== null && request.state === 'denied') {
    await announceToRequester(records, announcement, 'decided', decided);
  }
}

async function change(
  context: RecordTokenRequest,
  records: Records,
  known: TokenRequest,
  report: Report,
  trace: string,
): Promise<void> {
  const content = contentAfter(known, report.content);
  // What was erased does not come back with what GitHub says late.
  const isErased = known.requester.id === ERASED_USER.id;
  const contentChanged = !isErased && !isDeepStrictEqual(content, contentOf(known));
  if (contentChanged) await records.tokenRequests.setContent(known.id, content);

  const now = context.clock.now();
  const state = stateAfter(known.state, report.word, isExpired(report, now));
  const request = { ...known, ...(isErased ? {} : content), state };
  const announcement = { request, channel: context.channel, trace };
  if (state !== known.state) {
    await records.tokenRequests.setState(known.id, state, now, trace);
    const goesOnAs = await end(context, records, known.state, request, report, trace);
    return announceOnCards(records, { ...announcement, trace: goesOnAs });
  }
  const named = await nameDecider(context, records, request, report, trace);
  if (contentChanged || named) await announceOnCards(records, announcement);
}

/** The lists told us the outcome, and now the webhook tells who it was: perhaps not whom we took it for. */
async function nameDecider(
  context: RecordTokenRequest,
  records: Records,
  request: TokenRequest,
  report: Report,
  trace: string,
): Promise<boolean> {
  const { word, sender } = report;
  if (sender === undefined || actionOf(word) === null) return false;
  if (await records.decisions.nameDecider(request.id, UNNAMED.id, sender)) return true;
  const current = await records.decisions.current(request.id);
  const isTheirs =
    current &&
    current.path !== 'github' &&
    current.approver.github.id !== ERASED_USER.id &&
    !isUs(context, sender) &&
    sender.id !== current.approver.github.id;
  if (!isTheirs || !(await records.decisions.disown(current.id))) return false;
  await decidedOnGitHub(context, records, request, report, trace);
  await announceToApprover(records, { request, channel: context.channel, trace }, current, 'superseded');
  await showBulkAgain(records, { bulkId: current.bulkId, trace });
  return true;
}

/**
 * What follows when GitHub, or time, has ended a request. Returns the trace of what goes on: where GitHub answers a
 * decision of ours, sooner than the call does, it is that of the click.
 */
async function end(
  context: RecordTokenRequest,
  records: Records,
  before: TokenRequestState,
  request: TokenRequest,
  report: Report,
  trace: string,
): Promise<string> {
  const ours = await records.decisions.unsettled(request.id);
  const isOurs = ours !== undefined && isAnswerTo(context, ours, report);
  const goesOnAs = isOurs ? ours.trace : trace;
  const announcement = { request, channel: context.channel, trace: goesOnAs };
  if (ours) await settle(context, records, request, ours, isOurs);
  if (ours && !isOurs) await announceToApprover(records, announcement, ours, 'superseded');

  if (isOurs && ours.bulkId === null) {
    await announceToRequester(records, announcement, 'decided', ours.id);
  }
  const theirs = isOurs ? null : await decidedOnGitHub(context, records, request, report, trace);
  if (theirs !== null) await announceToRequester(records, announcement, 'decided', theirs);
  if (request.state === 'expired' && before === 'pending') {
    await announceExpiry(records, announcement);
  }
  return goesOnAs;
}

async function settle(
  context: RecordTokenRequest,
  records: Records,
  request: TokenRequest,
  ours: ClaimedDecision,
  isOurs: boolean,
): Promise<void> {
  const at = context.clock.now();
  const end: DecisionEnd = isOurs
    ? { state: 'done', at }
    : { state: 'superseded', at, failure: 'superseded' };
  await records.decisions.end(ours.id, end);
  records.afterCommit(() => tellDecided(context, request, ours, end));
  await recordBulkResult(records, request, ours, end);
}

/** GitHub names the App's bot, or with the owner's own token the owner, as the sender of what we sent. */
function isAnswerTo(
  context: RecordTokenRequest,
  decision: ClaimedDecision,
  { word, sender }: Report,
): boolean {
  if (decision.sentAt === null || actionOf(word) !== decision.action) return false;
  return sender === undefined || isUs(context, sender) || sender.id === decision.approver.github.id;
}

/** Another App of the organization may decide, too, and that is no answer to what we sent. */
function isUs({ ourBot }: RecordTokenRequest, { isBot, login }: NonNullable<Report['sender']>): boolean {
  const ours = ourBot?.();
  return isBot && (ours === undefined || login.toLowerCase() === ours.toLowerCase());
}

async function decidedOnGitHub(
  context: RecordTokenRequest,
  records: Records,
  request: TokenRequest,
  { word, sender }: Report,
  trace: string,
): Promise<number | null> {
  const action = actionOf(word);
  if (action === null) return null;
  const decision = { action, by: sender ?? UNNAMED, at: context.clock.now(), trace };
  return recordDecisionOnGitHub(context, records, request, decision);
}

function actionOf(word: ReportWord): DecisionAction | null {
  if (word === 'approved') return 'approve';
  return word === 'denied' ? 'deny' : null;
}

function isExpired(report: Report, now: Date): boolean {
  return report.tokenExpired || hasExpired(report.content, now);
}

function contentOf(request: TokenRequest) {
  const { id, patRequestId, organization, state, announced, endedAt, ...content } = request;
  return content;
}
