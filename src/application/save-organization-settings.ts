import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../domain/canonical-json.js';
import { checkSettings, type SettingProblem } from '../domain/check-settings.js';
import { DomainError } from '../domain/errors.js';
import type { LedgerData } from '../domain/ledger.js';
import type { ChosenSettings, OrganizationSettings } from '../domain/organization-settings.js';
import { announceOnHomes } from './announce.js';
import type { SlackActor } from './authorize-approver.js';
import { authorizeSettings, type SettingsAuthority } from './authorize-settings.js';
import type { Records, Wake } from './ports.js';
import {
  type OrganizationSettingsModel,
  type ReadOrganizationSettings,
  settingsModel,
} from './read-organization-settings.js';
import type { ChannelAccess, ChannelTrial } from './settings-ports.js';

export interface SaveOrganizationSettings extends ReadOrganizationSettings {
  readonly slack: ReadOrganizationSettings['slack'] & ChannelTrial;
  readonly wake: Wake;
  /** Those that can be chosen. */
  readonly languages: readonly string[];
}

export interface SettingsAsked {
  readonly actor: SlackActor;
  readonly organizationId: number;
  /** What they have changed, and nothing else: others may change the rest meanwhile. `usual`: all as the operator has it. */
  readonly change: ChosenSettings | 'usual';
  readonly trace: string;
  /** Past this instant nothing is saved: Slack has told the person that it failed. */
  readonly deadline: Date;
}

export type SettingsSaved =
  | { readonly saved: OrganizationSettingsModel; readonly problems?: undefined }
  | { readonly problems: readonly SettingProblem[] };

const CHANNEL_PROBLEMS: Record<Exclude<ChannelAccess, 'open'>, SettingProblem> = {
  'not-invited': 'channel-not-invited',
  archived: 'channel-archived',
  refused: 'channel-refused',
  unknown: 'channel-unknown',
};

/**
 * Saves what an owner has changed, with an entry in the ledger of who changed what. Nothing is saved while something is
 * wrong with it.
 * @throws DomainError those of `authorizeSettings`, `too-slow`
 */
export async function saveOrganizationSettings(
  context: SaveOrganizationSettings,
  asked: SettingsAsked,
): Promise<SettingsSaved> {
  const { change } = asked;
  const problems = change === 'usual' ? [] : checkSettings(change, context.languages);
  if (problems.length > 0) return { problems };
  const authority = await authorizeSettings(context, asked.actor, asked.organizationId);
  const refused = await tryNewChannel(context, asked, authority);
  if (refused !== null) return { problems: [refused] };

  const chosen = await context.database.transaction((records) => save(context, records, asked, authority));
  context.wake.deliveries();
  return { saved: settingsModel(context, authority.organization, chosen) };
}

/** Only after Slack and GitHub have said who asks: joining a channel is something that others see. */
async function tryNewChannel(
  { slack }: SaveOrganizationSettings,
  { change, actor: { slackUserId } }: SettingsAsked,
  { organization }: SettingsAuthority,
): Promise<SettingProblem | null> {
  if (change === 'usual' || change.channel === undefined) return null;
  const access = await slack.tryChannel({ channel: change.channel, slackUserId, organization });
  return access === 'open' ? null : CHANNEL_PROBLEMS[access];
}

async function save(
  { usual, clock }: SaveOrganizationSettings,
  records: Records,
  { actor, change, trace, deadline }: SettingsAsked,
  { organization, user }: SettingsAuthority,
): Promise<ChosenSettings> {
  const before = await records.organizationSettings.lock(organization.id);
  const chosen = change === 'usual' ? {} : { ...before, ...change };
  const changed = changesBetween({ ...usual, ...before }, { ...usual, ...chosen });
  await records.organizationSettings.save(organization.id, chosen);
  if (Object.keys(changed).length > 0) {
    const { slackUserId } = actor;
    await records.ledger.append({
      ...{ kind: 'organization-settings-changed', at: clock.now(), organizationId: organization.id, trace },
      data: { organization: organization.login, changed },
      people: [{ role: 'person', githubUserId: user.id, slackUserId, fields: { login: user.login } }],
    });
    await announceOnHomes(records, { organizationId: organization.id }, trace);
  }
  if (clock.now() > deadline) throw new DomainError('too-slow');
  return chosen;
}

/** Setting → what it was and what it is. */
function changesBetween(before: OrganizationSettings, after: OrganizationSettings): LedgerData {
  const names = Object.keys(after) as (keyof OrganizationSettings)[];
  const changed = names.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  return Object.fromEntries(
    changed.map((name) => [name, { from: before[name] as Json, to: after[name] as Json }]),
  );
}
