import type { ChosenSettings } from '../domain/organization-settings.js';
import type { CardModel } from './models.js';

export interface Card {
  readonly channel: string;
  readonly ts: string;
  readonly digest: string;
}

/** What a card shows, as the records stand now, and where it is shown. */
export interface CardContent extends Omit<CardModel, 'requestUrl' | 'webUrl'> {
  readonly cards: readonly Card[];
  readonly chosen: ChosenSettings;
}

export interface Cards {
  /** undefined when the request is gone. */
  content(tokenRequestId: number): Promise<CardContent | undefined>;
  find(tokenRequestId: number, channel: string): Promise<Card | undefined>;
  all(tokenRequestId: number): Promise<Card[]>;
  save(tokenRequestId: number, card: Card): Promise<void>;
  /** Where the cards stand of requests of an organization that have not ended, in order, after one of them. */
  ofOpenRequests(organizationId: number, after: CardPlace | null, limit: number): Promise<CardPlace[]>;
}

export interface CardPlace {
  readonly tokenRequestId: number;
  readonly channel: string;
}
