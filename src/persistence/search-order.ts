import type { PageStart, Search } from '../application/ports.js';
import type { SearchValues } from './search-values.js';

/** By what a list is sorted. What has no date comes where the most distant future would. */
export interface SearchOrder {
  readonly column: 'requested_at' | 'ended_at' | 'token_expires_at';
  readonly descending: boolean;
}

/** The column of `older:` and `newer:`, oldest and newest. */
export function dateColumnOf({ kind }: Pick<Search, 'kind'>): 'requested_at' | 'ended_at' {
  return kind === 'history' ? 'ended_at' : 'requested_at';
}

export function orderOf(search: Pick<Search, 'kind' | 'query'>): SearchOrder {
  const column = dateColumnOf(search);
  switch (search.query.sort) {
    case 'oldest':
      return { column, descending: false };
    case 'newest':
      return { column, descending: true };
    case 'expiry':
      return { column: 'token_expires_at', descending: false };
    case null:
      return { column, descending: search.kind !== 'pending' };
  }
}

/** `ORDER BY` for rows of token requests under this name; ties go by id, in the same direction. */
export function orderBy({ column, descending }: SearchOrder, table: string): string {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY ${table}.${column} ${direction}, ${table}.id ${direction}`;
}

/**
 * What lies behind the start of a page, as conditions of which each can be read from an index in order, and that
 * exclude each other. An `OR` of them could not.
 */
export function partsAfter(order: SearchOrder, after: PageStart | null, values: SearchValues): string[] {
  if (after === null) return ['true'];
  const column = `r.${order.column}`;
  const compare = order.descending ? '<' : '>';
  const id = values.add(after.id, 'bigint');
  if (after.at === null) {
    const rest = `(${column} IS NULL AND r.id ${compare} ${id})`;
    return order.descending ? [rest, `${column} IS NOT NULL`] : [rest];
  }
  const rest = `(${column}, r.id) ${compare} (${values.add(after.at, 'timestamptz')}, ${id})`;
  return order.descending || order.column === 'requested_at' ? [rest] : [rest, `${column} IS NULL`];
}
