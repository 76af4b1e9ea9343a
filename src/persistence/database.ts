import type { DataSource, EntityManager } from 'typeorm';
import type { Database, Records } from '../application/ports.js';
import type { LedgerKeys } from '../domain/ledger-chain.js';
import { atomic } from './atomic.js';
import { createBulkChunks } from './bulk-chunks.js';
import { createBulkDecisions } from './bulk-decisions.js';
import { createCards } from './cards.js';
import { createChangeRecorder } from './change-recorder.js';
import { createDecisions } from './decisions.js';
import { createDeliveries } from './deliveries.js';
import { createHomes } from './homes.js';
import { createLedger } from './ledger.js';
import { createLinkAttempts } from './link-attempts.js';
import { createLinks } from './links.js';
import { createLists } from './lists.js';
import { createOrganizations } from './organizations.js';
import { despiteDeadlock } from './patience.js';
import { createPersonalData } from './personal-data.js';
import { createSeals } from './seals.js';
import { createSearches } from './searches.js';
import { createSignIns } from './sign-ins.js';
import { createTokenRequests } from './token-requests.js';
import { createVault, type Vault } from './vault.js';
import { createWebhookDeliveries } from './webhook-deliveries.js';

/** Keys that are not in the database. */
export interface DatabaseSecrets {
  /** Default: without a key, so that nothing secret can be stored. */
  readonly vault?: Vault;
  /** Default: none, so that the ledger is written and not signed. */
  readonly ledgerKeys?: LedgerKeys;
}

/** The records of a connected data source. */
export function createDatabase(
  dataSource: DataSource,
  now = () => new Date(),
  { vault = createVault({}), ledgerKeys = { previous: [] } }: DatabaseSecrets = {},
): Database {
  const secrets = { vault, ledgerKeys };
  const recordsOf = (manager: EntityManager) => createRecords(manager, now, secrets);
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

function createRecords(
  manager: EntityManager,
  now: () => Date,
  { vault, ledgerKeys }: Required<DatabaseSecrets>,
): Records {
  const recorder = (within: EntityManager) => createChangeRecorder(within, createLedger(within, ledgerKeys));
  return {
    organizations: createOrganizations(manager),
    tokenRequests: atomic(manager, (within) => createTokenRequests(within, recorder(within), now), [
      'insert',
      'setState',
    ]),
    decisions: atomic(manager, (within) => createDecisions(within, recorder(within), now), [
      'add',
      'end',
      'disown',
      'nameDecider',
    ]),
    cards: createCards(manager),
    deliveries: createDeliveries(manager, now),
    webhookDeliveries: createWebhookDeliveries(manager),
    searches: createSearches(manager),
    lists: createLists(manager),
    bulkDecisions: atomic(manager, (within) => createBulkDecisions(within, recorder(within)), ['claim']),
    bulkChunks: createBulkChunks(manager),
    homes: createHomes(manager),
    links: atomic(manager, (within) => createLinks(within, recorder(within).link), [
      'make',
      'remove',
      'keepOperators',
      'note',
    ]),
    signIns: createSignIns(manager, vault),
    linkAttempts: createLinkAttempts(manager, vault),
    ledger: createLedger(manager, ledgerKeys),
    seals: createSeals(manager),
    personalData: createPersonalData(manager),
  };
}
