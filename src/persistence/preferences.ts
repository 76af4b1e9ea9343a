import { Any, type EntityManager } from 'typeorm';
import type {
  OrganizationSettingsRecords,
  PreferenceRecords,
  UnwantedMails,
} from '../application/preference-ports.js';
import type { ChosenSettings } from '../domain/organization-settings.js';
import { OrganizationSettingsEntity } from './entities/organization-settings-entity.js';
import { PreferencesEntity } from './entities/preferences-entity.js';
import { UnwantedMailEntity } from './entities/unwanted-mail-entity.js';
import { columnsOf } from './plain-rows.js';

export function createPreferences(manager: EntityManager): PreferenceRecords {
  const preferences = manager.getRepository(PreferencesEntity);
  return {
    async find(slackUserId) {
      const columns = columnsOf(manager, PreferencesEntity);
      const rows: PreferencesEntity[] = await manager.query(
        `SELECT ${columns} FROM preferences WHERE slack_user_id = $1`,
        [slackUserId],
      );
      return rows[0];
    },
    all: (slackUserIds) => preferences.findBy({ slackUserId: Any([...slackUserIds]) }),
    async choose(slackUserId, { unwanted, ...chosen }) {
      const row = { slackUserId, ...chosen, ...(unwanted ? { unwanted: [...unwanted] } : {}) };
      await preferences.upsert(row, ['slackUserId']);
    },
    async keepSlack(slackUserId, { locale, timeZone, at }) {
      await preferences.upsert(
        { slackUserId, slackLocale: locale, slackTimeZone: timeZone, slackReadAt: at },
        ['slackUserId'],
      );
    },
  };
}

export function createOrganizationSettings(manager: EntityManager): OrganizationSettingsRecords {
  const settings = manager.getRepository(OrganizationSettingsEntity);
  const find = async (organizationId: number) => {
    // As every delivery asks for them, without what TypeORM costs.
    const [found]: { chosen: ChosenSettings }[] = await manager.query(
      'SELECT chosen FROM organization_settings WHERE organization_id = $1',
      [organizationId],
    );
    return found?.chosen ?? {};
  };
  return {
    find,
    async lock(organizationId) {
      // There may be no row of its own yet. Webhooks only read the organization's, and wait for nothing.
      await manager.query('SELECT FROM organizations WHERE id = $1 FOR NO KEY UPDATE', [organizationId]);
      return find(organizationId);
    },
    async save(organizationId, chosen) {
      await settings.upsert({ organizationId, chosen }, ['organizationId']);
    },
  };
}

export function createUnwantedMails(manager: EntityManager): UnwantedMails {
  const unwanted = manager.getRepository(UnwantedMailEntity);
  const keyOf = (address: string) => address.toLowerCase();
  return {
    async add(address, kind, since) {
      const row = { address: keyOf(address), kind, since };
      await manager.createQueryBuilder().insert().into(UnwantedMailEntity).values(row).orIgnore().execute();
    },
    has: (address, kind) => unwanted.existsBy({ address: keyOf(address), kind }),
    async remove(address, kind) {
      await unwanted.delete({ address: keyOf(address), kind });
    },
  };
}
