import type { DataSource, EntityManager } from 'typeorm';
import type { Database, Records } from '../application/ports.js';
import { createBulkChunks } from './bulk-chunks.js';
import { createBulkDecisions } from './bulk-decisions.js';
import { createCards } from './cards.js';
import { createDecisions } from './decisions.js';
import { createDeliveries } from './deliveries.js';
import { createHomes } from './homes.js';
import { createLinkAttempts } from './link-attempts.js';
import { createLinks } from './links.js';
import { createLists } from './lists.js';
import { createOrganizations } from './organizations.js';
import { despiteDeadlock } from './patience.js';
import { createSearches } from './searches.js';
import { createSignIns } from './sign-ins.js';
import { createTokenRequests } from './token-requests.js';
import { createVault, type Vault } from './vault.js';
import { createWebhookDeliveries } from './webhook-deliveries.js';

/** Keys that are not in the database. */
export interface DatabaseSecrets {
  /** Default: without a key, so that nothing secret can be stored. */
  readonly vault?: Vault;
}

/** The records of a connected data source. */
export function createDatabase(
  dataSource: DataSource,
  now = () => new Date(),
  { vault = createVault({}) }: DatabaseSecrets = {},
): Database {
  const recordsOf = (manager: EntityManager) => createRecords(manager, now, vault);
  return {
    ...recordsOf(dataSource.manager),
    transaction: (work) =>
      despiteDeadlock(() => dataSource.transaction((manager) => work(recordsOf(manager)))),
    snapshot: (work) =>
      dataSource.transaction('REPEATABLE READ', async (manager) => {
        await manager.query('SET TRANSACTION READ ONLY');
        return work(recordsOf(manager));
      }),
  };
}

function createRecords(manager: EntityManager, now: () => Date, vault: Vault): Records {
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
    links: createLinks(manager, async () => undefined),
    signIns: createSignIns(manager, vault),
    linkAttempts: createLinkAttempts(manager, vault),
  };
}
