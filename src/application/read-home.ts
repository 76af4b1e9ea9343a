import { DomainError } from '../domain/errors.js';
import type { Query } from '../domain/query.js';
import type { SlackActor } from './authorize-approver.js';
import { channelOf } from './channel-of.js';
import { chartOf, type ReadChart } from './chart.js';
import type { Chart } from './chart-ports.js';
import {
  type FindOrganizationsToDecide,
  findOrganizationsToDecide,
  type OrganizationsToDecide,
} from './find-organizations-to-decide.js';
import type { HomeModel, OwnerHome } from './models.js';
import type { Linking } from './offer-link.js';
import type { Database, Records } from './ports.js';
import { OPEN_REQUESTS, type Reading, readOwnRequests } from './read-own-requests.js';
import { readWaitingRequests } from './read-waiting-requests.js';

export interface ReadHome extends FindOrganizationsToDecide, ReadChart {
  readonly database: Database;
  readonly channel: string;
  readonly webUrl: string;
  readonly linking: Pick<Linking, 'isOffered'>;
}

/** How much of each kind is shown: Home holds 100 blocks, and this is a glance, not the list. */
export interface HomeRoom {
  readonly pending: number;
  readonly lately: number;
  readonly own: number;
  /** Organizations of which the last weeks are shown. */
  readonly charts: number;
}

/** What App Home has room for. */
export const ROOM_AT_HOME: HomeRoom = { pending: 10, lately: 10, own: 10, charts: 2 };
/** What the overview that `/tokens` gives has room for. */
export const ROOM_IN_OVERVIEW: HomeRoom = { pending: 0, lately: 0, own: 3, charts: 0 };

/** Cancelled and expired requests are no decisions. */
const DECIDED: Query = {
  terms: [{ negated: false, qualifier: 'is', values: ['approved', 'denied'] }],
  sort: null,
};

/**
 * What concerns a person: their own requests, and those of the organizations where GitHub says now that they are an
 * owner (invariant 5). Nothing of an organization about which GitHub is silent.
 */
export async function readHome(context: ReadHome, actor: SlackActor, room: HomeRoom): Promise<HomeModel> {
  return fillHome(context, actor, await findHomeReader(context, actor), room);
}

/** Reads what concerns a person of whom GitHub has just said where they may decide. */
export async function fillHome(
  context: ReadHome,
  { slackUserId }: SlackActor,
  reader: HomeReader,
  room: HomeRoom,
): Promise<HomeModel> {
  const { channel, webUrl, linking, policy } = context;
  const basics = { slackUserId, channels: [channel], webUrl, canConnect: linking.isOffered };
  if (typeof reader === 'string') return { ...basics, kind: reader };
  const { user, organizations, silent } = reader;
  const { login } = user;
  return context.database.snapshot(async (records) => {
    const reading = { searches: records.searches, now: context.clock.now() };
    const own = await readOwnRequests(reading, user, room.own);
    if (organizations.length === 0) return { ...basics, kind: 'member', login, own, silent };
    const theirs = await readTheirs(reading, organizations, room);
    const charts = await readCharts(context, records, organizations.slice(0, room.charts));
    const needsSignIn = policy.decideAs === 'owner' && !reader.isSignedIn;
    const channels = await channelsOf(records, channel, organizations);
    const owner = { ...basics, channels, kind: 'owner' as const, login, needsSignIn };
    return { ...owner, organizations, own, silent, charts, ...theirs };
  });
}

/** Nobody reads more channels than those of so many organizations. */
const CHANNELS_OF = 10;

async function channelsOf(
  records: Pick<Database, 'organizationSettings'>,
  usual: string,
  organizations: OrganizationsToDecide['organizations'],
): Promise<string[]> {
  const channels = new Set<string>();
  for (const { id } of organizations.slice(0, CHANNELS_OF)) {
    channels.add(await channelOf(records, usual, id));
  }
  return [...channels];
}

/** For whom Home is filled. */
export type HomeReader = OrganizationsToDecide | 'newcomer' | 'stranger';

/** Asks GitHub where a person may decide: everywhere, or in the organizations that are named in `among`. */
export async function findHomeReader(
  context: FindOrganizationsToDecide,
  actor: SlackActor,
  among?: readonly number[],
): Promise<HomeReader> {
  try {
    return await findOrganizationsToDecide(context, actor, among);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not-linked') return 'newcomer';
    if (error instanceof DomainError && error.code === 'other-workspace') return 'stranger';
    throw error;
  }
}

async function readTheirs(
  reading: Reading,
  organizations: OrganizationsToDecide['organizations'],
  room: HomeRoom,
): Promise<Pick<OwnerHome, 'waiting' | 'pending' | 'lately'>> {
  const { searches, now } = reading;
  const readable = { organizationIds: organizations.map(({ id }) => id) };
  const waiting = await readWaitingRequests(reading, organizations);
  const pending = await firstOf(room.pending, (page) =>
    searches.page({ readable, kind: 'pending', query: OPEN_REQUESTS, now }, page),
  );
  const lately = await firstOf(room.lately, (page) =>
    searches.page({ readable, kind: 'history', query: DECIDED, now }, page),
  );
  return { waiting, pending, lately };
}

async function readCharts(
  context: ReadHome,
  records: Records,
  organizations: OrganizationsToDecide['organizations'],
): Promise<Chart[]> {
  const charts: Chart[] = [];
  for (const organization of organizations) {
    const chart = await chartOf(context, records, organization, context.clock.now());
    if (chart !== undefined) charts.push(chart);
  }
  return charts;
}

async function firstOf<T>(
  limit: number,
  read: (page: { after: null; limit: number }) => Promise<{ found: T[] }>,
): Promise<T[]> {
  if (limit === 0) return [];
  return (await read({ after: null, limit })).found;
}
