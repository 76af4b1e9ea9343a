import { type EntityManager, LessThan, MoreThan } from 'typeorm';
import type { Home, HomeContent, Homes } from '../application/home-ports.js';
import { HomeEntity } from './entities/home-entity.js';

export function createHomes(manager: EntityManager): Homes {
  const homes = manager.getRepository(HomeEntity);
  const peopleWhere = async (rest: string, values: readonly unknown[]): Promise<string[]> => {
    const found: { id: string }[] = await manager.query(`SELECT slack_user_id AS id FROM homes ${rest}`, [
      ...values,
    ]);
    return found.map(({ id }) => id);
  };
  return {
    async show(what) {
      const { condition, value } = shownBy(what);
      return (await peopleWhere(`WHERE ${condition} LIMIT 1`, [value])).length > 0;
    },
    async showing(what, openedSince) {
      const { condition, value } = shownBy(what);
      return peopleWhere(`WHERE ${condition} AND opened_at > $2 ORDER BY opened_at DESC`, [
        value,
        openedSince,
      ]);
    },
    async stale({ openedSince, refreshedBefore, limit }) {
      return peopleWhere(
        `WHERE opened_at > $1 AND refreshed_at < $2 AND ${IS_OWNERS} ORDER BY refreshed_at LIMIT $3`,
        [openedSince, refreshedBefore, limit],
      );
    },
    async countOwners(openedSince) {
      return (await peopleWhere(`WHERE opened_at > $1 AND ${IS_OWNERS}`, [openedSince])).length;
    },
    async find(slackUserId) {
      const found = await homes.findOneBy({ slackUserId });
      return found === null ? undefined : toHome(found);
    },
    async opened(slackUserId, at) {
      await manager.query(
        `INSERT INTO homes (slack_user_id, opened_at) VALUES ($1, $2)
         ON CONFLICT (slack_user_id) DO UPDATE SET opened_at = excluded.opened_at, refreshed_at = NULL`,
        [slackUserId, at],
      );
    },
    async hurry(slackUserId, openedSince) {
      const of = { slackUserId, openedAt: MoreThan(openedSince) };
      return (await homes.update(of, { refreshedAt: null })).affected === 1;
    },
    async looked(home, { at, login, organizationIds, busy, silentSince }) {
      await manager.query(
        `UPDATE homes SET filled_at = $2, login = $3, organization_ids = $4, busy = $5, silent_since = $6,
                refreshed_at = CASE WHEN refreshed_at IS NOT DISTINCT FROM $7 THEN $8::timestamptz END
          WHERE slack_user_id = $1`,
        [
          home.slackUserId,
          home.openedAt,
          login?.toLowerCase() ?? null,
          organizationIds,
          busy,
          silentSince,
          home.refreshedAt,
          at,
        ],
      );
    },
    async published(slackUserId, digest) {
      await homes.update({ slackUserId }, { digest });
    },
    async forget(slackUserId) {
      await homes.delete({ slackUserId });
    },
    async forgetBefore(instant) {
      await homes.delete({ openedAt: LessThan(instant) });
    },
  };
}

const IS_OWNERS = "organization_ids <> '{}'";

/** One that was opened and is not filled yet may have read the records before they changed. */
export function showing(what: 'login' | 'organization', parameter: string): string {
  const shown = what === 'login' ? `login = ${parameter}` : `${parameter} = ANY (organization_ids)`;
  return `(filled_at IS DISTINCT FROM opened_at OR ${shown})`;
}

function shownBy(what: HomeContent): { condition: string; value: unknown } {
  return 'login' in what
    ? { condition: showing('login', '$1'), value: what.login.toLowerCase() }
    : { condition: showing('organization', '$1'), value: what.organizationId };
}

/** The driver reads int8 as numbers, but leaves the elements of an array as text. */
function toHome({ organizationIds, ...home }: HomeEntity): Home {
  return { ...home, organizationIds: organizationIds.map(Number) };
}
