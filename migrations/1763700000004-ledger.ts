import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The record of every change that matters, sealed in a chain; see docs/ledger.md. */
export class Ledger1763700000004 implements MigrationInterface {
  readonly name = 'Ledger1763700000004';

  async up(runner: QueryRunner): Promise<void> {
    // No foreign key to anything that changes, and milliseconds, for those are what a seal is over.
    await runner.query(`
      CREATE TABLE ledger_entries (
        id bigint GENERATED ALWAYS AS IDENTITY NOT NULL,
        uid uuid NOT NULL,
        at timestamptz(3) NOT NULL,
        kind text NOT NULL,
        organization_id bigint,
        token_request_id bigint,
        decision_id bigint,
        data jsonb NOT NULL,
        people jsonb NOT NULL,
        trace text NOT NULL,
        mac bytea,
        CONSTRAINT ledger_entries_pkey PRIMARY KEY (id),
        CONSTRAINT ledger_entries_uid UNIQUE (uid),
        CONSTRAINT ledger_entries_number CHECK (id > 0)
      )`);
    await runner.query('CREATE INDEX ledger_entries_organization ON ledger_entries (organization_id, id)');
    await runner.query('CREATE INDEX ledger_entries_request ON ledger_entries (token_request_id)');
    await runner.query(
      "CREATE INDEX ledger_entries_number_on_github ON ledger_entries ((data->>'patRequestId'), id)",
    );
    await runner.query(
      "CREATE INDEX ledger_entries_settings ON ledger_entries (id) WHERE kind = 'settings-changed'",
    );

    await runner.query(`
      CREATE TABLE ledger_people (
        entry_id bigint NOT NULL,
        role text NOT NULL,
        salt bytea NOT NULL,
        github_user_id bigint,
        slack_user_id text,
        fields jsonb NOT NULL,
        CONSTRAINT ledger_people_pkey PRIMARY KEY (entry_id, role),
        CONSTRAINT ledger_people_entry FOREIGN KEY (entry_id) REFERENCES ledger_entries (id)
      )`);
    await runner.query('CREATE INDEX ledger_people_github_user ON ledger_people (github_user_id)');
    await runner.query("CREATE INDEX ledger_people_login ON ledger_people (lower(fields->>'login'))");

    await runner.query(`
      CREATE TABLE ledger_seals (
        seq bigint NOT NULL,
        entry_id bigint NOT NULL,
        seal bytea NOT NULL,
        key_id text NOT NULL,
        sealed_at timestamptz(3) NOT NULL,
        CONSTRAINT ledger_seals_pkey PRIMARY KEY (seq),
        CONSTRAINT ledger_seals_once UNIQUE (entry_id),
        CONSTRAINT ledger_seals_number CHECK (seq > 0),
        CONSTRAINT ledger_seals_entry FOREIGN KEY (entry_id) REFERENCES ledger_entries (id)
      )`);

    await runner.query(REFUSE);
    for (const trigger of TRIGGERS) await runner.query(trigger);
    // To know the head that was posted last.
    await runner.query("CREATE INDEX deliveries_ledger_heads ON deliveries (id) WHERE kind = 'ledger-head'");
  }

  async down(runner: QueryRunner): Promise<void> {
    // The version before cannot read them.
    await runner.query("DELETE FROM deliveries WHERE kind = 'ledger-head'");
    await runner.query('DROP INDEX deliveries_ledger_heads');
    await runner.query('DROP TABLE ledger_seals');
    await runner.query('DROP TABLE ledger_people');
    await runner.query('DROP TABLE ledger_entries');
    await runner.query('DROP FUNCTION refuse_ledger_change()');
  }
}

const REFUSE = `
  CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'the ledger is appended to only: % on % is refused', TG_OP, TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege',
            HINT = 'What is personal can be erased: npm run privacy:erase';
  END $$`;

/** Rows of ledger_people may be deleted, which is how somebody is erased; never changed. */
const TRIGGERS = [
  ...['ledger_entries', 'ledger_seals'].flatMap((table) => [
    `CREATE TRIGGER ${table}_no_change BEFORE UPDATE OR DELETE ON ${table}
       FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()`,
    `CREATE TRIGGER ${table}_no_truncate BEFORE TRUNCATE ON ${table}
       FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change()`,
  ]),
  `CREATE TRIGGER ledger_people_no_change BEFORE UPDATE ON ledger_people
     FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change()`,
];
