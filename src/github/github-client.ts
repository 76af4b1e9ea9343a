import type { App, Octokit } from 'octokit';
import { z } from 'zod';
import type { GitHub, Installation } from '../application/ports.js';
import type { Membership } from '../domain/approver-policy.js';
import { OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
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

/** GitHub's API through the App's installation in each organization. */
export function createGitHubClient(app: App): GitHub {
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

  return {
    installations: () => guard(() => listInstallations(app)),
    membership: (organization, login, budgetMs) =>
      within(budgetMs, async (signal) => readMembership(await of(organization), organization, login, signal)),
    decide: (organization, { patRequestId, action, reason }) =>
      guard(async () => {
        const octokit = await beforeSending(() => of(organization));
        await octokit.request('POST /orgs/{org}/personal-access-token-requests/{pat_request_id}', {
          org: organization.login,
          pat_request_id: patRequestId,
          action,
          reason,
        });
      }),
    decideTogether: (organization, { patRequestIds, action, reason }) =>
      guard(async () => {
        const octokit = await beforeSending(() => of(organization));
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
