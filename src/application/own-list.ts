import { DomainError } from '../domain/errors.js';
import { parseQuery } from '../domain/parse-query.js';
import { EMPTY_QUERY, type Query, type QueryKind } from '../domain/query.js';
import type { SlackActor } from './authorize-approver.js';
import type { List, ListKind } from './list-ports.js';

const QUERY_KINDS: Record<ListKind, QueryKind> = {
  pending: 'pending',
  history: 'history',
  mine: 'any',
  found: 'any',
};

/** What is searched in a list of this kind. */
export function queryKindOf(kind: ListKind): QueryKind {
  return QUERY_KINDS[kind];
}

/**
 * The list, if it is this person's.
 * @throws DomainError `other-workspace`, `list-gone`
 */
export function ownList(list: List | undefined, actor: SlackActor): List {
  if (actor.isStranger) throw new DomainError('other-workspace');
  if (list === undefined || list.slackUserId !== actor.slackUserId) throw new DomainError('list-gone');
  return list;
}

/**
 * The query of a list, read from its text.
 * @throws DomainError `list-gone` for a text that another version of ours wrote
 */
export function queryOf({ kind, query: text }: Pick<List, 'kind' | 'query'>): Query {
  // What stands there of `found` is the name that was asked for.
  if (kind === 'found') return EMPTY_QUERY;
  const { query } = parseQuery(text, queryKindOf(kind));
  if (query === undefined) throw new DomainError('list-gone');
  return query;
}
