import type { Clock, Database, Records } from './ports.js';
import type { ErasureCounts, KnownPerson, PersonalData } from './privacy-ports.js';

export interface ErasePerson {
  readonly database: Database;
  readonly clock: Clock;
}

/** Who is to be erased, as the operator names them. */
export interface PersonAsked {
  readonly githubUserId?: number;
  readonly githubLogin?: string;
  readonly slackUserIds: readonly string[];
}

export interface Erasure {
  readonly counts: ErasureCounts & { readonly links: number };
  /** What waits or is on its way, and was left as it is. */
  readonly unfinished: number;
  /** A link of theirs stands in the environment, and would come back with the next start. */
  readonly byOperator: boolean;
}

/** Several accounts have had that login one after the other; only one of them is meant. */
export class SeveralAccounts extends Error {
  constructor(readonly githubUserIds: readonly number[]) {
    super('several accounts are meant');
    this.name = 'SeveralAccounts';
  }
}

/**
 * All that somebody is known by here.
 * @throws SeveralAccounts
 */
export async function findPerson(
  { database: { personalData } }: ErasePerson,
  { githubUserId, githubLogin, slackUserIds }: PersonAsked,
): Promise<KnownPerson> {
  const ids =
    githubUserId === undefined ? await githubIdsOf(personalData, { githubLogin, slackUserIds }) : [];
  if (ids.length > 1) throw new SeveralAccounts(ids);
  const id = githubUserId ?? ids[0] ?? null;
  const known = id === null ? [] : await personalData.slackIdsOf(id);
  const logins = githubLogin === undefined && id !== null ? await personalData.loginsOf(id) : [];
  return {
    githubUserId: id,
    githubLogin: githubLogin ?? (logins.length === 1 ? logins[0] : undefined) ?? null,
    slackUserIds: [...new Set([...slackUserIds, ...known])],
  };
}

async function githubIdsOf(
  personalData: PersonalData,
  { githubLogin, slackUserIds }: Pick<PersonAsked, 'githubLogin' | 'slackUserIds'>,
): Promise<number[]> {
  if (githubLogin !== undefined) return personalData.githubIdsOf(githubLogin);
  return personalData.githubIdsOfSlack(slackUserIds);
}

/** Ends a transaction of which only the counts were wanted. */
class OnlyCounted extends Error {
  constructor(readonly erasure: Erasure) {
    super('only counted');
  }
}

/**
 * Erases what is personal of somebody, in one transaction with an entry in the ledger that says how much it was. The
 * chain still holds, for it is over salted digests. `dryRun` does the same and takes it back.
 */
export async function erasePerson(
  context: ErasePerson,
  person: KnownPerson,
  { dryRun }: { readonly dryRun: boolean },
): Promise<Erasure> {
  try {
    return await context.database.transaction(async (records) => {
      const erasure = await erase(context, records, person);
      if (dryRun) throw new OnlyCounted(erasure);
      return erasure;
    });
  } catch (error) {
    if (error instanceof OnlyCounted) return error.erasure;
    throw error;
  }
}

async function erase({ clock }: ErasePerson, records: Records, person: KnownPerson): Promise<Erasure> {
  const at = clock.now();
  const links = await records.personalData.linksOf(person);
  // First, for their removal is on the record, too.
  for (const { slackUserId } of links) await records.links.remove(slackUserId, 'erased', at);
  const known = {
    ...person,
    slackUserIds: [...person.slackUserIds, ...links.map((link) => link.slackUserId)],
  };
  const counts = { ...(await records.personalData.erase(known)), links: links.length };
  await records.ledger.append({
    ...{ kind: 'person-erased', at, data: { ...counts }, people: [], trace: '' },
  });
  return {
    counts,
    unfinished: await records.personalData.unfinished(known),
    byOperator: links.some((link) => link.byOperator),
  };
}
