import type { Presentation } from './summary-ports.js';

/** Where a request is shown, or will be. */
export interface Announcements {
  /** Of a request, its organization and its requester. */
  of(request: {
    readonly id: number;
    readonly organizationId: number;
    readonly requesterLogin: string;
  }): Promise<ShownAt>;
}

export interface ShownAt {
  readonly presentation: Presentation;
  /** Channels of its cards, in the order in which they were posted. */
  readonly channels: readonly string[];
  /** The one that its organization's owners have chosen for cards to come; null: the operator's. */
  readonly chosenChannel: string | null;
  /** Deliveries of the direct messages that remind owners of it. */
  readonly reminders: readonly number[];
  /** Whether somebody's App Home shows its organization's requests. */
  readonly inOwnersHomes: boolean;
  /** Whether its requester's App Home is shown. */
  readonly inRequestersHome: boolean;
}
