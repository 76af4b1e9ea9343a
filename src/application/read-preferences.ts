import type { Notice, Preferences } from '../domain/preferences.js';
import type { Organization } from '../domain/token-request.js';
import { type AuthorizeApprover, askPerson, type SlackActor } from './authorize-approver.js';
import { stoppedAt } from './keep-to-wishes.js';
import type { Database } from './ports.js';
import { findHomeReader, type ReadHome } from './read-home.js';

export interface ReadPreferences extends ReadHome, Pick<AuthorizeApprover, 'slack'> {
  readonly database: Database;
}

/** What a person has chosen, and what they may choose for others. */
export interface PreferencesModel {
  /** Undefined: nothing was chosen, and Slack was not asked. */
  readonly preferences: Preferences | undefined;
  /** What they get no more, whatever they have chosen, since they followed the link in a mail. */
  readonly stopped: readonly Notice[];
  /** Whose settings they may change, by name. */
  readonly organizations: readonly Organization[];
  /** Organizations of which GitHub did not say in time whether they are an owner. */
  readonly silent: readonly string[];
  /** False while their GitHub account is not known. */
  readonly isLinked: boolean;
}

/**
 * A person's own settings, which they may see whoever they are; and where GitHub says now that they may decide.
 * Nobody of another workspace has any.
 * @throws DomainError `person-unknown`
 */
export async function readPreferences(
  context: ReadPreferences,
  actor: SlackActor,
): Promise<PreferencesModel | 'stranger'> {
  const reader = await findHomeReader(context, actor);
  if (reader === 'stranger') return reader;
  const preferences = await context.database.preferences.find(actor.slackUserId);
  const { email } = await askPerson(context, actor);
  const stopped = email === null ? [] : await stoppedAt(context.database, email);
  const own = { preferences, stopped };
  if (reader === 'newcomer') return { ...own, organizations: [], silent: [], isLinked: false };
  const { organizations, silent } = reader;
  return { ...own, organizations, silent, isLinked: true };
}
