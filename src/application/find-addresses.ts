import { OutsideError } from '../domain/errors.js';
import type { TokenRequest } from '../domain/token-request.js';
import type { GitHub } from './github-ports.js';
import type { Links } from './link-ports.js';
import type { Slack, SlackProfile } from './slack-ports.js';
import type { Speeches } from './speech.js';

/** GitHub's answers to who may not know; 401 is none of them, for the operator can mend that. */
const HIDDEN = ['403', '404'];

export interface FindAddresses {
  readonly slack: Slack;
  readonly github: GitHub;
  readonly links: Links;
  readonly speeches: Pick<Speeches, 'note'>;
}

/** Where somebody can be reached; null where they cannot. */
export interface Addresses {
  readonly slackUserId: string | null;
  readonly email: string | null;
}

/**
 * Where a requester can be reached: the linked Slack user, else the one with the same e-mail; the Slack profile's
 * e-mail, else GitHub's public one.
 */
export async function findAddresses(
  { links, slack, github, speeches }: FindAddresses,
  { organization, requester }: Pick<TokenRequest, 'organization' | 'requester'>,
): Promise<Addresses> {
  const linked = (await links.ofGitHubUser(requester))?.slackUserId;
  const linkedProfile = linked === undefined ? null : present(await slack.profile(linked));
  if (linkedProfile !== null) await speeches.note(linkedProfile);
  if (linkedProfile?.email) return { slackUserId: linkedProfile.id, email: linkedProfile.email };

  const publicEmail = await shownEmail(github, organization, requester);
  if (linkedProfile !== null) return { slackUserId: linkedProfile.id, email: publicEmail };
  const profile = publicEmail === null ? null : present(await slack.userByEmail(publicEmail));
  return { slackUserId: profile?.id ?? null, email: profile?.email ?? publicEmail };
}

/** One that GitHub does not let us see, because the App was removed for example, is none. */
async function shownEmail(
  github: GitHub,
  organization: TokenRequest['organization'],
  requester: TokenRequest['requester'],
): Promise<string | null> {
  try {
    return await github.publicEmail(organization, requester);
  } catch (error) {
    if (error instanceof OutsideError && error.failure === 'refused' && HIDDEN.includes(error.code))
      return null;
    throw error;
  }
}

/** A person who has left, a bot, or somebody of another workspace gets no direct message. */
export function isPresent(profile: SlackProfile | null): profile is SlackProfile {
  return profile !== null && !profile.deleted && !profile.isBot && !profile.isStranger;
}

function present(profile: SlackProfile | null): SlackProfile | null {
  return isPresent(profile) ? profile : null;
}
