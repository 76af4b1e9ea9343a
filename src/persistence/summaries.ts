import type { EntityManager } from 'typeorm';
import type { Presentation, Summaries, Summary } from '../application/summary-ports.js';
import type { TokenRequestState } from '../domain/token-request.js';
import { SummaryEntity } from './entities/summary-entity.js';
import { gathered } from './gathered.js';
import { inOneMessage } from './in-one-message.js';

/** Who comes later than this after the last one that joined starts another summary, which is news again. */
const OPEN_FOR_MS = 5 * 60_000;

/** Of what was there when PATrol came, nothing came at once. */
const CAME_ALONE = `NOT EXISTS (
          SELECT 1 FROM summaries WHERE id = other.summary_id AND kind = 'first-sync')`;

/** No more than the limit are looked at, however many came: a burst of thousands asks this for each. */
const isCrowded = (limit: number, window: string) => `(EXISTS (
    SELECT 1 FROM token_requests other
     WHERE other.announced AND other.organization_id = asked.organization_id
       AND other.created_at > asked.created_at - ${window}
       AND (other.created_at, other.id) < (asked.created_at, asked.id)
       AND ${CAME_ALONE}
     OFFSET ${limit - 1} LIMIT 1
  ) OR EXISTS (
    SELECT 1 FROM token_requests other
     WHERE other.announced AND other.organization_id = asked.organization_id
       AND other.created_at > asked.created_at - ${window}
       AND other.created_at < asked.created_at + ${window}
       AND other.presentation = 'card' AND other.id <> asked.id
     OFFSET ${limit - 1} LIMIT 1))`;

type Choice = Parameters<Summaries['presentAsCard']>[0];

/**
 * For requests of one organization, one after the other, since each choice counts for the next. Statements in one message
 * are one transaction; parameters, which they could not have, are whole numbers.
 */
function presentAsCards(choices: readonly Choice[]): string {
  const organization = Math.trunc(choices[0]?.organizationId ?? 0);
  const ids = choices.map(({ tokenRequestId }) => Math.trunc(tokenRequestId));
  return [
    `SELECT id FROM organizations WHERE id = ${organization} FOR NO KEY UPDATE`,
    // In the order of their ids, in which they are counted, and in which others lock them.
    ...[...choices].sort((a, b) => a.tokenRequestId - b.tokenRequestId).map(presentAsCard),
    `SELECT id, presentation, summary_id FROM token_requests WHERE id IN (${ids.join(', ')})`,
  ].join(';\n');
}

function presentAsCard({ tokenRequestId, limit, windowMs }: Choice): string {
  const window = `interval '${Math.trunc(windowMs)} milliseconds'`;
  return `UPDATE token_requests asked SET presentation = 'card'
     WHERE id = ${Math.trunc(tokenRequestId)} AND presentation IS NULL AND summary_id IS NULL
       AND NOT ${isCrowded(Math.trunc(limit), window)}`;
}

/** Who waits for the same lock of an organization gets it together with the others. */
function chooseInTurn(
  choose: (choices: readonly Choice[]) => Promise<Presentation[]>,
): (choice: Choice) => Promise<Presentation> {
  const turns = new Map<number, { choose: (choice: Choice) => Promise<Presentation>; waiting: number }>();
  return async (choice) => {
    const { organizationId } = choice;
    const turn = turns.get(organizationId) ?? { choose: gathered(choose), waiting: 0 };
    turns.set(organizationId, turn);
    turn.waiting += 1;
    try {
      return await turn.choose(choice);
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) turns.delete(organizationId);
    }
  };
}

interface ChosenRow {
  readonly id: number;
  readonly presentation: string | null;
  readonly summary_id: number | null;
}

export function createSummaries(manager: EntityManager): Summaries {
  return {
    async presentationOf(tokenRequestId) {
      const rows: { presentation: string | null; summary_id: number | null }[] = await manager.query(
        'SELECT presentation, summary_id FROM token_requests WHERE id = $1',
        [tokenRequestId],
      );
      return toPresentation(rows[0]);
    },
    async lockOrganization(organizationId) {
      await manager.query('SELECT id FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [organizationId]);
    },
    presentAsCard: chooseInTurn(async (choices) => {
      const answers = await inOneMessage(manager, presentAsCards(choices));
      const rows = (answers.at(-1)?.rows ?? []) as ChosenRow[];
      const chosen = new Map(rows.map((row) => [row.id, row]));
      return choices.map(({ tokenRequestId }) => toPresentation(chosen.get(tokenRequestId)));
    }),
    async join({ tokenRequestId, organizationId, channel, kind, at }) {
      const open: { id: number }[] = await manager.query(
        `SELECT id FROM summaries
          WHERE organization_id = $1 AND channel = $2 AND kind = $4 AND last_joined_at > $3
          ORDER BY last_joined_at DESC LIMIT 1`,
        [organizationId, channel, new Date(at.getTime() - OPEN_FOR_MS), kind],
      );
      const values = [organizationId, channel, kind, at];
      const joined: unknown = open[0]
        ? await manager.query(
            'UPDATE summaries SET last_joined_at = greatest(last_joined_at, $2) WHERE id = $1',
            [open[0].id, at],
          )
        : await manager.query(
            `INSERT INTO summaries (organization_id, channel, kind, opened_at, last_joined_at)
             VALUES ($1, $2, $3, $4, $4) RETURNING id`,
            values,
          );
      const id = open[0]?.id ?? (joined as { id: number }[])[0]?.id;
      if (id === undefined) throw new Error('the summary was not stored');
      await manager.query(
        "UPDATE token_requests SET presentation = 'summary', summary_id = $2 WHERE id = $1",
        [tokenRequestId, id],
      );
      return id;
    },
    async unposted() {
      const rows: { id: number }[] = await manager.query(
        `SELECT id FROM summaries
          WHERE ts IS NULL
            AND EXISTS (SELECT 1 FROM token_requests WHERE summary_id = summaries.id AND state = 'pending')
          ORDER BY id`,
      );
      return rows.map(({ id }) => id);
    },
    async moveTo(id, channel) {
      await manager.query('UPDATE summaries SET channel = $2 WHERE id = $1 AND ts IS NULL', [id, channel]);
    },
    async openOf(organizationId) {
      const rows: { id: number }[] = await manager.query(
        `SELECT id FROM summaries WHERE organization_id = $1
            AND EXISTS (SELECT 1 FROM token_requests
                         WHERE summary_id = summaries.id AND state IN ('pending', 'deciding'))
          ORDER BY id`,
        [organizationId],
      );
      return rows.map(({ id }) => id);
    },
    async find(id) {
      const entity = await manager.findOne(SummaryEntity, {
        where: { id },
        relations: { organization: true },
      });
      return entity === null ? undefined : toSummary(entity, await countsOf(manager, id));
    },
    async shown(id, { ts, digest }) {
      await manager.update(SummaryEntity, { id }, { ts, digest });
    },
  };
}

async function countsOf(manager: EntityManager, id: number): Promise<Summary['counts']> {
  const rows: { state: TokenRequestState; count: number }[] = await manager.query(
    'SELECT state, count(*) AS count FROM token_requests WHERE summary_id = $1 GROUP BY state',
    [id],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

export function toPresentation(
  row: { presentation: string | null; summary_id: number | null } | undefined,
): Presentation {
  if (row?.summary_id != null) return { as: 'summary', summaryId: row.summary_id };
  return row?.presentation === 'card' ? { as: 'card' } : null;
}

function toSummary(entity: SummaryEntity, counts: Summary['counts']): Summary {
  const { id, kind, channel, ts, digest, openedAt, organization } = entity;
  const { login, installationId, state: appState } = organization;
  return {
    ...{ id, appState, kind, channel, ts, digest, openedAt, counts },
    organization: { id: organization.id, login, installationId },
  };
}
