import type { EntityManager } from 'typeorm';
import type { LedgerRow, LedgerSeal, StoredEntry, StoredPerson } from '../application/ledger-ports.js';
import type { LedgerData, LedgerFields } from '../domain/ledger.js';

/** A row of `ledger_entries e`, with its seal from `ledger_seals s` where there is one. */
export const LEDGER_COLUMNS = `e.id, e.uid, e.at, e.kind, e.organization_id AS "organizationId",
  e.token_request_id AS "tokenRequestId", e.decision_id AS "decisionId", e.data, e.people, e.trace, e.mac,
  s.seq, s.entry_id AS "entryId", s.seal, s.key_id AS "keyId", s.sealed_at AS "sealedAt"`;

/** As the database has it, where somebody may have put whatever a column takes. */
export interface RawRow {
  readonly id: number;
  readonly uid: string;
  readonly at: unknown;
  readonly kind: string;
  readonly organizationId: number | null;
  readonly tokenRequestId: number | null;
  readonly decisionId: number | null;
  readonly data: LedgerData;
  readonly people: Record<string, string> | null;
  readonly trace: string;
  readonly mac: Buffer | null;
  readonly seq: number | null;
  readonly entryId: number;
  readonly seal: Buffer;
  readonly keyId: string;
  readonly sealedAt: unknown;
}

/** With the people of all of them, who are read at once. */
export async function withPeople<Raw extends Pick<RawRow, 'id'>>(
  manager: EntityManager,
  rows: readonly Raw[],
): Promise<{ raw: Raw; people: StoredPerson[] }[]> {
  const found: (StoredPerson & { entryId: number; fields: LedgerFields | null })[] = await manager.query(
    `SELECT entry_id AS "entryId", role, salt, github_user_id AS "githubUserId",
            slack_user_id AS "slackUserId", fields
       FROM ledger_people WHERE entry_id = ANY($1::bigint[]) ORDER BY entry_id, role`,
    [rows.map(({ id }) => id)],
  );
  const byEntry = new Map<number, StoredPerson[]>();
  for (const person of found) {
    byEntry.set(person.entryId, [...(byEntry.get(person.entryId) ?? []), toPerson(person)]);
  }
  return rows.map((raw) => ({ raw, people: byEntry.get(raw.id) ?? [] }));
}

export function toEntry(raw: RawRow): StoredEntry {
  const { id, uid, kind, organizationId, tokenRequestId, decisionId, data, trace, mac } = raw;
  const at = toInstant(raw.at);
  const people = raw.people ?? {};
  return { id, uid, at, kind, organizationId, tokenRequestId, decisionId, data, people, trace, mac };
}

export function toSeal({ seq, entryId, seal, keyId, sealedAt }: RawRow): LedgerSeal | null {
  return seq === null ? null : { seq, entryId, seal, keyId, sealedAt: toInstant(sealedAt) };
}

/** What is before or after all instants is no Date in the driver. */
function toInstant(value: unknown): Date {
  return value instanceof Date ? value : new Date(Number.NaN);
}

export async function toLedgerRows(manager: EntityManager, rows: readonly RawRow[]): Promise<LedgerRow[]> {
  const complete = await withPeople(manager, rows);
  return complete.map(({ raw, people }) => ({ entry: toEntry(raw), people, seal: toSeal(raw) }));
}

function toPerson(person: StoredPerson & { readonly fields: LedgerFields | null }): StoredPerson {
  const { role, salt, githubUserId, slackUserId, fields } = person;
  return { role, salt, githubUserId, slackUserId, fields: fields ?? {} };
}
