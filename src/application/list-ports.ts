import type { PageStart } from './search-ports.js';

export type ListKind =
  /** Those that can be decided, and selected. */
  | 'pending'
  | 'history'
  /** The reader's own. */
  | 'mine'
  /** What `/tokens show` found when it was more than one. */
  | 'found';

/** A list that somebody has open in a modal. It outlives the process, so it lives in the database. */
export interface List {
  readonly id: string;
  readonly slackUserId: string;
  readonly kind: ListKind;
  /** As `printQuery` writes it; of `found` the name that was asked for. */
  readonly query: string;
  /** Ids of token requests, in the order in which they were selected. */
  readonly selected: readonly number[];
  /** Where the pages begin that lie before the one that is shown, and that one itself; [] on the first. */
  readonly pages: readonly PageStart[];
  /** Goes up with every change. */
  readonly revision: number;
}

export interface Lists {
  add(list: List): Promise<void>;
  find(id: string): Promise<List | undefined>;
  /** Locks it until the transaction ends. */
  lock(id: string): Promise<List | undefined>;
  /** Stores what was changed, with the next revision, and returns it. */
  save(list: List): Promise<List>;
  forgetBefore(instant: Date): Promise<void>;
}
