import type { EntityManager } from 'typeorm';
import type { BulkDecisions } from '../application/ports.js';

export function createBulkDecisions(_manager: EntityManager): BulkDecisions {
  const notBuilt = () => Promise.reject(new Error('not built yet'));
  return { find: notBuilt, lock: notBuilt };
}
