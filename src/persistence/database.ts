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
import { createSearches } from './searches.js';
import { createTokenRequests } from './token-requests.js';
import { createWebhookDeliveries } from './webhook-deliveries.js';

/**
 * A transaction that waits longer than this for a lock or a statement is rolled back: a click must be answered
 * within Slack's three seconds, and nothing that we do at one go takes as long.
 */
const PATIENCE = "SET LOCAL lock_timeout = '2s'; SET LOCAL statement_timeout = '10s'";

/** The records of a connected data source. */
export function createDatabase(dataSource: DataSource, now = () => new Date()): Database {
  return {
    ...createRecords(dataSource.manager, now),
    transaction: (work) =>
      dataSource.transaction(async (manager) => {
        await manager.query(PATIENCE);
        return work(createRecords(manager, now));
      }),
    snapshot: (work) =>
      dataSource.transaction('REPEATABLE READ', async (manager) => {
        await manager.query(`SET TRANSACTION READ ONLY; ${PATIENCE}`);
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
