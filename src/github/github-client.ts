import type { App, Octokit } from 'octokit';
import { z } from 'zod';
import { type AskedUser, type GitHub, type Installation, USER_TOKEN_REFUSED } from '../application/ports.js';
import type { Membership } from '../domain/approver-policy.js';
import { OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import type { GitHubApp } from './github-app.js';
import { toGitHubFailure } from './github-failure.js';
import {
  grant,
  listedRepositories,
  listedRequest,
  reportFromList,
  toPermissions,
  toRepositories,
} from './mapping.js';

const installationRow = z.object({
  id: z.number(),
  target_type: z.string(),
  suspended_at: z.string().nullish(),
  account: z.object({ id: z.number(), login: z.string() }).nullable(),
});
const membershipRow = z.object({
  state: z.enum(['active', 'pending']),
  role: z.string(),
  user: z.object({ id: z.number(), login: z.string() }).nullable(),
});

const teamMembershipRow = z.object({ state: z.enum(['active', 'pending']) });

/** GitHub's API through the App's installation in each organization, or with an approver's own token. */
export function createGitHubClient({ app, asUser }: Pick<GitHubApp, 'app' | 'asUser'>): GitHub {
  const logins = createLoginMemory();
  const installationIds = new Map<number, number>();

  /** An Octokit of the organization's installation, with a token at hand. */
  async function of(organization: Organization): Promise<Octokit> {
    const known = organization.installationId ?? installationIds.get(organization.id);
    const id = known ?? (await findInstallation(app, organization));
    installationIds.set(organization.id, id);
    const octokit = await app.getInstallationOctokit(id);
    await octokit.auth({ type: 'installation' });
    return octokit;
  }

  /** Who calls: the App, or with their token an approver, of whom GitHub checks itself that they may. */
  async function decider(organization: Organization, userToken: string | null): Promise<Octokit> {
    return userToken === null ? beforeSending(() => of(organization)) : asUser(userToken);
  }

  return {
    installations: () => guard(() => listInstallations(app)),
    membership: (organization, user, budgetMs) =>
      within(budgetMs, async (signal) => {
        const octokit = await of(organization);
        return readMembershipOf(octokit, logins, organization, user, signal);
      }),
    isTeamMember: (organization, { team, login }, budgetMs) =>
      within(budgetMs, async (signal) => {
        const octokit = await of(organization);
        return readTeamMembership(octokit, organization, team, login, signal);
      }),
    decide: (organization, { patRequestId, action, reason, userToken }) =>
      guardDecision(userToken, async () => {
        const octokit = await decider(organization, userToken);
        await octokit.request('POST /orgs/{org}/personal-access-token-requests/{pat_request_id}', {
          org: organization.login,
          pat_request_id: patRequestId,
          action,
          reason,
        });
      }),
    decideTogether: (organization, { patRequestIds, action, reason, userToken }) =>
      guardDecision(userToken, async () => {
        const octokit = await decider(organization, userToken);
        await octokit.request('POST /orgs/{org}/personal-access-token-requests', {
          org: organization.login,
          pat_request_ids: [...patRequestIds],
          action,
          reason,
        });
      }),
    async *pendingRequests(organization) {
      try {
        const octokit = await of(organization);
        const pages = octokit.paginate.iterator('GET /orgs/{org}/personal-access-token-requests', {
          org: organization.login,
          per_page: 100,
          direction: 'asc',
        });
        for await (const page of pages) {
          yield z
            .array(listedRequest)
            .parse(page.data)
            .map((row) => reportFromList(organization, row));
        }
      } catch (error) {
        throw toGitHubFailure(error);
      }
    },
    pendingRequestsOf: (organization, tokenIds, budgetMs) =>
      within(budgetMs, async (signal) => {
        const octokit = await of(organization);
        const rows: unknown[] = await octokit.paginate(
          `GET /orgs/{org}/personal-access-token-requests?${tokenIdQuery(tokenIds)}`,
          { org: organization.login, per_page: 100, request: { signal } },
        );
        return z
          .array(listedRequest)
          .parse(rows)
          .map((row) => reportFromList(organization, row));
      }),
    grantsOf: (organization, tokenIds) =>
      guard(async () => {
        const octokit = await of(organization);
        const rows: unknown[] = await octokit.paginate(
          `GET /orgs/{org}/personal-access-tokens?${tokenIdQuery(tokenIds)}`,
          { org: organization.login, per_page: 100 },
        );
        return z
          .array(grant)
          .parse(rows)
          .map((row) => ({
            tokenId: row.token_id,
            grantedAt: row.access_granted_at,
            permissions: toPermissions(row.permissions),
          }));
      }),
    repositoriesOf: (organization, patRequestId) =>
      guard(async () => {
        const octokit = await of(organization);
        const rows = await octokit.paginate(
          'GET /orgs/{org}/personal-access-token-requests/{pat_request_id}/repositories',
          { org: organization.login, pat_request_id: patRequestId, per_page: 100 },
        );
        return toRepositories(listedRepositories.parse(rows));
      }),
    publicEmail: (organization, { id, login }) =>
      guard(() => readPublicEmail(() => of(organization), login, id)),
  };
}

async function listInstallations(app: App): Promise<Installation[]> {
  const rows = z
    .array(installationRow)
    .parse(await app.octokit.paginate('GET /app/installations', { per_page: 100 }));
  return rows.flatMap((row) => {
    if (row.target_type !== 'Organization' || row.account === null) return [];
    const organization = { id: row.account.id, login: row.account.login, installationId: row.id };
    return [{ organization, suspended: row.suspended_at != null }];
  });
}

async function findInstallation(app: App, { login }: Organization): Promise<number> {
  const { data } = await app.octokit.request('GET /orgs/{org}/installation', { org: login });
  return data.id;
}

/**
 * The membership of one account, whatever it is called by now. Logins are renamed and reused: what GitHub says of
 * somebody else who has the login is no answer.
 */
async function readMembershipOf(
  octokit: Octokit,
  logins: LoginMemory,
  organization: Organization,
  { id, login }: AskedUser,
  signal: AbortSignal,
): Promise<Membership | null> {
  const known = id === null ? undefined : logins.of(id);
  const found = await readMembership(octokit, organization, known ?? login, signal);
  if (id === null || found?.user.id === id) return found;
  const current = known ?? (await currentLogin(octokit, id, signal));
  if (current === undefined || known !== undefined) return null;
  logins.note(id, current);
  if (current === login) return null;
  const again = await readMembership(octokit, organization, current, signal);
  return again?.user.id === id ? again : null;
}

async function currentLogin(octokit: Octokit, id: number, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { data } = await octokit.request('GET /user/{account_id}', { account_id: id, request: { signal } });
    return data.login;
  } catch (error) {
    const failure = toGitHubFailure(error);
    if (failure.code === '404') return undefined;
    throw failure;
  }
}

/** What accounts are called, so that whoever is no member somewhere is not asked about twice each time. */
interface LoginMemory {
  of(id: number): string | undefined;
  note(id: number, login: string): void;
}

/** A name is no authority: that it is still that account's is checked with every answer. */
const LOGINS_REMEMBERED_MS = 60_000;
const LOGINS_REMEMBERED = 10_000;

function createLoginMemory(): LoginMemory {
  const known = new Map<number, { login: string; until: number }>();
  return {
    of(id) {
      const entry = known.get(id);
      if (entry !== undefined && entry.until > performance.now()) return entry.login;
      known.delete(id);
      return undefined;
    },
    note(id, login) {
      if (known.size >= LOGINS_REMEMBERED) known.clear();
      known.set(id, { login, until: performance.now() + LOGINS_REMEMBERED_MS });
    },
  };
}

/** An invitation that was not accepted is no membership. */
async function readTeamMembership(
  octokit: Octokit,
  { login: org }: Organization,
  team: string,
  username: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { data } = await octokit.request('GET /orgs/{org}/teams/{team_slug}/memberships/{username}', {
      org,
      team_slug: team,
      username,
      request: { signal },
    });
    return teamMembershipRow.parse(data).state === 'active';
  } catch (error) {
    const failure = toGitHubFailure(error);
    if (failure.failure === 'refused' && ['403', '404'].includes(failure.code)) return false;
    throw failure;
  }
}

async function readMembership(
  octokit: Octokit,
  { login: org }: Organization,
  username: string,
  signal: AbortSignal,
): Promise<Membership | null> {
  try {
    const { data } = await octokit.request('GET /orgs/{org}/memberships/{username}', {
      org,
      username,
      request: { signal },
    });
    const { state, role, user } = membershipRow.parse(data);
    if (user === null) return null;
    const known = role === 'admin' || role === 'member';
    return { user: { id: user.id, login: user.login }, state, role: known ? role : 'other' };
  } catch (error) {
    const failure = toGitHubFailure(error);
    if (failure.failure === 'refused' && ['403', '404'].includes(failure.code)) return null;
    throw failure;
  }
}

async function readPublicEmail(
  octokit: () => Promise<Octokit>,
  username: string,
  id: number,
): Promise<string | null> {
  try {
    const { data } = await (await octokit()).request('GET /users/{username}', { username });
    // Logins are reused: the person who has it now may be another one.
    return data.id === id ? (data.email ?? null) : null;
  } catch (error) {
    const failure = toGitHubFailure(error);
    if (failure.code === '404') return null;
    throw failure;
  }
}

/** Octokit would write arrays as `a=1,2`; GitHub reads `a[]=1&a[]=2`. */
function tokenIdQuery(tokenIds: readonly number[]): string {
  return tokenIds.map((id) => `token_id[]=${id}`).join('&');
}

/** GitHub's 401 means the approver's token where the call carried one: nothing was carried out. */
async function guardDecision<T>(userToken: string | null, work: () => Promise<T>): Promise<T> {
  try {
    return await guard(work);
  } catch (error) {
    const isTheirs = error instanceof OutsideError && error.code === '401' && userToken !== null;
    throw isTheirs ? new OutsideError('github', 'unavailable', USER_TOKEN_REFUSED) : error;
  }
}

/** What fails here fails before the call that counts: it is known not to have been carried out. */
async function beforeSending<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = toGitHubFailure(error);
    if (failure.failure !== 'unknown') throw failure;
    throw new OutsideError('github', 'unavailable', failure.code, failure.options);
  }
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toGitHubFailure(error);
  }
}

/** Gives up after `budgetMs`, whatever part of the work is slow. */
async function within<T>(
  budgetMs: number | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (budgetMs === undefined) return guard(() => work(new AbortController().signal));
  const signal = AbortSignal.timeout(budgetMs);
  const timeout = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new OutsideError('github', 'unavailable', 'timeout')), {
      once: true,
    });
  });
  const result = guard(() => work(signal));
  result.catch(() => undefined);
  return Promise.race([result, timeout]);
}
