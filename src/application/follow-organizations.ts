import { announceAppState, noteOrganization } from './announce-organization.js';
import type { GitHub, Installation } from './github-ports.js';
import type { Clock, Database, Wake } from './ports.js';

export interface FollowOrganizations {
  readonly database: Database;
  readonly github: Pick<GitHub, 'installations'>;
  readonly clock: Clock;
  readonly wake: Pick<Wake, 'deliveries'>;
  /** Where it is told that the App went, or came back. */
  readonly channel: string;
}

/**
 * Takes over from GitHub where the App works, and how the organizations are called. Webhooks tell when to look, never
 * what is so: they come late and in any order.
 * @throws OutsideError
 */
export async function followOrganizations(context: FollowOrganizations, trace: string): Promise<void> {
  const { database, github, clock, channel, wake } = context;
  const seenAt = clock.now();
  const installations = await github.installations();
  for (const installation of installations) await follow(context, installation, seenAt, trace);
  await database.transaction(async (records) => {
    const kept = installations.map(({ organization }) => organization.id);
    for (const organizationId of await records.organizations.keepInstalled(kept, seenAt)) {
      await announceAppState(records, { organizationId, appState: 'uninstalled', channel, trace });
    }
  });
  wake.deliveries();
}

async function follow(
  { database, channel }: FollowOrganizations,
  { organization, suspended }: Installation,
  seenAt: Date,
  trace: string,
): Promise<void> {
  await database.transaction(async (records) => {
    const isNew = await noteOrganization(records, organization, trace);
    const appState = suspended ? 'suspended' : 'installed';
    const hasChanged = await records.organizations.setState(organization.id, appState, seenAt);
    // Where it was suspended before we heard of it nobody misses anything.
    if (!hasChanged || isNew) return;
    await announceAppState(records, { organizationId: organization.id, appState, channel, trace });
  });
}
