import { AUTHORITY_BUDGET_MS } from './authorize-approver.js';
import type { AskedUser, GitHub } from './github-ports.js';
import type { Links } from './link-ports.js';
import type { Database } from './ports.js';

export interface OwnerNow {
  readonly database: Database;
  readonly links: Links;
  readonly github: GitHub;
}

/**
 * Whether somebody owns an organization at this moment, where the App works: what is for owners may have waited for long
 * since GitHub was asked (invariant 5).
 */
export async function isOwnerNow(
  { database, github }: OwnerNow,
  organizationId: number,
  person: AskedUser,
): Promise<boolean> {
  const organization = await database.organizations.find(organizationId);
  if (organization?.appState !== 'installed') return false;
  const membership = await github.membership(organization, person, AUTHORITY_BUDGET_MS);
  return membership?.state === 'active' && membership.role === 'admin';
}

/** The same of a Slack user; false for who is linked to nobody. */
export async function isLinkedOwnerNow(
  context: OwnerNow,
  organizationId: number,
  slackUserId: string,
): Promise<boolean> {
  const link = await context.links.find(slackUserId);
  return link !== undefined && isOwnerNow(context, organizationId, link.github);
}
