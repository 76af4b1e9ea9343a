import { type EntityManager, LessThan } from 'typeorm';
import type { BulkDecisions } from '../application/bulk-ports.js';
import type { BulkCounts, BulkDecision, BulkOutcome } from '../domain/bulk-decision.js';
import type { DecisionAction } from '../domain/decision.js';
import type { ChangeRecorder } from './change-recorder.js';
import { claimBulk } from './claim-bulk.js';
import { OPEN } from './decisions.js';
import { BulkDecisionEntity } from './entities/bulk-decision-entity.js';

/** What became of an item `i`, with its decision `d` and its request `r`. */
const OUTCOME = `CASE
  WHEN d.state IN ${OPEN} THEN CASE WHEN d.sent_at IS NULL THEN 'waiting' ELSE 'submitted' END
  WHEN d.state = 'done' THEN 'done'
  WHEN d.state = 'lost' THEN 'unknown'
  WHEN d.state = 'superseded' OR i.refusal = 'already-decided' THEN
    CASE WHEN r.state IN ('cancelled', 'expired', 'closed') THEN 'cancelled' ELSE 'already-decided' END
  WHEN d.id IS NULL AND i.refusal IS NULL THEN 'waiting'
  ELSE 'refused' END`;

const ITEMS = `bulk_decision_items i
  JOIN token_requests r ON r.id = i.token_request_id
  LEFT JOIN decisions d ON d.id = i.decision_id`;

const WRONG_FIRST = `array_position(
  ARRAY['refused', 'unknown', 'already-decided', 'cancelled', 'submitted', 'waiting', 'done'], outcome)`;

type ResultRow = Awaited<ReturnType<BulkDecisions['results']>>[number];

export function createBulkDecisions(manager: EntityManager, recorder: ChangeRecorder): BulkDecisions {
  const bulks = manager.getRepository(BulkDecisionEntity);
  const query = <T>(sql: string, values: unknown[]): Promise<T[]> => manager.query(sql, values);

  return {
    ...reading(query),
    async draft({ slackUserId, tokenRequestIds, at, trace }) {
      const saved = await bulks.save(bulks.create({ state: 'drafted', slackUserId, createdAt: at, trace }));
      await query(
        `INSERT INTO bulk_decision_items (bulk_id, token_request_id, position)
         SELECT $1, id, position FROM unnest($2::bigint[]) WITH ORDINALITY AS selected (id, position) ORDER BY id`,
        [saved.id, tokenRequestIds],
      );
      return toBulk(await bulks.findOneByOrFail({ id: saved.id }));
    },
    async find(id) {
      const found = await bulks.findOneBy({ id });
      return found === null ? undefined : toBulk(found);
    },
    async lock(id) {
      const found = await bulks.findOne({ where: { id }, lock: { mode: 'for_no_key_update' } });
      return found === null ? undefined : toBulk(found);
    },
    async take(id, { action, reason, viewId, at }) {
      const taken = await bulks.update(
        { id, state: 'drafted' },
        { state: 'asked', action, reason, viewId, askedAt: at },
      );
      return taken.affected === 1;
    },
    async claim(bulk, by) {
      const decisionIds = await claimBulk(query, bulk, by);
      await recorder.decisions('decision-asked', decisionIds, { at: by.at });
      return decisionIds.length;
    },
    async markTold(id, decisionIds, at) {
      await query(
        'UPDATE bulk_decision_items SET told_at = $3 WHERE bulk_id = $1 AND decision_id = ANY($2::bigint[])',
        [id, decisionIds, at],
      );
    },
    async end(id, at) {
      await bulks.update({ id, state: 'asked' }, { state: 'ended', endedAt: at });
    },
    async savePlace(id, { channel, ts }) {
      await bulks.update({ id }, { messageChannel: channel, messageTs: ts });
    },
    async shown(id) {
      return (await bulks.findOneBy({ id }))?.shown ?? '';
    },
    async markShown(id, digest) {
      await bulks.update({ id }, { shown: digest });
    },
    async forgetView(id, viewId) {
      await bulks.update({ id, viewId }, { viewId: null });
    },
    async forgetDraftsBefore(instant) {
      await bulks.delete({ state: 'drafted', createdAt: LessThan(instant) });
    },
  };
}

type Query = <T>(sql: string, values: unknown[]) => Promise<T[]>;

type Reading = Pick<
  BulkDecisions,
  'open' | 'untold' | 'organizations' | 'byRequester' | 'counts' | 'results'
>;

function reading(query: Query): Reading {
  return {
    async open(id, requesterId) {
      const open = `SELECT 1 FROM decisions d JOIN token_requests r ON r.id = d.token_request_id
                     WHERE d.bulk_id = $1 AND d.state IN ${OPEN}`;
      const [row] = await query<{ of_requester: boolean; of_anybody: boolean }>(
        `SELECT EXISTS (${open} AND r.requester_id = $2) AS of_requester, EXISTS (${open}) AS of_anybody`,
        [id, requesterId],
      );
      return { ofRequester: row?.of_requester ?? false, ofAnybody: row?.of_anybody ?? false };
    },
    untold: (id, requesterId) =>
      query(
        `SELECT d.id, d.token_request_id AS "tokenRequestId" FROM ${ITEMS}
          WHERE i.bulk_id = $1 AND r.requester_id = $2 AND d.state = 'done' AND i.told_at IS NULL
          ORDER BY i.position`,
        [id, requesterId],
      ),
    organizations: (id) =>
      query(
        `SELECT id, login, installation_id AS "installationId" FROM organizations
          WHERE id IN (SELECT r.organization_id FROM ${ITEMS} WHERE i.bulk_id = $1) ORDER BY login`,
        [id],
      ),
    byRequester: (id) =>
      query(
        `SELECT max(r.requester_login) AS login, count(*) AS count FROM ${ITEMS}
          WHERE i.bulk_id = $1 GROUP BY r.requester_id ORDER BY count DESC, login`,
        [id],
      ),
    async counts(id) {
      const rows = await query<{ outcome: BulkOutcome; count: number }>(
        `SELECT ${OUTCOME} AS outcome, count(*) AS count FROM ${ITEMS} WHERE i.bulk_id = $1 GROUP BY 1`,
        [id],
      );
      return { ...NONE, ...Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count])) };
    },
    results: (id, { offset, limit }) =>
      query<ResultRow>(
        `SELECT * FROM (
           SELECT r.id AS "tokenRequestId", ${OUTCOME} AS outcome, i.refusal, d.failure,
                  d.failure_link AS "failureLink", i.position
             FROM ${ITEMS} WHERE i.bulk_id = $1) result
          ORDER BY ${WRONG_FIRST}, position OFFSET $2 LIMIT $3`,
        [id, offset, limit],
      ),
  };
}

const NONE: BulkCounts = {
  waiting: 0,
  submitted: 0,
  done: 0,
  refused: 0,
  unknown: 0,
  'already-decided': 0,
  cancelled: 0,
};

function toBulk(entity: BulkDecisionEntity): BulkDecision {
  const { messageChannel: channel, messageTs: ts } = entity;
  return {
    id: entity.id,
    state: entity.state,
    slackUserId: entity.slackUserId,
    action: entity.action as DecisionAction | null,
    reason: entity.reason,
    viewId: entity.viewId,
    message: channel === null || ts === null ? null : { channel, ts },
    trace: entity.trace,
    askedAt: entity.askedAt,
    endedAt: entity.endedAt,
  };
}
