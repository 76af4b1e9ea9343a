import type { SlackActor } from './authorize-approver.js';
import { findOrganizationsToDecide, type OrganizationsToDecide } from './find-organizations-to-decide.js';
import type { Logger, Wake } from './ports.js';
import { FAILED_WITHIN_MS, type ReadStatus } from './read-status.js';

export interface SendAgain extends ReadStatus {
  readonly wake: Wake;
  readonly log: Logger;
}

/**
 * Takes up a delivery that was given up, when its cause is mended. Only for people who may decide in an organization
 * that it concerns; for others, and for one that was taken up already, nothing happens. Returns where they may decide,
 * so that GitHub need not be asked again at once.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function sendAgain(
  context: SendAgain,
  { actor, delivery, trace }: { actor: SlackActor; delivery: number; trace: string },
): Promise<OrganizationsToDecide> {
  const { database, clock, log, wake } = context;
  const found = await findOrganizationsToDecide(context, actor);
  const now = clock.now();
  const search = {
    organizationIds: found.organizations.map(({ id }) => id),
    since: new Date(now.getTime() - FAILED_WITHIN_MS),
  };
  const taken = await database.operations.takeUpAgain(search, delivery, now);
  if (taken === undefined) return found;
  const { slackUserId } = actor;
  log.info({ delivery, actor: slackUserId, trace: taken.trace, click: trace }, 'delivery taken up again');
  wake.deliveries();
  return found;
}
