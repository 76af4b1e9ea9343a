import type { DecideTokenRequest } from '../application/decide-token-request.js';
import type { Logger } from '../application/ports.js';
import type { ReadHome } from '../application/read-home.js';
import type { ReadTokenRequest } from '../application/read-token-request.js';
import type { RefreshCards } from '../application/refresh-cards.js';
import type { Translator } from '../i18n/translator.js';

/** What listeners need: the use cases' own needs, and the words. */
export interface ListenerContext extends DecideTokenRequest, ReadTokenRequest, RefreshCards, ReadHome {
  readonly t: Translator;
  readonly log: Logger;
  /** Our workspace; undefined while Slack has not told. */
  readonly ourTeam: () => string | undefined;
}
