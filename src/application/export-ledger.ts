import type { LedgerRange, LedgerRow } from './ledger-ports.js';
import type { Records } from './ports.js';

/** Read at once, so that memory stays the same however long the ledger is. */
const PAGE = 500;

/** The entries of a range in the order in which they were written, as fast as somebody takes them. */
export async function* exportLedger(
  { ledger }: Pick<Records, 'ledger'>,
  range: LedgerRange,
): AsyncGenerator<LedgerRow> {
  for (let afterId = Number.MIN_SAFE_INTEGER; ; ) {
    const page = await ledger.range(range, afterId, PAGE);
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    afterId = last.entry.id;
  }
}
