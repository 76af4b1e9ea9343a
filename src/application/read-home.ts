import { DomainError } from '../domain/errors.js';
import type { Query } from '../domain/query.js';
import type { SlackActor } from './authorize-approver.js';
import {
  type OrganizationsToDecide,
  type FindOrganizationsToDecide,
  findOrganizationsToDecide,
} from './find-organizations-to-decide.js';
import type { HomeModel, OwnerHome } from './models.js';
import type { Linking } from './offer-link.js';
import type { Database } from './ports.js';
import { OPEN_REQUESTS, type Reading, readOwnRequests } from './read-own-requests.js';
import { readWaitingRequests } from './read-waiting-requests.js';

export interface ReadHome extends FindOrganizationsToDecide {
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
}

/** What App Home has room for. */
export const ROOM_AT_HOME: HomeRoom = { pending: 10, lately: 10, own: 10 };
/** What the overview that `/tokens` gives has room for. */
export const ROOM_IN_OVERVIEW: HomeRoom = { pending: 0, lately: 0, own: 3 };

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
  const basics = { slackUserId, channel, webUrl, canConnect: linking.isOffered };
  if (typeof reader === 'string') return { ...basics, kind: reader };
  const { user, organizations, silent } = reader;
  const { login } = user;
  return context.database.snapshot(async ({ searches }) => {
    const reading = { searches, now: context.clock.now() };
    const own = await readOwnRequests(reading, user, room.own);
    if (organizations.length === 0) return { ...basics, kind: 'member', login, own, silent };
    const theirs = await readTheirs(reading, organizations, room);
    const needsSignIn = policy.decideAs === 'owner' && !reader.isSignedIn;
    return { ...basics, kind: 'owner', login, needsSignIn, organizations, own, silent, ...theirs };
  });
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

async function firstOf<T>(
  limit: number,
  read: (page: { after: null; limit: number }) => Promise<{ found: T[] }>,
): Promise<T[]> {
  if (limit === 0) return [];
  return (await read({ after: null, limit })).found;
}
