import type { EntityManager } from 'typeorm';
import { inOneMessage } from './in-one-message.js';

/** A time of ours, in a statement that has no parameters. */
export const literal = (time: Date) => `'${time.toISOString()}'::timestamptz`;

/**
 * PostgreSQL believes that little is due, for what is due now is beyond what its statistics know, and would read all of a
 * long queue and sort it for each claim. The index has it in order.
 */
const IN_ORDER = `SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('enable_seqscan', 'off', true)`;

/** The rows that a statement has claimed from the head of a queue. It has no parameters. */
export async function claimInOrder<Row>(manager: EntityManager, statement: string): Promise<Row[]> {
  const [, claimed] = await inOneMessage(manager, `${IN_ORDER}; ${statement}`);
  return (claimed?.rows ?? []) as Row[];
}
