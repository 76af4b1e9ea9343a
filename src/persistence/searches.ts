import type { EntityManager } from 'typeorm';
import type { Searches } from '../application/ports.js';

export function createSearches(_manager: EntityManager): Searches {
  const notBuilt = () => Promise.reject(new Error('not built yet'));
  return {
    page: notBuilt,
    count: notBuilt,
    ids: notBuilt,
    some: notBuilt,
    choices: notBuilt,
    named: notBuilt,
    medianWaitMs: notBuilt,
  };
}
