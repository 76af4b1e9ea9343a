import type { Organization } from '../domain/token-request.js';
import { announceOnHomes } from './announce.js';
import { channelOf } from './channel-of.js';
import type { AppState } from './convergence-ports.js';
import type { Records } from './ports.js';

interface Announced {
  readonly organizationId: number;
  readonly trace: string;
}

/** Adds the delivery after which every card of an organization that still waits shows what is true now. */
export async function announceOnOrganizationCards(
  records: Records,
  { organizationId, trace }: Announced,
): Promise<void> {
  await announceOnHomes(records, { organizationId }, trace);
  await records.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'organization-cards', organizationId },
    unlessWaiting: true,
    trace,
  });
}

/** Adds what follows when the App comes to an organization again, or goes: cards, App Homes, a word to its channel. */
export async function announceAppState(
  records: Records,
  announced: Announced & { readonly appState: AppState; readonly channel: string },
): Promise<void> {
  const { organizationId, appState, trace } = announced;
  const channel = await channelOf(records, announced.channel, organizationId);
  // What was listed before may be long ago when the App comes back.
  await records.listPages.forgetFrom(organizationId, 1);
  await announceOnOrganizationCards(records, announced);
  await records.deliveries.add({
    tokenRequestId: null,
    payload: { kind: 'organization-news', organizationId, channel, appState },
    trace,
  });
}

/** Remembers an organization; when it has another name by now, its cards follow. True when it is new. */
export async function noteOrganization(
  records: Records,
  organization: Organization,
  trace: string,
): Promise<boolean> {
  const noted = await records.organizations.save(organization);
  if (noted === 'renamed')
    await announceOnOrganizationCards(records, { organizationId: organization.id, trace });
  return noted === 'new';
}
