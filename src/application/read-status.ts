import type { Organization } from '../domain/token-request.js';
import type { SlackActor } from './authorize-approver.js';
import {
  type FindOrganizationsToDecide,
  findOrganizationsToDecide,
  type OrganizationsToDecide,
} from './find-organizations-to-decide.js';
import type { BoundedCount } from './models.js';
import type { Comparison, FailedDelivery, ServiceState } from './operations-ports.js';
import type { Clock, Database } from './ports.js';

/** As this process knows them; `off`: the operator has set none. */
export type ShownStates = Readonly<Record<'slack' | 'github' | 'database' | 'smtp', ServiceState | 'off'>>;

export interface ReadStatus extends FindOrganizationsToDecide {
  readonly database: Database;
  readonly clock: Clock;
  readonly services: () => Promise<ShownStates>;
}

/** How PATrol is doing, as far as it concerns its reader. */
export interface StatusModel {
  /** Whose failed deliveries it shows; [] when the reader may decide nowhere, and so reads nothing. */
  readonly organizations: readonly Organization[];
  /** Organizations of which GitHub did not say in time whether the reader may see them. */
  readonly silent: readonly string[];
  readonly services: ShownStates;
  /** Of the organizations that were compared the longest ago. */
  readonly comparisons: readonly Comparison[];
  /** Of everybody's deliveries. */
  readonly waiting: number;
  readonly oldestSince: Date | null;
  readonly unknownOutcomes: number;
  /** The last ones. */
  readonly failed: readonly FailedDelivery[];
  readonly failedCount: BoundedCount;
}

/** What was given up before is nobody's concern any more. */
export const FAILED_WITHIN_MS = 7 * 24 * 3_600_000;
const FAILED_SHOWN = 10;
const COMPARED_SHOWN = 10;

/**
 * How PATrol is doing, for people who may decide somewhere, which GitHub is asked anew each time.
 * @throws DomainError `other-workspace`, `not-linked`
 */
export async function readStatus(context: ReadStatus, actor: SlackActor): Promise<StatusModel> {
  return statusOf(context, await findOrganizationsToDecide(context, actor));
}

/** The same for somebody of whom GitHub has just said where they may decide. */
export async function statusOf(
  context: ReadStatus,
  { organizations, silent }: Pick<OrganizationsToDecide, 'organizations' | 'silent'>,
): Promise<StatusModel> {
  const { database, clock } = context;
  const services = await context.services();
  if (organizations.length === 0) return { organizations, silent, services, ...NOTHING };
  const organizationIds = organizations.map(({ id }) => id);
  const now = clock.now();
  return database.snapshot(async ({ deliveries, operations }) => {
    const since = new Date(now.getTime() - FAILED_WITHIN_MS);
    const { depth, oldestSeconds } = await deliveries.backlog(now);
    const { found, count } = await operations.failed({ organizationIds, since }, FAILED_SHOWN);
    return {
      ...{ organizations, silent, services },
      comparisons: await operations.comparisons(organizationIds, COMPARED_SHOWN),
      waiting: depth,
      oldestSince: depth === 0 ? null : new Date(now.getTime() - oldestSeconds * 1_000),
      unknownOutcomes: await operations.unknownOutcomes(organizationIds),
      failed: found,
      failedCount: count,
    };
  });
}

const NOTHING = {
  comparisons: [],
  waiting: 0,
  oldestSince: null,
  unknownOutcomes: 0,
  failed: [],
  failedCount: { count: 0, capped: false },
};
