import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds what of bulk decisions is about a request or a decision that is removed: without these, PostgreSQL reads the whole
 * table for each, to see whether anything refers to it.
 */
export class Retention1763700000012 implements MigrationInterface {
  readonly name = 'Retention1763700000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX bulk_decision_items_of_request ON bulk_decision_items (token_request_id)',
    );
    await runner.query(
      `CREATE INDEX bulk_decision_items_of_decision ON bulk_decision_items (decision_id)
        WHERE decision_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX bulk_decision_items_of_decision');
    await runner.query('DROP INDEX bulk_decision_items_of_request');
  }
}
