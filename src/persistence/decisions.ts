import { Any, type EntityManager, In, IsNull, Not } from 'typeorm';
import type { ClaimedDecision, Decisions } from '../application/decision-ports.js';
import { OPEN_DECISION_STATES } from '../domain/decision.js';
import type { LedgerKind } from '../domain/ledger.js';
import type { ChangeRecorder } from './change-recorder.js';
import { DecisionEntity } from './entities/decision-entity.js';
import { changedRows, columnsOf, hasChanged } from './plain-rows.js';

/** The states in which a decision holds its claim (`OPEN_DECISION_STATES`), as SQL. */
export const OPEN = "('asked', 'checking', 'sent')";

/** Of those that are `lost` a later webhook may still tell. */
const UNSETTLED = [...OPEN_DECISION_STATES, 'lost'];

/** How the ledger calls the end of a decision. */
const RECORDED = {
  done: 'decided',
  refused: 'decision-refused',
  released: 'decision-released',
  superseded: 'decision-superseded',
  lost: 'decision-lost',
} as const;

export function createDecisions(
  manager: EntityManager,
  recorder: ChangeRecorder,
  now: () => Date,
): Decisions {
  const decisions = manager.getRepository(DecisionEntity);
  const columns = () => columnsOf(manager, DecisionEntity);

  const change = (kind: LedgerKind, statement: string, values: unknown[], at: Date) =>
    recorder.changedDecisions<DecisionEntity>(
      kind,
      { statement, values, columns: columnsOf(manager, DecisionEntity, 'd') },
      { at },
    );

  /** The latest decision of a request that is in one of these states. */
  async function latest(tokenRequestId: number, states: readonly string[]) {
    const rows: DecisionEntity[] = await manager.query(
      `SELECT ${columns()} FROM decisions WHERE token_request_id = $1 AND state = ANY($2::text[])
        ORDER BY id DESC LIMIT 1`,
      [tokenRequestId, states],
    );
    return rows[0] && toDecision(rows[0]);
  }

  return {
    async add({ tokenRequestId, action, reason, path, approver, slackUserId, state, at, trace }) {
      const statement = `
        INSERT INTO decisions (token_request_id, action, reason, path, github_user_id, github_login, slack_user_id,
          state, asked_at, next_attempt_at, ended_at, trace)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11) RETURNING *`;
      const values = [
        ...[tokenRequestId, action, reason, path, approver.id, approver.login, slackUserId, state],
        ...[at, state === 'done' ? at : null, trace],
      ];
      const kind = state === 'done' ? 'decided' : 'decision-asked';
      const [added] = await change(kind, statement, values, at);
      if (added === undefined) throw new Error('a decision was inserted, and did not come back');
      return toDecision(added);
    },
    async find(id) {
      const rows: DecisionEntity[] = await manager.query(`SELECT ${columns()} FROM decisions WHERE id = $1`, [
        id,
      ]);
      return rows[0] && toDecision(rows[0]);
    },
    async some(ids) {
      const found = await decisions.find({ where: { id: Any([...ids]) }, order: { id: 'ASC' } });
      return found.map(toDecision);
    },
    current: (tokenRequestId) => latest(tokenRequestId, [...UNSETTLED, 'done']),
    unsettled: (tokenRequestId) => latest(tokenRequestId, UNSETTLED),
    async claimDue({ now, leaseUntil, limit }) {
      const claimed: unknown = await manager.query(
        `UPDATE decisions SET state = CASE state WHEN 'asked' THEN 'checking' ELSE state END,
                attempts = attempts + 1, leased_until = $2
           FROM (SELECT id FROM decisions
                  WHERE state IN ${OPEN} AND bulk_id IS NULL AND next_attempt_at <= $1
                    AND (leased_until IS NULL OR leased_until <= $1)
                  ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
          WHERE decisions.id = due.id RETURNING ${columns()}`,
        [now, leaseUntil, limit],
      );
      return changedRows<DecisionEntity>(claimed)
        .sort((a, b) => a.id - b.id)
        .map(toDecision);
    },
    async markSent({ id, attempts }, at, { decidedAs, delegatedBy }) {
      const marked: unknown = await manager.query(
        `UPDATE decisions SET state = 'sent', sent_at = $3, decided_as = $4, delegated_by = $5
          WHERE id = $1 AND attempts = $2 AND state = 'checking'`,
        [id, attempts, at, decidedAs, delegatedBy],
      );
      return hasChanged(marked);
    },
    async postpone({ id, attempts }, { state, nextAttemptAt, sentAt }) {
      await decisions.update(
        { id, attempts, state: In(['checking', 'sent']) },
        { state, nextAttemptAt, sentAt, leasedUntil: null },
      );
    },
    async renewLease({ id, attempts }, until) {
      await decisions.update({ id, attempts, state: In(['checking', 'sent']) }, { leasedUntil: until });
    },
    async noteFailure(id, failure, link) {
      const open = { id, state: In([...OPEN_DECISION_STATES]) };
      const noted = await decisions.update(open, { failure, failureLink: link ?? null });
      return noted.affected === 1;
    },
    async disown(id) {
      const disowned = await decisions.update(
        { id, state: 'done' },
        { state: 'superseded', failure: 'superseded' },
      );
      if (disowned.affected !== 1) return false;
      await recorder.decisions('decision-superseded', [id], { at: now(), facts: { disowned: true } });
      return true;
    },
    async end(id, end) {
      const { state, at, failure = null, failureLink = null, attempts = null } = end;
      const statement = `
        UPDATE decisions SET state = $2, ended_at = $3, failure = $4, failure_link = $5, leased_until = NULL
         WHERE id = $1 AND state = ANY($6::text[]) AND attempts = coalesce($7, attempts) RETURNING *`;
      const values = [id, state, at, failure, failureLink, UNSETTLED, attempts];
      return (await change(RECORDED[state], statement, values, at)).length === 1;
    },
    async nameDecider(tokenRequestId, unnamedId, { id, login }) {
      const named = await decisions
        .createQueryBuilder()
        .update({ githubUserId: id, githubLogin: login })
        .where({ tokenRequestId, path: 'github', githubUserId: unnamedId })
        .returning('id')
        .execute();
      const ids = (named.raw as { id: number }[]).map((row) => row.id);
      await recorder.decisions('decider-named', ids, { at: now() });
      return ids.length > 0;
    },
    async releaseLeases() {
      await decisions.update({ leasedUntil: Not(IsNull()) }, { leasedUntil: () => 'next_attempt_at' });
    },
    async nextDueAt() {
      const rows: { due: Date | null }[] = await manager.query(
        `SELECT min(greatest(next_attempt_at, coalesce(leased_until, next_attempt_at))) AS due
           FROM decisions WHERE state IN ${OPEN} AND bulk_id IS NULL`,
      );
      return rows[0]?.due ?? undefined;
    },
  };
}

/** A row as the use cases know it. */
export function toDecision(entity: DecisionEntity): ClaimedDecision {
  return {
    id: entity.id,
    tokenRequestId: entity.tokenRequestId,
    action: entity.action,
    reason: entity.reason,
    path: entity.path,
    approver: {
      github: { id: entity.githubUserId, login: entity.githubLogin },
      slackUserId: entity.slackUserId,
    },
    state: entity.state,
    bulkId: entity.bulkId,
    askedAt: entity.askedAt,
    sentAt: entity.sentAt,
    acceptedAt: entity.acceptedAt,
    endedAt: entity.endedAt,
    attempts: entity.attempts,
    decidedAs: entity.decidedAs,
    delegatedBy: entity.delegatedBy,
    failure: entity.failure,
    failureLink: entity.failureLink,
    trace: entity.trace,
  };
}
