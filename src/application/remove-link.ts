import type { GitHubSignIn } from './link-ports.js';
import type { Clock, Database, Logger, Wake } from './ports.js';
import type { WebhookOrigin } from './webhook-ports.js';

export interface RemoveLink {
  readonly database: Database;
  readonly clock: Clock;
  readonly wake: Wake;
  readonly log: Logger;
  /** Absent where people cannot sign in. */
  readonly signIn?: GitHubSignIn;
}

/** What `unlink` did: `signed-out` of a link that only the operator can remove. */
export type Unlinked = 'none' | 'removed' | 'signed-out' | 'of-operator';

/** Removes a person's own link, and their sign-in, here and at GitHub. */
export async function removeLink(context: RemoveLink, slackUserId: string): Promise<Unlinked> {
  const { database, clock } = context;
  const link = await database.links.find(slackUserId);
  if (link === undefined) return 'none';
  const { id } = link.github;
  const signIn = id === null ? undefined : await database.signIns.find(id);
  const outcome = await database.transaction(async (records): Promise<Unlinked> => {
    if (!link.byOperator) {
      return (await records.links.remove(slackUserId, 'unlinked', clock.now())) ? 'removed' : 'none';
    }
    return id !== null && (await records.signIns.remove(id)) ? 'signed-out' : 'of-operator';
  });
  // Nobody waits for GitHub: what counts is done.
  if (signIn) void revoke(context, signIn.accessToken);
  return outcome;
}

/** One that is forgotten here ends by itself within eight hours, if GitHub cannot be told. */
async function revoke(
  { signIn, log }: Pick<RemoveLink, 'signIn' | 'log'>,
  accessToken: string,
): Promise<void> {
  try {
    await signIn?.revoke(accessToken);
  } catch (error) {
    log.info({ err: error }, 'a removed sign-in could not be revoked at GitHub');
  }
}

/** Decisions are sent with the App's token from now on: nobody's sign-in is needed any more. */
export async function giveUpSignIns(context: Pick<RemoveLink, 'database' | 'log' | 'signIn'>): Promise<void> {
  for (;;) {
    const given = await context.database.signIns.removeSome();
    if (given.length === 0) return;
    context.log.info({ count: given.length }, 'sign-ins were removed, for decisions are sent as the App');
    for (const { accessToken } of given) void revoke(context, accessToken);
  }
}

/**
 * GitHub says that somebody has revoked their authorization of the App: what they had allowed is forgotten, and they
 * are told. False when nothing was known of them, when this webhook was taken in before, or when it comes so late that
 * they have connected anew since.
 */
export async function forgetRevoked(
  { database, clock, wake }: RemoveLink,
  githubUser: { readonly id: number; readonly login: string },
  webhook: WebhookOrigin,
): Promise<boolean> {
  const removed = await database.transaction(async (records) => {
    if (!(await records.webhookDeliveries.remember(webhook))) return false;
    const said = (await records.webhookFailures.firstTried(webhook.deliveryId)) ?? webhook.receivedAt;
    if (said && (await records.links.wasMadeSince(githubUser.id, said))) return false;
    const link = await records.links.ofGitHubUser(githubUser);
    const hadSignIn = await records.signIns.remove(githubUser.id);
    if (link === undefined || (link.byOperator && !hadSignIn)) return false;
    if (!link.byOperator) await records.links.remove(link.slackUserId, 'revoked-on-github', clock.now());
    await records.deliveries.add({
      tokenRequestId: null,
      payload: { kind: 'link-news', slackUserId: link.slackUserId, news: 'revoked', resume: null },
      trace: webhook.deliveryId,
    });
    return true;
  });
  if (removed) wake.deliveries();
  return removed;
}
