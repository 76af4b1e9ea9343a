import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Agenda's table, frozen as @agendajs/postgres-backend 3.0.6 makes it (its `schema.js`). Agenda's own
 * `ensureSchema` races when several processes start at once, and calling the package here would change a
 * landed migration with an upgrade of the package.
 */
export class AgendaJobs1763700000001 implements MigrationInterface {
  readonly name = 'AgendaJobs1763700000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE agenda_jobs (
        id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
        name VARCHAR(255) NOT NULL,
        priority INTEGER NOT NULL DEFAULT 0,
        next_run_at TIMESTAMPTZ,
        type VARCHAR(10) NOT NULL DEFAULT 'normal' CHECK (type IN ('normal', 'single')),
        locked_at TIMESTAMPTZ,
        last_finished_at TIMESTAMPTZ,
        failed_at TIMESTAMPTZ,
        fail_count INTEGER DEFAULT NULL,
        fail_reason TEXT,
        repeat_timezone VARCHAR(100),
        last_run_at TIMESTAMPTZ,
        repeat_interval VARCHAR(255),
        data JSONB DEFAULT '{}'::jsonb,
        repeat_at VARCHAR(255),
        disabled BOOLEAN DEFAULT FALSE,
        progress REAL,
        fork BOOLEAN DEFAULT FALSE,
        last_modified_by VARCHAR(255),
        debounce_started_at TIMESTAMPTZ,
        start_date TIMESTAMPTZ,
        end_date TIMESTAMPTZ,
        skip_days JSONB,
        created_at TIMESTAMPTZ DEFAULT NOW(),
        updated_at TIMESTAMPTZ DEFAULT NOW()
      )`);
    await runner.query(`
      CREATE INDEX agenda_jobs_find_and_lock_idx
        ON agenda_jobs (name, next_run_at, priority DESC, locked_at, disabled) WHERE disabled = FALSE`);
    await runner.query(
      "CREATE UNIQUE INDEX agenda_jobs_single_job_idx ON agenda_jobs (name) WHERE type = 'single'",
    );
    await runner.query(
      'CREATE INDEX agenda_jobs_locked_at_idx ON agenda_jobs (locked_at) WHERE locked_at IS NOT NULL',
    );
    await runner.query(
      'CREATE INDEX agenda_jobs_next_run_at_idx ON agenda_jobs (next_run_at) WHERE next_run_at IS NOT NULL',
    );
    await runner.query(`
      CREATE FUNCTION update_agenda_jobs_updated_at() RETURNS TRIGGER AS $$
      BEGIN
        NEW.updated_at = NOW();
        RETURN NEW;
      END;
      $$ LANGUAGE plpgsql`);
    await runner.query(`
      CREATE TRIGGER agenda_jobs_updated_at_trigger BEFORE UPDATE ON agenda_jobs
        FOR EACH ROW EXECUTE FUNCTION update_agenda_jobs_updated_at()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE agenda_jobs');
    await runner.query('DROP FUNCTION update_agenda_jobs_updated_at()');
  }
}
