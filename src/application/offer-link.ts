import { randomBytes, randomUUID } from 'node:crypto';
import { DomainError } from '../domain/errors.js';
import { askPerson, type SlackActor } from './authorize-approver.js';
import { LINK_WITHIN_MS, type LinkResume } from './link-attempt.js';
import type { Clock, Database, RateLimit } from './ports.js';
import type { Slack } from './slack-ports.js';

export interface OfferLink {
  readonly database: Database;
  readonly clock: Clock;
  readonly slack: Pick<Slack, 'profile'>;
  readonly linking: Linking;
}

/** How people connect their GitHub accounts by themselves. */
export interface Linking {
  /** False where the operator has set no OAuth client: then the operator's links are all. */
  readonly isOffered: boolean;
  /** Where people's browsers reach us, without a slash at its end. */
  publicUrl(): string;
  /** Of links that one Slack user is given, and of how often one is opened. */
  readonly limit: RateLimit;
  /** Of requests that all browsers together make. */
  readonly flood: RateLimit;
}

/**
 * A link for one Slack user, good for ten minutes, under which their browser is led to GitHub's sign-in.
 * @throws DomainError `other-workspace`, `not-active`, `person-unknown`, `too-many-tries`
 */
export async function offerLink(
  context: OfferLink,
  actor: SlackActor,
  resume: LinkResume | null,
): Promise<string> {
  const { database, clock, linking } = context;
  await namedPerson(context, actor);
  if (!(await linking.limit.take(actor.slackUserId))) throw new DomainError('too-many-tries');
  const ticket = randomSecret();
  const at = clock.now();
  await database.linkAttempts.offer({
    id: randomUUID(),
    ticket,
    slackUserId: actor.slackUserId,
    resume,
    at,
    expiresAt: new Date(at.getTime() + LINK_WITHIN_MS),
  });
  return `${linking.publicUrl()}/github/login?ticket=${ticket}`;
}

/**
 * What somebody is called in Slack who may link an account: a person of this workspace.
 * @throws DomainError `other-workspace`, `not-active`, `person-unknown`
 */
export async function namedPerson(context: Pick<OfferLink, 'slack'>, actor: SlackActor): Promise<string> {
  if (actor.isStranger) throw new DomainError('other-workspace');
  const person = await askPerson(context, actor);
  if (person.isStranger) throw new DomainError('other-workspace');
  if (person.isBot || person.isDeactivated) throw new DomainError('not-active');
  return person.name;
}

/** 32 random bytes for URLs and cookies. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}
