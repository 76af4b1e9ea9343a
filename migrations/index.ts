import { Foundation1763700000000 } from './1763700000000-foundation.js';
import { AgendaJobs1763700000001 } from './1763700000001-agenda-jobs.js';
import { ListsAndBulkDecisions1763700000002 } from './1763700000002-lists-and-bulk-decisions.js';
import { Links1763700000003 } from './1763700000003-links.js';
import { Ledger1763700000004 } from './1763700000004-ledger.js';

/** Every migration, oldest first. A landed one is never edited. */
export const migrations = [
  Foundation1763700000000,
  AgendaJobs1763700000001,
  ListsAndBulkDecisions1763700000002,
  Links1763700000003,
  Ledger1763700000004,
];
