import { requestPage } from '../domain/token-request.js';
import type { CardContent } from './card-ports.js';
import type { CardModel } from './models.js';
import type { Records } from './ports.js';

export interface LoadCard {
  readonly records: Pick<Records, 'cards'>;
  /** GitHub's base URL for people. */
  readonly webUrl: string;
}

/** All that a card shows, as the records stand now; undefined when the request is gone. */
export async function loadCard(
  { records, webUrl }: LoadCard,
  tokenRequestId: number,
): Promise<CardModel | undefined> {
  const content = await records.cards.content(tokenRequestId);
  return content && cardModel(content, webUrl);
}

/** What a card shows of what the records hold. */
export function cardModel({ cards, ...shown }: CardContent, webUrl: string): CardModel {
  return { ...shown, requestUrl: requestPage(webUrl, shown.request), webUrl };
}
