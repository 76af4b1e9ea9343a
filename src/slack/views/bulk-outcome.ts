import type { BulkResult } from '../../application/models.js';
import type { DecisionAction } from '../../domain/decision.js';
import { isFinal } from '../../domain/token-request.js';
import type { Translator } from '../../i18n/translator.js';
import { failureText } from './notice-view.js';
import { emoji, type Inline, link } from './rich-text.js';
import { statedOf, stateLine } from './state-line.js';

/** What became of one request of a bulk decision, in words. */
export function bulkOutcome(
  t: Translator,
  action: DecisionAction | null,
  result: BulkResult,
  webUrl: string,
): Inline[] {
  switch (result.outcome) {
    case 'waiting':
    case 'submitted':
      return [emoji('hourglass_flowing_sand'), ' ', unsettledText(t, result)];
    case 'done':
      return [
        emoji(action === 'deny' ? 'no_entry' : 'white_check_mark'),
        ' ',
        t.text(action === 'deny' ? 'bulk.outcome.denied' : 'bulk.outcome.approved'),
      ];
    case 'already-decided':
    case 'cancelled':
      return isOver(result) ? leftAsItIs(t, result, webUrl) : notDone(t, result);
    case 'refused':
    case 'unknown':
      return notDone(t, result);
  }
}

/** Nobody can tell yet what became of the call. Other failures count only once it is known. */
function unsettledText(t: Translator, { outcome, failure }: BulkResult): string {
  const text = t.text(outcome === 'waiting' ? 'bulk.outcome.waiting' : 'bulk.outcome.submitted');
  return failure !== 'outcome-unknown' ? text : `${text} ${failureText(t, failure)}`;
}

/** Somebody's decision that is on its way counts: ours came too late for it. */
function isOver({ request }: BulkResult): boolean {
  return isFinal(request.state) || request.state === 'deciding';
}

function leftAsItIs(t: Translator, { request }: BulkResult, webUrl: string): Inline[] {
  return t
    .parts<Inline | Inline[]>('bulk.outcome.left', { state: stateLine(t, statedOf(request, webUrl)) })
    .flat();
}

function notDone(t: Translator, { outcome, failure, failureLink, refusal }: BulkResult): Inline[] {
  const mark = [emoji('warning'), ' '];
  if (outcome === 'unknown') return [...mark, t.text('bulk.outcome.unknown')];
  if (failure !== null) {
    const mend = failureLink === null ? [] : [' ', link(failureLink, t.text('failure.github-sso.link'))];
    return [...mark, t.text('bulk.outcome.failed', { why: failureText(t, failure) }), ...mend];
  }
  return [...mark, t.text(refusal === null ? 'failure.other' : `bulk.refusal.${refusal}`)];
}
