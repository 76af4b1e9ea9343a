import type { Config } from '../config.js';
import { createDataSource } from '../persistence/data-source.js';
import { createDatabase } from '../persistence/database.js';
import { createVault } from '../persistence/vault.js';
import type { GitHubStandIn } from './github/github-stand-in.js';

/**
 * Has the owners among the operator's links connect their GitHub accounts before anything begins, as if they had gone
 * through GitHub's sign-in: a visitor may click Approve at once.
 */
export async function seedSignIns(
  config: Pick<Config, 'slack' | 'encryptionKey' | 'ledgerKeys'>,
  {
    databaseUrl,
    github,
    logins,
    at = new Date(),
  }: {
    readonly databaseUrl: string;
    readonly github: GitHubStandIn;
    readonly logins: readonly string[];
    /** When they do, by the clock of whoever uses it. */
    readonly at?: Date;
  },
): Promise<void> {
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 1 }).initialize();
  const vault = createVault({ current: config.encryptionKey });
  const database = createDatabase(dataSource, undefined, { vault, ledgerKeys: config.ledgerKeys });
  await database.transaction(async ({ links, signIns }) => {
    await links.keepOperators(config.slack.fixedLinks, at);
    for (const [slackUserId, login] of config.slack.fixedLinks) {
      const user = github.user(login);
      if (user === undefined || !logins.includes(login)) continue;
      await links.note(slackUserId, { id: user.id, login }, at);
      const answer = github.mintSignIn(login);
      const signIn = {
        accessToken: answer.access_token,
        accessExpiresAt: after(at, answer.expires_in),
        refreshToken: answer.refresh_token ?? null,
        refreshExpiresAt: after(at, answer.refresh_token_expires_in),
      };
      await signIns.save({ githubUserId: user.id, slackUserId }, signIn, at);
    }
  });
  await dataSource.destroy();
}

function after(at: Date, seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(at.getTime() + seconds * 1_000);
}
