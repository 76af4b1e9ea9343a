import type { SettingProblem } from '../domain/check-settings.js';
import { DomainError } from '../domain/errors.js';
import { NOTICES, type Notice, type Preferences, unwantedBeside, wants } from '../domain/preferences.js';
import { isTimeZone } from '../domain/time-zones.js';
import { type AuthorizeApprover, askPerson, type SlackActor } from './authorize-approver.js';
import { comeByMail, resumeAt } from './keep-to-wishes.js';
import { type RefreshHomes, refreshHome } from './refresh-homes.js';

export interface SavePreferences extends RefreshHomes, Pick<AuthorizeApprover, 'slack'> {
  /** Those that can be chosen. */
  readonly languages: readonly string[];
}

export interface PreferencesAsked extends Pick<Preferences, 'language' | 'timeZone' | 'muted'> {
  readonly actor: SlackActor;
  /** Whether they want each of these; what was not asked stays as it is. */
  readonly notices: Readonly<Partial<Record<Notice, boolean>>>;
  readonly trace: string;
  /** Past this instant nothing is saved: Slack has told the person that it failed. */
  readonly deadline: Date;
}

/**
 * Saves what a person has chosen for themselves; returns what is wrong with it, and then saves nothing. Mails that they
 * want come again, also where they have stopped them by the link in one. Their App Home follows at once.
 * @throws DomainError `other-workspace`, `person-unknown`, `too-slow`
 */
export async function savePreferences(
  context: SavePreferences,
  { actor, language, timeZone, muted, notices, trace, deadline }: PreferencesAsked,
): Promise<readonly SettingProblem[]> {
  if (actor.isStranger) throw new DomainError('other-workspace');
  const problems: SettingProblem[] = [
    ...(language === null || context.languages.includes(language) ? [] : ['language' as const]),
    ...(timeZone === null || isTimeZone(timeZone) ? [] : ['time-zone' as const]),
  ];
  if (problems.length > 0) return problems;
  const { slackUserId } = actor;
  const chosen = NOTICES.filter((notice) => notices[notice]);
  const address = comeByMail(chosen) ? (await askPerson(context, actor)).email : null;
  await context.database.transaction(async (records) => {
    const found = await records.preferences.find(slackUserId);
    const known = found && { ...found, muted: false };
    const unwanted = unwantedBeside(NOTICES.filter((notice) => notices[notice] ?? wants(known, notice)));
    await records.preferences.choose(slackUserId, { language, timeZone, unwanted, muted });
    if (address !== null) await resumeAt(records, address, chosen);
    if (context.clock.now() > deadline) throw new DomainError('too-slow');
  });
  await refreshHome(context, slackUserId, trace);
  return [];
}
