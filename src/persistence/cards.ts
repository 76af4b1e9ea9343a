import type { EntityManager } from 'typeorm';
import type { Card, Cards } from '../application/ports.js';
import { CardEntity } from './entities/card-entity.js';

export function createCards(manager: EntityManager): Cards {
  const cards = manager.getRepository(CardEntity);
  const toCard = ({ channel, ts, digest }: CardEntity): Card => ({ channel, ts, digest });
  return {
    async find(tokenRequestId, channel) {
      const found = await cards.findOneBy({ tokenRequestId, channel });
      return found === null ? undefined : toCard(found);
    },
    async all(tokenRequestId) {
      return (await cards.find({ where: { tokenRequestId }, order: { id: 'ASC' } })).map(toCard);
    },
    async save(tokenRequestId, card) {
      await manager.query(
        `INSERT INTO cards (token_request_id, channel, ts, digest) VALUES ($1, $2, $3, $4)
         ON CONFLICT (token_request_id, channel)
           DO UPDATE SET ts = excluded.ts, digest = excluded.digest, updated_at = now()`,
        [tokenRequestId, card.channel, card.ts, card.digest],
      );
    },
  };
}
