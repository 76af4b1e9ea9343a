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

/** What the stores of records are made with. */
interface Within extends Required<DatabaseSecrets> {
  readonly manager: EntityManager;
  readonly now: () => Date;
}

type Stores = Omit<Records, 'afterCommit'>;

/** The records of a connected data source. */
export function createDatabase(
  dataSource: DataSource,
  now = () => new Date(),
  { vault = createVault({}), ledgerKeys = { previous: [] } }: DatabaseSecrets = {},
): Database {
  const within = (manager: EntityManager): Within => ({ manager, now, vault, ledgerKeys });
  return {
    ...allStores(within(dataSource.manager)),
    afterCommit: (work) => work(),
    async transaction(work) {
      let afterwards: (() => void)[] = [];
      const result = await withOneRetry(() => {
        afterwards = [];
        return dataSource.transaction((manager) =>
          work(someStores(within(manager), (later) => void afterwards.push(later))),
        );
      });
      for (const later of afterwards) later();
      return result;
    },
    snapshot: (work) =>
      withOneRetry(() =>
        dataSource.transaction('REPEATABLE READ', async (manager) => {
          await manager.query('SET TRANSACTION READ ONLY');
          return work(someStores(within(manager), (later) => later()));
        }),
      ),
  };
}

const recorderOf = (manager: EntityManager, { ledgerKeys }: Within) =>
  createChangeRecorder(manager, createLedger(manager, ledgerKeys));

const STORES: { readonly [Name in keyof Stores]: (within: Within) => Stores[Name] } = {
  organizations: (within) =>
    atomic(
      within.manager,
      (manager) => createOrganizations(manager, recorderOf(manager, within), within.now),
      ['setState', 'keepInstalled'],
    ),
  tokenRequests: (within) =>
    atomic(
      within.manager,
      (manager) => createTokenRequests(manager, recorderOf(manager, within), within.now),
      ['insert', 'setState'],
    ),
  decisions: (within) =>
    atomic(within.manager, (manager) => createDecisions(manager, recorderOf(manager, within), within.now), [
      'add',
      'end',
      'disown',
      'nameDecider',
    ]),
  announcements: ({ manager }) => createAnnouncements(manager),
  cards: ({ manager }) => createCards(manager),
  deliveries: ({ manager, now }) => createDeliveries(manager, now),
  webhookDeliveries: ({ manager, now }) => createWebhookDeliveries(manager, now),
  webhookFailures: ({ manager }) => createWebhookFailures(manager),
  listPages: ({ manager }) => createListPages(manager),
  searches: ({ manager }) => createSearches(manager),
  lists: ({ manager }) => createLists(manager),
  bulkDecisions: (within) =>
    atomic(within.manager, (manager) => createBulkDecisions(manager, recorderOf(manager, within)), ['claim']),
  bulkChunks: ({ manager }) => createBulkChunks(manager),
  homes: ({ manager }) => createHomes(manager),
  summaries: ({ manager }) => createSummaries(manager),
  links: (within) =>
    atomic(within.manager, (manager) => createLinks(manager, recorderOf(manager, within).link), [
      'make',
      'remove',
      'keepOperators',
      'note',
    ]),
  signIns: ({ manager, vault }) => createSignIns(manager, vault),
  linkAttempts: ({ manager, vault }) => createLinkAttempts(manager, vault),
  ledger: ({ manager, ledgerKeys }) => createLedger(manager, ledgerKeys),
  seals: ({ manager }) => createSeals(manager),
  preferences: ({ manager }) => createPreferences(manager),
  organizationSettings: ({ manager }) => createOrganizationSettings(manager),
  unwantedMails: ({ manager }) => createUnwantedMails(manager),
  reminders: ({ manager }) => createReminders(manager),
  digests: ({ manager }) => createDigests(manager),
  personalData: ({ manager }) => createPersonalData(manager),
  retention: ({ manager }) => createRetention(manager),
  operations: ({ manager }) => createOperations(manager),
  weeklyFigures: ({ manager }) => createWeeklyFigures(manager),
};

function allStores(within: Within): Stores {
  return Object.fromEntries(
    Object.entries(STORES).map(([name, create]) => [name, create(within)]),
  ) as unknown as Stores;
}

/** Made when it is first asked for: a transaction needs three or four of the thirty. */
class SomeStores {
  readonly made: Record<string, unknown> = {};

  constructor(
    readonly within: Within,
    readonly afterCommit: Records['afterCommit'],
  ) {}
}

for (const [name, create] of Object.entries(STORES)) {
  Object.defineProperty(SomeStores.prototype, name, {
    get(this: SomeStores) {
      this.made[name] ??= create(this.within);
      return this.made[name];
    },
  });
}

function someStores(within: Within, afterCommit: Records['afterCommit']): Records {
  // Its getters are defined above, for every store that there is.
  return new SomeStores(within, afterCommit) as unknown as Records;
}
