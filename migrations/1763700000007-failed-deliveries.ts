import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Finds deliveries that were given up, without reading all that were sent. */
export class FailedDeliveries1763700000007 implements MigrationInterface {
  readonly name = 'FailedDeliveries1763700000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query("CREATE INDEX deliveries_failed ON deliveries (ended_at, id) WHERE state = 'failed'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX deliveries_failed');
  }
}
