import type { Database } from '../../src/application/ports.js';
import type { NewLedgerEntry } from '../../src/domain/ledger.js';
import { ACME, MONA, NOW } from '../support/builders.js';
import type { WorldDatabase } from './use-cases/use-case-world.js';

type Query = WorldDatabase['query'];

const TABLES = ['ledger_entries', 'ledger_seals', 'ledger_people'];

/** Does what the database refuses, as somebody does who owns the tables. */
export async function tamper(query: Query, ...statements: readonly string[]): Promise<void> {
  const triggers = (word: string) =>
    TABLES.map((table) => `ALTER TABLE ${table} ${word} TRIGGER USER`).join(';');
  await query(triggers('DISABLE'));
  for (const statement of statements) await query(statement);
  await query(triggers('ENABLE'));
}

export function emptyLedger(query: Query): Promise<void> {
  return tamper(query, `TRUNCATE ${TABLES.join(', ')} RESTART IDENTITY`);
}

export interface ShownEntry {
  readonly kind: string;
  readonly organization_id: number | null;
  readonly token_request_id: number | null;
  readonly decision_id: number | null;
  readonly data: Record<string, unknown>;
  readonly trace: string;
  /** Role → the person's row. */
  readonly persons: Record<string, { github_user_id: number; slack_user_id: string; fields: object }>;
}

/** All entries in the order of ids, with their people. */
export function ledgerEntries(query: Query): Promise<ShownEntry[]> {
  return query<ShownEntry>(
    `SELECT e.*, coalesce((SELECT jsonb_object_agg(role, to_jsonb(p)) FROM ledger_people p WHERE p.entry_id = e.id),
                          '{}') AS persons
       FROM ledger_entries e ORDER BY id`,
  );
}

/** That mona asked for something. */
export function anEntry(over: Partial<NewLedgerEntry> = {}): NewLedgerEntry {
  return {
    kind: 'request-seen',
    at: NOW,
    organizationId: ACME.id,
    tokenRequestId: 1,
    decisionId: null,
    data: { organization: ACME.login, patRequestId: 9_001, state: 'pending' },
    people: [
      {
        role: 'requester',
        githubUserId: MONA.id,
        slackUserId: null,
        fields: { login: MONA.login, tokenName: 'deploy-bot', reason: null },
      },
    ],
    trace: 't',
    ...over,
  };
}

/** As many entries, each about another request. */
export function append(database: Pick<Database, 'ledger'>, count: number): Promise<void> {
  const entries = Array.from({ length: count }, (_, index) =>
    anEntry({ tokenRequestId: index + 1, data: { organization: ACME.login, patRequestId: 9_001 + index } }),
  );
  return database.ledger.append(...entries);
}
