import type { OrganizationSettings } from '../domain/organization-settings.js';
import type { Organization } from '../domain/token-request.js';
import { startOfDay, weeksBefore } from '../domain/weeks.js';
import type { Chart, ChartAddress, ChartAddresses, WeekFigures } from './chart-ports.js';
import type { Records } from './ports.js';
import { settingsOf } from './preference-ports.js';

export interface ReadChart {
  readonly charts: ChartAddresses;
  /** What holds where owners have chosen nothing. */
  readonly usual: OrganizationSettings;
}

type ChartRecords = Pick<Records, 'weeklyFigures' | 'organizationSettings'>;

const WEEKS = 8;
/** Messages are read later than they are sent: from a holiday, or up a channel. */
const GOOD_FOR_MS = 30 * 86_400_000;

/**
 * The last eight weeks of an organization until this day began, in its time zone: a day long it is the same, with the
 * same address, and on Mondays its weeks are whole. undefined while nothing was decided in them.
 */
export async function chartOf(
  { charts, usual }: ReadChart,
  records: ChartRecords,
  { id, login }: Pick<Organization, 'id' | 'login'>,
  now: Date,
): Promise<Chart | undefined> {
  const { timeZone } = await settingsOf(records, usual, id);
  const until = startOfDay(now, timeZone);
  const weeks = await figuresOf(records, { organizationId: id, timeZone, until });
  if (weeks.every(({ approved, denied }) => approved + denied === 0)) return undefined;
  const expiresAt = new Date(until.getTime() + GOOD_FOR_MS);
  const url = charts.urlOf({ organizationId: id, timeZone, until, expiresAt });
  return { organization: login, timeZone, until, weeks, ...(url === undefined ? {} : { url }) };
}

/** The figures that belong to an address. */
export function figuresOf(
  { weeklyFigures }: Pick<Records, 'weeklyFigures'>,
  { organizationId, timeZone, until }: Omit<ChartAddress, 'expiresAt'>,
): Promise<WeekFigures[]> {
  return weeklyFigures.of(organizationId, weeksBefore(until, timeZone, WEEKS));
}
