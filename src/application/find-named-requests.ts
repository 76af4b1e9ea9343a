import type { SlackActor } from './authorize-approver.js';
import { findListReader } from './find-list-reader.js';
import type { FindOrganizationsToDecide } from './find-organizations-to-decide.js';
import type { Database } from './ports.js';

export interface FindNamedRequests extends FindOrganizationsToDecide {
  readonly database: Pick<Database, 'organizations' | 'searches'>;
}

export interface NamedRequests {
  /** The spelling by which they were found. */
  readonly name: string;
  /** Two at most: more than one is a list. */
  readonly ids: readonly number[];
  /** Organizations of which GitHub did not say in time whether they may be looked at. */
  readonly silent: readonly string[];
}

/**
 * The requests that a person may read and that have this id at GitHub, or a token of this name (invariant 5); the
 * first spelling by which there are any.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function findNamedRequests(
  context: FindNamedRequests,
  actor: SlackActor,
  spellings: readonly string[],
): Promise<NamedRequests> {
  const { searches } = context.database;
  const { readable, silent } = await findListReader(context, actor, 'found');
  for (const name of spellings) {
    const found = await Promise.all(readable.map((one) => searches.named(one, name, 2)));
    const ids = [...new Set(found.flat())].slice(0, 2);
    if (ids.length > 0) return { name, ids, silent };
  }
  return { name: '', ids: [], silent };
}
