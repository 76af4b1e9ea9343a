import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When GitHub said so of the App: what was read before must not be written over it. */
export class AppStateSeen1763700000009 implements MigrationInterface {
  readonly name = 'AppStateSeen1763700000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE organizations ADD COLUMN state_seen_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE organizations DROP COLUMN state_seen_at');
  }
}
