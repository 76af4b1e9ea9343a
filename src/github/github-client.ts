import type { Octokit } from 'octokit';
import { z } from 'zod';
import { type AskedUser, type GitHub, USER_TOKEN_REFUSED } from '../application/github-ports.js';
import type { Logger } from '../application/ports.js';
import type { Membership } from '../domain/approver-policy.js';
import { OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { createDeliveryLog } from './delivery-log.js';
import type { GitHubApp } from './github-app.js';
import { toGitHubFailure } from './github-failure.js';
import { createInstallationAccess } from './installation-access.js';
import type { Limits } from './keep-to-limits.js';
import { listInstallations } from './list-installations.js';
import { listOwners } from './list-owners.js';
import {
  grant,
  listedRepositories,
  listedRequest,
  reportFromList,
  toPermissions,
  toRepositories,
} from './mapping.js';
import { readPendingPage } from './pending-page.js';

const membershipRow = z.object({
  state: z.enum(['active', 'pending']),
  role: z.string(),
  user: z.object({ id: z.number(), login: z.string() }).nullable(),
});

const teamMembershipRow = z.object({ state: z.enum(['active', 'pending']) });

/** GitHub's API through the App's installation in each organization, or with an approver's own token. */
export function createGitHubClient(
  { app, asUser }: Pick<GitHubApp, 'app' | 'asUser'>,
  limits?: Limits,
  log?: Pick<Logger, 'debug'>,
): GitHub {
  const logins = createLoginMemory();
  const access = createInstallationAccess(app, limits);

  /** With the App's token, or with that of an approver, of whom GitHub checks itself that they may. */
  async function asDecider(
    organization: Organization,
    userToken: string | null,
    work: (octokit: Octokit, organization: Organization) => Promise<unknown>,
  ): Promise<void> {
    if (userToken !== null) {
      await access.workAs(asUser(userToken), organization, work);
      return;
    }
    await beforeSending(() => access.octokitOf(organization));
    await access.work(organization, work);
  }

  return {
    ...createDeliveryLog(app),
    installations: () => guard(() => listInstallations(app, log)),
    membership: (organization, user, budgetMs) =>
      within(budgetMs, (signal) =>
        access.work(
          organization,
          (octokit, present) => readMembershipOf(octokit, logins, present, user, signal),
          (found) => found === null,
        ),
      ),
    isTeamMember: (organization, { team, login }, budgetMs) =>
      within(budgetMs, (signal) =>
        access.work(organization, (octokit, present) =>
          readTeamMembership(octokit, present, team, login, signal),
        ),
      ),
    decide: (organization, { patRequestId, action, reason, userToken }) =>
      guardDecision(userToken, () =>
        asDecider(organization, userToken, (octokit, { login }) =>
          octokit.request('POST /orgs/{org}/personal-access-token-requests/{pat_request_id}', {
            org: login,
            pat_request_id: patRequestId,
            action,
            reason,
          }),
        ),
      ),
    decideTogether: (organization, { patRequestIds, action, reason, userToken }) =>
      guardDecision(userToken, () =>
        asDecider(organization, userToken, (octokit, { login }) =>
          octokit.request('POST /orgs/{org}/personal-access-token-requests', {
            org: login,
            pat_request_ids: [...patRequestIds],
            action,
            reason,
          }),
        ),
      ),
    pendingPage: (organization, asked) =>
      guard(() => access.work(organization, (octokit, present) => readPendingPage(octokit, present, asked))),
    pendingRequestsOf: (organization, tokenIds, budgetMs) =>
      within(budgetMs, (signal) =>
        access.work(organization, async (octokit, present) => {
          const rows: unknown[] = await octokit.paginate(
            `GET /orgs/{org}/personal-access-token-requests?${tokenIdQuery(tokenIds)}`,
            { org: present.login, per_page: 100, request: { signal } },
          );
          return z
            .array(listedRequest)
            .parse(rows)
            .map((row) => reportFromList(present, row));
        }),
      ),
    grantsOf: (organization, tokenIds) =>
      guard(() =>
        access.work(organization, async (octokit, { login }) => {
          const rows: unknown[] = await octokit.paginate(
            `GET /orgs/{org}/personal-access-tokens?${tokenIdQuery(tokenIds)}`,
            { org: login, per_page: 100 },
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
      ),
    repositoriesOf: (organization, patRequestId) =>
      guard(() =>
        access.work(organization, async (octokit, { login }) => {
          const rows = await octokit.paginate(
            'GET /orgs/{org}/personal-access-token-requests/{pat_request_id}/repositories',
            { org: login, pat_request_id: patRequestId, per_page: 100 },
          );
          return toRepositories(listedRepositories.parse(rows));
        }),
      ),
    owners: (organization) =>
      guard(() => access.work(organization, (octokit, present) => listOwners(octokit, present))),
    publicEmail: (organization, { id, login }) =>
      guard(() => readPublicEmail(() => access.octokitOf(organization), login, id)),
  };
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
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      giveUp.abort();
      reject(new OutsideError('github', 'unavailable', 'timeout'));
    }, budgetMs);
  });
  const result = guard(() => work(giveUp.signal));
  result.catch(() => undefined);
  return Promise.race([result, timeout]).finally(() => clearTimeout(timer));
}
