import { type EntityManager, LessThan } from 'typeorm';
import type { List, Lists } from '../application/list-ports.js';
import { ListEntity } from './entities/list-entity.js';

export function createLists(manager: EntityManager): Lists {
  const lists = manager.getRepository(ListEntity);
  const toList = ({ id, slackUserId, kind, query, selected, pages, revision }: ListEntity): List => ({
    id,
    slackUserId,
    kind,
    query,
    // The driver reads int8 as numbers, but leaves the elements of an array as text.
    selected: selected.map(Number),
    pages,
    revision,
  });
  return {
    async add(list) {
      await lists.insert(toRow(list));
    },
    async find(id) {
      const found = await lists.findOneBy({ id });
      return found === null ? undefined : toList(found);
    },
    async lock(id) {
      const found = await lists.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      return found === null ? undefined : toList(found);
    },
    async save(list) {
      const next = { ...list, revision: list.revision + 1 };
      await lists.update({ id: list.id }, toRow(next));
      return next;
    },
    async forgetBefore(instant) {
      await lists.delete({ createdAt: LessThan(instant) });
    },
  };
}

function toRow(list: List) {
  return { ...list, selected: [...list.selected], pages: [...list.pages] };
}
