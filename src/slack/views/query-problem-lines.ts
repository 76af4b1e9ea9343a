import { QUERY_LIMIT, type QueryProblem } from '../../domain/query.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { foreign, type Inline, styled } from './rich-text.js';

const TEXTS: Record<QueryProblem['code'], MessageKey> = {
  'too-long': 'query.too-long',
  'unknown-qualifier': 'query.unknown-qualifier',
  'unknown-value': 'query.unknown-value',
  'for-history': 'query.for-history',
  'for-pending': 'query.for-pending',
  'missing-value': 'query.missing-value',
  'bad-duration': 'query.bad-duration',
  'unclosed-quote': 'query.unclosed-quote',
  twice: 'query.twice',
  'too-many': 'query.too-many',
};

const WRITTEN_LIMIT = 120;
/** Who has mistyped more than that reads about the others after mending these. */
const TOLD_AT_ONCE = 3;

/** What cannot be read in a query, a line each, with the nearest spelling that can. */
export function queryProblemLines(
  t: Translator,
  problems: readonly QueryProblem[],
  atMost = TOLD_AT_ONCE,
): Inline[][] {
  return problems.slice(0, atMost).map(({ code, written, suggestion }) => {
    const command = quoted(`/tokens ${code === 'for-history' ? 'history' : 'pending'} ${suggestion}`);
    const values = { written: quoted(written), limit: QUERY_LIMIT, command };
    const problem = t.parts<Inline>(TEXTS[code], values);
    if (suggestion === null || code === 'for-history' || code === 'for-pending') return problem;
    const parts = { problem, suggestion: quoted(suggestion) };
    return t.parts<Inline | Inline[]>('query.with-suggestion', parts).flat();
  });
}

function quoted(text: string): Inline {
  return styled(foreign(text, WRITTEN_LIMIT), { code: true });
}
