import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When somebody is reminded of what waits, and how far they were. */
export class Reminders1763700000011 implements MigrationInterface {
  readonly name = 'Reminders1763700000011';

  async up(runner: QueryRunner): Promise<void> {
    // What is there already counts as told, without a rewrite of the table: after an upgrade nobody wants a reminder of
    // each request that has waited for weeks. Those of the last day are looked at.
    await runner.query(`
      ALTER TABLE token_requests
        ADD COLUMN reminded smallint NOT NULL DEFAULT 3,
        ADD COLUMN remind_at timestamptz,
        ADD CONSTRAINT token_requests_reminded_check CHECK (reminded BETWEEN 0 AND 3)`);
    await runner.query(`
      ALTER TABLE token_requests
        ALTER COLUMN reminded SET DEFAULT 0,
        ALTER COLUMN remind_at SET DEFAULT now()`);
    await runner.query(`
      UPDATE token_requests SET reminded = 0, remind_at = now()
       WHERE state IN ('pending', 'deciding') AND announced AND created_at > now() - interval '1 day'`);
    await runner.query(
      `CREATE INDEX token_requests_reminders ON token_requests (organization_id, remind_at, id)
        WHERE state = 'pending' AND remind_at IS NOT NULL`,
    );
    await runner.query('ALTER TABLE organizations ADD COLUMN settings_followed text');
    await runner.query(
      `CREATE INDEX deliveries_reminders ON deliveries USING gin ((payload->'tokenRequestIds') jsonb_path_ops)
        WHERE kind = 'reminder-message'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    // The version before cannot read them.
    await runner.query(`
      DELETE FROM deliveries
       WHERE kind IN ('reminder', 'summary-reminder', 'owner-reminders', 'reminder-message', 'reminder-update')
          OR (kind = 'card-note' AND payload->>'note' = 'expired-undecided')`);
    await runner.query('DROP INDEX deliveries_reminders');
    await runner.query('ALTER TABLE organizations DROP COLUMN settings_followed');
    await runner.query('DROP INDEX token_requests_reminders');
    await runner.query('ALTER TABLE token_requests DROP COLUMN reminded, DROP COLUMN remind_at');
  }
}
