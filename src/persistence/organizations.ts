import { type EntityManager, Not } from 'typeorm';
import type { Organizations } from '../application/ports.js';
import { OrganizationEntity } from './entities/organization-entity.js';

export function createOrganizations(manager: EntityManager): Organizations {
  const organizations = manager.getRepository(OrganizationEntity);
  return {
    async save({ id, login, installationId }) {
      // Every webhook comes through here, and an upsert would lock the row even if it changes nothing.
      const known = await organizations.findOneBy({ id });
      if (known?.login === login && (installationId ?? known.installationId) === known.installationId) return;
      await manager.query(
        `INSERT INTO organizations (id, login, installation_id) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE
           SET login = excluded.login,
               installation_id = coalesce(excluded.installation_id, organizations.installation_id)`,
        [id, login, installationId],
      );
    },
    async setState(id, state) {
      const { affected } = await organizations.update({ id, state: Not(state) }, { state });
      return affected === 1;
    },
    async keepInstalled(ids) {
      const updated: unknown = await manager.query(
        `UPDATE organizations SET state = 'uninstalled'
          WHERE id <> ALL ($1) AND state <> 'uninstalled' RETURNING id`,
        [ids],
      );
      return (updated as [{ id: number }[], number])[0].map(({ id }) => id);
    },
    async markSynced(id, at) {
      await organizations.update({ id }, { syncedAt: at });
    },
    async installed() {
      const found = await organizations.find({ where: { state: 'installed' }, order: { login: 'ASC' } });
      return found.map(({ id, login, installationId }) => ({ id, login, installationId }));
    },
  };
}
