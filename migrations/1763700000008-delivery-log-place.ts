import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where the reading of GitHub's log of webhooks goes on that was too long for one run. */
export class DeliveryLogPlace1763700000008 implements MigrationInterface {
  readonly name = 'DeliveryLogPlace1763700000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE delivery_log_marks ADD COLUMN next_cursor text, ADD COLUMN reading_since timestamptz',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE delivery_log_marks DROP COLUMN next_cursor, DROP COLUMN reading_since');
  }
}
