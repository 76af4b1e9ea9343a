import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people and organizations have chosen, and what Slack says of people's language and time zone. */
export class Preferences1763700000010 implements MigrationInterface {
  readonly name = 'Preferences1763700000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE preferences (
        slack_user_id text CONSTRAINT preferences_pkey PRIMARY KEY,
        language text,
        time_zone text,
        unwanted text[] NOT NULL DEFAULT '{}',
        muted boolean NOT NULL DEFAULT false,
        slack_locale text,
        slack_time_zone text,
        slack_read_at timestamptz
      )`);
    await runner.query(`
      CREATE TABLE organization_settings (
        organization_id bigint CONSTRAINT organization_settings_pkey PRIMARY KEY
          CONSTRAINT organization_settings_organization REFERENCES organizations (id),
        chosen jsonb NOT NULL DEFAULT '{}'
      )`);
    await runner.query(`
      CREATE TABLE unwanted_mails (
        address text,
        kind text CONSTRAINT unwanted_mails_kind_check CHECK (kind IN ('decision', 'digest')),
        since timestamptz NOT NULL,
        CONSTRAINT unwanted_mails_pkey PRIMARY KEY (address, kind)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE unwanted_mails, organization_settings, preferences');
  }
}
