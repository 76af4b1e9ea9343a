import type { RichTextBlock } from '@slack/types';
import type { BulkModel, BulkResult } from '../../application/models.js';
import type { Translator } from '../../i18n/translator.js';
import { bulkOutcome } from './bulk-outcome.js';
import { bulletBlocks } from './listed-lines.js';
import { profileLink } from './request-lines.js';
import { foreign, type Inline, link, richText, section, styled } from './rich-text.js';

/** Shorter than on a card: many lines stand together, and Slack counts what a message shows. */
export const NAME_IN_A_LINE = 60;
const BAR = 20;
/** How many are named before the rest is counted. */
const NAMED = { requesters: 3, organizations: 5 };

/** "Denying 250 requests…", or how it ended: "Denied 246 of 250 requests; 3 were decided by others". */
export function bulkHeadline(t: Translator, { bulk, total, counts }: BulkModel): string {
  if (bulk.action === null) return t.text('bulk.drafted', { total });
  const action = bulk.action;
  if (bulk.state !== 'ended') return t.text(`bulk.asked.${action}`, { total });
  if (counts.done === total) return t.text(`bulk.ended.${action}.all`, { total });
  const outcome = t.text(`bulk.ended.${action}`, { done: counts.done, total });
  return t.text('bulk.ended.but', { outcome, others: listOf(t, othersSaid(t, counts)) });
}

/** "5 of mona, 4 of max, and 3 of 2 others, in acme". */
export function bulkWhose(t: Translator, model: BulkModel): Inline[] {
  return t
    .parts<Inline | Inline[]>('bulk.whose', {
      requesters: inlineList(t, requesterRows(t, model)),
      organizations: inlineList(t, organizationRows(t, model)),
    })
    .flat();
}

function requesterRows(t: Translator, { requesters }: BulkModel): Inline[][] {
  const named = requesters.length > NAMED.requesters + 1 ? NAMED.requesters : requesters.length;
  const rows = requesters.slice(0, named).map(({ login, count }) =>
    t.parts<Inline>('bulk.of', {
      count,
      login: styled(foreign(login, NAME_IN_A_LINE), { bold: true }),
    }),
  );
  const others = requesters.slice(named);
  if (others.length === 0) return rows;
  const count = others.reduce((sum, other) => sum + other.count, 0);
  return [...rows, [t.text('bulk.of-others', { count, others: others.length })]];
}

function organizationRows(t: Translator, { organizations }: BulkModel): Inline[][] {
  const named = organizations.length > NAMED.organizations + 1 ? NAMED.organizations : organizations.length;
  const rows: Inline[][] = organizations
    .slice(0, named)
    .map(({ login }) => [styled(foreign(login, NAME_IN_A_LINE), { bold: true })]);
  const more = organizations.length - named;
  return more > 0 ? [...rows, [t.text('bulk.more-organizations', { count: more })]] : rows;
}

/** How many have a result, and what the others wait for. */
export function progressLines(t: Translator, { bulk, total, counts }: BulkModel): string[] {
  const done = bulk.action === 'deny' ? 'bulk.progress.denied' : 'bulk.progress.approved';
  return [
    t.text('bulk.progress', { settled: settledOf(total, counts), total }),
    ...(counts.done > 0 ? [t.text(done, { count: counts.done })] : []),
    ...(counts.submitted > 0 ? [t.text('bulk.progress.submitted', { count: counts.submitted })] : []),
    ...(counts.waiting > 0 ? [t.text('bulk.progress.waiting', { count: counts.waiting })] : []),
    ...othersSaid(t, counts),
  ];
}

/** The same as a picture of text: what has a result, what GitHub has promised, and what is to come. */
export function progressBar({ total, counts }: BulkModel): string {
  const cells = (count: number) => Math.floor((BAR * count) / Math.max(total, 1));
  const settled = settledOf(total, counts);
  const full = cells(settled);
  const half = cells(settled + counts.submitted) - full;
  return '█'.repeat(full) + '▒'.repeat(half) + '░'.repeat(BAR - full - half);
}

/** True for what did not become what the approver wanted. */
export function wentWrong({ outcome }: Pick<BulkResult, 'outcome'>): boolean {
  return ['refused', 'unknown', 'already-decided', 'cancelled'].includes(outcome);
}

/** How many did not become what the approver wanted. */
export function countWrong({ counts }: BulkModel): number {
  return counts.refused + counts.unknown + counts['already-decided'] + counts.cancelled;
}

/** A bullet for each result: whose, which token, where, and what became of it. */
export function resultBlocks(
  t: Translator,
  { bulk, webUrl }: BulkModel,
  results: readonly BulkResult[],
): RichTextBlock[] {
  return bulletBlocks(results.map((result) => resultLine(t, bulk.action, result, webUrl)));
}

/** "mona, deploy-bot (acme)", of which the token leads to GitHub's page. */
export function bulkSubject(
  t: Translator,
  { request, requestUrl }: Pick<BulkResult, 'request' | 'requestUrl'>,
  webUrl: string,
): Inline[] {
  return t.parts<Inline>('bulk.subject', {
    requester: profileLink(webUrl, request.requester),
    token: link(requestUrl, foreign(request.tokenName, NAME_IN_A_LINE), { code: true }),
    organization: styled(foreign(request.organization.login, NAME_IN_A_LINE), { bold: true }),
  });
}

/** Texts as an enumeration in the reader's language. */
export function listOf(t: Translator, texts: readonly string[]): string {
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(texts);
}

/** The same with anything that can be shown. */
export function inlineList(t: Translator, rows: readonly (readonly Inline[])[]): Inline[] {
  const numbers = rows.map((_, index) => String(index));
  const parts = new Intl.ListFormat(t.locale, { type: 'conjunction' }).formatToParts(numbers);
  return parts.flatMap(({ type, value }) => (type === 'element' ? (rows[Number(value)] ?? []) : [value]));
}

/** A headline as a line of its own. */
export function headlineBlock(text: string): RichTextBlock {
  return richText(section(styled(text, { bold: true })));
}

function othersSaid(t: Translator, counts: BulkModel['counts']): string[] {
  return (['already-decided', 'cancelled', 'refused', 'unknown'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => t.text(`bulk.count.${outcome}`, { count: counts[outcome] }));
}

function settledOf(total: number, { waiting, submitted }: BulkModel['counts']): number {
  return total - waiting - submitted;
}

function resultLine(
  t: Translator,
  action: BulkModel['bulk']['action'],
  result: BulkResult,
  webUrl: string,
): Inline[] {
  return t
    .parts<Inline | Inline[]>('bulk.result', {
      subject: bulkSubject(t, result, webUrl),
      outcome: bulkOutcome(t, action, result, webUrl),
    })
    .flat();
}
