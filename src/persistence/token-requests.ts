import { type EntityManager, In, LessThan, LessThanOrEqual, MoreThan } from 'typeorm';
import type { NewTokenRequest, TokenRequests } from '../application/request-ports.js';
import type { TokenRequest, TokenRequestContent } from '../domain/token-request.js';
import { accessFacts, type ChangeRecorder, OF_REQUEST, type RequestRow } from './change-recorder.js';
import { TokenRequestEntity } from './entities/token-request-entity.js';
import { TokenRequestPermissionEntity } from './entities/token-request-permission-entity.js';
import { TokenRequestRepositoryEntity } from './entities/token-request-repository-entity.js';
import { hasChanged, insertOf } from './plain-rows.js';
import { TOKEN_REQUEST_COLUMNS, type TokenRequestRow, toTokenRequest } from './token-request-rows.js';

/** Ends of a request that no decision brought about. */
const RECORDED = {
  cancelled: 'request-cancelled',
  expired: 'request-expired',
  closed: 'request-closed',
} as const;

const UNSEEN = `
  SELECT id, channel
    FROM token_requests request
    LEFT JOIN organization_settings settings USING (organization_id)
    CROSS JOIN LATERAL (SELECT coalesce(settings.chosen->>'channel', $2) AS channel) place
   WHERE state = 'pending' AND announced AND id > $1 AND summary_id IS NULL
     AND NOT EXISTS (SELECT 1 FROM cards WHERE token_request_id = request.id)
     AND NOT EXISTS (SELECT 1 FROM deliveries
                      WHERE lane = request.id || '/channel/' || place.channel AND state IN ('pending', 'sending'))
   ORDER BY id LIMIT $3`;

const FIND = `
  SELECT ${TOKEN_REQUEST_COLUMNS}
    FROM token_requests r JOIN organizations o ON o.id = r.organization_id WHERE r.id = $1`;

export function createTokenRequests(
  manager: EntityManager,
  recorder: ChangeRecorder,
  now: () => Date,
): TokenRequests {
  const requests = manager.getRepository(TokenRequestEntity);

  async function lockWhere(condition: string, values: readonly number[]) {
    const rows: { id: number }[] = await manager.query(
      // Whoever only refers to it, by a foreign key, need not wait.
      `SELECT id FROM token_requests WHERE ${condition} FOR NO KEY UPDATE`,
      [...values],
    );
    // Not in the same statement, which would show what belongs to it as it was before it waited for the lock.
    return rows[0] && find(rows[0].id);
  }

  async function find(id: number): Promise<TokenRequest | undefined> {
    const [row]: TokenRequestRow[] = await manager.query(FIND, [id]);
    return row && toTokenRequest(row);
  }

  return {
    find,
    lock: (id) => lockWhere('id = $1', [id]),
    lockByGitHubId: (organizationId, patRequestId) =>
      lockWhere('organization_id = $1 AND pat_request_id = $2', [organizationId, patRequestId]),
    knowsRepositories: (organizationId, patRequestId) =>
      requests.existsBy({ organizationId, patRequestId, repositoriesKnown: true }),
    async insert(request) {
      const { state, createdAt: at, trace = '', content } = request;
      const [row]: RequestRow[] = await manager.query(...insertWithAccess(manager, request));
      if (row === undefined) return undefined;
      await recorder.requestRow('request-seen', row, {
        at,
        trace,
        facts: { state, ...accessFacts(content) },
      });
      return find(row.tokenRequestId);
    },
    async setContent(id, content) {
      await requests.update({ id }, { ...contentColumns(content), updatedAt: () => 'now()' });
      await manager.delete(TokenRequestPermissionEntity, { tokenRequestId: id });
      if (content.repositories) await manager.delete(TokenRequestRepositoryEntity, { tokenRequestId: id });
      await saveAccess(manager, id, content);
    },
    async setState(id, state, endedAt, trace = '') {
      await manager.query(
        'UPDATE token_requests SET state = $2, ended_at = $3, updated_at = now() WHERE id = $1',
        [id, state, endedAt],
      );
      if (state !== 'cancelled' && state !== 'expired' && state !== 'closed') return;
      await recorder.request(RECORDED[state], id, { at: endedAt ?? now(), trace });
    },
    async claim(id) {
      const claimed: unknown = await manager.query(
        `UPDATE token_requests SET state = 'deciding', updated_at = now() WHERE id = $1 AND state = 'pending'`,
        [id],
      );
      return hasChanged(claimed);
    },
    async open(organizationId, afterId, limit) {
      return requests.find({
        select: { id: true, patRequestId: true, tokenId: true, state: true, createdAt: true },
        where: { organizationId, state: In(['pending', 'deciding']), id: MoreThan(afterId) },
        order: { id: 'ASC' },
        take: limit,
      });
    },
    unseen: (usual, afterId, limit) => manager.query(UNSEEN, [afterId, usual, limit]),
    countPending: (organizationId) => requests.countBy({ organizationId, state: 'pending' }),
    withOldRepositories: (organizationId, readBefore, limit) =>
      requests.find({
        select: { id: true, patRequestId: true },
        where: {
          organizationId,
          state: 'pending',
          repositorySelection: 'subset',
          repositoriesReadAt: LessThan(readBefore),
        },
        order: { repositoriesReadAt: 'ASC' },
        take: limit,
      }),
    async markRepositoriesRead(id, at) {
      await requests.update({ id }, { repositoriesReadAt: at });
    },
    async expired(now, limit) {
      const due = await requests.find({
        select: { id: true },
        where: { state: 'pending', tokenExpiresAt: LessThanOrEqual(now) },
        order: { tokenExpiresAt: 'ASC' },
        take: limit,
      });
      return due.map((request) => request.id);
    },
  };
}

/** One statement for all of it; it returns no row where the request is on record already. */
function insertWithAccess(manager: EntityManager, request: NewTokenRequest): [string, unknown[]] {
  const { statement, values } = insertOf(manager, TokenRequestEntity, toRow(request));
  const first = values.length + 1;
  const sql = `
    WITH r AS (${statement} ON CONFLICT DO NOTHING RETURNING *),
         permissions AS (${insertPermissions(first, 'r.id FROM r')}),
         repositories AS (${insertRepositories(first + 3, 'r.id FROM r')})
    SELECT ${OF_REQUEST} FROM r JOIN organizations o ON o.id = r.organization_id`;
  return [sql, [...values, ...permissionValues(request.content), ...repositoryValues(request.content)]];
}

async function saveAccess(manager: EntityManager, id: number, content: TokenRequestContent) {
  await manager.query(insertPermissions(2, '$1::bigint AS id'), [id, ...permissionValues(content)]);
  await manager.query(insertRepositories(2, '$1::bigint AS id'), [id, ...repositoryValues(content)]);
}

/** `of` selects the id of their request; the values are parameters from number `first` on. */
const insertPermissions = (first: number, of: string) => `
  INSERT INTO token_request_permissions (token_request_id, permission_group, name, level)
  SELECT request.id, given.* FROM (SELECT ${of}) request,
         unnest($${first}::text[], $${first + 1}::text[], $${first + 2}::text[]) AS given`;

const insertRepositories = (first: number, of: string) => `
  INSERT INTO token_request_repositories (token_request_id, repository_id, full_name, private)
  SELECT request.id, given.* FROM (SELECT ${of}) request,
         unnest($${first}::bigint[], $${first + 1}::text[], $${first + 2}::boolean[]) AS given`;

function permissionValues({ permissions }: TokenRequestContent): unknown[] {
  return [
    permissions.map(({ group }) => group),
    permissions.map(({ name }) => name),
    permissions.map(({ level }) => level),
  ];
}

function repositoryValues({ repositories = [] }: TokenRequestContent): unknown[] {
  return [
    repositories.map(({ id }) => id),
    repositories.map(({ fullName }) => fullName),
    repositories.map((repository) => repository.private),
  ];
}

function contentColumns(content: TokenRequestContent) {
  return {
    requesterId: content.requester.id,
    requesterLogin: content.requester.login,
    tokenId: content.tokenId,
    tokenName: content.tokenName,
    reason: content.reason ?? null,
    reasonKnown: content.reason !== undefined,
    repositorySelection: content.repositorySelection,
    repositoryCount: content.repositoryCount,
    repositoriesKnown: content.repositories !== undefined || content.repositorySelection !== 'subset',
    requestedAt: content.requestedAt,
    tokenExpiresAt: content.tokenExpiresAt,
    tokenLastUsedAt: content.tokenLastUsedAt,
  };
}

function toRow({ content, trace, ...columns }: NewTokenRequest) {
  // When a reminder of it is due follows from what its organization has set, which whoever looks at it finds out.
  const remindAt = columns.announced ? columns.createdAt : null;
  return { ...columns, ...contentColumns(content), remindAt, repositoriesReadAt: columns.createdAt };
}
