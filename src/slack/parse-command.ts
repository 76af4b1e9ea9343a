import { parseQuery } from '../domain/parse-query.js';

/** What somebody wants of `/tokens`. */
export type Command =
  | { readonly name: 'overview' | 'status' | 'settings' | 'help' | 'link' | 'unlink' }
  | { readonly name: 'pending' | 'history' | 'mine' | 'audit'; readonly query: string }
  /** What it may be called: as it is written, then without marks around it; [] for nothing. */
  | { readonly name: 'show'; readonly spellings: readonly string[] }
  /** `rest` is what stands after the word. */
  | { readonly name: 'unknown'; readonly word: string; readonly rest: string };

export type Subcommand = Exclude<Command['name'], 'unknown' | 'overview'>;

/** Every word that is understood; the first of each are the ones that help names. */
const WORDS: Readonly<Record<string, Exclude<Command['name'], 'unknown'>>> = {
  pending: 'pending',
  history: 'history',
  mine: 'mine',
  audit: 'audit',
  status: 'status',
  settings: 'settings',
  show: 'show',
  link: 'link',
  unlink: 'unlink',
  help: 'help',
  list: 'pending',
  ls: 'pending',
  requests: 'pending',
  review: 'pending',
  search: 'pending',
  waiting: 'pending',
  decided: 'history',
  log: 'history',
  ledger: 'audit',
  record: 'audit',
  trail: 'audit',
  me: 'mine',
  my: 'mine',
  // Where people look for the decision: it stands in the details.
  approve: 'show',
  deny: 'show',
  details: 'show',
  open: 'show',
  view: 'show',
  connect: 'link',
  login: 'link',
  signin: 'link',
  'sign-in': 'link',
  config: 'settings',
  configure: 'settings',
  digest: 'settings',
  language: 'settings',
  mute: 'settings',
  notifications: 'settings',
  options: 'settings',
  preferences: 'settings',
  prefs: 'settings',
  setting: 'settings',
  timezone: 'settings',
  unmute: 'settings',
  disconnect: 'unlink',
  logout: 'unlink',
  signout: 'unlink',
  'sign-out': 'unlink',
  '?': 'help',
  '-h': 'help',
  '--help': 'help',
  commands: 'help',
  usage: 'help',
  overview: 'overview',
  health: 'status',
  tokens: 'overview',
};

/** What a mistyped word may have been meant to be. */
export const SUBCOMMANDS: readonly Subcommand[] = [
  'pending',
  'history',
  'mine',
  'audit',
  'status',
  'settings',
  'show',
  'link',
  'unlink',
  'help',
];

const REQUEST_PAGE = /\/personal-access-token-requests\/(\d{1,15})(?!\d)/;
const ESCAPED = { lt: '<', gt: '>', amp: '&' } as const;
const QUALIFIER = /^(\p{Pd}\s*)?([\p{L}_-]+[:：]|never-used(\s|$))/iu;

/** Understands what stands after `/tokens`; forgiving about case, spaces, quotes and marks around a word. */
export function parseCommand(text: string): Command {
  const page = REQUEST_PAGE.exec(text)?.[1];
  if (page !== undefined) return { name: 'show', spellings: [page] };
  return parseLine(oneLine(asTyped(text)));
}

function parseLine(line: string): Command {
  if (line === '') return { name: 'overview' };
  const [written = '', ...others] = line.split(' ');
  const rest = others.join(' ');
  if (/^#?\d{1,15}$/.test(written) && rest === '') return { name: 'show', spellings: [unmarked(written)] };
  const word = unmarked(written).toLowerCase();
  const name = Object.hasOwn(WORDS, word) ? WORDS[word] : undefined;
  if (name === undefined && QUALIFIER.test(line)) return { name: kindOf(line), query: line };
  switch (name) {
    case undefined:
      return { name: 'unknown', word: unmarked(written), rest };
    case 'overview':
      // "/tokens /tokens pending" happens when an example is pasted.
      return rest === '' || word !== 'tokens' ? { name } : parseLine(rest);
    case 'status':
    case 'settings':
    case 'help':
    case 'link':
    case 'unlink':
      return { name };
    case 'show':
      return { name, spellings: [...new Set([unquoted(rest), unmarked(rest)])].filter(Boolean) };
    default:
      return { name, query: rest };
  }
}

/** The list that a query without a subcommand is for: what waits, unless it asks what only a history can tell. */
function kindOf(query: string): 'pending' | 'history' {
  const isForHistory = !parseQuery(query, 'pending').query && parseQuery(query, 'history').query;
  return isForHistory ? 'history' : 'pending';
}

/**
 * Undoes what Slack does to the text of a command: it escapes three characters, and writes people, channels and
 * links as `<@U01|mona>`, `<#C01|general>`, `<https://example.com|example.com>`, if it is told to
 * (https://docs.slack.dev/interactivity/implementing-slash-commands#command_payload_descriptions).
 */
function asTyped(text: string): string {
  return text
    .replace(/<([@#])[\w-]+\|([^<>|]+)>/g, '$1$2')
    .replace(/<(?:https?|mailto):[^<>|]+\|([^<>|]+)>/g, '$1')
    .replace(/<((?:https?|mailto):[^<>|]+)>/g, '$1')
    .replace(/&(lt|gt|amp);/g, (_, name: keyof typeof ESCAPED) => ESCAPED[name]);
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
