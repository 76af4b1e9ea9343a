import type { DataSource, EntityManager } from 'typeorm';
import type { Database, Records } from '../application/ports.js';
import { createBulkChunks } from './bulk-chunks.js';
import { createBulkDecisions } from './bulk-decisions.js';
import { createCards } from './cards.js';
import { createDecisions } from './decisions.js';
import { createDeliveries } from './deliveries.js';
import { createHomes } from './homes.js';
import { createLists } from './lists.js';
import { createOrganizations } from './organizations.js';
import { despiteDeadlock } from './patience.js';
import { createSearches } from './searches.js';
import { createTokenRequests } from './token-requests.js';
import { createWebhookDeliveries } from './webhook-deliveries.js';

/** The records of a connected data source. */
export function createDatabase(dataSource: DataSource, now = () => new Date()): Database {
  return {
    ...createRecords(dataSource.manager, now),
    transaction: (work) =>
      despiteDeadlock(() => dataSource.transaction((manager) => work(createRecords(manager, now)))),
    snapshot: (work) =>
      dataSource.transaction('REPEATABLE READ', async (manager) => {
        await manager.query('SET TRANSACTION READ ONLY');
        return work(createRecords(manager, now));
      }),
  };
}

function createRecords(manager: EntityManager, now: () => Date): Records {
  return {
    organizations: createOrganizations(manager),
    tokenRequests: createTokenRequests(manager),
    decisions: createDecisions(manager),
    cards: createCards(manager),
    deliveries: createDeliveries(manager, now),
    webhookDeliveries: createWebhookDeliveries(manager),
    searches: createSearches(manager),
    lists: createLists(manager),
    bulkDecisions: createBulkDecisions(manager),
    bulkChunks: createBulkChunks(manager),
    homes: createHomes(manager),
  };
}
