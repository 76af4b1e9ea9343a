import { Foundation1763700000000 } from './1763700000000-foundation.js';
import { AgendaJobs1763700000001 } from './1763700000001-agenda-jobs.js';
import { ListsAndBulkDecisions1763700000002 } from './1763700000002-lists-and-bulk-decisions.js';
import { Links1763700000003 } from './1763700000003-links.js';
import { Ledger1763700000004 } from './1763700000004-ledger.js';
import { SummariesAndBudgets1763700000005 } from './1763700000005-summaries-and-budgets.js';
import { Convergence1763700000006 } from './1763700000006-convergence.js';
import { FailedDeliveries1763700000007 } from './1763700000007-failed-deliveries.js';
import { DeliveryLogPlace1763700000008 } from './1763700000008-delivery-log-place.js';
import { AppStateSeen1763700000009 } from './1763700000009-app-state-seen.js';
import { Preferences1763700000010 } from './1763700000010-preferences.js';
import { Reminders1763700000011 } from './1763700000011-reminders.js';
import { Retention1763700000012 } from './1763700000012-retention.js';
import { WebhookInbox1763700000013 } from './1763700000013-webhook-inbox.js';
import { WaitingRequestsOfSomebody1763700000014 } from './1763700000014-waiting-requests-of-somebody.js';

/** Every migration, oldest first. A landed one is never edited. */
export const migrations = [
  Foundation1763700000000,
  AgendaJobs1763700000001,
  ListsAndBulkDecisions1763700000002,
  Links1763700000003,
  Ledger1763700000004,
  SummariesAndBudgets1763700000005,
  Convergence1763700000006,
  FailedDeliveries1763700000007,
  DeliveryLogPlace1763700000008,
  AppStateSeen1763700000009,
  Preferences1763700000010,
  Reminders1763700000011,
  Retention1763700000012,
  WebhookInbox1763700000013,
  WaitingRequestsOfSomebody1763700000014,
];
