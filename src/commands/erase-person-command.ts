import {
  type Erasure,
  erasePerson,
  findPerson,
  type PersonAsked,
  SeveralAccounts,
} from '../application/erase-person.js';
import { ledgerKeyId } from '../domain/ledger-chain.js';
import { readArguments } from './read-arguments.js';
import type { CommandContext, RecordCommand } from './record-command.js';
import { UsageError } from './usage-error.js';

const USAGE = `npm run privacy:erase -- --github-user ID | --github-login LOGIN [--slack-user U…] [--yes]

  --github-user    GitHub's id of the account
  --github-login   its login, where only one account has had it
  --slack-user     a Slack user of the same person; may be given several times
  --yes            erases; without it, PATrol only counts what it would erase`;

/** Erases what is personal of somebody; docs/privacy.md says what that is. */
export function erasePersonCommand(args: readonly string[]): RecordCommand {
  const values = readArguments(
    args,
    {
      'github-user': { type: 'string' },
      'github-login': { type: 'string' },
      'slack-user': { type: 'string', multiple: true },
      yes: { type: 'boolean', default: false },
    },
    USAGE,
  );
  const asked = readPerson(values);
  return async (context) => {
    if (values.yes) await refuseWithoutKey(context);
    const person = await findPerson(context, asked).catch(toUsageError);
    const erasure = await erasePerson(context, person, { dryRun: !values.yes });
    const names = [
      ...(person.githubUserId === null ? [] : [`GitHub user ${person.githubUserId}`]),
      ...(person.githubLogin === null ? [] : [`GitHub login ${person.githubLogin}`]),
      ...person.slackUserIds.map((id) => `Slack user ${id}`),
    ];
    context.out.write(`${names.join(', ')}\n${describe(erasure, values.yes)}\n`);
    return 0;
  };
}

/** An entry that nobody signed, or with another key, would stand in the ledger for ever as one that is not ours. */
async function refuseWithoutKey({ database, ledgerKeys }: CommandContext): Promise<void> {
  const last = await database.seals.last();
  if (last === undefined || (ledgerKeys.current && ledgerKeyId(ledgerKeys.current) === last.keyId)) return;
  throw new Error(
    'The erasure goes on the record, which needs the key that PATrol seals with: set LEDGER_KEY, or ENCRYPTION_KEY, as it has it',
  );
}

interface Values {
  readonly 'github-user'?: string;
  readonly 'github-login'?: string;
  readonly 'slack-user'?: string[];
}

function readPerson(values: Values): PersonAsked {
  const { 'github-user': id, 'github-login': login, 'slack-user': slackUserIds = [] } = values;
  if (id !== undefined && !/^[1-9]\d{0,14}$/.test(id)) {
    throw new UsageError('--github-user is not an id of GitHub’s, a number', USAGE);
  }
  if (login !== undefined && !/^@?[\w-]+$/.test(login))
    throw new UsageError('--github-login is no login', USAGE);
  if (slackUserIds.some((slackId) => !/^[UW][A-Z0-9]+$/.test(slackId))) {
    throw new UsageError('--slack-user is not an id such as U024BE7LH', USAGE);
  }
  if (id === undefined && login === undefined && slackUserIds.length === 0) {
    throw new UsageError('Whose data?', USAGE);
  }
  return {
    githubUserId: id === undefined ? undefined : Number(id),
    githubLogin: login?.replace(/^@/, ''),
    slackUserIds,
  };
}

function toUsageError(error: unknown): never {
  if (!(error instanceof SeveralAccounts)) throw error;
  const ids = error.githubUserIds.join(', ');
  throw new UsageError(`Several accounts are meant: ${ids}. Name one with --github-user`, USAGE);
}

function describe({ counts, unfinished, byOperator }: Erasure, isDone: boolean): string {
  const lines = [
    isDone ? 'Erased:' : 'Would be erased:',
    `  ${counts.ledgerPeople} in entries of the ledger, which stays whole`,
    `  ${counts.tokenRequests} token requests, of which who asked, the token's name and the reason go`,
    `  ${counts.decisions} decisions and ${counts.bulkDecisions} on many at once, of which who decided and the reason go`,
    `  ${counts.deliveries} addresses in messages that were sent`,
    `  ${counts.links} links, and ${counts.sessions} sign-ins, lists and App Homes`,
    `  ${counts.choices} preferences, and kinds of e-mail that they do not want`,
  ];
  const rest =
    unfinished > 0 ? [`${unfinished} left, for they wait or are on their way: run this again later.`] : [];
  const link = byOperator
    ? ['A link stands in SLACK_GITHUB_USERS: take it out there, or it comes back.']
    : [];
  return [...lines, ...rest, ...link, ...(isDone ? [] : ['Nothing was changed. To erase, add --yes.'])].join(
    '\n',
  );
}
