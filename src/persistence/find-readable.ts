import type { EntityManager } from 'typeorm';
import type { Readable } from '../application/search-ports.js';
import { PLANNED_ANEW } from './prepared-statements.js';
import { createSearchValues, type SearchValues, storable } from './search-values.js';

/** What the reader may read of the token requests `r`; undefined when that is nothing. */
export function readableBy(readable: Readable, values: SearchValues): string | undefined {
  if ('requesterLogin' in readable) {
    return `lower(r.requester_login) = lower(${values.add(storable(readable.requesterLogin), 'text')})`;
  }
  if ('requesterId' in readable) return `r.requester_id = ${values.add(readable.requesterId, 'bigint')}`;
  if (readable.organizationIds.length === 0) return undefined;
  return `r.organization_id = ANY(${values.add(readable.organizationIds, 'bigint[]')})`;
}

/** Those of them that may be read, in the order of their ids. */
export async function findReadable(
  manager: EntityManager,
  readable: Readable,
  ids: readonly number[],
): Promise<{ id: number }[]> {
  const values = createSearchValues();
  const isReadable = readableBy(readable, values);
  if (isReadable === undefined || ids.length === 0) return [];
  return manager.query(
    `${PLANNED_ANEW}SELECT r.id FROM token_requests r
      WHERE r.id = ANY(${values.add(ids, 'bigint[]')}) AND ${isReadable} ORDER BY r.id`,
    [...values.list],
  );
}

/** By GitHub's id of the request or the whole name of the token; the newest first. */
export async function findNamed(
  manager: EntityManager,
  readable: Readable,
  name: string,
  limit: number,
): Promise<number[]> {
  const values = createSearchValues();
  const isReadable = readableBy(readable, values);
  if (isReadable === undefined) return [];
  const wanted = `lower(${values.add(storable(name), 'text')})`;
  const conditions = [
    `left(lower(r.token_name), 64) = left(${wanted}, 64) AND lower(r.token_name) = ${wanted}`,
  ];
  // A number that is longer is no id of GitHub's, and no number that PostgreSQL could read.
  if (/^\d{1,15}$/.test(name)) conditions.push(`r.pat_request_id = ${values.add(name, 'bigint')}`);
  const most = values.add(limit, 'integer');
  const parts = conditions.map(
    (condition) => `(SELECT r.id, r.requested_at FROM token_requests r WHERE ${isReadable} AND ${condition}
                      ORDER BY r.requested_at DESC, r.id DESC LIMIT ${most})`,
  );
  const rows: { id: number }[] = await manager.query(
    `${PLANNED_ANEW}SELECT id FROM (${parts.join(' UNION ')}) found ORDER BY requested_at DESC, id DESC LIMIT ${most}`,
    [...values.list],
  );
  return rows.map(({ id }) => id);
}
