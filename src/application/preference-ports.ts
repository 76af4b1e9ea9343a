import type { ChosenSettings, OrganizationSettings } from '../domain/organization-settings.js';
import type { Preferences } from '../domain/preferences.js';

export interface PreferenceRecords {
  find(slackUserId: string): Promise<Preferences | undefined>;
  all(slackUserIds: readonly string[]): Promise<Preferences[]>;
  choose(
    slackUserId: string,
    chosen: Partial<Pick<Preferences, 'language' | 'timeZone' | 'unwanted' | 'muted'>>,
  ): Promise<void>;
  /** Keeps what Slack says of somebody. */
  keepSlack(
    slackUserId: string,
    told: { readonly locale: string | null; readonly timeZone: string | null; readonly at: Date },
  ): Promise<void>;
}

export interface OrganizationSettingsRecords {
  find(organizationId: number): Promise<ChosenSettings>;
  /** The same; until the transaction ends nobody else can lock them. */
  lock(organizationId: number): Promise<ChosenSettings>;
  /** Replaces what was chosen before. */
  save(organizationId: number, chosen: ChosenSettings): Promise<void>;
}

/** What e-mail addresses do not want any more, chosen by the link in a mail. */
export interface UnwantedMails {
  add(address: string, kind: MailKind, at: Date): Promise<void>;
  has(address: string, kind: MailKind): Promise<boolean>;
  remove(address: string, kind: MailKind): Promise<void>;
}

/** What a mail is about; each is left apart. */
export type MailKind = 'decision' | 'digest';

/** What holds for an organization. */
export async function settingsOf(
  records: { readonly organizationSettings: OrganizationSettingsRecords },
  usual: OrganizationSettings,
  organizationId: number,
): Promise<OrganizationSettings> {
  return { ...usual, ...(await records.organizationSettings.find(organizationId)) };
}
