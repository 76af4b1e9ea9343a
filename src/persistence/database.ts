import type { DataSource, EntityManager } from 'typeorm';
import type { Database, Records } from '../application/ports.js';
import type { LedgerKeys } from '../domain/ledger-chain.js';
import { createAnnouncements } from './announcements.js';
import { atomic } from './atomic.js';
import { createBulkChunks } from './bulk-chunks.js';
import { createBulkDecisions } from './bulk-decisions.js';
import { createCards } from './cards.js';
import { createChangeRecorder } from './change-recorder.js';
import { createDecisions } from './decisions.js';
import { createDeliveries } from './deliveries.js';
import { createDigests } from './digests.js';
import { createHomes } from './homes.js';
import { createLedger } from './ledger.js';
import { createLinkAttempts } from './link-attempts.js';
import { createLinks } from './links.js';
import { createListPages } from './list-pages.js';
import { createLists } from './lists.js';
import { createOperations } from './operations.js';
import { createOrganizations } from './organizations.js';
import { withOneRetry } from './patience.js';
import { createPersonalData } from './personal-data.js';
import { createOrganizationSettings, createPreferences, createUnwantedMails } from './preferences.js';
import { createReminders } from './reminders.js';
import { createRetention } from './retention.js';
import { createSeals } from './seals.js';
import { createSearches } from './searches.js';
import { createSignIns } from './sign-ins.js';
import { createSummaries } from './summaries.js';
import { createTokenRequests } from './token-requests.js';
import { createVault, type Vault } from './vault.js';
import { createWebhookDeliveries } from './webhook-deliveries.js';
import { createWebhookFailures } from './webhook-failures.js';
import { createWeeklyFigures } from './weekly-figures.js';

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
  const recordsOf = (manager: EntityManager, afterCommit: Records['afterCommit'] = (work) => work()) => ({
    ...createRecords(manager, now, secrets),
    afterCommit,
  });
  return {
    ...recordsOf(dataSource.manager),
    async transaction(work) {
      let afterwards: (() => void)[] = [];
      const result = await withOneRetry(() => {
        afterwards = [];
        return dataSource.transaction((manager) =>
          work(recordsOf(manager, (later) => void afterwards.push(later))),
        );
      });
      for (const later of afterwards) later();
      return result;
    },
    snapshot: (work) =>
      withOneRetry(() =>
        dataSource.transaction('REPEATABLE READ', async (manager) => {
          await manager.query('SET TRANSACTION READ ONLY');
          return work(recordsOf(manager));
        }),
      ),
  };
}

function createRecords(
  manager: EntityManager,
  now: () => Date,
  { vault, ledgerKeys }: Required<DatabaseSecrets>,
): Omit<Records, 'afterCommit'> {
  const recorder = (within: EntityManager) => createChangeRecorder(within, createLedger(within, ledgerKeys));
  return {
    organizations: atomic(manager, (within) => createOrganizations(within, recorder(within), now), [
      'setState',
      'keepInstalled',
    ]),
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
    announcements: createAnnouncements(manager),
    cards: createCards(manager),
    deliveries: createDeliveries(manager, now),
    webhookDeliveries: createWebhookDeliveries(manager, now),
    webhookFailures: createWebhookFailures(manager),
    listPages: createListPages(manager),
    searches: createSearches(manager),
    lists: createLists(manager),
    bulkDecisions: atomic(manager, (within) => createBulkDecisions(within, recorder(within)), ['claim']),
    bulkChunks: createBulkChunks(manager),
    homes: createHomes(manager),
    summaries: createSummaries(manager),
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
    preferences: createPreferences(manager),
    organizationSettings: createOrganizationSettings(manager),
    unwantedMails: createUnwantedMails(manager),
    reminders: createReminders(manager),
    digests: createDigests(manager),
    personalData: createPersonalData(manager),
    retention: createRetention(manager),
    operations: createOperations(manager),
    weeklyFigures: createWeeklyFigures(manager),
  };
}
