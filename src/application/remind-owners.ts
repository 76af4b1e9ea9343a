import { wants } from '../domain/preferences.js';
import type { GitHubUser } from '../domain/token-request.js';
import type { DeliveryPayload, NewDelivery } from './delivery.js';
import type { SendReminder } from './send-reminder.js';

type Payload = Extract<DeliveryPayload, { kind: 'owner-reminders' }>;
type Due = { readonly id: number; readonly requesterId: number };

/** How many requests one message names. */
const NAMED = 10;

/**
 * Asks GitHub who owns an organization, and has those reminded, in one message each, who are linked and want it: of all
 * that is due there but their own requests, which they cannot decide.
 */
export async function remindOwners(
  context: SendReminder,
  { organizationId }: Payload,
  trace: string,
): Promise<void> {
  const { database, clock, github } = context;
  const organization = await database.organizations.find(organizationId);
  // Nobody can decide there at present; when the App is back, they are due again.
  if (organization?.appState !== 'installed') return database.reminders.giveBack(organizationId, clock.now());
  const owners = await reachable(context, await github.owners(organization));
  await database.transaction(async (records) => {
    // Once: whoever runs this again finds none.
    const due = await records.reminders.takeForOwners(organizationId);
    const messages = owners.flatMap((owner) => messageTo(owner, organizationId, due, trace));
    if (messages.length > 0) await records.deliveries.addAll(messages);
  });
}

interface Reachable extends GitHubUser {
  readonly slackUserId: string;
}

async function reachable(
  { database, links }: SendReminder,
  owners: readonly GitHubUser[],
): Promise<Reachable[]> {
  const linked: Reachable[] = [];
  for (const owner of owners) {
    const link = await links.ofGitHubUser(owner);
    if (link) linked.push({ ...owner, slackUserId: link.slackUserId });
  }
  const chosen = await database.preferences.all(linked.map(({ slackUserId }) => slackUserId));
  const preferencesOf = new Map(chosen.map((preferences) => [preferences.slackUserId, preferences]));
  return linked.filter(({ slackUserId }) => wants(preferencesOf.get(slackUserId), 'reminder-message'));
}

function messageTo(
  owner: Reachable,
  organizationId: number,
  due: readonly Due[],
  trace: string,
): NewDelivery[] {
  const theirs = due.filter(({ requesterId }) => requesterId !== owner.id).map(({ id }) => id);
  if (theirs.length === 0) return [];
  const { slackUserId } = owner;
  const tokenRequestIds = theirs.slice(0, NAMED);
  const further = theirs.length - tokenRequestIds.length;
  return [
    {
      tokenRequestId: null,
      payload: { kind: 'reminder-message', organizationId, slackUserId, tokenRequestIds, further },
      trace,
    },
  ];
}
