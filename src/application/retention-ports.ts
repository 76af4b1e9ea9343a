/** The tables of which something is removed, one after the other: what goes first makes way for what follows. */
export const PRUNED_IN_TURN = ['deliveries', 'token_requests', 'bulk_decisions', 'summaries'] as const;

export type PrunedTable = (typeof PRUNED_IN_TURN)[number];

/** What goes with a token request. */
export type TableOfRequests =
  | 'token_request_repositories'
  | 'token_request_permissions'
  | 'cards'
  | 'decisions'
  | 'bulk_decision_items';

/** How many rows were removed; of what is missing, none. */
export type PruneCounts = Readonly<Partial<Record<PrunedTable | TableOfRequests, number>>>;

/** Some rows of a table, in the order of their ids. */
export interface PrunePage {
  readonly afterId: number;
  /** So many rows are looked at. */
  readonly limit: number;
  /** What had ended by then is old. */
  readonly endedBefore: Date;
  /** Counts, and removes nothing. */
  readonly dryRun: boolean;
}

/** What is old and nobody reads any more. The ledger is never touched. */
export interface Retention {
  /** In a transaction, which waits no longer than any other. `lastId` is where to go on, undefined at the end. */
  prune(
    table: PrunedTable,
    page: PrunePage,
  ): Promise<{ readonly counts: PruneCounts; readonly lastId: number | undefined }>;
}
