import type { Approver } from '../domain/approver-policy.js';
import { DomainError, type DomainErrorCode, OutsideError } from '../domain/errors.js';
import { type AuthorizeApprover, NOBODY_SAID } from './authorize-approver.js';
import { authorizeChunk } from './authorize-chunk.js';
import type { BulkChunk } from './bulk-ports.js';
import { isWithinWindow, later } from './decision-patience.js';
import { type GitHub, USER_TOKEN_REFUSED } from './github-ports.js';
import { judgeRefusal } from './judge-outcome.js';
import { lookUpOutcomes } from './look-up-outcome.js';
import type { OwnSignIns } from './own-sign-in.js';
import {
  askAgain,
  type Part,
  type SettleParts,
  settleParts,
  tryAllLater,
  withoutAuthority,
} from './settle-parts.js';

export interface SendChunk extends SettleParts, AuthorizeApprover {
  readonly github: GitHub;
  readonly signIns: OwnSignIns;
}

/** How long GitHub has to keep its promise (202) by a webhook, before its lists are asked. */
const CONFIRM_AFTER_MS = 5_000;

/** GitHub's refusals that may be about one of the requests only. */
const MAY_BE_ABOUT_ONE = ['404', '422'];

/** So many refused calls find one request among a hundred, and two; more of them cost more than they tell. */
const REFUSALS = 20;

/** A call, its halves, and the halves of those. */
const REFUSALS_OF_ALL = 1 + 2 + 4;

/** One call that is to be made; a half is of a call that was refused though all of its requests pend. */
interface Call {
  readonly parts: readonly Part[];
  readonly isHalf: boolean;
}

/** The calls that one chunk has come to, and how GitHub has answered so far. */
interface Course {
  readonly chunk: BulkChunk;
  approver: Approver;
  /** The approver's own; null: the App's. */
  userToken: string | null;
  calls: Call[];
  refusals: number;
  isAccepted: boolean;
}

/**
 * Sends a leased chunk to GitHub, in one call as far as GitHub takes it. Ends with each part submitted, settled, or due
 * again.
 */
export async function sendChunk(context: SendChunk, chunk: BulkChunk, parts: readonly Part[]): Promise<void> {
  const credentials = await findCredentials(context, chunk);
  if ('retryAfterMs' in credentials) return tryAllLater(context, parts, credentials.retryAfterMs);
  if ('refusal' in credentials) return withoutAuthority(context, parts, credentials.refusal);
  const course: Course = {
    ...credentials,
    chunk,
    calls: [{ parts, isHalf: false }],
    refusals: 0,
    isAccepted: false,
  };
  for (let next = course.calls.shift(); next !== undefined; next = course.calls.shift()) {
    await call(context, course, next);
    if (course.calls.length > 0 && !(await isStillAllowed(context, course))) return;
  }
}

/** Asked before each call (invariant 5); ends what is left of the course if its approver may not decide any more. */
async function isStillAllowed(context: SendChunk, course: Course): Promise<boolean> {
  const credentials = await findCredentials(context, course.chunk);
  if ('approver' in credentials) {
    course.approver = credentials.approver;
    course.userToken = credentials.userToken;
    return true;
  }
  const rest = takeTheRest(course);
  if ('refusal' in credentials) await withoutAuthority(context, rest, credentials.refusal);
  else await tryAllLater(context, rest, credentials.retryAfterMs);
  return false;
}

type Credentials =
  | Pick<Course, 'approver' | 'userToken'>
  | { readonly refusal: DomainErrorCode }
  /** Nobody could tell. */
  | { readonly retryAfterMs: number };

async function findCredentials(context: SendChunk, chunk: BulkChunk): Promise<Credentials> {
  const now = await authorizeChunk(context, chunk);
  if ('refusal' in now) return NOBODY_SAID.includes(now.refusal) ? { retryAfterMs: 0 } : now;
  const { approver } = now;
  if (approver.decidedAs === 'app') return { approver, userToken: null };
  try {
    return { approver, userToken: await context.signIns.tokenOf(approver.user.id) };
  } catch (error) {
    if (error instanceof DomainError) return { refusal: error.code };
    if (error instanceof OutsideError) return { retryAfterMs: error.options.retryAfterMs ?? 0 };
    throw error;
  }
}

async function call(context: SendChunk, course: Course, { parts, isHalf }: Call): Promise<void> {
  const { database, clock, github } = context;
  const [first] = parts;
  if (first === undefined) return;
  // From here on a crash leaves the outcome unknown, and the record says so before the call is made.
  const marked = await database.bulkChunks.markSent(
    parts.map(({ decision }) => decision),
    clock.now(),
    course.approver,
  );
  const ids = new Set(marked.map(({ id }) => id));
  const ours = parts.filter(({ decision }) => ids.has(decision.id));
  if (ours.length === 0) return;
  const { bulkId, action, trace } = first.decision;
  context.log.info({ bulkId, action, count: ours.length, trace }, 'decisions go to GitHub together');
  try {
    await github.decideTogether(course.chunk.organization, {
      patRequestIds: ours.map(({ request }) => request.patRequestId),
      action: first.decision.action,
      reason: first.decision.reason,
      userToken: course.userToken,
    });
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return afterFailure(context, course, { parts: ours, isHalf }, error);
  }
  course.isAccepted = true;
  const now = clock.now();
  await database.bulkChunks.accept(marked, now, later(now, CONFIRM_AFTER_MS));
}

async function afterFailure(
  context: SendChunk,
  course: Course,
  { parts, isHalf }: Call,
  error: OutsideError,
): Promise<void> {
  const { clock } = context;
  const { approver, userToken } = course;
  if (userToken !== null && error.code === USER_TOKEN_REFUSED) {
    await context.signIns.distrust(approver.user.id, userToken);
  }
  switch (error.failure) {
    case 'unavailable':
      return waitWithTheRest(context, course, parts, error.options.retryAfterMs ?? 0);
    case 'unknown': {
      // From now, not from the start of the call: GitHub may have carried it out at the last moment.
      const sentAt = clock.now();
      const sent = parts.map(({ decision, request }) => ({ request, decision: { ...decision, sentAt } }));
      await askAgain(context, sent);
      return waitWithTheRest(context, course, [], 0);
    }
    case 'refused':
      course.refusals += 1;
      if (isAboutAll(course, error)) {
        return afterRefusal(context, course.chunk, [...parts, ...takeTheRest(course)], error);
      }
      if (isHalf && parts.length > 1) return halve(course, parts);
      return sendWithoutGone(context, course, parts, error);
  }
}

/** None of what is left is sent while GitHub wants to be left alone, neither by us nor by another worker. */
async function waitWithTheRest(
  context: SendChunk,
  course: Course,
  parts: readonly Part[],
  retryAfterMs: number,
): Promise<void> {
  const left = [...parts, ...takeTheRest(course)];
  const [first] = left;
  if (first === undefined) return;
  const { bulkId, organization } = course.chunk;
  const until = later(context.clock.now(), retryAfterMs);
  if (retryAfterMs > 0 && isWithinWindow(first.decision, until)) {
    await context.database.bulkChunks.holdBack(bulkId, organization.id, until);
  }
  await tryAllLater(context, left, retryAfterMs);
}

function takeTheRest(course: Course): Part[] {
  const rest = course.calls.flatMap(({ parts }) => parts);
  course.calls = [];
  return rest;
}

/** Every half of every half, and nothing accepted: then it is not about one request, nor about a few. */
function isAboutAll({ refusals, isAccepted }: Course, { code }: OutsideError): boolean {
  if (!MAY_BE_ABOUT_ONE.includes(code)) return true;
  return refusals >= (isAccepted ? REFUSALS : REFUSALS_OF_ALL);
}

/** Whatever GitHub's lists say has ended is settled; what pends GitHub does not want. */
async function afterRefusal(
  context: SendChunk,
  chunk: BulkChunk,
  parts: readonly Part[],
  { code, options: { link } }: OutsideError,
): Promise<void> {
  const outcomes = await lookUpParts(context, chunk, parts);
  await settleParts(context, parts, { code, link }, ({ decision, request }) =>
    judgeRefusal(decision, outcomes.get(request.id) ?? 'unknown', context.clock.now()),
  );
}

/**
 * GitHub may have refused the call for one of its requests only: what does not pend any more is dropped, and the rest
 * sent again. When all of them pend, halves of them find out which one it is.
 */
async function sendWithoutGone(
  context: SendChunk,
  course: Course,
  parts: readonly Part[],
  error: OutsideError,
): Promise<void> {
  if (parts.length === 1) return afterRefusal(context, course.chunk, parts, error);
  const { code } = error;
  const outcomes = await lookUpParts(context, course.chunk, parts);
  const pending = parts.filter(({ request }) => outcomes.get(request.id) === 'pending');
  const settled = parts.filter((part) => !pending.includes(part));
  await settleParts(context, settled, { code }, ({ decision, request }) =>
    judgeRefusal(decision, outcomes.get(request.id) ?? 'unknown', context.clock.now()),
  );
  if (pending.length === parts.length) halve(course, parts);
  else course.calls.push({ parts: pending, isHalf: false });
}

/** After what waits already, so that a refusal of everything shows before single requests are reached. */
function halve(course: Course, parts: readonly Part[]): void {
  const middle = Math.ceil(parts.length / 2);
  for (const half of [parts.slice(0, middle), parts.slice(middle)]) {
    course.calls.push({ parts: half, isHalf: true });
  }
}

/** What GitHub's lists say of the requests, by our ids. */
export function lookUpParts(
  { github }: Pick<SendChunk, 'github'>,
  { organization }: BulkChunk,
  parts: readonly Part[],
) {
  return lookUpOutcomes(
    github,
    organization,
    parts.map(({ request }) => request),
  );
}
