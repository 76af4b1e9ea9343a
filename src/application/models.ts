import type { Decision } from '../domain/decision.js';
import type { TokenRequest } from '../domain/token-request.js';

/** Everything that a card, or the details of a request, shows; views turn it into Block Kit. */
export interface CardModel {
  readonly request: TokenRequest;
  /** The decision on its way, or the one that was carried out. */
  readonly decision: Decision | null;
  readonly requesterSlackId: string | null;
  readonly approverSlackId: string | null;
  /** GitHub's page of the request. */
  readonly requestUrl: string;
  /** GitHub's base URL for people, for links to profiles and settings. */
  readonly webUrl: string;
}

/** A short text to one person, or to those who follow a card's thread. */
export type NoticeModel = CardModel & {
  readonly kind: 'waiting' | 'decided' | 'expired' | 'decision-failed' | 'no-address';
};

export interface MailModel extends CardModel {
  readonly to: string;
  readonly decision: Decision;
}
