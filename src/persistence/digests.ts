import type { EntityManager } from 'typeorm';
import type { DigestChanges } from '../application/digest-model.js';
import type { DigestedOrganization, DigestRecords } from '../application/digest-ports.js';
import type { LedgerHeadModel } from '../application/models.js';
import { loadListed } from './listed-requests.js';

const ORGANIZATIONS = `
  SELECT o.id, o.login, o.installation_id AS "installationId", o.created_at AS "knownSince", s.chosen
    FROM organizations o LEFT JOIN organization_settings s ON s.organization_id = o.id
   WHERE o.state = 'installed' AND o.id > $1 ORDER BY o.id LIMIT $2`;

/** As the index `token_requests_ended` has it. */
const ENDED = `
  SELECT r.id, r.state, r.requested_at, r.ended_at FROM token_requests r
   WHERE r.organization_id = $1 AND r.state NOT IN ('pending', 'deciding') AND r.announced
     AND coalesce(r.ended_at, 'infinity') >= $2 AND coalesce(r.ended_at, 'infinity') < $3`;

const CHANGES = `
  SELECT (SELECT count(*)::int FROM token_requests r
           WHERE r.organization_id = $1 AND r.announced AND r.created_at >= $2 AND r.created_at < $3) AS added,
         (count(*) FILTER (WHERE state = 'approved'))::int AS approved,
         (count(*) FILTER (WHERE state = 'denied'))::int AS denied,
         (count(*) FILTER (WHERE state NOT IN ('approved', 'denied')))::int AS "endedOtherwise",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY greatest(extract(epoch FROM ended_at - requested_at), 0)::float8)
           FILTER (WHERE state IN ('approved', 'denied')) * 1000 AS "medianMs"
    FROM (${ENDED}) ended`;

const DECIDERS = `
  SELECT d.github_user_id AS id, max(d.github_login) AS login,
         (count(*) FILTER (WHERE d.action = 'approve'))::int AS approved,
         (count(*) FILTER (WHERE d.action = 'deny'))::int AS denied
    FROM (${ENDED}) ended
    JOIN LATERAL (SELECT * FROM decisions x WHERE x.token_request_id = ended.id AND x.state = 'done'
                   ORDER BY x.id DESC LIMIT 1) d ON true
   WHERE ended.state IN ('approved', 'denied')
   GROUP BY d.github_user_id ORDER BY count(*) DESC, max(d.github_login) LIMIT $4`;

interface OrganizationRow {
  readonly id: number;
  readonly login: string;
  readonly installationId: number | null;
  readonly knownSince: Date;
  readonly chosen: DigestedOrganization['chosen'] | null;
}

interface DeciderRow {
  readonly id: number;
  readonly login: string;
  readonly approved: number;
  readonly denied: number;
}

export function createDigests(manager: EntityManager): DigestRecords {
  const query = <T>(sql: string, values: readonly unknown[]): Promise<T[]> => manager.query(sql, [...values]);
  return {
    async organizations(afterId, limit) {
      const rows = await query<OrganizationRow>(ORGANIZATIONS, [afterId, limit]);
      return rows.map(({ knownSince, chosen, ...organization }) => ({
        organization,
        knownSince,
        chosen: chosen ?? {},
      }));
    },
    async announced(keys) {
      const rows = await query<{ key: string }>(
        'SELECT dedupe_key AS key FROM deliveries WHERE dedupe_key = ANY($1::text[])',
        [keys],
      );
      return new Set(rows.map(({ key }) => key));
    },
    async toldUntil(keys) {
      const [found] = await query<{ until: Date | null }>(
        `SELECT max((payload->>'until')::timestamptz) AS until FROM deliveries
          WHERE dedupe_key = ANY($1::text[]) AND NOT (state = 'sent' AND external_id IS NULL)`,
        [keys],
      );
      return found?.until ?? undefined;
    },
    async oldest(organizationId, limit) {
      const rows = await query<{ id: number }>(
        `SELECT id FROM token_requests WHERE organization_id = $1 AND state = 'pending'
          ORDER BY requested_at, id LIMIT $2`,
        [organizationId, limit],
      );
      return loadListed(
        manager,
        rows.map(({ id }) => id),
      );
    },
    async changes(organizationId, { since, until }, deciders) {
      const about = [organizationId, since, until];
      const [counts] = await query<Omit<DigestChanges, 'deciders'>>(CHANGES, about);
      if (counts === undefined) throw new Error('counts are a row');
      const rows = await query<DeciderRow>(DECIDERS, [...about, deciders]);
      return {
        ...counts,
        deciders: rows.map(({ id, login, approved, denied }) => ({
          github: { id, login },
          approved,
          denied,
        })),
      };
    },
    async sent(deliveryId, ts) {
      const [found] = await query<{ payload: unknown }>(
        `SELECT payload FROM deliveries
          WHERE id = $1 AND kind IN ('digest', 'digest-message') AND state = 'sent' AND external_id = $2`,
        [deliveryId, ts],
      );
      return found?.payload;
    },
    ...ledgerHeads(query),
  };
}

type Query = <T>(sql: string, values: readonly unknown[]) => Promise<T[]>;

/** Of the digests that carry the head of the ledger, or may. */
function ledgerHeads(query: Query): Pick<DigestRecords, 'isUnderWay' | 'progress' | 'headIn'> {
  return {
    async isUnderWay(channel) {
      const found = await query(
        `SELECT 1 FROM deliveries
          WHERE state IN ('pending', 'sending') AND kind = 'digest' AND payload->>'channel' = $1 LIMIT 1`,
        [channel],
      );
      return found.length > 0;
    },
    async progress(deliveryId) {
      const [found] = await query<{ state: string; ts: string | null }>(
        'SELECT state, external_id AS ts FROM deliveries WHERE id = $1',
        [deliveryId],
      );
      if (found?.state === 'sent' && found.ts !== null) return { state: 'sent', ts: found.ts };
      const isUnderWay = found?.state === 'pending' || found?.state === 'sending';
      return { state: isUnderWay ? 'under-way' : 'not-sent' };
    },
    async headIn(deliveryId) {
      const [found] = await query<LedgerHeadModel>(
        `SELECT payload->>'head' AS head, (payload->>'entries')::int AS entries FROM deliveries
          WHERE kind = 'ledger-head' AND (payload->>'digestId')::bigint = $1 ORDER BY id DESC LIMIT 1`,
        [deliveryId],
      );
      return found ?? null;
    },
  };
}
