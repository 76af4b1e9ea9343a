import type { EntityManager } from 'typeorm';
import type { Card, Cards } from '../application/ports.js';
import { findCardContent } from './card-content.js';
import { CardEntity } from './entities/card-entity.js';

export function createCards(manager: EntityManager): Cards {
  const cards = manager.getRepository(CardEntity);
  const toCard = ({ channel, ts, digest }: CardEntity): Card => ({ channel, ts, digest });
  return {
    content: (tokenRequestId) => findCardContent(manager, tokenRequestId),
    async find(tokenRequestId, channel) {
      const found = await cards.findOneBy({ tokenRequestId, channel });
      return found === null ? undefined : toCard(found);
    },
    all: (tokenRequestId) =>
      manager.query('SELECT channel, ts, digest FROM cards WHERE token_request_id = $1 ORDER BY id', [
        tokenRequestId,
      ]),
    ofOpenRequests: (organizationId, after, limit) =>
      manager.query(
        `SELECT c.token_request_id AS "tokenRequestId", c.channel
           FROM cards c JOIN token_requests r ON r.id = c.token_request_id
          WHERE r.organization_id = $1 AND r.state IN ('pending', 'deciding')
            AND (c.token_request_id, c.channel) > ($2, $3)
          ORDER BY c.token_request_id, c.channel LIMIT $4`,
        [organizationId, after?.tokenRequestId ?? 0, after?.channel ?? '', limit],
      ),
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
