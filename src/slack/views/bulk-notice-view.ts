import type { BulkNoticeModel } from '../../application/models.js';
import type { Decision, DecisionAction } from '../../domain/decision.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { listOf, NAME_IN_A_LINE } from './bulk-lines.js';
import type { MessageContent } from './card-view.js';
import { bulletBlocks } from './listed-lines.js';
import {
  clip,
  foreign,
  foreignLines,
  type Inline,
  link,
  plain,
  quote,
  richText,
  section,
  styled,
} from './rich-text.js';
import { approverInline, isUnnamed } from './state-line.js';

/** How many requests are named before the rest is counted: in the message, and in what notifications say. */
const NAMED = 30;
const NAMED_IN_TEXT = 10;

/** Tells a requester what one decision on many requests did with theirs. */
export function bulkNoticeView(t: Translator, notice: BulkNoticeModel): MessageContent {
  const [first] = notice.decided;
  if (first === undefined) throw new Error('a notice needs at least one decided request');
  const { decision } = first;
  const said = headline(t, notice, decision);
  const reason = decision.reason ? foreignLines(decision.reason, 1_024) : undefined;
  const next = nextSteps(t, notice, decision);
  const more = notice.decided.length - NAMED;
  return {
    text: clip(
      [plain(said), namesInText(t, notice), ...(reason ? [plain([reason])] : []), plain(next)].join(' '),
      1_000,
    ),
    blocks: [
      richText(section(...said)),
      ...bulletBlocks(notice.decided.slice(0, NAMED).map((request) => line(t, request))),
      richText(
        ...(more > 0 ? [section(t.text('bulk.more', { count: more }))] : []),
        ...(reason ? [quote(reason)] : []),
        section(...next),
      ),
    ],
  };
}

type Decided = BulkNoticeModel['decided'][number];

const OUTCOME = { approve: 'approved', deny: 'denied' } as const satisfies Record<DecisionAction, string>;

function headline(t: Translator, notice: BulkNoticeModel, decision: Decision): Inline[] {
  const outcome = OUTCOME[decision.action];
  const key: MessageKey = isUnnamed(decision) ? `bulk.notice.${outcome}.unnamed` : `bulk.notice.${outcome}`;
  const values = { approver: approverInline(notice, decision), count: notice.decided.length };
  return t.parts<Inline | Inline[]>(key, values).flat();
}

function line(t: Translator, { tokenName, organization }: Decided): Inline[] {
  return t.parts<Inline>('bulk.notice.line', {
    token: styled(foreign(tokenName, NAME_IN_A_LINE), { code: true }),
    organization: styled(foreign(organization.login, NAME_IN_A_LINE), { bold: true }),
  });
}

function namesInText(t: Translator, { decided }: BulkNoticeModel): string {
  const names = decided.slice(0, NAMED_IN_TEXT).map((request) => plain(line(t, request)));
  const more = decided.length - names.length;
  return `${listOf(t, more > 0 ? [...names, t.text('bulk.notice.others', { count: more })] : names)}.`;
}

function nextSteps(t: Translator, { webUrl }: BulkNoticeModel, decision: Decision): Inline[] {
  const tokens = link(`${webUrl}/settings/personal-access-tokens`, t.text('notice.your-tokens'));
  if (decision.action === 'approve') return [t.text('bulk.notice.approved.next'), ' ', tokens];
  const noReason = decision.reason ? [] : [t.text('notice.denied.no-reason'), ' '];
  return [...noReason, t.text('bulk.notice.denied.next'), ' ', tokens];
}
