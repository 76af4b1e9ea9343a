import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is who, the sign-ins with which owners decide, and on whose authority each decision was sent. */
export class Links1763700000003 implements MigrationInterface {
  readonly name = 'Links1763700000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE links (
        slack_user_id text NOT NULL,
        github_user_id bigint,
        github_login text NOT NULL,
        operator_login text,
        linked_at timestamptz NOT NULL,
        CONSTRAINT links_pkey PRIMARY KEY (slack_user_id),
        CONSTRAINT links_github_user UNIQUE (github_user_id),
        CONSTRAINT links_known_by CHECK (github_user_id IS NOT NULL OR operator_login IS NOT NULL)
      )`);
    await runner.query('CREATE INDEX links_login ON links (lower(github_login))');
    await runner.query(
      'CREATE UNIQUE INDEX links_operator_login ON links (lower(operator_login)) WHERE operator_login IS NOT NULL',
    );

    await runner.query(`
      CREATE TABLE link_credentials (
        github_user_id bigint NOT NULL,
        slack_user_id text NOT NULL,
        sealed text NOT NULL,
        version uuid NOT NULL,
        readable boolean NOT NULL DEFAULT true,
        access_expires_at timestamptz,
        refresh_expires_at timestamptz,
        refreshing_until timestamptz,
        updated_at timestamptz NOT NULL,
        CONSTRAINT link_credentials_pkey PRIMARY KEY (github_user_id),
        CONSTRAINT link_credentials_link FOREIGN KEY (slack_user_id)
          REFERENCES links (slack_user_id) ON DELETE CASCADE
      )`);
    await runner.query('CREATE UNIQUE INDEX link_credentials_of ON link_credentials (slack_user_id)');

    await runner.query(`
      CREATE TABLE link_attempts (
        id uuid NOT NULL,
        ticket_hash bytea NOT NULL,
        slack_user_id text NOT NULL,
        resume jsonb,
        state text NOT NULL,
        state_hash bytea,
        browser_hash bytea,
        github_user_id bigint,
        github_login text,
        sealed text,
        created_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        CONSTRAINT link_attempts_pkey PRIMARY KEY (id),
        CONSTRAINT link_attempts_ticket UNIQUE (ticket_hash),
        CONSTRAINT link_attempts_state UNIQUE (state_hash),
        CONSTRAINT link_attempts_state_check CHECK
          (state IN ('offered', 'started', 'returned', 'authorized', 'ended'))
      )`);
    await runner.query('CREATE INDEX link_attempts_browser ON link_attempts (browser_hash)');
    await runner.query('CREATE INDEX link_attempts_age ON link_attempts (expires_at)');

    await runner.query('ALTER TABLE decisions ADD COLUMN delegated_by text');
    await runner.query('ALTER TABLE decisions ADD COLUMN failure_link text');
  }

  async down(runner: QueryRunner): Promise<void> {
    // The version before cannot read them.
    await runner.query("DELETE FROM deliveries WHERE kind = 'link-news'");
    await runner.query('ALTER TABLE decisions DROP COLUMN failure_link');
    await runner.query('ALTER TABLE decisions DROP COLUMN delegated_by');
    await runner.query('DROP TABLE link_attempts');
    await runner.query('DROP TABLE link_credentials');
    await runner.query('DROP TABLE links');
  }
}
