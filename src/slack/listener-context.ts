import type { DecideTokenRequest } from '../application/decide-token-request.js';
import type { Linking, OfferLink } from '../application/offer-link.js';
import type { Logger, RateLimit } from '../application/ports.js';
import type { ReadHome } from '../application/read-home.js';
import type { ReadTokenRequest } from '../application/read-token-request.js';
import type { RefreshCards } from '../application/refresh-cards.js';
import type { RemoveLink } from '../application/remove-link.js';
import type { Translator } from '../i18n/translator.js';

/** What listeners need: the use cases' own needs, and the words. */
export interface ListenerContext
  extends DecideTokenRequest,
    ReadTokenRequest,
    RefreshCards,
    ReadHome,
    OfferLink,
    RemoveLink {
  readonly t: Translator;
  readonly log: Logger;
  readonly linking: Linking;
  /** Of commands that one person sends. */
  readonly commandLimit: RateLimit;
  /** Our workspace; undefined while Slack has not told. */
  readonly ourTeam: () => string | undefined;
}
