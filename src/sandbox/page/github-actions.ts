import { z } from 'zod';
import type { StandIns } from '../stand-ins.js';
import { ActionRefused, action, type PageAction } from './page-action.js';
import type { TriedToken } from './page-state.js';

const login = z.string().min(1).max(39);
const level = z.enum(['read', 'write', 'admin']);
const permissions = z.record(z.string().max(100), level).optional();
const reason = z.string().max(1024, 'takes at most 1,024 characters');

/** Where nobody says otherwise. */
const FIRST_ORGANIZATION = 'acme';
const organization = login.default(FIRST_ORGANIZATION);

const newToken = z.object({
  owner: login,
  organization,
  name: z.string().trim().min(1, 'is missing').max(200),
  reason: reason.nullable(),
  /** Days from now; null: never. */
  expiresInDays: z.number().min(-30).max(366).nullable(),
  repositorySelection: z.enum(['none', 'all', 'subset']),
  repositories: z.array(z.string()).max(1000),
  permissions: z.object({ organization: permissions, repository: permissions, other: permissions }),
});

const DAY_MS = 86_400_000;

/** What people do on GitHub's pages. */
export const gitHubActions: Readonly<Record<string, PageAction>> = {
  '/api/github/create-token': action(newToken, ({ standIns: { github } }, asked) => {
    const { expiresInDays, repositorySelection, repositories, organization: org, ...rest } = asked;
    if (repositorySelection === 'subset' && repositories.length === 0)
      throw new ActionRefused('Select at least one repository, or choose all or none');
    const { tokenId, request } = github.createToken({
      ...rest,
      org,
      expiresAt: expiresInDays === null ? null : new Date(Date.now() + expiresInDays * DAY_MS),
      repositorySelection,
      ...(repositorySelection === 'subset' && { repositories }),
    });
    return { tokenId, requestId: request?.id ?? null };
  }),
  '/api/github/create-classic-token': action(z.object({ owner: login }), ({ standIns: { github } }, body) => {
    github.createClassicToken(body);
    return {};
  }),
  '/api/github/decide': action(
    z.object({
      requestId: z.number(),
      by: login,
      action: z.enum(['approve', 'deny']),
      reason: reason.nullable(),
    }),
    ({ standIns: { github } }, body) => {
      github.decideOnPage(body);
      return {};
    },
  ),
  '/api/github/cancel': action(
    z.object({ requestId: z.number(), by: login }),
    ({ standIns: { github } }, { requestId, by }) => {
      if (github.request(requestId)?.owner.login !== by)
        throw new ActionRefused('Only its maker cancels a request');
      github.cancel(requestId);
      return {};
    },
  ),
  '/api/github/revoke': action(
    z.object({ patId: z.number(), by: login }),
    ({ standIns: { github } }, { patId, by }) => {
      const grant = grantsOf(github).find(({ id }) => id === patId);
      if (!grant) throw new ActionRefused('This token has no access');
      mustOwn(github, by, grant.organization.login);
      github.revoke(patId);
      return {};
    },
  ),
  '/api/github/policy': action(
    z.object({
      by: login,
      organization,
      requireApproval: z.boolean().optional(),
      restrictClassic: z.boolean().optional(),
    }),
    ({ standIns: { github } }, { by, organization: org, ...policy }) => {
      mustOwn(github, by, org);
      github.setPolicy(org, policy);
      return {};
    },
  ),
  '/api/github/try': action(
    z.object({ by: login, tokenId: z.number().optional(), classicId: z.number().optional() }),
    ({ standIns: { github } }, body) => tryToken(github, body),
  ),
  '/api/github/burst': action(z.object({}), ({ burst }) => {
    burst();
    return {};
  }),
};

type GitHub = StandIns['github'];

function mustOwn(github: GitHub, login: string, org: string): void {
  const user = github.user(login);
  const role = user && github.organization(org)?.roles.get(user.id);
  if (role !== 'admin') throw new ActionRefused(`${login} is no owner of ${org}`);
}

function grantsOf(github: GitHub) {
  return github.organizations().flatMap(({ login }) => github.grants(login));
}

/** Reads a public and a private repository through GitHub's API, as the token's owner would. */
async function tryToken(
  github: GitHub,
  { by, tokenId, classicId }: { by: string; tokenId?: number; classicId?: number },
): Promise<{ tried: TriedToken[] }> {
  const requests = github.organizations().flatMap(({ login }) => github.requests(login));
  const request = requests.findLast(({ token }) => token.id === tokenId);
  const classic = classicId === undefined ? undefined : github.classicTokens()[classicId];
  const token = request?.token ?? classic;
  if (token?.owner.login !== by) throw new ActionRefused('Only its owner has this token');
  const org = request?.organization.login ?? FIRST_ORGANIZATION;
  const all = github.repositories(org);
  const asked = request?.repositories ?? [];
  const targets = [
    all.find((repository) => !repository.private),
    asked.find((r) => r.private) ?? all.find((r) => r.private),
  ];
  const tried = targets.map(async (target): Promise<TriedToken[]> => {
    if (!target) return [];
    const start = performance.now();
    const response = await fetch(`${github.url}/repos/${org}/${target.name}`, {
      headers: { authorization: `Bearer ${token.value}`, 'user-agent': 'PATrol sandbox' },
    });
    await response.arrayBuffer();
    const ms = performance.now() - start;
    return [{ repository: `${org}/${target.name}`, private: target.private, status: response.status, ms }];
  });
  return { tried: (await Promise.all(tried)).flat() };
}
