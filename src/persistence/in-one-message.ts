import type { ClientBase, QueryResult } from 'pg';
import type { EntityManager } from 'typeorm';

/**
 * Sends several statements without parameters in one message, which PostgreSQL carries out as one transaction; returns
 * the result of each. Whatever stands in them must be a number or a time of ours. Not for use within a transaction.
 */
export async function inOneMessage(manager: EntityManager, statements: string): Promise<QueryResult[]> {
  const runner = manager.connection.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    // The types of pg know one statement a message only.
    return (await client.query(statements)) as unknown as QueryResult[];
  } finally {
    await runner.release();
  }
}
