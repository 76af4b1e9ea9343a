import type { ChosenSettings, OrganizationSettings } from '../domain/organization-settings.js';
import type { Organization } from '../domain/token-request.js';
import type { SlackActor } from './authorize-approver.js';
import { type AuthorizeSettings, authorizeSettings } from './authorize-settings.js';

export interface ReadOrganizationSettings extends AuthorizeSettings {
  /** What the operator has set. */
  readonly usual: OrganizationSettings;
}

/** What holds for an organization, and how much of it its owners have chosen. */
export interface OrganizationSettingsModel {
  readonly organization: Organization;
  /** What holds. */
  readonly settings: OrganizationSettings;
  readonly chosen: ChosenSettings;
  readonly usual: OrganizationSettings;
}

/**
 * The settings of an organization, for those who may decide there.
 * @throws DomainError those of `authorizeSettings`
 */
export async function readOrganizationSettings(
  context: ReadOrganizationSettings,
  actor: SlackActor,
  organizationId: number,
): Promise<OrganizationSettingsModel> {
  const { organization } = await authorizeSettings(context, actor, organizationId);
  const chosen = await context.database.organizationSettings.find(organizationId);
  return settingsModel(context, organization, chosen);
}

export function settingsModel(
  { usual }: Pick<ReadOrganizationSettings, 'usual'>,
  organization: Organization,
  chosen: ChosenSettings,
): OrganizationSettingsModel {
  return { organization, chosen, usual, settings: { ...usual, ...chosen } };
}
