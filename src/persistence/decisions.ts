import { type EntityManager, In, IsNull, Not } from 'typeorm';
import type { ClaimedDecision, DecisionEnd, Decisions, NewDecision } from '../application/ports.js';
import { OPEN_DECISION_STATES } from '../domain/decision.js';
import type { ChangeRecorder } from './change-recorder.js';
import { DecisionEntity } from './entities/decision-entity.js';

/** The states in which a decision holds its claim (`OPEN_DECISION_STATES`), as SQL. */
export const OPEN = "('asked', 'checking', 'sent')";

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
  const unsettled = In([...OPEN_DECISION_STATES, 'lost']);

  return {
    async add(decision) {
      const saved = await decisions.save(decisions.create(toRow(decision)));
      const kind = decision.state === 'done' ? 'decided' : 'decision-asked';
      await recorder.decisions(kind, [saved.id], { at: decision.at });
      return toDecision(saved);
    },
    async find(id) {
      const found = await decisions.findOneBy({ id });
      return found === null ? undefined : toDecision(found);
    },
    async some(ids) {
      const found = await decisions.find({ where: { id: In([...ids]) }, order: { id: 'ASC' } });
      return found.map(toDecision);
    },
    async current(tokenRequestId) {
      const found = await decisions.findOne({
        where: { tokenRequestId, state: In([...OPEN_DECISION_STATES, 'done', 'lost']) },
        order: { id: 'DESC' },
      });
      return found === null ? undefined : toDecision(found);
    },
    async unsettled(tokenRequestId) {
      const found = await decisions.findOne({
        where: { tokenRequestId, state: unsettled },
        order: { id: 'DESC' },
      });
      return found === null ? undefined : toDecision(found);
    },
    async claimDue({ now, leaseUntil, limit }) {
      const claimed: unknown = await manager.query(
        `UPDATE decisions SET state = CASE state WHEN 'asked' THEN 'checking' ELSE state END,
                attempts = attempts + 1, leased_until = $2
           FROM (SELECT id FROM decisions
                  WHERE state IN ${OPEN} AND bulk_id IS NULL AND next_attempt_at <= $1
                    AND (leased_until IS NULL OR leased_until <= $1)
                  ORDER BY next_attempt_at LIMIT $3 FOR UPDATE SKIP LOCKED) due
          WHERE decisions.id = due.id RETURNING decisions.id`,
        [now, leaseUntil, limit],
      );
      const ids = (claimed as [{ id: number }[], number])[0].map((row) => row.id);
      if (ids.length === 0) return [];
      const entities = await decisions.find({ where: { id: In(ids) }, order: { id: 'ASC' } });
      return entities.map(toDecision);
    },
    async markSent({ id, attempts }, at, { decidedAs, delegatedBy }) {
      const marked = await decisions.update(
        { id, attempts, state: 'checking' },
        { state: 'sent', sentAt: at, decidedAs, delegatedBy },
      );
      return marked.affected === 1;
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
      const lease = end.attempts === undefined ? {} : { attempts: end.attempts };
      const ended = await decisions.update({ id, state: unsettled, ...lease }, endColumns(end));
      if (ended.affected !== 1) return false;
      await recorder.decisions(RECORDED[end.state], [id], { at: end.at });
      return true;
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

function endColumns({ state, at, failure, failureLink }: DecisionEnd) {
  return {
    state,
    endedAt: at,
    failure: failure ?? null,
    failureLink: failureLink ?? null,
    leasedUntil: null,
  };
}

function toRow(decision: NewDecision): Partial<DecisionEntity> {
  return {
    tokenRequestId: decision.tokenRequestId,
    action: decision.action,
    reason: decision.reason,
    path: decision.path,
    githubUserId: decision.approver.id,
    githubLogin: decision.approver.login,
    slackUserId: decision.slackUserId,
    state: decision.state,
    askedAt: decision.at,
    attempts: 0,
    nextAttemptAt: decision.at,
    endedAt: decision.state === 'done' ? decision.at : null,
    trace: decision.trace,
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
