import { randomBytes, randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Ledger } from '../application/ledger-ports.js';
import { type LedgerPerson, type NewLedgerEntry, storable } from '../domain/ledger.js';
import { canonicalEntry, type LedgerKeys, personDigest, signEntry } from '../domain/ledger-chain.js';
import { ledgerSearches } from './ledger-searches.js';

const SALT_BYTES = 16;

const APPEND = `
  WITH added AS (
    INSERT INTO ledger_entries (uid, at, kind, organization_id, token_request_id, decision_id, data, people, trace, mac)
    SELECT uid, at, kind, organization_id, token_request_id, decision_id, data, people, trace, mac
      FROM unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::bigint[], $5::bigint[], $6::bigint[], $7::jsonb[],
                  $8::jsonb[], $9::text[], $10::bytea[])
        WITH ORDINALITY AS new (uid, at, kind, organization_id, token_request_id, decision_id, data, people, trace,
                                mac, position)
     ORDER BY position
    RETURNING id, uid)
  INSERT INTO ledger_people (entry_id, role, salt, github_user_id, slack_user_id, fields)
  SELECT added.id, role, salt, github_user_id, slack_user_id, fields
    FROM unnest($11::uuid[], $12::text[], $13::bytea[], $14::bigint[], $15::text[], $16::jsonb[])
      AS person (uid, role, salt, github_user_id, slack_user_id, fields)
    JOIN added ON added.uid = person.uid`;

interface Person extends LedgerPerson {
  readonly uid: string;
  readonly salt: Buffer;
}

/** An entry ready to be stored, signed with the key that the database does not have. */
type Signed = ReturnType<typeof signed>;

export function createLedger(manager: EntityManager, keys: LedgerKeys): Ledger {
  return {
    async append(...entries) {
      if (entries.length === 0) return;
      const rows = entries.map((entry) => signed(storable(entry), keys));
      await manager.query(APPEND, [
        ...entryColumns(rows),
        ...personColumns(rows.flatMap((row) => row.persons)),
      ]);
    },
    ...ledgerSearches(manager),
  };
}

function signed(entry: NewLedgerEntry, keys: LedgerKeys) {
  const uid = randomUUID();
  const persons = entry.people.map(
    ({ role, githubUserId, slackUserId, fields }): Person => ({
      uid,
      salt: randomBytes(SALT_BYTES),
      role,
      githubUserId,
      slackUserId,
      fields,
    }),
  );
  const { kind, at, data, trace, organizationId = null, tokenRequestId = null, decisionId = null } = entry;
  const people = Object.fromEntries(
    persons.map((person) => [person.role, personDigest(person, person.salt)]),
  );
  const content = { uid, at, kind, organizationId, tokenRequestId, decisionId, data, people, trace };
  const mac = keys.current ? signEntry(canonicalEntry(content), keys.current) : null;
  return { ...content, mac, persons };
}

function entryColumns(rows: readonly Signed[]): unknown[] {
  return [
    rows.map(({ uid }) => uid),
    rows.map(({ at }) => at),
    rows.map(({ kind }) => kind),
    rows.map(({ organizationId }) => organizationId),
    rows.map(({ tokenRequestId }) => tokenRequestId),
    rows.map(({ decisionId }) => decisionId),
    rows.map(({ data }) => JSON.stringify(data)),
    rows.map(({ people }) => JSON.stringify(people)),
    rows.map(({ trace }) => trace),
    rows.map(({ mac }) => mac),
  ];
}

function personColumns(persons: readonly Person[]): unknown[] {
  return [
    persons.map(({ uid }) => uid),
    persons.map(({ role }) => role),
    persons.map(({ salt }) => salt),
    persons.map(({ githubUserId }) => githubUserId),
    persons.map(({ slackUserId }) => slackUserId),
    persons.map(({ fields }) => JSON.stringify(fields)),
  ];
}
