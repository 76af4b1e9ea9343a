import { OutsideError } from '../domain/errors.js';
import type { Again } from './delivery.js';
import { busier, pauseLeftMs, silencePauseMs } from './home-pace.js';
import type { Home } from './home-ports.js';
import type { HomeModel } from './models.js';
import type { Database } from './ports.js';
import { fillHome, findHomeReader, type HomeReader, type ReadHome, ROOM_AT_HOME } from './read-home.js';
import { openedLately } from './refresh-homes.js';
import type { Slack } from './slack-ports.js';
import type { Speeches } from './speech.js';

export interface PublishHome extends ReadHome {
  readonly database: Database;
  readonly slack: Slack;
  readonly speeches: Pick<Speeches, 'note'>;
}

/** Whoever is gone from the workspace looks at nothing any more. */
const GONE = new Set(['user_not_found', 'user_not_visible', 'user_disabled']);

/**
 * Makes somebody's App Home show what is true now; `force`: also when it should be showing that already. Comes again
 * when it is too early, and when GitHub did not say all that this Home should show, for as long as it may be open.
 */
export async function publishHome(
  context: PublishHome,
  slackUserId: string,
  { force = false }: { readonly force?: boolean } = {},
): Promise<Again | null> {
  const { database, slack, clock } = context;
  const now = clock.now();
  const home = await database.homes.find(slackUserId);
  if (home === undefined || home.openedAt <= openedLately(now)) return null;
  const againInMs = pauseLeftMs(home, now, await database.homes.countOwners(openedLately(now)));
  if (againInMs > 0) return { againInMs };
  // Slack does not say in the event whether they belong to us.
  const profile = await slack.profile(slackUserId);
  if (profile === null) return forget(context, slackUserId);
  await context.speeches.note(profile);

  const actor = { slackUserId, isStranger: profile.isStranger };
  // Whoever opens Home may have become an owner anywhere; a refresh asks about what it shows already.
  const isFilled = home.filledAt?.getTime() === home.openedAt.getTime();
  const reader = await findHomeReader(context, actor, isFilled ? home.organizationIds : undefined);
  const silence = await remember(context, home, reader, now);
  const model = await fillHome(context, actor, reader, ROOM_AT_HOME);
  // Coming again because GitHub was silent, it has been forced already.
  if (!(await show(context, home, model, force && home.silentSince === null)))
    return forget(context, slackUserId);
  return silence;
}

/** Stores what this Home is concerned with, before Slack can fail, and how long to leave a silent GitHub alone. */
async function remember(
  { database }: PublishHome,
  home: Home,
  reader: HomeReader,
  now: Date,
): Promise<Again | null> {
  const known = typeof reader === 'string' ? null : reader;
  const silentIds = known?.silentIds ?? [];
  const silentSince = silentIds.length > 0 ? (home.silentSince ?? now) : null;
  await database.homes.looked(home, {
    login: known?.user.login ?? null,
    organizationIds: [...(known?.organizations ?? []).map(({ id }) => id), ...silentIds],
    at: now,
    busy: busier(home, now),
    silentSince,
  });
  if (silentSince === null) return null;
  return { againInMs: Math.max(silencePauseMs(silentSince, now), known?.retryAfterMs ?? 0) };
}

/** False when the person is gone. */
async function show(
  { database, slack }: PublishHome,
  { slackUserId, digest }: Home,
  model: HomeModel,
  force: boolean,
): Promise<boolean> {
  const known = force ? '' : digest;
  try {
    const shown = await slack.publishHome(slackUserId, model, known);
    if (shown !== known) await database.homes.published(slackUserId, shown);
    return true;
  } catch (error) {
    if (error instanceof OutsideError && GONE.has(error.code)) return false;
    throw error;
  }
}

async function forget({ database }: PublishHome, slackUserId: string): Promise<null> {
  await database.homes.forget(slackUserId);
  return null;
}
