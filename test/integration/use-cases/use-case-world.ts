import type { DataSource } from 'typeorm';
import type { AnnounceDigests } from '../../../src/application/announce-digests.js';
import type { AnnounceLedgerHead } from '../../../src/application/announce-ledger-head.js';
import type { ApproverPolicy } from '../../../src/application/authorize-approver.js';
import type { BulkChunk } from '../../../src/application/bulk-ports.js';
import { type CarryOutBulk, carryOutBulk } from '../../../src/application/carry-out-bulk.js';
import { type CarryOutDecision, carryOutDecision } from '../../../src/application/carry-out-decision.js';
import { createChartAddresses } from '../../../src/application/chart-address.js';
import type { DecisionAsked } from '../../../src/application/decide-token-request.js';
import type { ClaimedDecision } from '../../../src/application/decision-ports.js';
import { type Deliver, deliver } from '../../../src/application/deliver.js';
import type { DigestMailModel, DigestModel } from '../../../src/application/digest-model.js';
import type {
  GitHub,
  Grant,
  Installation,
  UnreadableAttempt,
  UnreadableRequest,
  WebhookAttempt,
} from '../../../src/application/github-ports.js';
import { createInTurn } from '../../../src/application/in-turn.js';
import { unmetered } from '../../../src/application/meter.js';
import type {
  BulkMailModel,
  BulkModel,
  BulkNoticeModel,
  CardModel,
  HomeModel,
  LedgerHeadModel,
  LinkNewsModel,
  MailModel,
  NoticeModel,
  OrganizationNewsModel,
} from '../../../src/application/models.js';
import { createOwnSignIns } from '../../../src/application/own-sign-in.js';
import type { Database, Mailer } from '../../../src/application/ports.js';
import { recordTokenRequest } from '../../../src/application/record-token-request.js';
import type { OwnerReminderModel, SummaryReminderModel } from '../../../src/application/reminder-ports.js';
import type { SealLedger } from '../../../src/application/seal-ledger.js';
import type { ChannelAccess, ChannelTried } from '../../../src/application/settings-ports.js';
import type { Slack, SlackProfile } from '../../../src/application/slack-ports.js';
import { createSpeeches } from '../../../src/application/speech.js';
import type { Summary } from '../../../src/application/summary-ports.js';
import type { TakeWebhook } from '../../../src/application/take-webhook.js';
import type { Membership } from '../../../src/domain/approver-policy.js';
import { OutsideError } from '../../../src/domain/errors.js';
import type { OrganizationSettings } from '../../../src/domain/organization-settings.js';
import type { Report, ReportWord } from '../../../src/domain/report.js';
import type {
  GitHubUser,
  RequestedRepository,
  TokenRequestContent,
} from '../../../src/domain/token-request.js';
import { readWebhook } from '../../../src/github/mapping.js';
import { english } from '../../../src/i18n/translator.js';
import { languageOf } from '../../../src/i18n/translators.js';
import { createDataSource } from '../../../src/persistence/data-source.js';
import { createDatabase } from '../../../src/persistence/database.js';
import { createVault } from '../../../src/persistence/vault.js';
import { homeView } from '../../../src/slack/views/home-view.js';
import {
  aClock,
  aLog,
  aReport,
  aWake,
  type FakeClock,
  MONA,
  NOW,
  OLIVIA,
  OSCAR,
} from '../../support/builders.js';
import { createTestDatabase } from '../../support/test-database.js';
import { USUAL } from '../../support/usual-settings.js';

export const CHANNEL = 'C0REVIEW';
export const SLACK_USERS = { mona: 'U0MONA', olivia: 'U0OLIVIA', oscar: 'U0OSCAR' };
export const BOT = { id: 99, login: 'patrol[bot]', isBot: true };
export const person = (user: GitHubUser) => ({ ...user, isBot: false });

export const githubDown = () => new OutsideError('github', 'unavailable', 'ECONNREFUSED');
export const noAnswer = () => new OutsideError('github', 'unknown', 'timeout');

/** GitHub as the use cases see it: what it knows may be set, and what it was asked to decide is kept. */
export interface FakeGitHub extends GitHub {
  readonly memberships: Map<string, Membership>;
  /** `acme/security/mona` for an active member of a team. */
  readonly teamMembers: Set<string>;
  /** What stands in its pending list. */
  pending: Report[];
  /** Rows of the first page that cannot be read. */
  unreadable: UnreadableRequest[];
  /** Of its pending list and of its log. */
  pageSize: number;
  /** Its log of webhooks, the newest first. */
  attempts: WebhookAttempt[];
  /** Rows of the first page of its log that cannot be read. */
  unreadableAttempts: UnreadableAttempt[];
  grants: Grant[];
  installed: Installation[];
  repositories: RequestedRepository[];
  /** GitHub's ids of requests → how asking for their repositories fails. */
  readonly unreadableRepositories: Map<number, OutsideError>;
  readonly emails: Map<string, string>;
  /** Every decision that reached it. */
  readonly decided: {
    patRequestId: number;
    action: string;
    reason: string | null;
    userToken: string | null;
  }[];
  /** Every bulk call that reached it. */
  readonly decidedTogether: {
    org: string;
    patRequestIds: number[];
    action: string;
    reason: string | null;
    userToken: string | null;
  }[];
  /** Answers a bulk call with what it returns; undefined for 202. After `failures`. */
  refuseTogether: (patRequestIds: readonly number[]) => OutsideError | undefined;
  /** Each is thrown by one call that decides; then calls succeed. */
  readonly failures: OutsideError[];
  /** Set: everything fails so. */
  down: OutsideError | undefined;
  /** Happens while a call that decides is under way. */
  meanwhile: () => Promise<unknown>;
  /** Names of the calls, in order, with the number of token ids where there are some. */
  readonly calls: string[];
}

export function aGitHub(): FakeGitHub {
  const asked = (name: string) => {
    github.calls.push(name);
    if (github.down) throw github.down;
  };
  const github: FakeGitHub = {
    memberships: new Map(
      [OLIVIA, OSCAR].map((user) => [user.login, { user, state: 'active', role: 'admin' }] as const),
    ),
    teamMembers: new Set(),
    pending: [],
    unreadable: [],
    pageSize: 100,
    attempts: [],
    unreadableAttempts: [],
    grants: [],
    installed: [],
    repositories: [],
    unreadableRepositories: new Map(),
    emails: new Map(),
    decided: [],
    decidedTogether: [],
    refuseTogether: () => undefined,
    failures: [],
    down: undefined,
    meanwhile: async () => undefined,
    calls: [],
    async installations() {
      asked('installations');
      return github.installed;
    },
    async membership(_organization, { id, login }) {
      asked('membership');
      const found = github.memberships.get(login) ?? null;
      return id === null || found?.user.id === id ? found : null;
    },
    async isTeamMember(organization, { team, login }) {
      asked('isTeamMember');
      return github.teamMembers.has(`${organization.login}/${team}/${login}`);
    },
    async decide(_organization, decision) {
      asked('decide');
      github.decided.push({ ...decision });
      await github.meanwhile();
      const failure = github.failures.shift();
      if (failure) throw failure;
    },
    async decideTogether({ login }, { patRequestIds, action, reason, userToken }) {
      asked(`decideTogether ${patRequestIds.length}`);
      github.decidedTogether.push({
        org: login,
        patRequestIds: [...patRequestIds],
        action,
        reason,
        userToken,
      });
      await github.meanwhile();
      const failure = github.failures.shift() ?? github.refuseTogether(patRequestIds);
      if (failure) throw failure;
    },
    async pendingPage({ id }, { page, etag }) {
      asked(`pendingPage ${page}${etag === null ? '' : ' unless unchanged'}`);
      const all = github.pending.filter((report) => report.organization.id === id);
      const reports = all.slice((page - 1) * github.pageSize, page * github.pageSize);
      const current = JSON.stringify(reports);
      if (etag === current) return null;
      const hasNext = all.length > page * github.pageSize;
      return { reports, unreadable: page === 1 ? github.unreadable : [], etag: current, hasNext };
    },
    async failedAttempts(cursor) {
      asked(`failedAttempts${cursor === null ? '' : ` ${cursor}`}`);
      const from = Number(cursor ?? 0);
      const attempts = github.attempts.slice(from, from + github.pageSize);
      const next = from + github.pageSize;
      const unreadable = from === 0 ? github.unreadableAttempts : [];
      return { attempts, unreadable, next: next < github.attempts.length ? String(next) : null };
    },
    async redeliver(deliveryId) {
      asked(`redeliver ${deliveryId}`);
      const failure = github.failures.shift();
      if (failure) throw failure;
    },
    async pendingRequestsOf({ id }, tokenIds) {
      asked(`pendingRequestsOf ${tokenIds.length}`);
      return github.pending.filter(
        ({ organization, content }) => organization.id === id && tokenIds.includes(content.tokenId),
      );
    },
    async grantsOf(_organization, tokenIds) {
      asked(`grantsOf ${tokenIds.length}`);
      return github.grants.filter(({ tokenId }) => tokenIds.includes(tokenId));
    },
    async repositoriesOf(_organization, patRequestId) {
      asked('repositoriesOf');
      const failure = github.unreadableRepositories.get(patRequestId);
      if (failure) throw failure;
      return github.repositories;
    },
    async owners() {
      asked('owners');
      const owners = [...github.memberships.values()].filter(
        ({ state, role }) => state === 'active' && role === 'admin',
      );
      return owners.map(({ user }) => user);
    },
    async publicEmail(_organization, { login }) {
      asked('publicEmail');
      return github.emails.get(login) ?? null;
    },
  };
  return github;
}

const summaryDigest = ({ counts, appState, organization }: Summary) =>
  JSON.stringify([counts, appState, organization.login]);

/** Slack as the use cases see it. Each failure is thrown by one call that sends. */
export interface FakeSlack extends Slack {
  readonly posted: { channel: string; card: CardModel }[];
  readonly updated: { ts: string; card: CardModel }[];
  /** As posted and as updated. */
  readonly summaries: Summary[];
  readonly replies: { ts: string; notice: NoticeModel }[];
  readonly messages: { to: string; notice: NoticeModel }[];
  /** What an approver sees of a bulk decision, each time that it changes. */
  readonly bulkMessages: { to: string; bulk: BulkModel }[];
  readonly bulkModals: { viewId: string; bulk: BulkModel }[];
  /** Modals that are open. */
  readonly views: Set<string>;
  readonly bulkNotices: { to: string; notice: BulkNoticeModel }[];
  readonly linkNews: { to: string; news: LinkNewsModel }[];
  /** What the review channel was told of organizations. */
  readonly organizationNews: (OrganizationNewsModel & { channel: string })[];
  readonly summaryReminders: { ts: string; reminder: SummaryReminderModel }[];
  readonly reminders: { to: string; reminder: OwnerReminderModel }[];
  readonly updatedReminders: { to: string; ts: string; reminder: OwnerReminderModel }[];
  /** As posted, as sent in person, and as updated. */
  readonly digests: { to: string; digest: DigestModel }[];
  readonly updatedDigests: { ts: string; digest: DigestModel }[];
  readonly heads: (LedgerHeadModel & { channel: string })[];
  /** What was published in App Home. */
  readonly homes: { to: string; home: HomeModel }[];
  readonly profiles: Map<string, SlackProfile>;
  /** Channels that were tried, and how that went; by default each is open. */
  readonly tried: ChannelTried[];
  readonly channels: Map<string, ChannelAccess>;
  readonly failures: Error[];
}

export function aSlack(): FakeSlack {
  const send = () => {
    const failure = slack.failures.shift();
    if (failure) throw failure;
  };
  const digestOf = ({ request, decision, appState }: CardModel) =>
    [
      ...[request.state, request.reason, request.tokenName, request.organization.login, appState],
      ...(request.repositories ?? []).map(({ fullName }) => fullName),
      ...[decision?.id, decision?.state],
    ].join('/');
  const slack: FakeSlack = {
    posted: [],
    updated: [],
    summaries: [],
    replies: [],
    messages: [],
    bulkMessages: [],
    bulkModals: [],
    views: new Set(),
    bulkNotices: [],
    linkNews: [],
    organizationNews: [],
    digests: [],
    updatedDigests: [],
    heads: [],
    summaryReminders: [],
    reminders: [],
    updatedReminders: [],
    homes: [],
    profiles: new Map(),
    tried: [],
    channels: new Map(),
    failures: [],
    async tryChannel(tried) {
      slack.tried.push(tried);
      return slack.channels.get(tried.channel) ?? 'open';
    },
    async postCard(channel, card) {
      send();
      slack.posted.push({ channel, card });
      return { channel, ts: `ts-${slack.posted.length}`, digest: digestOf(card) };
    },
    async updateCard({ ts }, card, knownDigest) {
      const digest = digestOf(card);
      if (digest === knownDigest) return digest;
      send();
      slack.updated.push({ ts, card });
      return digest;
    },
    async postSummary(channel, summary) {
      send();
      slack.summaries.push(summary);
      return { channel, ts: `summary-${slack.summaries.length}`, digest: summaryDigest(summary) };
    },
    async updateSummary(_place, summary) {
      const digest = summaryDigest(summary);
      if (digest === summary.digest) return digest;
      send();
      slack.summaries.push(summary);
      return digest;
    },
    async replyToCard({ channel, ts }, notice) {
      send();
      slack.replies.push({ ts, notice });
      return { channel, ts: `reply-${slack.replies.length}` };
    },
    async directMessage(to, notice) {
      send();
      slack.messages.push({ to, notice });
      return { channel: `D-${to}`, ts: `dm-${slack.messages.length}` };
    },
    async postBulk(to, bulk) {
      send();
      slack.bulkMessages.push({ to, bulk });
      return { channel: `D-${to}`, ts: `bulk-${slack.bulkMessages.length}` };
    },
    async updateBulk({ channel }, bulk) {
      send();
      slack.bulkMessages.push({ to: channel.replace('D-', ''), bulk });
    },
    async updateBulkModal(viewId, bulk) {
      if (!slack.views.has(viewId)) return false;
      send();
      slack.bulkModals.push({ viewId, bulk });
      return true;
    },
    async directBulkNotice(to, notice) {
      send();
      slack.bulkNotices.push({ to, notice });
      return { channel: `D-${to}`, ts: `notice-${slack.bulkNotices.length}` };
    },
    async directLinkNews(to, news) {
      send();
      slack.linkNews.push({ to, news });
      return { channel: `D-${to}`, ts: `link-${slack.linkNews.length}` };
    },
    async replyToSummary({ channel, ts }, reminder) {
      send();
      slack.summaryReminders.push({ ts, reminder });
      return { channel, ts: `reply-${slack.summaryReminders.length}` };
    },
    async directReminder(to, reminder) {
      send();
      slack.reminders.push({ to, reminder });
      return { channel: `D-${to}`, ts: `reminder-${slack.reminders.length}` };
    },
    async updateReminder(to, ts, reminder) {
      send();
      slack.updatedReminders.push({ to, ts, reminder });
    },
    async postDigest(channel, digest) {
      send();
      slack.digests.push({ to: channel, digest });
      return { channel, ts: `digest-${slack.digests.length}` };
    },
    async directDigest(to, digest) {
      send();
      slack.digests.push({ to, digest });
      return { channel: `D-${to}`, ts: `digest-${slack.digests.length}` };
    },
    async updateDigest({ ts }, digest) {
      send();
      slack.updatedDigests.push({ ts, digest });
    },
    async postLedgerHead(channel, { head, entries }) {
      send();
      slack.heads.push({ channel, head, entries });
      return { channel, ts: `head-${slack.heads.length}` };
    },
    async postOrganizationNews(channel, news) {
      send();
      slack.organizationNews.push({ channel, ...news });
      return { channel, ts: `news-${slack.organizationNews.length}` };
    },
    async publishHome(to, home, knownDigest) {
      const digest = JSON.stringify(homeView(english, home));
      if (digest === knownDigest) return digest;
      send();
      slack.homes.push({ to, home });
      return digest;
    },
    profile: async (id) =>
      slack.profiles.get(id) ?? (APPROVERS.includes(id) ? aProfile(id, { email: null }) : null),
    userByEmail: async (email) => [...slack.profiles.values()].find((user) => user.email === email) ?? null,
  };
  return slack;
}

/** Those who decide are in the workspace, unless a test says otherwise. */
const APPROVERS: readonly string[] = [SLACK_USERS.olivia, SLACK_USERS.oscar];

export function aProfile(id: string, over: Partial<SlackProfile> = {}): SlackProfile {
  return {
    id,
    name: id,
    email: `${id}@example.com`,
    deleted: false,
    isBot: false,
    isStranger: false,
    locale: 'en-US',
    timeZone: 'UTC',
    ...over,
  };
}

export interface FakeMailer extends Mailer {
  readonly sent: MailModel[];
  readonly sentBulk: BulkMailModel[];
  readonly sentDigests: DigestMailModel[];
  readonly failures: OutsideError[];
}

export function aMailer(): FakeMailer {
  const sent: MailModel[] = [];
  const sentBulk: BulkMailModel[] = [];
  const sentDigests: DigestMailModel[] = [];
  const failures: OutsideError[] = [];
  return {
    sent,
    sentBulk,
    sentDigests,
    failures,
    async send(mail) {
      const failure = failures.shift();
      if (failure) throw failure;
      sent.push(mail);
      return `<${sent.length}@patrol>`;
    },
    async sendBulk(mail) {
      const failure = failures.shift();
      if (failure) throw failure;
      sentBulk.push(mail);
      return `<bulk-${sentBulk.length}@patrol>`;
    },
    async sendDigest(mail) {
      const failure = failures.shift();
      if (failure) throw failure;
      sentDigests.push(mail);
      return `<digest-${sentDigests.length}@patrol>`;
    },
  };
}

/** The use cases on a real database, with everybody else in memory and a clock that stands still. */
export interface World
  extends Deliver,
    CarryOutDecision,
    CarryOutBulk,
    SealLedger,
    AnnounceLedgerHead,
    AnnounceDigests,
    TakeWebhook {
  readonly policy: { -readonly [key in keyof ApproverPolicy]: ApproverPolicy[key] };
  readonly database: Database;
  readonly clock: FakeClock;
  readonly github: FakeGitHub;
  readonly slack: FakeSlack;
  readonly patient: { readonly github: FakeGitHub };
  readonly atOnce: { readonly github: FakeGitHub; readonly slack: FakeSlack };
  readonly mailer: FakeMailer;
  readonly usual: OrganizationSettings;
  readonly log: ReturnType<typeof aLog>;
  readonly wake: ReturnType<typeof aWake>;
}

export const LEDGER_KEYS = { current: Buffer.alloc(32, 9), previous: [] };

export interface WorldDatabase {
  /** A world in which nothing has happened yet. */
  fresh(pairs?: Record<string, string>): Promise<World>;
  query<T = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** A database for the worlds of one suite, one world at a time. */
export async function createWorldDatabase(): Promise<WorldDatabase> {
  const testDatabase = await createTestDatabase();
  const source: DataSource = await createDataSource({ url: testDatabase.url }).initialize();
  const tables = [
    'organization_settings',
    'preferences',
    'unwanted_mails',
    'deliveries',
    'cards',
    'bulk_decision_items',
    'decisions',
    'bulk_decisions',
    'token_requests',
    'summaries',
    'webhook_deliveries',
    'webhook_failures',
    'delivery_log_marks',
    'organization_settings',
    'organizations',
    'preferences',
    'unwanted_mails',
    'homes',
    'link_attempts',
    'links',
    'preferences',
  ];
  return {
    async fresh(pairs = { [SLACK_USERS.olivia]: OLIVIA.login, [SLACK_USERS.oscar]: OSCAR.login }) {
      await source.query(tables.map((table) => `DELETE FROM ${table}`).join(';'));
      const clock = aClock();
      const github = aGitHub();
      const slack = aSlack();
      const log = aLog();
      const policy = { decideAs: 'app' as const, approverTeams: [] };
      const vault = createVault({ current: Buffer.alloc(32, 7) });
      const database = createDatabase(source, clock.now, { vault, ledgerKeys: LEDGER_KEYS });
      const { links } = database;
      await database.transaction((records) =>
        records.links.keepOperators(new Map(Object.entries(pairs)), clock.now()),
      );
      return {
        database,
        clock,
        github,
        slack,
        atOnce: { github, slack },
        patient: { github },
        mailer: aMailer(),
        links,
        policy,
        linking: { isOffered: true },
        signIns: createOwnSignIns({ database, clock, log }),
        log,
        meter: unmetered,
        ledgerKeys: LEDGER_KEYS,
        usual: USUAL,
        charts: createChartAddresses({ current: 'a secret', previous: [] }, 'https://patrol.example'),
        speeches: createSpeeches({ database, clock, log, slack, usual: USUAL, languageOf }),
        digestEmails: [],
        burstLimit: 10,
        readWebhook,
        inTurn: createInTurn(),
        wake: aWake(),
        channel: CHANNEL,
        webUrl: 'https://github.example',
      };
    },
    query: (sql, values) => source.query(sql, values),
    async drop() {
      await source.destroy();
      await testDatabase.drop();
    },
  };
}

let deliveryIds = 0;

/** GitHub's word reaches us: by webhook, or, when it is `listed`, by its list. */
export async function hear(
  world: World,
  word: ReportWord,
  over: Partial<Omit<Report, 'content'>> = {},
  content: Partial<TokenRequestContent> = {},
): Promise<boolean> {
  deliveryIds += 1;
  const silent =
    word === 'listed' ? { repositories: undefined, repositoryCount: null } : { reason: undefined };
  const sender = { approved: OLIVIA, denied: OLIVIA, cancelled: MONA, created: MONA, listed: undefined }[
    word
  ];
  const report = aReport({ word, sender: sender && person(sender), ...over }, { ...silent, ...content });
  const webhook = { deliveryId: `d-${deliveryIds}`, event: 'personal_access_token_request', action: word };
  return recordTokenRequest(world, report, { trace: 't', ...(word === 'listed' ? {} : { webhook }) });
}

/** Olivia clicks Approve on the card of a request. */
export function aClick(tokenRequestId: number, over: Partial<DecisionAsked> = {}): DecisionAsked {
  return {
    tokenRequestId,
    actor: { slackUserId: SLACK_USERS.olivia, isStranger: false },
    action: 'approve',
    reason: null,
    path: 'card',
    trace: 'click',
    deadline: new Date(NOW.getTime() + 3_600_000_000),
    ...over,
  };
}

/** The only request on record, or the one of this id at GitHub. */
export async function theRequest(world: World, { query }: WorldDatabase, patRequestId = 9_001) {
  const [row] = await query<{ id: number }>('SELECT id FROM token_requests WHERE pat_request_id = $1', [
    patRequestId,
  ]);
  const request = row && (await world.database.tokenRequests.find(row.id));
  if (!request) throw new Error('there is no such request');
  return request;
}

/** Leases what is due now, as a process does. */
export function leaseDecisions(world: World): Promise<ClaimedDecision[]> {
  const now = world.clock.now();
  return world.database.decisions.claimDue({
    now,
    leaseUntil: new Date(now.getTime() + 45_000),
    limit: 10,
  });
}

/** Works off the decisions that are due now; returns how many. */
export async function workDecisions(world: World): Promise<number> {
  const due = await leaseDecisions(world);
  for (const decision of due) await carryOutDecision(world, decision);
  return due.length;
}

/** Works off decisions for this long, each when it is due. */
export async function workDecisionsFor(world: World, ms: number): Promise<void> {
  const end = world.clock.now().getTime() + ms;
  for (;;) {
    await workDecisions(world);
    const due = await world.database.decisions.nextDueAt();
    const now = world.clock.now().getTime();
    if (due === undefined || due.getTime() > end) return world.clock.pass(end - now);
    world.clock.pass(Math.max(due.getTime() - now, 0));
  }
}

/** Works off every delivery that is due, and those that follow from them. */
export async function workDeliveries(world: World): Promise<void> {
  for (;;) {
    // Long after the clock that stands still: what failed is due again too.
    const now = new Date(world.clock.now().getTime() + 24 * 3_600_000);
    const due = await world.database.deliveries.claimDue({
      now,
      leaseUntil: new Date(now.getTime() + 45_000),
      limit: 20,
    });
    if (due.length === 0) return;
    for (const delivery of due) await deliver(world, delivery);
  }
}

/** Leases chunks of bulk decisions that are due now, as a process does. */
export function leaseChunks(world: World, limit = 3): Promise<BulkChunk[]> {
  const now = world.clock.now();
  return world.database.bulkChunks.claimDue({
    now,
    leaseUntil: new Date(now.getTime() + 45_000),
    limit,
  });
}

/** Works off the chunks that are due now; returns how many. */
export async function workChunks(world: World): Promise<number> {
  let worked = 0;
  for (;;) {
    const due = await leaseChunks(world);
    for (const chunk of due) await carryOutBulk(world, chunk);
    if (due.length === 0) return worked;
    worked += due.length;
  }
}

/** Works off chunks for this long, each when it is due. */
export async function workChunksFor(world: World, ms: number): Promise<void> {
  const end = world.clock.now().getTime() + ms;
  for (;;) {
    await workChunks(world);
    const due = await world.database.bulkChunks.nextDueAt();
    const now = world.clock.now().getTime();
    if (due === undefined || due.getTime() > end) return world.clock.pass(end - now);
    world.clock.pass(Math.max(due.getTime() - now, 0));
  }
}

/** Works off the deliveries that are due now, and those that follow from them at once. */
export async function workDueDeliveries(world: World): Promise<void> {
  for (;;) {
    const now = world.clock.now();
    const leaseUntil = new Date(now.getTime() + 45_000);
    const due = await world.database.deliveries.claimDue({ now, leaseUntil, limit: 50 });
    if (due.length === 0) return;
    for (const delivery of due) await deliver(world, delivery);
  }
}

/** Works off deliveries for this long, each when it is due. */
export async function workDeliveriesFor(world: World, ms: number): Promise<void> {
  const end = world.clock.now().getTime() + ms;
  for (;;) {
    await workDueDeliveries(world);
    const due = await world.database.deliveries.nextDueAt();
    const now = world.clock.now().getTime();
    if (due === undefined || due.getTime() > end) return world.clock.pass(end - now);
    world.clock.pass(Math.max(due.getTime() - now, 0));
  }
}

export function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
