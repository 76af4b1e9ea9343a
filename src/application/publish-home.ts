import { OutsideError } from '../domain/errors.js';
import type { Database, Slack } from './ports.js';
import { type ReadHome, ROOM_AT_HOME, readHome } from './read-home.js';
import { refreshHomeLater } from './refresh-homes.js';

export interface PublishHome extends ReadHome {
  readonly database: Database;
  readonly slack: Slack;
}

/** Whoever is gone from the workspace looks at nothing any more. */
const GONE = new Set(['user_not_found', 'user_not_visible', 'user_disabled']);

/** Makes somebody's App Home show what is true now; `force`: also when it should be showing that already. */
export async function publishHome(
  context: PublishHome,
  slackUserId: string,
  { force = false, trace }: { readonly force?: boolean; readonly trace: string },
): Promise<void> {
  const { database, slack } = context;
  // Slack does not say in the event whether they belong to us.
  const profile = await slack.profile(slackUserId);
  if (profile === null) return;
  const home = await readHome(context, { slackUserId, isStranger: profile.isStranger }, ROOM_AT_HOME);
  const known = force ? '' : await database.homes.digestOf(slackUserId);
  if ('silent' in home && home.silent.length > 0) await refreshHomeLater(context, slackUserId, trace);
  try {
    const digest = await slack.publishHome(slackUserId, home, known);
    if (digest !== known) await database.homes.published(slackUserId, digest);
  } catch (error) {
    if (!(error instanceof OutsideError && GONE.has(error.code))) throw error;
  }
}
