import 'reflect-metadata';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { BulkDecisionEntity } from './entities/bulk-decision-entity.js';
import { BulkDecisionItemEntity } from './entities/bulk-decision-item-entity.js';
import { CardEntity } from './entities/card-entity.js';
import { DecisionEntity } from './entities/decision-entity.js';
import { DeliveryEntity } from './entities/delivery-entity.js';
import { DeliveryLogMarkEntity } from './entities/delivery-log-mark-entity.js';
import { HomeEntity } from './entities/home-entity.js';
import { LedgerEntryEntity } from './entities/ledger-entry-entity.js';
import { LedgerPersonEntity } from './entities/ledger-person-entity.js';
import { LedgerSealEntity } from './entities/ledger-seal-entity.js';
import { LinkAttemptEntity } from './entities/link-attempt-entity.js';
import { LinkCredentialEntity } from './entities/link-credential-entity.js';
import { LinkEntity } from './entities/link-entity.js';
import { ListEntity } from './entities/list-entity.js';
import { ListPageEntity } from './entities/list-page-entity.js';
import { OrganizationEntity } from './entities/organization-entity.js';
import { OrganizationSettingsEntity } from './entities/organization-settings-entity.js';
import { PreferencesEntity } from './entities/preferences-entity.js';
import { SummaryEntity } from './entities/summary-entity.js';
import { TokenRequestEntity } from './entities/token-request-entity.js';
import { TokenRequestPermissionEntity } from './entities/token-request-permission-entity.js';
import { TokenRequestRepositoryEntity } from './entities/token-request-repository-entity.js';
import { UnwantedMailEntity } from './entities/unwanted-mail-entity.js';
import { WebhookDeliveryEntity } from './entities/webhook-delivery-entity.js';
import { WebhookFailureEntity } from './entities/webhook-failure-entity.js';
import { PATIENCE } from './patience.js';
import { preparingClient } from './prepared-statements.js';

export interface DataSourceOptions {
  readonly url: string;
  /** Connections of the pool; default 10. */
  readonly poolSize?: number;
  /** Told of a connection that broke while idle; the pool replaces it by itself. */
  readonly onPoolError?: (error: unknown) => void;
  /** Told, once, that whatever lies between does not keep prepared statements, so that nothing is prepared any more. */
  readonly onUnprepared?: () => void;
  /** Migrations take as long as they need. */
  readonly unhurried?: boolean;
  /** For SQL alone: TypeORM works out what each entity means for each data source anew. */
  readonly bare?: boolean;
}

/**
 * As long as one stays open that nobody uses: after a quiet minute, a click must not wait for connections, nor for
 * PostgreSQL to plan on each of them anew.
 */
const IDLE_MS = 10 * 60_000;

/** What lies between (NAT, load balancers) forgets connections on which nothing is said for some four minutes. */
const KEEP_ALIVE_MS = 60_000;

const ENTITIES = [
  OrganizationEntity,
  SummaryEntity,
  TokenRequestEntity,
  TokenRequestRepositoryEntity,
  TokenRequestPermissionEntity,
  DecisionEntity,
  BulkDecisionEntity,
  BulkDecisionItemEntity,
  CardEntity,
  DeliveryEntity,
  PreferencesEntity,
  OrganizationSettingsEntity,
  UnwantedMailEntity,
  WebhookDeliveryEntity,
  WebhookFailureEntity,
  DeliveryLogMarkEntity,
  ListPageEntity,
  ListEntity,
  HomeEntity,
  LinkEntity,
  LinkCredentialEntity,
  LinkAttemptEntity,
  LedgerEntryEntity,
  LedgerPersonEntity,
  LedgerSealEntity,
];

/** TypeORM on PostgreSQL, not yet connected. Schema changes come from migrations alone. */
export function createDataSource({
  url,
  poolSize = 10,
  onPoolError,
  onUnprepared = () => undefined,
  unhurried = false,
  bare = false,
}: DataSourceOptions): DataSource {
  return new DataSource({
    type: 'postgres',
    // The copy that our connections are of: TypeORM would find another one beside the bundle, whose numbers are not parsed.
    driver: pg,
    url,
    entities: bare ? [] : ENTITIES,
    migrations,
    migrationsTableName: 'typeorm_migrations',
    // GitHub's ids are int8 and stay far below 2^53; those of webhooks do not, and are read as text.
    parseInt8: true,
    poolSize,
    poolErrorHandler: onPoolError ?? (() => undefined),
    applicationName: 'patrol',
    connectTimeoutMS: 5_000,
    installExtensions: false,
    extra: {
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
      ...(unhurried
        ? {}
        : { ...PATIENCE, Client: preparingClient(onUnprepared), idleTimeoutMillis: IDLE_MS }),
    },
  });
}
