import { reminderKey } from '../domain/reminders.js';
import { type AnnounceAgain, announceAgain } from './announce-again.js';
import { type RemindOfWaiting, remindOfWaiting } from './remind-of-waiting.js';
import type { WatchedOrganization } from './reminder-ports.js';

export interface FollowSettings extends RemindOfWaiting, AnnounceAgain {}

/**
 * Takes over what owners, or the operator, have set since the last time, then reminds of what waits. That something was
 * set is noticed here, not told by whoever stores it: the operator's environment tells nobody.
 */
export async function followSettings(context: FollowSettings, trace: string): Promise<void> {
  const { database, clock, usual, wake } = context;
  const watched = await database.reminders.watched(clock.now());
  const changed = watched.filter((organization) => keyOf(context, organization) !== organization.followed);
  // The channel may be another one, and the one before may have refused what is in none now. First, for should it fail, it
  // is to be tried again.
  if (changed.some(({ followed }) => followed !== null)) {
    await announceAgain(context, trace);
    wake.deliveries();
  }
  for (const organization of changed) {
    await database.transaction(({ reminders }) =>
      reminders.follow(organization.organization.id, keyOf({ usual }, organization), clock.now()),
    );
  }
  const due = changed.map(({ organization: { id } }) => id);
  await remindOfWaiting(
    context,
    watched.map((organization) => ({
      ...organization,
      isDue: organization.isDue || due.includes(organization.organization.id),
    })),
    trace,
  );
}

function keyOf({ usual }: Pick<RemindOfWaiting, 'usual'>, { chosen }: WatchedOrganization): string {
  const settings = { ...usual, ...chosen };
  return `${settings.channel} ${reminderKey(settings)}`;
}
