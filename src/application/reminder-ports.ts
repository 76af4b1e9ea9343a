import type { ChosenSettings } from '../domain/organization-settings.js';
import type { Reminded } from '../domain/reminders.js';
import type { Organization } from '../domain/token-request.js';
import type { DeliveryPayload } from './delivery.js';
import type { ListedRequest } from './models.js';
import type { MessagePlace } from './slack-ports.js';

/** An organization where the App works. */
export interface WatchedOrganization {
  readonly organization: Organization;
  readonly chosen: ChosenSettings;
  /** What stood for the settings that were followed last; null: none were. */
  readonly followed: string | null;
  /** Whether something is to be looked at there. */
  readonly isDue: boolean;
}

/** A pending request that is to be looked at: a reminder of it is due, or has to be computed. */
export interface DueRequest {
  readonly id: number;
  /** When we heard of it. */
  readonly since: Date;
  readonly reminded: Reminded;
  /** Of which summary it is a part. */
  readonly summaryId: number | null;
  readonly organization: Organization;
}

/** How a request goes on, unless it has changed since it was read. */
export interface ReminderStep {
  readonly request: DueRequest;
  readonly reminded: Reminded;
  /** When it is to be looked at again. */
  readonly remindAt: Date | null;
}

/** A direct message that reminds an owner. */
export interface ReminderMessage {
  readonly payload: Extract<DeliveryPayload, { kind: 'reminder-message' }>;
  readonly ts: string;
}

/** When somebody is reminded of what waits. */
export interface Reminders {
  watched(now: Date): Promise<WatchedOrganization[]>;
  /** Has all that waits in an organization looked at anew, since other settings hold. */
  follow(organizationId: number, settings: string, now: Date): Promise<void>;
  /** Those to be looked at, the longest due first. */
  due(organizationId: number, now: Date, limit: number): Promise<DueRequest[]>;
  /** Returns the ids of those that have gone on. */
  advance(steps: readonly ReminderStep[]): Promise<number[]>;
  /** Marks those of which the owners are to be reminded as told; the oldest first. */
  takeForOwners(organizationId: number): Promise<{ readonly id: number; readonly requesterId: number }[]>;
  /** They are due again, for the App does not work there at present. */
  giveBack(organizationId: number, now: Date): Promise<void>;
  reminded(tokenRequestId: number): Promise<Reminded>;
  /** Since when the oldest request of a summary waits; undefined when none does. */
  oldestOfSummary(summaryId: number): Promise<Date | undefined>;
  /** The direct messages that name a request, by the ids of their deliveries; one that is being sent has no `ts`. */
  messagesAbout(
    tokenRequestId: number,
  ): Promise<{ readonly id: number; readonly slackUserId: string; readonly ts: string | null }[]>;
  /** Undefined when none was sent. */
  message(deliveryId: number): Promise<ReminderMessage | 'sending' | undefined>;
}

/** What is said in the thread of a summary. */
export interface SummaryReminderModel {
  readonly organization: Organization;
  readonly waiting: number;
  readonly oldestSince: Date;
}

/** What an owner is reminded of: requests of one organization, the first few. */
export interface OwnerReminderModel {
  readonly organization: Organization;
  /** Whether the App works there: else nothing can be decided here. */
  readonly isOpen: boolean;
  readonly requests: readonly ListedRequest[];
  /** How many were due besides. */
  readonly further: number;
  /** GitHub's base URL for people. */
  readonly webUrl: string;
}

/** Slack, as far as reminders need it. */
export interface SlackReminders {
  replyToSummary(place: MessagePlace, reminder: SummaryReminderModel): Promise<MessagePlace>;
  directReminder(slackUserId: string, reminder: OwnerReminderModel): Promise<MessagePlace>;
  updateReminder(slackUserId: string, ts: string, reminder: OwnerReminderModel): Promise<void>;
}
