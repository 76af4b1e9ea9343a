import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What GitHub's lists showed last, and which webhooks it could not deliver. */
export class Convergence1763700000006 implements MigrationInterface {
  readonly name = 'Convergence1763700000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE organizations ADD COLUMN listed_in_full_at timestamptz');
    await runner.query(`
      CREATE TABLE list_pages (
        organization_id bigint NOT NULL,
        page integer NOT NULL,
        shape text NOT NULL,
        etag text NOT NULL,
        has_next boolean NOT NULL,
        requests jsonb NOT NULL,
        CONSTRAINT list_pages_pkey PRIMARY KEY (organization_id, page),
        CONSTRAINT list_pages_organization FOREIGN KEY (organization_id)
          REFERENCES organizations (id) ON DELETE CASCADE
      )`);

    await runner.query(
      'ALTER TABLE token_requests ADD COLUMN repositories_read_at timestamptz NOT NULL DEFAULT now()',
    );
    await runner.query(
      `CREATE INDEX token_requests_repositories_age ON token_requests (organization_id, repositories_read_at)
        WHERE state = 'pending' AND repository_selection = 'subset'`,
    );

    await runner.query(`
      CREATE TABLE webhook_failures (
        guid text NOT NULL,
        delivery_id bigint NOT NULL,
        event text NOT NULL,
        action text,
        status_code integer NOT NULL,
        delivered_at timestamptz NOT NULL,
        attempts integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL,
        CONSTRAINT webhook_failures_pkey PRIMARY KEY (guid)
      )`);
    await runner.query('CREATE INDEX webhook_failures_queue ON webhook_failures (next_attempt_at)');
    await runner.query('CREATE INDEX webhook_failures_age ON webhook_failures (delivered_at)');
    await runner.query(`
      CREATE TABLE delivery_log_marks (
        name text NOT NULL,
        read_until timestamptz NOT NULL,
        CONSTRAINT delivery_log_marks_pkey PRIMARY KEY (name)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // The version before cannot read them.
    await runner.query("DELETE FROM deliveries WHERE kind IN ('organization-cards', 'organization-news')");
    await runner.query('DROP TABLE delivery_log_marks');
    await runner.query('DROP TABLE webhook_failures');
    await runner.query('DROP INDEX token_requests_repositories_age');
    await runner.query('ALTER TABLE token_requests DROP COLUMN repositories_read_at');
    await runner.query('DROP TABLE list_pages');
    await runner.query('ALTER TABLE organizations DROP COLUMN listed_in_full_at');
  }
}
