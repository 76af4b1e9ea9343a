import { printQuery, printTerm } from './print-query.js';
import {
  type Condition,
  type NameQualifier,
  type ParsedQuery,
  type PermissionValue,
  PROBLEM_LIMIT,
  QUERY_LIMIT,
  type Query,
  type QueryKind,
  type QueryProblem,
  type Sort,
  type Term,
} from './query.js';
import { normalName, normalText } from './query-characters.js';
import { readDuration, readPermission, withoutRepeats } from './query-parts.js';
import {
  badDuration,
  missingValue,
  queryProblem,
  unknownPermission,
  unknownQualifier,
  unknownSort,
  unknownState,
} from './query-problems.js';
import { isAllowed, isNeverUsed, type Qualifier, qualifierOf, sortOf, stateOf } from './query-words.js';
import { type ScannedTerm, type ScannedValue, scanQuery } from './scan-query.js';

/** Of terms, and of values in one term. */
const MOST = 50;

/** What one term means; null for nothing, as with a lone dash. */
type Meaning =
  | { readonly condition: Condition }
  | { readonly sort: Sort }
  | { readonly problems: readonly QueryProblem[] }
  | null;

/**
 * Reads what people type to find token requests, with much patience for how they type it. What cannot be read is
 * named, all of it at once (at most five), with what would have been right; a query with a problem is no query.
 * Never throws. The limit holds for UTF-16 units of the text, and of its canonical form, which may be longer.
 */
export function parseQuery(text: string, kind: QueryKind): ParsedQuery {
  const tooLong: ParsedQuery = { problems: [queryProblem('too-long', '')] };
  if (text.length > QUERY_LIMIT) return tooLong;
  const { query, problems } = readTerms(scanQuery(normalText(text)), kind);
  if (problems.length > 0) return { problems: problems.slice(0, PROBLEM_LIMIT) };
  return printQuery(query).length > QUERY_LIMIT ? tooLong : { query };
}

function readTerms(scanned: Iterable<ScannedTerm>, kind: QueryKind) {
  // By what they are in print, which keeps an exact duplicate once.
  const terms = new Map<string, Term>();
  const problems: QueryProblem[] = [];
  let sort: Sort | null = null;
  for (const written of scanned) {
    const meaning = readTerm(written, kind);
    if (meaning === null) continue;
    if ('problems' in meaning) problems.push(...meaning.problems);
    else if ('condition' in meaning) {
      const term: Term = { negated: written.negated, ...meaning.condition };
      terms.set(printTerm(term), term);
    } else if (sort !== null && sort !== meaning.sort) problems.push(queryProblem('twice', written.written));
    else sort = meaning.sort;
    if (terms.size > MOST) problems.push(queryProblem('too-many', written.written));
    if (terms.size > MOST || problems.length >= PROBLEM_LIMIT) break;
  }
  const query: Query = { terms: [...terms.values()], sort };
  return { query, problems };
}

function readTerm(term: ScannedTerm, kind: QueryKind): Meaning {
  const unclosed = term.values.find(({ closed }) => !closed);
  if (unclosed) return { problems: [queryProblem('unclosed-quote', unclosed.written)] };
  if (term.name === null) return readText(term.values[0]);
  const qualifier = qualifierOf(term.name);
  if (qualifier === undefined || !isAllowed(qualifier, kind) || qualifier === 'never-used') {
    return { problems: [unknownQualifier(term, kind)] };
  }
  const values = term.values.filter(({ text }) => normalName(text) !== '');
  if (values.length === 0) return { problems: [missingValue(term, qualifier)] };
  return limited(term, readCondition({ ...term, values }, qualifier, kind));
}

function readText(value: ScannedValue | undefined): Meaning {
  if (value === undefined || value.text === '') return null;
  if (!value.quoted && isNeverUsed(value.text)) return { condition: { qualifier: 'never-used' } };
  return { condition: { qualifier: 'text', text: value.text } };
}

function readCondition(
  term: ScannedTerm,
  qualifier: Exclude<Qualifier, 'never-used'>,
  kind: QueryKind,
): Meaning {
  switch (qualifier) {
    case 'owner':
    case 'repo':
    case 'org':
    case 'decided-by':
      return readNames(term, qualifier);
    case 'permission':
      return readPermissions(term);
    case 'is':
      return readStates(term, kind);
    case 'older':
    case 'newer':
    case 'expires':
      return readTime(term, qualifier);
    case 'sort':
      return readSort(term, kind);
  }
}

function readNames(term: ScannedTerm, qualifier: NameQualifier): Meaning {
  const names = withoutRepeats(term.values.map(({ text }) => normalName(text)));
  return { condition: { qualifier, values: names } };
}

function readPermissions(term: ScannedTerm): Meaning {
  const read = new Map<string, PermissionValue>();
  const problems: QueryProblem[] = [];
  for (const value of term.values) {
    const permission = readPermission(value.text);
    if (permission) read.set(`${permission.name} ${permission.level}`, permission);
    else problems.push(unknownPermission(term, value));
  }
  return problems.length > 0
    ? { problems }
    : { condition: { qualifier: 'permission', values: [...read.values()] } };
}

function readStates(term: ScannedTerm, kind: QueryKind): Meaning {
  // Alone it is a condition of its own; among states, any of which would do, it is none of them.
  if (term.values.every(({ text }) => isNeverUsed(text))) return { condition: { qualifier: 'never-used' } };
  const states = term.values.map((value) => stateOf(value.text, kind) ?? unknownState(term, value, kind));
  const problems = states.filter((state) => typeof state !== 'string');
  if (problems.length > 0) return { problems };
  const values = [...new Set(states.filter((state) => typeof state === 'string'))];
  return { condition: { qualifier: 'is', values } };
}

function readTime(term: ScannedTerm, qualifier: 'older' | 'newer' | 'expires'): Meaning {
  const text = term.values[0]?.text ?? '';
  const isOne = term.values.length === 1;
  if (isOne && qualifier === 'expires' && text.trim().toLowerCase() === 'never') {
    return { condition: { qualifier, within: 'never' } };
  }
  const duration = isOne ? readDuration(text) : null;
  if (duration === null) return { problems: [badDuration(term, qualifier)] };
  return { condition: qualifier === 'expires' ? { qualifier, within: duration } : { qualifier, duration } };
}

function readSort(term: ScannedTerm, kind: QueryKind): Meaning {
  // An order has no opposite that a dash could ask for.
  if (term.negated) return { problems: [unknownQualifier(term, kind)] };
  const unknown = term.values.find(({ text }) => sortOf(text) === undefined);
  if (unknown) return { problems: [unknownSort(term, unknown)] };
  const [sort, ...others] = new Set(term.values.map(({ text }) => sortOf(text)));
  if (sort === undefined) return null;
  return others.length > 0 ? { problems: [queryProblem('twice', term.written)] } : { sort };
}

function limited(term: ScannedTerm, meaning: Meaning): Meaning {
  const condition = meaning && 'condition' in meaning ? meaning.condition : null;
  const isTooMany = condition && 'values' in condition && condition.values.length > MOST;
  return isTooMany ? { problems: [queryProblem('too-many', term.written)] } : meaning;
}
