import type { EntityManager } from 'typeorm';
import type { CardContent } from '../application/card-ports.js';
import { OPEN, toDecision } from './decisions.js';
import { DecisionEntity } from './entities/decision-entity.js';
import { ofAccount } from './links.js';
import { TOKEN_REQUEST_COLUMNS, type TokenRequestRow, toTokenRequest } from './token-request-rows.js';

/** In one statement, for every delivery of a card asks it, and many may at once. */
const CONTENT = `
  SELECT ${TOKEN_REQUEST_COLUMNS},
         o.state AS "appState", to_jsonb(d) AS decision,
         (SELECT l.slack_user_id FROM links l ${ofAccount('r.requester_id', 'r.requester_login')})
           AS "requesterSlackId",
         CASE WHEN d.id IS NOT NULL THEN coalesce(d.slack_user_id,
           (SELECT l.slack_user_id FROM links l ${ofAccount('d.github_user_id', 'd.github_login')}))
         END AS "approverSlackId",
         (SELECT coalesce(json_agg(json_build_object('channel', channel, 'ts', ts, 'digest', digest) ORDER BY id), '[]')
            FROM cards WHERE token_request_id = r.id) AS cards,
         coalesce((SELECT chosen FROM organization_settings WHERE organization_id = o.id), '{}') AS chosen
    FROM token_requests r
    JOIN organizations o ON o.id = r.organization_id
    -- What was released or came to nothing is no longer a part of the request.
    LEFT JOIN LATERAL (
      SELECT * FROM decisions
       WHERE token_request_id = r.id AND r.state NOT IN ('pending', 'cancelled', 'expired')
         AND (state IN ${OPEN} OR state IN ('done', 'lost'))
       ORDER BY id DESC LIMIT 1) d ON true
   WHERE r.id = ANY($1::bigint[])`;

type Content = Omit<CardContent, 'request' | 'decision'>;

interface ContentRow extends TokenRequestRow, Content {
  readonly decision: Record<string, unknown> | null;
}

/** In the order of the ids; undefined where there is no such request. */
export async function findCardContents(
  manager: EntityManager,
  tokenRequestIds: readonly number[],
): Promise<(CardContent | undefined)[]> {
  const rows: ContentRow[] = await manager.query(CONTENT, [[...new Set(tokenRequestIds)]]);
  const found = new Map(rows.map((row) => [row.id, row]));
  return tokenRequestIds.map((id) => {
    const row = found.get(id);
    return row && toContent(manager, row);
  });
}

function toContent(manager: EntityManager, row: ContentRow): CardContent {
  const { decision, appState, requesterSlackId, approverSlackId, cards, chosen, ...request } = row;
  return {
    request: toTokenRequest(request),
    decision: decision && toDecision(decisionOf(manager, decision)),
    ...{ appState, requesterSlackId, approverSlackId, cards, chosen },
  };
}

/** JSON has the columns by their names in the table, and times as text. */
function decisionOf(manager: EntityManager, row: Record<string, unknown>): DecisionEntity {
  const entity = new DecisionEntity();
  for (const { databaseName, propertyName, type } of manager.connection.getMetadata(DecisionEntity).columns) {
    const value = row[databaseName];
    const isTime = type === 'timestamptz' && typeof value === 'string';
    Object.assign(entity, { [propertyName]: isTime ? new Date(value) : value });
  }
  return entity;
}
