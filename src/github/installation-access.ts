import type { App, Octokit } from 'octokit';
import { OutsideError } from '../domain/errors.js';
import type { Organization } from '../domain/token-request.js';
import { toGitHubFailure } from './github-failure.js';
import { keepToLimits, type Limits } from './keep-to-limits.js';

/** The code of an OutsideError: the App is not installed in the organization, or is suspended there. */
const APP_GONE = 'app-gone';

/** A call, or several, in one organization under the name that it has. */
type Work<T> = (octokit: Octokit, organization: Organization) => Promise<T>;

/** The App's installations, and what is true of them when GitHub refuses something. */
export interface InstallationAccess {
  /** An Octokit of the organization's installation, with a token at hand. */
  octokitOf(organization: Organization): Promise<Octokit>;
  /**
   * Works with the installation's token; once more where the refusal of it was about the token, or about the
   * organization's old name. A refusal is no effect. `isRefusal` tells of a result that is one.
   */
  work<T>(organization: Organization, work: Work<T>, isRefusal?: (result: T) => boolean): Promise<T>;
  /** The same with another Octokit, such as an approver's own, whose token is not ours to renew. */
  workAs<T>(octokit: Octokit, organization: Organization, work: Work<T>): Promise<T>;
}

/** Whoever is no member is refused all day long: so long what GitHub said of the installation holds for them. */
const REMEMBERED_MS = 15_000;

export function createInstallationAccess(app: App, limits?: Limits): InstallationAccess {
  const ids = new Map<number, number>();
  const names = new Map<number, { readonly login: string; readonly until: number }>();

  async function octokitOf(organization: Organization): Promise<Octokit> {
    return whereInstalled(async () => {
      const known = organization.installationId ?? ids.get(organization.id);
      const id = known ?? (await findInstallation(app, organization));
      ids.set(organization.id, id);
      const octokit = await app.getInstallationOctokit(id);
      await octokit.auth({ type: 'installation' });
      return keepToLimits(octokit, id, limits);
    });
  }

  /** The organization under its present name; undefined when that is the one we know. */
  async function renamed(organization: Organization): Promise<Organization | undefined> {
    const id = organization.installationId ?? ids.get(organization.id);
    if (id === undefined) return undefined;
    const login = await whereInstalled(() => readLogin(app, id));
    names.set(organization.id, { login, until: performance.now() + REMEMBERED_MS });
    return under(login, organization);
  }

  async function renamedAsOfLate(organization: Organization): Promise<Organization | undefined> {
    const known = names.get(organization.id);
    const isRecent = known !== undefined && known.until > performance.now();
    return isRecent ? under(known.login, organization) : renamed(organization);
  }

  async function workAs<T>(octokit: Octokit, organization: Organization, work: Work<T>): Promise<T> {
    try {
      return await work(octokit, organization);
    } catch (error) {
      if (!isAboutPlace(error)) throw error;
      const present = await renamed(organization).catch(notCarriedOut);
      if (present === undefined) throw error;
      return work(octokit, present);
    }
  }

  return {
    octokitOf,
    workAs,
    async work(organization, work, isRefusal = () => false) {
      const octokit = await octokitOf(organization);
      const attempt: typeof work = async (by, present) => {
        try {
          return await work(by, present);
        } catch (error) {
          if (toGitHubFailure(error).code !== '401') throw error;
          // An uninstalled App's token is refused like one that GitHub has ended for another reason.
          await whereInstalled(() => by.auth({ type: 'installation', refresh: true })).catch(notCarriedOut);
          return work(by, present);
        }
      };
      const result = await workAs(octokit, organization, attempt);
      if (!isRefusal(result)) return result;
      const present = await renamedAsOfLate(organization);
      return present === undefined ? result : attempt(octokit, present);
    },
  };
}

function under(login: string, organization: Organization): Organization | undefined {
  return login === organization.login ? undefined : { ...organization, login };
}

async function findInstallation(app: App, { login }: Organization): Promise<number> {
  const { data } = await app.octokit.request('GET /orgs/{org}/installation', { org: login });
  return data.id;
}

/** @throws OutsideError `app-gone` when it is suspended */
async function readLogin(app: App, installationId: number): Promise<string> {
  const { data } = await app.octokit.request('GET /app/installations/{installation_id}', {
    installation_id: installationId,
  });
  const { suspended_at: suspendedAt, account } = data;
  if (suspendedAt != null) throw new OutsideError('github', 'refused', APP_GONE);
  return account !== null && 'login' in account ? account.login : '';
}

/** Not even a token for the organization, or no word of the installation: the App does not work there. */
async function whereInstalled<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const failure = toGitHubFailure(error);
    if (failure.failure !== 'refused') throw failure;
    throw new OutsideError('github', 'refused', APP_GONE, { cause: failure });
  }
}

/** The call was refused before, so whatever fails in finding out why leaves it not carried out. */
function notCarriedOut(error: unknown): never {
  const failure = toGitHubFailure(error);
  if (failure.failure !== 'unknown') throw failure;
  throw new OutsideError('github', 'unavailable', failure.code, failure.options);
}

/** GitHub answers 404 to an organization's old name, and 403 where somebody else has it by now. */
function isAboutPlace(error: unknown): boolean {
  const { failure, code } = toGitHubFailure(error);
  return failure === 'refused' && ['403', '404'].includes(code);
}
