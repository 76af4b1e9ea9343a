import { type EntityManager, LessThan, MoreThan } from 'typeorm';
import type { Homes } from '../application/ports.js';
import { HomeEntity } from './entities/home-entity.js';

export function createHomes(manager: EntityManager): Homes {
  const homes = manager.getRepository(HomeEntity);
  return {
    async any() {
      return homes.exists();
    },
    async opened(slackUserId, at) {
      await manager.query(
        `INSERT INTO homes (slack_user_id, opened_at, digest) VALUES ($1, $2, '')
         ON CONFLICT (slack_user_id) DO UPDATE SET opened_at = excluded.opened_at`,
        [slackUserId, at],
      );
    },
    async openedSince(instant) {
      const found = await homes.find({ where: { openedAt: MoreThan(instant) }, order: { openedAt: 'DESC' } });
      return found.map(({ slackUserId }) => slackUserId);
    },
    async digestOf(slackUserId) {
      return (await homes.findOneBy({ slackUserId }))?.digest ?? '';
    },
    async published(slackUserId, digest) {
      await homes.update({ slackUserId }, { digest });
    },
    async forgetBefore(instant) {
      await homes.delete({ openedAt: LessThan(instant) });
    },
  };
}
