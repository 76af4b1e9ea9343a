import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What waits of one person is filtered by organization, repository and permission without a look at the requests themselves. */
export class WaitingRequestsOfSomebody1763700000014 implements MigrationInterface {
  readonly name = 'WaitingRequestsOfSomebody1763700000014';

  async up(runner: QueryRunner): Promise<void> {
    // The login is in it twice: PostgreSQL reads an index alone only when that has each column that a statement names.
    await runner.query(
      `CREATE INDEX token_requests_waiting_of ON token_requests (lower(requester_login), requested_at, id)
         INCLUDE (requester_login, organization_id, repository_selection) WHERE state = 'pending'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX token_requests_waiting_of');
  }
}
