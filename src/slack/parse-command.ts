/** What somebody wants of `/tokens`. */
export type Command =
  | { readonly name: 'overview' | 'help' }
  | { readonly name: 'pending' | 'history' | 'mine'; readonly query: string }
  /** What it may be called: as it is written, then without marks around it; [] for nothing. */
  | { readonly name: 'show'; readonly spellings: readonly string[] }
  | { readonly name: 'unknown'; readonly word: string };

export type Subcommand = Exclude<Command['name'], 'unknown' | 'overview'>;

/** Every word that is understood; the first of each are the ones that help names. */
const WORDS: Readonly<Record<string, Exclude<Command['name'], 'unknown'>>> = {
  pending: 'pending',
  history: 'history',
  mine: 'mine',
  show: 'show',
  help: 'help',
  list: 'pending',
  ls: 'pending',
  requests: 'pending',
  review: 'pending',
  search: 'pending',
  waiting: 'pending',
  decided: 'history',
  log: 'history',
  me: 'mine',
  my: 'mine',
  // Where people look for the decision: it stands in the details.
  approve: 'show',
  deny: 'show',
  details: 'show',
  open: 'show',
  view: 'show',
  '?': 'help',
  '-h': 'help',
  '--help': 'help',
  commands: 'help',
  usage: 'help',
  overview: 'overview',
  status: 'overview',
  tokens: 'overview',
};

/** What a mistyped word may have been meant to be. */
export const SUBCOMMANDS: readonly Subcommand[] = ['pending', 'history', 'mine', 'show', 'help'];

const REQUEST_PAGE = /\/personal-access-token-requests\/(\d{1,15})(?!\d)/;
const QUALIFIER = /^-?[\p{L}-]+:|^-?never-used(\s|$)/iu;

/** Understands what stands after `/tokens`; forgiving about case, spaces, quotes and marks around a word. */
export function parseCommand(text: string): Command {
  const line = oneLine(text);
  if (line === '') return { name: 'overview' };
  const page = REQUEST_PAGE.exec(line)?.[1];
  if (page !== undefined) return { name: 'show', spellings: [page] };
  const [written = '', ...others] = line.split(' ');
  const rest = others.join(' ');
  if (/^#?\d{1,15}$/.test(written) && rest === '') return { name: 'show', spellings: [unmarked(written)] };
  const word = unmarked(written).toLowerCase();
  const name = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (name === undefined && QUALIFIER.test(line)) return { name: 'pending', query: line };
  switch (name) {
    case undefined:
      return { name: 'unknown', word: unmarked(written) };
    case 'overview':
      // "/tokens /tokens pending" happens when an example is pasted.
      return rest === '' || word !== 'tokens' ? { name } : parseCommand(rest);
    case 'help':
      return { name };
    case 'show':
      return { name, spellings: [...new Set([unquoted(rest), unmarked(rest)])].filter(Boolean) };
    default:
      return { name, query: rest };
  }
}

/** Without what cannot be seen, and with plain spaces between the words. */
function oneLine(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\p{Cc}\p{Z}]+/gu, ' ')
    .trim();
}

/** A token's name may begin and end with anything, so only quotes around all of it are no part of it. */
function unquoted(text: string): string {
  return text.replace(/^["'`“”„‟‘’‚«»](.*)["'`“”„‟‘’‚«»]$/u, '$1').trim();
}

/** Without quotes, prefixes and punctuation around it. */
function unmarked(text: string): string {
  if (text === '?') return text;
  return text.replace(/^[\s"'`“”„‟‘’‚«»<>#@/]+/u, '').replace(/[\s"'`“”„‟‘’‚«»<>.,:;!]+$|(?<=\w)\?+$/gu, '');
}
