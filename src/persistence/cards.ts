import type { EntityManager } from 'typeorm';
import type { Card, Cards } from '../application/card-ports.js';
import { findCardContents } from './card-content.js';
import { CardEntity } from './entities/card-entity.js';
import { gathered } from './gathered.js';

const SAVE = `
  INSERT INTO cards (token_request_id, channel, ts, digest)
  SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[])
  ON CONFLICT (token_request_id, channel)
    DO UPDATE SET ts = excluded.ts, digest = excluded.digest, updated_at = now()`;

export function createCards(manager: EntityManager): Cards {
  const cards = manager.getRepository(CardEntity);
  const toCard = ({ channel, ts, digest }: CardEntity): Card => ({ channel, ts, digest });
  const save = gathered(async (saved: readonly (Card & { readonly tokenRequestId: number })[]) => {
    await manager.query(SAVE, [
      saved.map(({ tokenRequestId }) => tokenRequestId),
      saved.map(({ channel }) => channel),
      saved.map(({ ts }) => ts),
      saved.map(({ digest }) => digest),
    ]);
    return saved.map(() => undefined);
  });
  return {
    content: gathered((ids: readonly number[]) => findCardContents(manager, ids)),
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
    save: (tokenRequestId, card) => save({ tokenRequestId, ...card }),
  };
}
