import { type EntityManager, IsNull, Not } from 'typeorm';
import type { AppState, KnownOrganization } from '../application/convergence-ports.js';
import type { Organizations } from '../application/request-ports.js';
import type { ChangeRecorder } from './change-recorder.js';
import { OrganizationEntity } from './entities/organization-entity.js';
import { columnsOf } from './plain-rows.js';

/** How the ledger calls what became of the App in an organization. */
const RECORDED = {
  installed: 'app-installed',
  suspended: 'app-suspended',
  uninstalled: 'app-uninstalled',
} as const;

/** Unless it was seen in another state after that: two processes may read GitHub's list, and the slower one be behind. */
const SET_STATE = `
  UPDATE organizations SET state = $2, state_seen_at = $3
    FROM (SELECT id, state AS before FROM organizations WHERE id = $1 FOR NO KEY UPDATE) known
   WHERE organizations.id = known.id AND (state_seen_at IS NULL OR state_seen_at <= $3)
  RETURNING known.before`;

export function createOrganizations(
  manager: EntityManager,
  recorder: Pick<ChangeRecorder, 'organization'>,
  now: () => Date,
): Organizations {
  const organizations = manager.getRepository(OrganizationEntity);

  async function record(state: AppState, id: number): Promise<void> {
    const known = await organizations.findOneByOrFail({ id });
    await recorder.organization(RECORDED[state], known, now());
  }

  async function read(id: number): Promise<OrganizationEntity | undefined> {
    const rows: OrganizationEntity[] = await manager.query(
      `SELECT ${columnsOf(manager, OrganizationEntity)} FROM organizations WHERE id = $1`,
      [id],
    );
    return rows[0];
  }

  return {
    async find(id) {
      const found = await read(id);
      return found && toKnown(found);
    },
    async save({ id, login, installationId }) {
      // Every webhook comes through here, and an upsert would lock the row even if it changes nothing.
      const known = await read(id);
      if (known?.login === login && (installationId ?? known.installationId) === known.installationId) {
        return 'same';
      }
      await manager.query(
        `INSERT INTO organizations (id, login, installation_id) VALUES ($1, $2, $3)
         ON CONFLICT (id) DO UPDATE
           SET login = excluded.login,
               installation_id = coalesce(excluded.installation_id, organizations.installation_id)`,
        [id, login, installationId],
      );
      if (known === undefined) return 'new';
      return known.login === login ? 'same' : 'renamed';
    },
    async setState(id, state, seenAt) {
      const updated: unknown = await manager.query(SET_STATE, [id, state, seenAt]);
      const [row] = (updated as [{ before: AppState }[], number])[0];
      if (row === undefined || row.before === state) return false;
      await record(state, id);
      return true;
    },
    async keepInstalled(ids, seenAt) {
      const updated: unknown = await manager.query(
        `UPDATE organizations SET state = 'uninstalled', state_seen_at = $2
          WHERE id <> ALL ($1) AND state <> 'uninstalled' AND (state_seen_at IS NULL OR state_seen_at <= $2)
         RETURNING id`,
        [ids, seenAt],
      );
      const gone = (updated as [{ id: number }[], number])[0].map(({ id }) => id);
      for (const id of gone) await record('uninstalled', id);
      return gone;
    },
    async markSynced(id, at) {
      await organizations.update({ id }, { syncedAt: at });
    },
    isSynced: (id) => organizations.existsBy({ id, syncedAt: Not(IsNull()) }),
    async markListedInFull(id, at) {
      await organizations.update({ id }, { listedInFullAt: at });
    },
    async installed() {
      const found = await organizations.find({ where: { state: 'installed' }, order: { login: 'ASC' } });
      return found.map(({ id, login, installationId }) => ({ id, login, installationId }));
    },
  };
}

function toKnown(entity: OrganizationEntity): KnownOrganization {
  const { id, login, installationId, state: appState, listedInFullAt } = entity;
  return { id, login, installationId, appState, listedInFullAt };
}
