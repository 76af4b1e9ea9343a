import type { EntityManager } from 'typeorm';
import { withOneRetry } from './patience.js';

type Method = (...values: never[]) => Promise<unknown>;

/**
 * A store whose methods of these names are one transaction each where there is none yet, so that a change and its
 * entry in the ledger are made together, whoever calls them.
 */
export function atomic<Name extends string, Store extends Record<Name, Method>>(
  manager: EntityManager,
  create: (manager: EntityManager) => Store,
  names: readonly Name[],
): Store {
  const store = create(manager);
  if (manager.queryRunner?.isTransactionActive) return store;
  const apart = names.map((name): [Name, Method] => [
    name,
    (...values) => withOneRetry(() => manager.transaction((within) => create(within)[name](...values))),
  ]);
  return { ...store, ...Object.fromEntries(apart) };
}
