import { judgeApprover, type Person, type Standing } from '../domain/approver-policy.js';
import type { BulkDecision, BulkRefusal } from '../domain/bulk-decision.js';
import { type DecisionAction, toReason } from '../domain/decision.js';
import { DomainError } from '../domain/errors.js';
import type { GitHubUser, Organization } from '../domain/token-request.js';
import { announceOnHomes } from './announce.js';
import { askOrganizations } from './ask-organizations.js';
import {
  type AuthorizeApprover,
  askPerson,
  askStanding,
  findLink,
  noteUser,
  type SlackActor,
} from './authorize-approver.js';
import type { Link } from './link-ports.js';
import type { Database, Logger, Records, Wake } from './ports.js';

export interface DecideInBulk extends AuthorizeApprover {
  readonly database: Database;
  readonly wake: Wake;
  readonly log: Logger;
  readonly channel: string;
}

export interface BulkAsked {
  readonly bulkId: number;
  readonly actor: SlackActor;
  readonly action: DecisionAction;
  readonly reason: string | null;
  /** Of the modal that shows the progress from now on. */
  readonly viewId: string | null;
  /** Past this instant nothing is claimed: Slack has told the person that it failed. */
  readonly deadline: Date;
  /** Of the click; what follows has the draft's. */
  readonly trace: string;
}

/** Where the approver may decide, and why not elsewhere. */
interface BulkAuthority {
  readonly approver: GitHubUser;
  readonly refusals: readonly { readonly organizationId: number; readonly refusal: BulkRefusal }[];
}

/**
 * Takes a draft's decision: asks GitHub once for each organization whether the approver may, claims every request
 * that still pends, and stores the calls to GitHub, in one transaction. The others get their refusal as a result.
 * @throws DomainError those of `authorizeApprover` when they hold for every organization, `bulk-gone`,
 * `bulk-already-asked`, `reason-too-long`, `too-slow`
 */
export async function decideInBulk(context: DecideInBulk, asked: BulkAsked): Promise<BulkDecision> {
  const { database, wake, log } = context;
  if (asked.actor.isStranger) throw new DomainError('other-workspace');
  const draft = await database.bulkDecisions.find(asked.bulkId);
  if (draft?.slackUserId !== asked.actor.slackUserId) throw new DomainError('bulk-gone');
  if (draft.state !== 'drafted') throw new DomainError('bulk-already-asked');
  const reason = toReason(asked.reason);

  const authority = await findAuthority(context, asked.actor, draft);
  const bulk = await database.transaction((records) =>
    ask(context, records, { ...asked, reason }, authority),
  );
  const { id: bulkId, trace } = bulk;
  const { action, actor, trace: click } = asked;
  log.info({ bulkId, action, actor: actor.slackUserId, trace, click }, 'bulk decision claimed');
  wake.bulkDecisions();
  wake.deliveries();
  return bulk;
}

async function findAuthority(
  context: DecideInBulk,
  actor: SlackActor,
  draft: BulkDecision,
): Promise<BulkAuthority> {
  const link = await findLink(context, actor);
  const organizations = await context.database.bulkDecisions.organizations(draft.id);
  const asking = askPerson(context, actor);
  const standings: Standing[] = [];
  const [person, answers] = await Promise.all([
    asking,
    askOrganizations(organizations, (organization, budgetMs) =>
      askOne(context, organization, { link, asking, standings, budgetMs }),
    ),
  ]);
  if (person.isStranger) throw new DomainError('other-workspace');
  if (standings[0]) await noteUser(context, link, standings[0]);

  const refused = answers.flatMap(({ answer }) => (answer instanceof DomainError ? [answer] : []));
  const approver = answers.flatMap(({ answer }) => (answer instanceof DomainError ? [] : [answer]))[0];
  if (approver === undefined) {
    // What another try may mend goes first.
    throw refused.find(({ code }) => code === 'github-silent') ?? refused[0] ?? new DomainError('bulk-gone');
  }
  return {
    approver,
    refusals: answers.flatMap(({ organization, answer }) =>
      answer instanceof DomainError
        ? [{ organizationId: organization.id, refusal: answer.code as BulkRefusal }]
        : [],
    ),
  };
}

/** Which requests are the approver's own is found out when they are claimed. */
const NOBODYS = { id: 0 };

interface Asking {
  readonly link: Link;
  readonly asking: Promise<Person>;
  /** What GitHub has said of them so far. */
  readonly standings: Standing[];
  readonly budgetMs: number;
}

async function askOne(
  context: DecideInBulk,
  organization: Organization,
  { link, asking, standings, budgetMs }: Asking,
): Promise<GitHubUser | DomainError> {
  const details = { login: link.github.login, organization: organization.login };
  if (budgetMs <= 0) return new DomainError('github-silent', details);
  try {
    const standing = await askStanding(context, organization, link.github, budgetMs);
    const account = { githubId: link.github.id, isSignedIn: link.isSignedIn };
    const person = await asking;
    const verdict = judgeApprover({ person, account, standing }, NOBODYS, context.policy.decideAs);
    if ('refusal' in verdict) return new DomainError(verdict.refusal, details);
    standings.push(standing);
    return verdict.approver.user;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

async function ask(
  { clock }: DecideInBulk,
  records: Records,
  asked: BulkAsked,
  { approver, refusals }: BulkAuthority,
): Promise<BulkDecision> {
  const { bulkId, action, reason, viewId } = asked;
  const at = clock.now();
  const taken = await records.bulkDecisions.take(bulkId, { action, reason, viewId, at });
  const bulk = taken ? await records.bulkDecisions.find(bulkId) : undefined;
  if (bulk === undefined) throw new DomainError('bulk-already-asked');
  const claimed = await records.bulkDecisions.claim(bulk, { approver, at, refusals });
  if (claimed === 0) await records.bulkDecisions.end(bulkId, at);
  await addDeliveries(records, bulk);
  if (clock.now() > asked.deadline) throw new DomainError('too-slow');
  return claimed === 0 ? { ...bulk, state: 'ended', endedAt: at } : bulk;
}

/**
 * The cards are not brought up to date: Slack takes some fifty updates a minute, and the outcome follows in seconds.
 * Whoever clicks on one meanwhile is answered from the database.
 */
async function addDeliveries(records: Records, { id: bulkId, trace }: BulkDecision): Promise<void> {
  const organizations = await records.bulkDecisions.organizations(bulkId);
  await records.deliveries.add({ tokenRequestId: null, payload: { kind: 'bulk-progress', bulkId }, trace });
  for (const { id } of organizations) await announceOnHomes(records, { organizationId: id }, trace);
}
