import {
  AUDIT_ACTIONS,
  AUDIT_QUALIFIERS,
  type AuditCondition,
  type AuditQualifier,
  type AuditTerm,
  type ParsedAuditQuery,
} from './audit-query.js';
import type { DecisionAction } from './decision.js';
import type { LedgerKind } from './ledger.js';
import { nearest } from './nearest.js';
import { printTerm } from './print-query.js';
import { PROBLEM_LIMIT, QUERY_LIMIT, type QueryProblem } from './query.js';
import { COMMAS, normalName, normalText } from './query-characters.js';
import { readDuration, withoutRepeats } from './query-parts.js';
import { badDuration, queryProblem } from './query-problems.js';
import { type ScannedTerm, type ScannedValue, scanQuery } from './scan-query.js';

/** Of terms, and of values in one term. */
const MOST = 20;
const COMMA = new RegExp(`[${COMMAS}]`);

type Meaning = AuditCondition | { readonly problems: readonly QueryProblem[] } | null;

/** Reads what owners type after `/tokens audit`, as patient as `parseQuery`. Never throws. */
export function parseAuditQuery(typed: string): ParsedAuditQuery {
  if (typed.length > QUERY_LIMIT) return { problems: [queryProblem('too-long', '')] };
  const text = normalText(typed).trim();
  const terms: AuditTerm[] = [];
  const problems: QueryProblem[] = [];
  for (const written of scanQuery(text)) {
    const meaning = readTerm(written);
    if (meaning === null) continue;
    if ('problems' in meaning) problems.push(...meaning.problems);
    else terms.push({ negated: written.negated, ...meaning });
    if (terms.length > MOST) problems.push(queryProblem('too-many', written.written));
    if (terms.length > MOST || problems.length >= PROBLEM_LIMIT) break;
  }
  return problems.length > 0 ? { problems: problems.slice(0, PROBLEM_LIMIT) } : { query: { text, terms } };
}

function readTerm(term: ScannedTerm): Meaning {
  const unclosed = term.values.find(({ closed }) => !closed);
  if (unclosed) return problem(queryProblem('unclosed-quote', unclosed.written));
  const [first] = term.values;
  if (term.name === null) return first?.text ? { qualifier: 'text', text: first.text } : null;
  const qualifier = AUDIT_QUALIFIERS.get(keyword(term.name));
  if (qualifier === undefined) return problem(unknownQualifier(term));
  const values = term.values.flatMap(splitAtCommas).filter(({ text }) => normalName(text) !== '');
  if (values.length === 0) return problem(missingValue(term, qualifier));
  if (values.length > MOST) return problem(queryProblem('too-many', term.written));
  return readCondition(term, qualifier, values);
}

function readCondition(
  term: ScannedTerm,
  qualifier: AuditQualifier,
  values: readonly ScannedValue[],
): Meaning {
  switch (qualifier) {
    case 'owner':
    case 'by':
    case 'org':
      return { qualifier, values: withoutRepeats(values.map(({ text }) => normalName(text))) };
    case 'request':
      return readNumbers(term, values);
    case 'action':
      return readActions(term, values);
    case 'newer':
    case 'older': {
      const duration = values.length === 1 ? readDuration(values[0]?.text ?? '') : null;
      return duration === null ? problem(badDuration(term, qualifier)) : { qualifier, duration };
    }
  }
}

function readNumbers(term: ScannedTerm, values: readonly ScannedValue[]): Meaning {
  const numbers = values.map(({ text }) => normalName(text));
  const wrong = values.find((_, index) => !/^\d{1,15}$/.test(numbers[index] ?? ''));
  if (wrong) return problem(queryProblem('unknown-value', `${term.head}${wrong.written}`));
  return { qualifier: 'request', values: numbers };
}

function readActions(term: ScannedTerm, values: readonly ScannedValue[]): Meaning {
  const meant = values.map(({ text }) => AUDIT_ACTIONS.get(keyword(text)));
  const problems = values.filter((_, index) => meant[index] === undefined);
  if (problems.length > 0) return { problems: problems.map((value) => unknownAction(term, value)) };
  const isAction = (word: unknown): word is DecisionAction => word === 'approve' || word === 'deny';
  return {
    qualifier: 'action',
    actions: meant.filter(isAction),
    kinds: [...new Set(meant.flatMap((word) => (word === undefined || isAction(word) ? [] : kindsOf(word))))],
  };
}

/** Whoever asks who moved a channel need not know whose settings it stood in. */
function kindsOf(kind: LedgerKind): LedgerKind[] {
  return kind === 'settings-changed' ? [kind, 'organization-settings-changed'] : [kind];
}

function unknownQualifier(term: ScannedTerm): QueryProblem {
  const { name, negated, head, start, end } = term;
  const near = nearest(keyword(name ?? ''), AUDIT_QUALIFIERS.keys());
  const sign = negated ? '-' : '';
  if (near !== undefined) {
    const text = `${sign}${AUDIT_QUALIFIERS.get(near)}:`;
    return queryProblem('unknown-qualifier', head, text, { start, end: start + head.length, text });
  }
  const words = `${name}:${term.values.map((value) => value.text).join('')}`;
  const text = printTerm({ negated, qualifier: 'text', text: words });
  return queryProblem('unknown-qualifier', head, text, { start, end, text });
}

function missingValue({ head, start, end, negated }: ScannedTerm, qualifier: AuditQualifier): QueryProblem {
  if (qualifier !== 'newer' && qualifier !== 'older') return queryProblem('missing-value', head);
  const text = `${negated ? '-' : ''}${qualifier}:1w`;
  return queryProblem('missing-value', head, text, { start, end, text });
}

function unknownAction(term: ScannedTerm, { text, written, start, end }: ScannedValue): QueryProblem {
  const near = nearest(keyword(text), AUDIT_ACTIONS.keys());
  const said = `${term.head}${written}`;
  if (near === undefined) return queryProblem('unknown-value', said);
  const suggestion = `${term.negated ? '-' : ''}action:${near}`;
  return queryProblem('unknown-value', said, suggestion, { start, end, text: near });
}

/** A qualifier that lists do not know was scanned as one value. */
function splitAtCommas(value: ScannedValue): ScannedValue[] {
  if (value.quoted) return [value];
  let start = value.start;
  return value.text.split(COMMA).map((text) => {
    const part = { ...value, text, written: text, start, end: start + text.length };
    start = part.end + 1;
    return part;
  });
}

function problem(one: QueryProblem): { problems: readonly QueryProblem[] } {
  return { problems: [one] };
}

function keyword(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[_\p{Pd}−]/gu, '-');
}
