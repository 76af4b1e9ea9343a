import type { App } from 'octokit';
import { z } from 'zod';
import type { Installation } from '../application/github-ports.js';
import type { Logger } from '../application/ports.js';

const anyInstallation = z.object({ id: z.int(), target_type: z.string() });
const inOrganization = z.object({
  suspended_at: z.string().nullish(),
  account: z.object({ id: z.int(), login: z.string() }).nullable(),
});

/**
 * Where the App is installed, as far as that is in organizations. An enterprise has no login, and a person's account no
 * requests; but an organization that cannot be read must not be taken for one from which the App is gone.
 */
export async function listInstallations(app: App, log?: Pick<Logger, 'debug'>): Promise<Installation[]> {
  const rows: unknown[] = await app.octokit.paginate('GET /app/installations', { per_page: 100 });
  return rows.flatMap((row) => {
    const { id, target_type: target } = anyInstallation.parse(row);
    if (target !== 'Organization') {
      log?.debug({ installation: id, target }, 'an installation is in no organization');
      return [];
    }
    const { account, suspended_at: suspendedAt } = inOrganization.parse(row);
    if (account === null) return [];
    const organization = { id: account.id, login: account.login, installationId: id };
    return [{ organization, suspended: suspendedAt != null }];
  });
}
