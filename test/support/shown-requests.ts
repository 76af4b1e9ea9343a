import type { CardModel, ListedRequest } from '../../src/application/models.js';
import type { Decision } from '../../src/domain/decision.js';
import type { Permission, TokenRequest } from '../../src/domain/token-request.js';
import {
  ACME,
  aCardModel,
  aDecision,
  aTokenRequest,
  MONA,
  NOW,
  OLIVIA,
  someRepositories,
} from './builders.js';
import { aListedRequest } from './bulk-builders.js';
import type { Words } from './shown-words.js';

export const STATES = [
  'pending',
  'deciding',
  'approved',
  'denied',
  'cancelled',
  'expired',
  'closed',
] as const;

/** Why decisions were not carried out. */
export const FAILURES = [
  'not-owner',
  'not-linked',
  'not-signed-in',
  'not-active',
  'account-changed',
  'other-workspace',
  'own-request',
  'app-not-installed',
  'github-down',
  'github-limited',
  'outcome-unknown',
  'superseded',
  'lost',
  'unseen',
  'app-gone-since',
  'github-app-gone',
  'github-403',
  'github-404',
  'github-422',
  'github-sso',
  'github-410',
];

export const UNNAMED = { github: { id: 0, login: 'ghost' }, slackUserId: null };

export function organizationOf(words: Words) {
  return { ...ACME, login: words.organization };
}

/** As much as a member can ask for. */
export function permissionsOf(words: Words, count = 3): Permission[] {
  const levels = ['read', 'write', 'admin'] as const;
  return (['organization', 'repository', 'other'] as const).flatMap((group) =>
    Array.from({ length: count }, (_, index) => ({
      group,
      name: words.permission,
      level: levels[index % 3] ?? 'read',
    })),
  );
}

export function requestOf(words: Words, over: Partial<TokenRequest> = {}): TokenRequest {
  return aTokenRequest({
    tokenName: words.tokenName,
    reason: words.reason,
    requester: { ...MONA, login: words.requester },
    organization: organizationOf(words),
    repositories: someRepositories(1, () => `${words.organization}/${words.repository}`),
    permissions: permissionsOf(words),
    ...over,
  });
}

export function listedOf(words: Words, over: Partial<ListedRequest> = {}): ListedRequest {
  const { repositories, ...request } = requestOf(words);
  return aListedRequest({
    ...request,
    repositoryNames: (repositories ?? []).map(({ fullName }) => fullName),
    ...over,
  });
}

export function decisionOf(words: Words, over: Partial<Decision> = {}): Decision {
  const approver = { github: { ...OLIVIA, login: words.approver }, slackUserId: 'U0OLIVIA' };
  return aDecision({ approver, reason: words.reason, ...over });
}

/** A card in every state, of requests of every shape, decided in every way. */
export function everyCard(words: Words): CardModel[] {
  const [first, ...others] = shapesOf(words);
  if (first === undefined) return [];
  return STATES.flatMap((state) => [
    ...[null, ...everyDecision(words)].map((decision) => cardOf({ ...first, state }, decision)),
    ...others.map((request) => cardOf({ ...request, state }, null)),
    // What failed is told in the same words, wherever the request stands since.
    ...(state === 'pending' ? everyFailure(words) : []).map((decision) =>
      cardOf({ ...first, state }, decision),
    ),
  ]);
}

function cardOf(request: TokenRequest, decision: Decision | null): CardModel {
  return aCardModel({
    request: { ...request, endedAt: NOW },
    decision,
    requesterSlackId: decision ? 'U0MONA' : null,
    approverSlackId: decision?.approver.slackUserId ?? null,
  });
}

function shapesOf(words: Words): TokenRequest[] {
  const name = (index: number) => `${words.organization}/${words.repository}-${index}`;
  return [
    requestOf(words, { repositorySelection: 'all', tokenExpiresAt: null, tokenLastUsedAt: NOW }),
    requestOf(words, { repositorySelection: 'none', permissions: [], reason: null }),
    requestOf(words, { repositories: undefined, repositoryCount: null, reason: undefined }),
    requestOf(words, { repositories: undefined, repositoryCount: 3 }),
    requestOf(words, { repositories: someRepositories(250, name), repositoryCount: 250 }),
    requestOf(words, { permissions: permissionsOf(words, 30) }),
  ];
}

function everyDecision(words: Words): Decision[] {
  return (['approve', 'deny'] as const).flatMap((action) => [
    decisionOf(words, { action }),
    decisionOf(words, { action, reason: null }),
    decisionOf(words, { action, path: 'github' }),
    decisionOf(words, { action, delegatedBy: words.team }),
    decisionOf(words, { action, path: 'github', approver: UNNAMED }),
  ]);
}

function everyFailure(words: Words): Decision[] {
  const failureLink = 'https://github.example/orgs/acme/sso';
  return FAILURES.map((failure) => {
    const link = failure === 'github-sso' ? { failureLink } : {};
    return decisionOf(words, { action: 'deny', state: 'refused', failure, ...link });
  });
}
