import type { LedgerHeadModel } from '../../application/models.js';
import type { Translator } from '../../i18n/translator.js';
import type { MessageContent } from './card-view.js';
import { messageOf } from './overview-view.js';
import { type Inline, styled } from './rich-text.js';

/** The head of the ledger's chain, for whoever may one day have to know what it was. */
export function ledgerHeadView(t: Translator, head: LedgerHeadModel): MessageContent {
  return messageOf([ledgerHeadLine(t, head)], []);
}

/** The same as a line of another message. */
export function ledgerHeadLine(t: Translator, { head, entries }: LedgerHeadModel): Inline[] {
  const command = styled(`npm run ledger:verify -- --head ${head}`, { code: true });
  return t.parts<Inline>('ledger.head', { entries, head: styled(head, { code: true }), command });
}
