import type { BoundedCount } from '../../application/models.js';
import type { ListModel } from '../../application/show-list.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { foreign, type Inline, styled } from './rich-text.js';

/** Beyond it people read "999+". */
const COUNT_SHOWN = 999;
const NAMES_SHOWN = 5;
const NAME_LIMIT = 60;
const QUERY_SHOWN = 300;

const COUNTS = {
  waiting: ['list.waiting', 'list.waiting.capped'],
  ended: ['list.ended', 'list.ended.capped'],
  matching: ['list.matching', 'list.matching.capped'],
  own: ['list.own', 'list.own.capped'],
} as const satisfies Record<string, readonly [MessageKey, MessageKey]>;

/** What is shown, how many there are, of whom, and in which order. */
export function summaryLine(t: Translator, model: ListModel): Inline[] {
  const { list, count } = model;
  if (list.kind === 'found') return foundLine(t, list.query, count);
  const values = { count: styled(countText(t, model), { bold: true }), order: orderText(t, model) };
  const line =
    list.kind === 'mine'
      ? t.parts<Inline>('list.summary.own', values)
      : t.parts<Inline>('list.summary', { ...values, organizations: organizationNames(t, model) });
  const page = list.pages.length + 1;
  const isPart = page > 1 || model.next !== null;
  return isPart ? [...line, ' ', t.text('list.page', { page })] : line;
}

/** The query, for lists that have no search field to show it. */
export function queryLine(t: Translator, { list }: ListModel): Inline[] {
  if (list.query === '' || list.kind === 'pending' || list.kind === 'found') return [];
  return t.parts<Inline>('list.query', { query: quoted(list.query) });
}

/** Organizations that are not in the list because GitHub did not answer; [] when all did. */
export function leftOutLine(t: Translator, { silent }: ListModel): Inline[] {
  if (silent.length === 0) return [];
  return [t.text('list.left-out', { organizations: namesOf(t, silent) })];
}

/** Why there is nothing to see. */
export function emptyLine(t: Translator, model: ListModel): Inline[] {
  const { list } = model;
  if (list.kind === 'found') return t.parts<Inline>('list.empty.found', { name: quoted(list.query) });
  if (list.query !== '') return [t.text('list.empty.query')];
  if (list.kind === 'mine') return [t.text('list.empty.mine')];
  const organizations = organizationNames(t, model);
  return [t.text(list.kind === 'pending' ? 'list.empty.pending' : 'list.empty.history', { organizations })];
}

function foundLine(t: Translator, name: string, { count, capped }: BoundedCount): Inline[] {
  return t.parts<Inline>(capped ? 'list.found.capped' : 'list.found', { count, name: quoted(name) });
}

function countText(t: Translator, { list, count: { count, capped } }: ListModel): string {
  const [exact, more] = COUNTS[countedAs(list)];
  return capped || count > COUNT_SHOWN ? t.text(more, { count: COUNT_SHOWN }) : t.text(exact, { count });
}

function countedAs({ kind, query }: ListModel['list']): keyof typeof COUNTS {
  if (query !== '') return 'matching';
  if (kind === 'mine') return 'own';
  return kind === 'history' ? 'ended' : 'waiting';
}

function orderText(t: Translator, { list, query: { sort } }: ListModel): string {
  if (sort === 'expiry') return t.text('list.order.expiry');
  if (sort === null && list.kind === 'mine') return t.text('list.order.waiting');
  if (sort === 'oldest' || (sort === null && list.kind === 'pending')) return t.text('list.order.oldest');
  return t.text(list.kind === 'history' ? 'list.order.latest' : 'list.order.newest');
}

function organizationNames(t: Translator, { organizations }: ListModel): string {
  return namesOf(
    t,
    organizations.map(({ login }) => login),
  );
}

/** Names in a sentence, the first few of them. */
export function namesOf(t: Translator, logins: readonly string[]): string {
  const shown = logins.slice(0, NAMES_SHOWN).map((login) => foreign(login, NAME_LIMIT));
  const more = logins.length - shown.length;
  if (more > 0) return [...shown, t.text('card.more', { count: more })].join(t.text('words.comma'));
  return new Intl.ListFormat(t.locale, { type: 'conjunction' }).format(shown);
}

/** What somebody has typed, as they typed it. */
export function quoted(text: string): Inline {
  return styled(foreign(text, QUERY_SHOWN), { code: true });
}
