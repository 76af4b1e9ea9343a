import type { EntityManager } from 'typeorm';
import type { ChainLink, LedgerSeal, Seals } from '../application/ledger-ports.js';
import { LEDGER_COLUMNS, type RawRow, toEntry, toLedgerRows, toSeal, withPeople } from './ledger-rows.js';

/** Two processes that seal wait for one another; any number will do. */
const ONE_AT_A_TIME = 'SELECT pg_advisory_xact_lock(6039417)';
/**
 * Ids are given before their transactions commit, so an entry may come to be sealed after others that were written
 * later. No transaction is open while so many others are sealed, for each of its statements ends within ten seconds.
 */
const LOOKED_BACK = 10_000;

const SEAL =
  'SELECT seq, entry_id AS "entryId", seal, key_id AS "keyId", sealed_at AS "sealedAt" FROM ledger_seals';

export function createSeals(manager: EntityManager): Seals {
  const query = <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    manager.query(sql, [...values]);
  return {
    async lock() {
      await query(ONE_AT_A_TIME);
    },
    async last() {
      return (await query<LedgerSeal>(`${SEAL} ORDER BY seq DESC LIMIT 1`))[0];
    },
    async lastUntil(instant) {
      const sql = `${SEAL} WHERE sealed_at <= $1 ORDER BY seq DESC LIMIT 1`;
      const [found] = await query<LedgerSeal>(sql, [instant]);
      return found && { seq: found.seq, seal: found.seal.toString('hex') };
    },
    async add(seals) {
      await query(
        `INSERT INTO ledger_seals (seq, entry_id, seal, key_id, sealed_at)
         SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[], $4::text[], $5::timestamptz[])`,
        [
          seals.map(({ seq }) => seq),
          seals.map(({ entryId }) => entryId),
          seals.map(({ seal }) => seal),
          seals.map(({ keyId }) => keyId),
          seals.map(({ sealedAt }) => sealedAt),
        ],
      );
    },
    async missing(afterId, limit, { recent } = { recent: false }) {
      const [oldest] = recent ? await query<{ id: number }>(OLDEST_LOOKED_AT) : [];
      // Said of both tables, so that neither is gone through from its beginning.
      const rows = await query<RawRow>(
        `SELECT ${LEDGER_COLUMNS} FROM ledger_entries e
           LEFT JOIN ledger_seals s ON s.entry_id = e.id AND s.entry_id > $1
          WHERE e.id > $1 AND s.entry_id IS NULL ORDER BY e.id LIMIT $2`,
        [Math.max(afterId, oldest?.id ?? afterId), limit],
      );
      return toLedgerRows(manager, rows);
    },
    async repeated() {
      const [found] = await query<{ id: number }>(
        `SELECT max(id) AS id FROM ledger_entries GROUP BY uid HAVING count(*) > 1 ORDER BY id LIMIT 1`,
      );
      return found?.id;
    },
    async links(afterSeq, limit) {
      const rows = await query<LinkRow>(
        `SELECT ${LEDGER_COLUMNS} FROM ledger_seals s LEFT JOIN ledger_entries e ON e.id = s.entry_id
          WHERE s.seq > $1 ORDER BY s.seq LIMIT $2`,
        [afterSeq, limit],
      );
      return (await withPeople(manager, rows)).map(({ raw, people }) => toLink(raw, people));
    },
    async postedHead(channel) {
      const [found] = await query<{ head: string }>(
        `SELECT payload->>'head' AS head FROM deliveries
          WHERE kind = 'ledger-head' AND payload->>'channel' = $1 ORDER BY id DESC LIMIT 1`,
        [channel],
      );
      return found?.head;
    },
  };
}

const OLDEST_LOOKED_AT = `SELECT coalesce(
  (SELECT entry_id FROM ledger_seals WHERE seq = (SELECT max(seq) FROM ledger_seals) - ${LOOKED_BACK}),
  (SELECT entry_id - ${LOOKED_BACK} FROM ledger_seals WHERE seq = 1), 0) AS id`;

/** The entry's columns are null when somebody has taken it away. */
type LinkRow = RawRow & { readonly seq: number };

function toLink(raw: LinkRow, people: Awaited<ReturnType<typeof withPeople>>[number]['people']): ChainLink {
  const seal = toSeal(raw);
  if (seal === null) throw new Error('a seal has its number');
  const isGone = (raw.id as number | null) === null;
  return { seal, row: isGone ? undefined : { entry: toEntry(raw), people } };
}
