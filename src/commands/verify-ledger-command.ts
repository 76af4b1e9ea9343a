import type { LedgerFaultCode } from '../application/judge-ledger.js';
import { type LedgerPlace, type LedgerVerdict, verifyLedger } from '../application/verify-ledger.js';
import { printHead, readHead } from '../domain/ledger.js';
import { readArguments } from './read-arguments.js';
import type { RecordCommand } from './record-command.js';
import { UsageError } from './usage-error.js';

const USAGE = `npm run ledger:verify -- [--head SEQ:HEX]

  --head   a head of the chain that was posted or logged: shows also that the end
           was cut off, or that all of it was made anew`;

const FAULTS: Record<LedgerFaultCode, string> = {
  'seal-missing': 'this seal of the chain is missing',
  'seal-added': 'a seal was added that the chain has no place for',
  'entry-missing': 'the entry of this seal is missing',
  'entry-changed': 'the entry was changed after it was written',
  'chain-broken': 'the seal does not fit the entry and the seal before: one was changed, moved or added',
  'person-changed': 'what is stored of a person was changed after it was written',
  'person-added': 'a person was added who was not there when it was written',
  'not-ours': 'the entry was not written by PATrol, or was changed before it was sealed',
  'not-sealed': 'the entry has no seal, though later ones have: it was taken away',
  'entry-repeated': 'the entry stands there a second time: somebody has copied it',
  'tail-cut': 'the chain ends before the head that was given: its end was cut off',
  'made-anew': 'this is not the head that was given: the chain was changed before it, or made anew',
};

/** Goes through the ledger and names the first bad entry. */
export function verifyLedgerCommand(args: readonly string[]): RecordCommand {
  const values = readArguments(args, { head: { type: 'string' } }, USAGE);
  const head = values.head === undefined ? undefined : readHead(values.head);
  if (head === null) throw new UsageError('--head is not of the form 12:9f86d081…', USAGE);
  return async (context) => {
    const { ledgerKeys, out } = context;
    if (!ledgerKeys.current && ledgerKeys.previous.length === 0) {
      throw new Error('Nothing can be verified without a key: set LEDGER_KEY, or ENCRYPTION_KEY');
    }
    const verdict = await verifyLedger(context, head);
    out.write(`${describe(verdict)}\n`);
    return verdict.fault || verdict.unchecked || isDoubtful(verdict) ? 1 : 0;
  };
}

/** Nothing is proven wrong, and yet somebody has to look. */
function isDoubtful({ entries, erased, erasedOnRecord, head }: LedgerVerdict): boolean {
  return erased > erasedOnRecord || (entries > 0 && head === null);
}

function describe({ fault, unchecked, ...rest }: LedgerVerdict): string {
  if (fault) return `bad: ${place(fault)}: ${FAULTS[fault.code]}`;
  if (unchecked) {
    const { first, count } = unchecked;
    return `not checked: ${count} of ${rest.entries} entries, the first of them ${place(first)}, for their key is not at hand. Set LEDGER_KEY_PREVIOUS to it`;
  }
  const { entries, unsealed, unsigned, erased, erasedOnRecord, head } = rest;
  const facts = [
    `${entries} entries`,
    `${erased} people erased${erased > erasedOnRecord ? `, of whom privacy:erase has erased only ${erasedOnRecord}` : ''}`,
    `${unsealed} not yet sealed`,
    ...(unsigned > 0 ? [`${unsigned} written before there was a key, for which nobody can vouch`] : []),
    `head ${head ? printHead(head) : 'none'}`,
  ];
  return `${isDoubtful({ fault, unchecked, ...rest }) ? 'look at this' : 'ok'}: ${facts.join(', ')}`;
}

function place({ seq, entryId, kind, at }: LedgerPlace): string {
  const when = at === null || Number.isNaN(at.getTime()) ? '' : `, ${at.toISOString()}`;
  const entry =
    entryId === null ? [] : [`entry ${entryId}${kind === null ? '' : ` (${JSON.stringify(kind)}${when})`}`];
  return [...(seq === null ? [] : [`seal ${seq}`]), ...entry].join(', ');
}
