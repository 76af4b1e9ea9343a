import type { DecisionAction, DecisionPath, DecisionState } from '../domain/decision.js';
import type { OutsideService } from '../domain/errors.js';
import type { DeliveryPayload } from './delivery.js';

/** How a decision ended. */
export type DecisionOutcome = Extract<DecisionState, 'done' | 'refused' | 'released' | 'superseded' | 'lost'>;

/** How one try to send a delivery ended; `put_back`: it was too early, and was not counted as a try. */
export type DeliveryOutcome = 'sent' | 'retried' | 'failed' | 'put_back';

/** One call to GitHub, Slack or the mail server. */
export interface OutgoingCall {
  readonly service: OutsideService;
  /** GitHub's route with its placeholders, Slack's method: never an id or a login. */
  readonly call: string;
  /** The HTTP status, Slack's error code, or `none` when no answer came. */
  readonly status: string;
  readonly seconds: number;
}

/** Counts for those who run PATrol. Whatever it is told is one of few words: no login, no name, no id. */
export interface Meter {
  /** `seconds`: since the request was made; null when the decision was not carried out. */
  decided(decision: {
    readonly action: DecisionAction;
    readonly path: DecisionPath;
    readonly outcome: DecisionOutcome;
    readonly seconds: number | null;
  }): void;
  delivered(kind: DeliveryPayload['kind'] | 'unreadable', outcome: DeliveryOutcome): void;
  called(call: OutgoingCall): void;
  webhook(event: string, status: number): void;
  syncFailed(): void;
}

/** Counts nothing. */
export const unmetered: Meter = {
  decided: () => undefined,
  delivered: () => undefined,
  called: () => undefined,
  webhook: () => undefined,
  syncFailed: () => undefined,
};
