import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Webhooks are stored when they come, and taken in afterwards: what waits has its payload still. */
export class WebhookInbox1763700000013 implements MigrationInterface {
  readonly name = 'WebhookInbox1763700000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE webhook_deliveries
         ADD COLUMN lane text,
         ADD COLUMN payload text,
         ADD COLUMN attempts integer NOT NULL DEFAULT 0,
         ADD COLUMN next_attempt_at timestamptz,
         ADD COLUMN leased_until timestamptz`,
    );
    await runner.query(
      `CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (received_at, delivery_id)
        WHERE payload IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX webhook_deliveries_lane ON webhook_deliveries (lane, received_at, delivery_id)
        WHERE payload IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    // What was not taken in is unknown again, so that GitHub can be asked to deliver it once more.
    await runner.query('DELETE FROM webhook_deliveries WHERE payload IS NOT NULL');
    await runner.query('DROP INDEX webhook_deliveries_lane');
    await runner.query('DROP INDEX webhook_deliveries_waiting');
    await runner.query(
      `ALTER TABLE webhook_deliveries
         DROP COLUMN lane, DROP COLUMN payload, DROP COLUMN attempts, DROP COLUMN next_attempt_at,
         DROP COLUMN leased_until`,
    );
  }
}
