import { isPreparationFailure } from './prepared-statements.js';

/**
 * A statement that waits longer than this for a lock, or takes longer, fails, and its transaction is rolled back: a
 * click must be answered within Slack's three seconds, and nothing that we do at one go takes as long. In milliseconds,
 * for each connection.
 */
export const PATIENCE = { lock_timeout: 2_000, statement_timeout: 10_000 };

const DEADLOCK_DETECTED = '40P01';

/**
 * PostgreSQL ends one of two transactions that wait for each other, and by then the other one goes on: so the first
 * is tried once more, as is one of which a statement could not be used as it was prepared. Who has waited in vain for a
 * lock is not, for by then Slack does not listen any more.
 */
export async function withOneRetry<T>(transact: () => Promise<T>): Promise<T> {
  try {
    return await transact();
  } catch (error) {
    const { code } = (error ?? {}) as { readonly code?: unknown };
    if (code !== DEADLOCK_DETECTED && !isPreparationFailure(code)) throw error;
    return transact();
  }
}
