import type { DecideTokenRequest } from '../application/decide-token-request.js';
import type { Meter } from '../application/meter.js';
import type { Linking, OfferLink } from '../application/offer-link.js';
import type { Logger, RateLimit } from '../application/ports.js';
import type { ReadHome } from '../application/read-home.js';
import type { ReadStatus } from '../application/read-status.js';
import type { ReadTokenRequest } from '../application/read-token-request.js';
import type { RefreshCards } from '../application/refresh-cards.js';
import type { RemoveLink } from '../application/remove-link.js';
import type { SaveOrganizationSettings } from '../application/save-organization-settings.js';
import type { SavePreferences } from '../application/save-preferences.js';
import type { Speeches } from '../application/speech.js';
import type { Translator } from '../i18n/translator.js';

/** What listeners need: the use cases' own needs, and what is of the interaction that they answer. */
export interface ListenerContext extends SharedContext {
  /** Speaks to whoever is being answered. What others read as well is in the language of the organization. */
  readonly t: Translator;
  /** Of the interaction; everything that it sets in motion has it. */
  readonly trace: string;
  /** How long the interaction had to wait before its listener began, in milliseconds. */
  readonly heldUpMs: number;
}

/** What is the same in all interactions. */
export interface SharedContext
  extends DecideTokenRequest,
    ReadTokenRequest,
    RefreshCards,
    ReadHome,
    ReadStatus,
    OfferLink,
    RemoveLink,
    SavePreferences,
    SaveOrganizationSettings {
  readonly speeches: Speeches;
  readonly log: Logger;
  readonly meter: Meter;
  readonly linking: Linking;
  readonly slack: SaveOrganizationSettings['slack'];
  /** False where the operator has set no mail server. */
  readonly sendsMail: boolean;
  /** Of commands that one person sends. */
  readonly commandLimit: RateLimit;
  /** Our workspace; undefined while Slack has not told. */
  readonly ourTeam: () => string | undefined;
}
