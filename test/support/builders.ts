import type { NewDecision } from '../../src/application/decision-ports.js';
import type { CardModel, MailModel, NoticeModel } from '../../src/application/models.js';
import type { Clock, Logger, Wake } from '../../src/application/ports.js';
import type { NewTokenRequest } from '../../src/application/request-ports.js';
import type { Decision } from '../../src/domain/decision.js';
import type { Report } from '../../src/domain/report.js';
import type {
  GitHubUser,
  Organization,
  RequestedRepository,
  TokenRequest,
  TokenRequestContent,
} from '../../src/domain/token-request.js';

/** Well before `NOW`. */
export const ASKED_AT = new Date('2026-03-02T08:00:00.000Z');
export const NOW = new Date('2026-03-02T09:00:00.000Z');
/** Well after `NOW`. */
export const EXPIRES_AT = new Date('2026-06-01T00:00:00.000Z');

export const ACME: Organization = { id: 1_001, login: 'acme', installationId: 5_001 };
export const MONA: GitHubUser = { id: 11, login: 'mona' };
export const OLIVIA: GitHubUser = { id: 21, login: 'olivia' };
export const OSCAR: GitHubUser = { id: 22, login: 'oscar' };

/** English, in the time of everywhere. */
export const SPEECH = { language: 'en', timeZone: 'UTC' };

/** What mona's token asks for, as GitHub's list tells it. */
export function aContent(over: Partial<TokenRequestContent> = {}): TokenRequestContent {
  return {
    requester: MONA,
    tokenId: 70_001,
    tokenName: 'deploy-bot',
    reason: 'Deploys payments from CI',
    repositorySelection: 'subset',
    repositoryCount: 1,
    repositories: [{ id: 901, fullName: 'acme/payments', private: true }],
    permissions: [{ group: 'repository', name: 'contents', level: 'read' }],
    requestedAt: ASKED_AT,
    tokenExpiresAt: EXPIRES_AT,
    tokenLastUsedAt: null,
    ...over,
  };
}

/** A pending request. */
export function aTokenRequest(over: Partial<TokenRequest> = {}): TokenRequest {
  return {
    id: 1,
    patRequestId: 9_001,
    organization: ACME,
    state: 'pending',
    announced: true,
    endedAt: null,
    ...aContent(),
    ...over,
  };
}

/** What is inserted for a pending request. */
export function aNewTokenRequest(over: Partial<NewTokenRequest> = {}): NewTokenRequest {
  return {
    organizationId: ACME.id,
    patRequestId: 9_001,
    state: 'pending',
    announced: true,
    createdAt: NOW,
    endedAt: null,
    content: aContent(),
    ...over,
  };
}

/** `count` repositories of acme, every other one private. */
export function someRepositories(count: number, name = (index: number) => `acme/repository-${index}`) {
  return Array.from(
    { length: count },
    (_, index): RequestedRepository => ({
      id: index + 1,
      fullName: name(index),
      private: index % 2 === 0,
    }),
  );
}

/** GitHub's word about mona's request; with a sender when it is a webhook's final word. */
export function aReport(
  over: Partial<Omit<Report, 'content'>> = {},
  content: Partial<TokenRequestContent> = {},
): Report {
  return {
    word: 'created',
    organization: ACME,
    patRequestId: 9_001,
    tokenExpired: false,
    content: aContent(content),
    ...over,
  };
}

/** Olivia's approval, carried out. */
export function aDecision(over: Partial<Decision> = {}): Decision {
  return {
    id: 5,
    tokenRequestId: 1,
    action: 'approve',
    reason: null,
    path: 'card',
    approver: { github: OLIVIA, slackUserId: 'U0OLIVIA' },
    state: 'done',
    bulkId: null,
    askedAt: NOW,
    sentAt: NOW,
    acceptedAt: null,
    endedAt: NOW,
    attempts: 1,
    decidedAs: 'app',
    delegatedBy: null,
    failure: null,
    failureLink: null,
    ...over,
  };
}

/** What is stored when olivia clicks Approve on the request `tokenRequestId`. */
export function aNewDecision(tokenRequestId: number, over: Partial<NewDecision> = {}): NewDecision {
  return {
    tokenRequestId,
    action: 'approve',
    reason: null,
    path: 'card',
    approver: OLIVIA,
    slackUserId: 'U0OLIVIA',
    state: 'asked',
    at: NOW,
    trace: 'trace-of-a-click',
    ...over,
  };
}

/** The card of a pending request of somebody who is not linked. */
export function aCardModel(over: Partial<CardModel> = {}): CardModel {
  return {
    request: aTokenRequest(),
    decision: null,
    requesterSlackId: null,
    approverSlackId: null,
    appState: 'installed',
    requestUrl: 'https://github.example/organizations/acme/settings/personal-access-token-requests/9001',
    webUrl: 'https://github.example',
    ...over,
  };
}

export function aNotice(kind: NoticeModel['kind'], over: Partial<CardModel> = {}): NoticeModel {
  return { ...aCardModel(over), kind };
}

export function aMail(over: Partial<MailModel> = {}): MailModel {
  return { ...aCardModel(), decision: aDecision(), to: 'mona@example.com', speech: SPEECH, ...over };
}

type Json = Record<string, unknown>;

/** The payload of a `personal_access_token_request` webhook, as GitHub's description has it. */
export function aWebhookPayload(
  action: 'created' | 'approved' | 'denied' | 'cancelled' = 'created',
  over: { request?: Json; top?: Json } = {},
): Json {
  return {
    action,
    personal_access_token_request: {
      id: 9_001,
      owner: aGitHubAccount(MONA),
      permissions_added: { repository: { contents: 'read' } },
      permissions_upgraded: {},
      permissions_result: { repository: { contents: 'read' }, organization: { members: 'write' } },
      repository_selection: 'subset',
      repository_count: 2,
      repositories: [
        { id: 902, name: 'web', full_name: 'acme/web', node_id: 'R_902', private: false },
        { id: 901, name: 'payments', full_name: 'acme/payments', node_id: 'R_901', private: true },
      ],
      created_at: '2026-03-02T01:00:00.000-07:00',
      token_id: 70_001,
      token_name: 'deploy-bot',
      token_expired: false,
      token_expires_at: '2026-05-31T17:00:00.000-07:00',
      token_last_used_at: null,
      ...over.request,
    },
    organization: {
      ...urls(`https://api.github.com/orgs/acme`, ['repos', 'events', 'hooks', 'issues']),
      login: 'acme',
      id: ACME.id,
      node_id: 'O_1001',
      url: 'https://api.github.com/orgs/acme',
      members_url: 'https://api.github.com/orgs/acme/members{/member}',
      public_members_url: 'https://api.github.com/orgs/acme/public_members{/member}',
      avatar_url: 'https://avatars.githubusercontent.com/u/1001?v=4',
      description: null,
    },
    sender: aGitHubAccount(action === 'created' || action === 'cancelled' ? MONA : OLIVIA),
    installation: { id: ACME.installationId, node_id: 'I_5001' },
    ...over.top,
  };
}

/** A user as webhooks and lists show them. */
export function aGitHubAccount({ id, login }: GitHubUser, type: 'User' | 'Bot' = 'User'): Json {
  const api = `https://api.github.com/users/${login}`;
  return {
    ...urls(api, ['followers', 'subscriptions', 'repos', 'received_events']),
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    gravatar_id: '',
    url: api,
    html_url: `https://github.com/${login}`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    organizations_url: `${api}/orgs`,
    events_url: `${api}/events{/privacy}`,
    type,
    site_admin: false,
  };
}

function urls(base: string, names: readonly string[]): Json {
  return Object.fromEntries(names.map((name) => [`${name}_url`, `${base}/${name}`]));
}

export interface FakeClock extends Clock {
  /** Moves on by this many milliseconds. */
  pass(ms: number): void;
}

/** A clock that stands still until it is moved. */
export function aClock(start = NOW): FakeClock {
  let now = start.getTime();
  return {
    now: () => new Date(now),
    pass(ms) {
      now += ms;
    },
  };
}

export interface LogLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log that keeps what it is told. */
export function aLog(): Logger & { readonly lines: LogLine[] } {
  const lines: LogLine[] = [];
  const keep = (level: LogLine['level']) => (fields: object, message: string) => {
    lines.push({ level, fields: { ...fields }, message });
  };
  return { lines, debug: keep('debug'), info: keep('info'), warn: keep('warn'), error: keep('error') };
}

/** Counts how often each kind of background work was woken. */
export function aWake(): Wake & {
  readonly woken: {
    webhooks: number;
    deliveries: number;
    decisions: number;
    bulkDecisions: number;
    sync: number;
  };
} {
  const woken = { webhooks: 0, deliveries: 0, decisions: 0, bulkDecisions: 0, sync: 0 };
  return {
    woken,
    webhooks: () => {
      woken.webhooks += 1;
    },
    deliveries: () => {
      woken.deliveries += 1;
    },
    decisions: () => {
      woken.decisions += 1;
    },
    bulkDecisions: () => {
      woken.bulkDecisions += 1;
    },
    sync: () => {
      woken.sync += 1;
    },
  };
}
