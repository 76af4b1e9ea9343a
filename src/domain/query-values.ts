import { printPermission } from './print-query.js';
import type { Condition, Query, Term } from './query.js';
import { normalName } from './query-characters.js';
import { readPermission, withoutRepeats } from './query-parts.js';

/** What the list's filter selects show and set; the query stays the only truth. */
export type FilterQualifier = 'owner' | 'repo' | 'permission';

/** The values that a query asks of a qualifier, without quotes; what it excludes is none of them. */
export function valuesOf(query: Query, qualifier: FilterQualifier): string[] {
  const values = query.terms.flatMap((term) => {
    if (term.negated || term.qualifier !== qualifier) return [];
    return term.qualifier === 'permission' ? term.values.map(printPermission) : term.values;
  });
  return withoutRepeats(values);
}

/**
 * The query with these values, and no others, for a qualifier: its terms become one where the first of them
 * stood (else the last one), or vanish when there are no values. Negated terms and the rest stay in place. The
 * result can exceed what `parseQuery` reads (`too-many`, `too-long`): whoever keeps its text parses it again.
 */
export function withValues(query: Query, qualifier: FilterQualifier, values: readonly string[]): Query {
  const isReplaced = (term: Term) => !term.negated && term.qualifier === qualifier;
  const first = query.terms.findIndex(isReplaced);
  const before = first < 0 ? query.terms : query.terms.slice(0, first);
  const after = first < 0 ? [] : query.terms.slice(first);
  const condition = conditionWith(qualifier, values);
  const replacement = condition ? [{ negated: false, ...condition }] : [];
  return {
    ...query,
    terms: [...before, ...replacement, ...after.filter((term) => !isReplaced(term))],
  };
}

/** True when a query excludes nothing; an order excludes nothing. */
export function isEmpty(query: Query): boolean {
  return query.terms.length === 0;
}

function conditionWith(qualifier: FilterQualifier, values: readonly string[]): Condition | null {
  if (qualifier === 'permission') {
    const printed = values.flatMap((value) => readPermission(value) ?? []).map(printPermission);
    const permissions = withoutRepeats(printed).flatMap((value) => readPermission(value) ?? []);
    return permissions.length > 0 ? { qualifier, values: permissions } : null;
  }
  const names = withoutRepeats(values.map(normalName).filter((name) => name !== ''));
  return names.length > 0 ? { qualifier, values: names } : null;
}
