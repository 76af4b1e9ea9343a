import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deliveryPayload } from '../../../src/application/delivery.js';
import { createDatabase } from '../../../src/persistence/database.js';

const BUILT = fileURLToPath(new URL('../../../dist/src/', import.meta.url));

/** Where the two walks of a request begin, and the digest; all that these import belongs to them. */
const ROOTS = [
  'take-webhook',
  'decide-token-request',
  'carry-out-decision',
  'own-sign-in',
  'deliver',
  'refresh-cards',
];

/** What the walks share files with, and why no crash point of it is among theirs. */
const OF_OTHER_WALKS: Record<string, string> = {
  'publish-home': 'App Home tells no news: it is published anew from the records',
  'refresh-homes': 'App Home tells no news: it is published anew from the records',
  'read-home': 'App Home tells no news: it is published anew from the records',
  'find-organizations-to-decide': 'App Home and lists read through it',
  'ask-organizations': 'App Home and lists read through it',
  'send-bulk-notice': 'bulk decisions have crash tests of their own',
  'show-bulk-progress': 'bulk decisions have crash tests of their own',
  'tell-requester-of-bulk': 'bulk decisions have crash tests of their own',
  'load-bulk': 'bulk decisions have crash tests of their own',
  'remove-link': 'a revoked authorization belongs to linking',
  'tell-link-news': 'news of a link belongs to linking',
  'tell-organization-news': 'news of an organization belong to the comparison with GitHub',
  'refresh-organization-cards': 'it follows the comparison with GitHub, and changes cards that say the same',
  'remind-owners': 'reminders are about what nobody decides, and no part of a walk',
  'send-reminder': 'reminders are about what nobody decides, and no part of a walk',
  'deliver-card/goThere: database.transaction': 'only a channel that was changed asks for it',
  'deliver-summary/inItsChannel: summaries.moveTo': 'only a channel that was changed asks for it',
  'announce-ledger-head/announceLedgerHead: deliveries.add': 'it is reached where no digest carries the head',
  'announce-ledger-head/deliverLedgerHead: slack.postLedgerHead':
    'it is reached where no digest carries the head',
  'keep-to-wishes/resumeAt: unwantedMails.remove':
    'whoever saves their settings asks for it, and no walk does',
  'deliver/deliver: deliveries.putBack': 'only App Home and the progress of bulk decisions ask for it',
  'job-table/bulkDrain: bulkChunks.claimDue': 'bulk decisions have crash tests of their own',
  'job-table/bulkDrain: bulkChunks.renewLease': 'bulk decisions have crash tests of their own',
  'job-table/decisionDrain: decisions.renewLease': 'it changes nothing but when a lease ends',
  'job-table/deliveryDrain: deliveries.renewLease': 'it changes nothing but when a lease ends',
  'job-table/forgetWebhooks: webhookDeliveries.forgetBefore': 'it forgets what was taken in long ago',
  'job-table/sweep: webhookFailures.forgetBefore': 'it forgets what no walk reads',
  'job-table/sweep: homes.forgetBefore': 'it forgets what no walk reads',
  'job-table/sweep: lists.forgetBefore': 'it forgets what no walk reads',
  'job-table/sweep: bulkDecisions.forgetDraftsBefore': 'it forgets what no walk reads',
};

/** Calls of the database that change nothing; what is not named here counts as a change. */
const READS = new Set(
  'all announced backlog choices content count countPending current due find has headIn ids installed isUnderWay knowsRepositories lastUntil medianWaitMs message messagesAbout named nextDueAt of ofGitHubUser ofOpenRequests oldestOfSummary organizations open openOf page postedHead progress reminded sent show showing snapshot some stale toldUntil unposted unsettled watched'.split(
    ' ',
  ),
);

/** Whose every call leaves the process. */
const OUTSIDE = ['github', 'slack', 'mailer', 'signIn'];

/** The records, by name, as the program makes them. */
const STORES: Record<string, object> = { ...createDatabase({ manager: { getRepository() {} } } as never) };

/** One line of the program that commits something or calls somebody. */
interface Line {
  /** As the process names it: file, line and what is called. */
  readonly at: string;
  /** As people read it: file, function and what is called. */
  readonly name: string;
}

/** A moment at which the process is ended. */
export interface CrashPoint extends Line {
  /** Of the delivery that the call is about, where that makes a difference. */
  readonly kind?: string;
  readonly moment: 'before' | 'after';
}

/** Every crash point of the walks, read from the built program, so that a new step is here by itself. */
export function findCrashPoints(): CrashPoint[] {
  const lines = [...walkFiles()].flatMap(linesOf).filter(({ name }) => !isOfAnotherWalk(name));
  return lines.flatMap((line) => {
    // Before it is on record, each kind of what was sent is another case.
    const kinds = line.at.endsWith('deliveries.succeed') ? kindsAboutOne() : [undefined];
    return [
      ...kinds.map((kind) => ({
        ...line,
        name: kind ? `${line.name} of ${kind}` : line.name,
        kind,
        moment: BEFORE,
      })),
      { ...line, moment: AFTER },
    ];
  });
}

const BEFORE = 'before' as const;
const AFTER = 'after' as const;

/** Deliveries of the walks: those of bulk decisions, App Home, links, the ledger, organizations and reminders are not. */
function kindsAboutOne(): string[] {
  const kinds = deliveryPayload.options.map(({ shape }) => shape.kind.value);
  return kinds.filter(
    (kind) => !/^(bulk|home|link|ledger|organization|reminder|summary-reminder|owner)/.test(kind),
  );
}

/** Names in the list of exceptions that no line of the program has any more. */
export function staleExceptions(): string[] {
  const files = walkFiles();
  const names = new Set([...files].flatMap(linesOf).map(({ name }) => name));
  return Object.keys(OF_OTHER_WALKS).filter((exception) =>
    exception.includes(': ') ? !names.has(exception) : !files.has(exception),
  );
}

/** Whether a step that a process has taken is one of a walk, which the scan should have found. */
export function isOfWalks(at: string): boolean {
  const [place = '', call = ''] = at.split(' ');
  const file = place.slice(0, place.indexOf(':'));
  const [part = '', member = ''] = call.split('.');
  if (!walkFiles().has(file) || !isCrashPoint(part, member)) return false;
  const name = linesOf(file).find((line) => line.at === `${place} ${call}`)?.name;
  return !isOfAnotherWalk(name ?? `${file}/`);
}

function isOfAnotherWalk(name: string): boolean {
  return OF_OTHER_WALKS[name] !== undefined || OF_OTHER_WALKS[name.slice(0, name.indexOf('/'))] !== undefined;
}

function isCrashPoint(part: string, member: string): boolean {
  if (OUTSIDE.includes(part)) return true;
  if (part === 'database') return member === 'transaction';
  // The use cases beside the records have the same names, and other methods.
  return member in (STORES[part] ?? {}) && !READS.has(member);
}

let found: Set<string> | undefined;

/** The files of the walks: what the roots import, and the jobs that run them. */
function walkFiles(): Set<string> {
  if (found !== undefined) return found;
  const files = new Set<string>();
  const queue = [...ROOTS];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    queue.push(...[...textOf(file).matchAll(/from '\.\/([a-z-]+)\.js'/g)].map(([, name = '']) => name));
  }
  files.add('job-table');
  found = files;
  return files;
}

function textOf(file: string): string {
  const folder = ['application', 'jobs'].find((name) =>
    readdirSync(join(BUILT, name)).includes(`${file}.js`),
  );
  return readFileSync(join(BUILT, folder ?? '', `${file}.js`), 'utf8');
}

/** A call of a part, in a chain such as `context.database.decisions.markSent(`; of `records` it is in a transaction. */
const CALL = new RegExp(
  `(?<![\\w$])(?<owner>records\\s*\\.\\s*)?(?<part>database|${[...OUTSIDE, ...Object.keys(STORES)].join('|')})\\s*\\??\\.\\s*(?<member>\\w+)\\(`,
  'g',
);

function linesOf(file: string): Line[] {
  const text = withoutComments(textOf(file));
  return [...text.matchAll(CALL)].flatMap((match) => {
    const { owner, part = '', member = '' } = match.groups ?? {};
    if (owner !== undefined || !isCrashPoint(part, member)) return [];
    const end = (match.index ?? 0) + match[0].length;
    const before = text.slice(0, end);
    const line = before.split('\n').length;
    const within = [...before.matchAll(/^(?:export )?(?:async )?function (\w+)/gm)].at(-1)?.[1] ?? '';
    return [
      { at: `${file}:${line} ${part}.${member}`, name: `${basename(file)}/${within}: ${part}.${member}` },
    ];
  });
}

/** Comments become blanks, so that every line keeps its number. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (comment) => comment.replace(/[^\n]/g, ' '));
}
