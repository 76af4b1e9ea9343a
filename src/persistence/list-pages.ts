import { type EntityManager, MoreThanOrEqual } from 'typeorm';
import type { ListPages } from '../application/convergence-ports.js';
import { ListPageEntity } from './entities/list-page-entity.js';

export function createListPages(manager: EntityManager): ListPages {
  return {
    async of(organizationId, shape) {
      const pages = await manager.find(ListPageEntity, {
        where: { organizationId, shape },
        order: { page: 'ASC' },
      });
      return pages.map(({ page, etag, hasNext, requests }) => ({
        page,
        etag,
        hasNext,
        requests: new Map(Object.entries(requests).map(([id, digest]) => [Number(id), digest])),
      }));
    },
    async save(organizationId, shape, { page, etag, hasNext, requests }) {
      await manager.query(
        `INSERT INTO list_pages (organization_id, page, shape, etag, has_next, requests)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organization_id, page) DO UPDATE
           SET shape = excluded.shape, etag = excluded.etag, has_next = excluded.has_next,
               requests = excluded.requests`,
        [organizationId, page, shape, etag, hasNext, JSON.stringify(Object.fromEntries(requests))],
      );
    },
    async forgetFrom(organizationId, page) {
      await manager.delete(ListPageEntity, { organizationId, page: MoreThanOrEqual(page) });
    },
  };
}
