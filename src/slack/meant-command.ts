import { nearest } from '../domain/nearest.js';
import { QUERY_LIMIT } from '../domain/query.js';
import { type Command, SUBCOMMANDS } from './parse-command.js';

/** What may have been meant: a subcommand, or the token that is called so; null when nobody knows. */
export type MeantCommand = { readonly as: 'subcommand' | 'name'; readonly command: string } | null;

/** Nothing stands after these. */
const ALONE: readonly string[] = ['help', 'link', 'settings', 'unlink'];
/** Longer than a subcommand or the usual name of a token. */
const LONGEST_WORD = 40;

/** The whole line with the nearest subcommand; for a single word that is like none, the token that is called so. */
export function meantCommand({ word, rest }: Command & { readonly name: 'unknown' }): MeantCommand {
  const near = nearest(word.slice(0, LONGEST_WORD), SUBCOMMANDS);
  if (near) {
    // Half of a long query would be wrong.
    const takesRest = !ALONE.includes(near) && rest.length <= QUERY_LIMIT;
    return { as: 'subcommand', command: `/tokens ${near} ${takesRest ? rest : ''}`.trim() };
  }
  const isName = word !== '' && rest === '' && word.length <= LONGEST_WORD;
  return isName ? { as: 'name', command: `/tokens show ${word}` } : null;
}
