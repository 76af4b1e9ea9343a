import type { EntityManager } from 'typeorm';
import type { ErasureCounts, KnownPerson, PersonalData } from '../application/privacy-ports.js';
import { ERASED_USER } from '../domain/token-request.js';

type Change = (sql: string, values: readonly unknown[]) => Promise<number>;

/** Nothing of it is still to be sent: who is to be told is found by who asked. */
const ENDED = `state NOT IN ('pending', 'deciding') AND NOT EXISTS (
  SELECT 1 FROM deliveries d WHERE d.token_request_id = token_requests.id AND d.state NOT IN ('sent', 'failed'))`;
const DECIDED = "state NOT IN ('asked', 'checking', 'sent')";
const GONE = "state IN ('sent', 'failed')";

/** Of the person $1 (GitHub's id), who acts as $2 (Slack's ids). */
const THEIRS = '(github_user_id = $1 OR slack_user_id = ANY($2::text[]))';

export function createPersonalData(manager: EntityManager): PersonalData {
  const column = async <T>(sql: string, values: readonly unknown[]): Promise<T[]> => {
    const rows: { value: T }[] = await manager.query(sql, [...values]);
    return rows.map(({ value }) => value);
  };
  /** Returns how many rows were changed. */
  const change: Change = async (sql, values) => {
    const [row]: { count: number }[] = await manager.query(
      `WITH changed AS (${sql} RETURNING 1) SELECT count(*)::int AS count FROM changed`,
      [...values],
    );
    return row?.count ?? 0;
  };
  return {
    githubIdsOf: (login) => column(GITHUB_IDS, [login.toLowerCase()]),
    githubIdsOfSlack: (slackUserIds) => column(GITHUB_IDS_OF_SLACK, [slackUserIds]),
    loginsOf: (githubUserId) => column(LOGINS, [githubUserId]),
    slackIdsOf: (githubUserId) => column(SLACK_IDS, [githubUserId]),
    async linksOf({ githubUserId, githubLogin, slackUserIds }) {
      return manager.query(
        `SELECT slack_user_id AS "slackUserId", operator_login IS NOT NULL AS "byOperator" FROM links
          WHERE ${THEIRS} OR (github_user_id IS NULL AND lower(github_login) = lower($3))`,
        [githubUserId, slackUserIds, githubLogin],
      );
    },
    async unfinished({ githubUserId, slackUserIds }) {
      const [count = 0] = await column<number>(UNFINISHED, [githubUserId, slackUserIds]);
      return count;
    },
    erase: (person) => erase(change, person),
  };
}

const GITHUB_IDS = `
  SELECT DISTINCT id AS value FROM (
    SELECT requester_id AS id FROM token_requests WHERE lower(requester_login) = $1
    UNION SELECT github_user_id FROM decisions WHERE lower(github_login) = $1
    UNION SELECT github_user_id FROM links WHERE lower(github_login) = $1
    UNION SELECT github_user_id FROM ledger_people WHERE lower(fields->>'login') = $1) known
   WHERE id > 0 ORDER BY 1`;

const GITHUB_IDS_OF_SLACK = `
  SELECT DISTINCT id AS value FROM (
    SELECT github_user_id AS id FROM decisions WHERE slack_user_id = ANY($1::text[])
    UNION SELECT github_user_id FROM links WHERE slack_user_id = ANY($1::text[])
    UNION SELECT github_user_id FROM ledger_people WHERE slack_user_id = ANY($1::text[])) known
   WHERE id > 0 ORDER BY 1`;

const LOGINS = `
  SELECT DISTINCT login AS value FROM (
    SELECT github_login AS login FROM links WHERE github_user_id = $1
    UNION SELECT requester_login FROM token_requests WHERE requester_id = $1) known`;

const SLACK_IDS = `
  SELECT DISTINCT id AS value FROM (
    SELECT slack_user_id AS id FROM decisions WHERE github_user_id = $1
    UNION SELECT slack_user_id FROM links WHERE github_user_id = $1
    UNION SELECT slack_user_id FROM ledger_people WHERE github_user_id = $1
    -- Whoever was found by their e-mail address alone has never acted here.
    UNION SELECT d.payload->>'slackUserId' FROM deliveries d JOIN token_requests r ON r.id = d.token_request_id
           WHERE r.requester_id = $1 AND d.kind IN ('requester-message', 'requester-mail')) known
   WHERE id IS NOT NULL AND id <> 'erased' ORDER BY 1`;

const UNFINISHED = `
  SELECT ((SELECT count(*) FROM token_requests WHERE requester_id = $1 AND NOT (${ENDED}))
        + (SELECT count(*) FROM decisions WHERE ${THEIRS} AND NOT (${DECIDED}))
        + (SELECT count(*) FROM bulk_decisions WHERE slack_user_id = ANY($2::text[]) AND state = 'asked')
        + (SELECT count(*) FROM deliveries
            WHERE (payload->>'slackUserId' = ANY($2::text[]) OR (payload->>'requesterId')::bigint = $1
                   OR (payload->'owner'->>'id')::bigint = $1)
              AND NOT (${GONE})))::int AS value`;

/** Deliveries first, for those by mail are found by the requests. */
async function erase(change: Change, person: KnownPerson): Promise<ErasureCounts> {
  const { githubUserId, githubLogin, slackUserIds } = person;
  const who = [githubUserId, slackUserIds];
  // First, for their addresses are found by what was sent to them.
  const choices = await eraseChoices(change, who);
  const deliveries =
    (await eraseMails(change, githubUserId)) +
    (await eraseDigests(change, githubUserId, slackUserIds)) +
    (await eraseMessages(change, slackUserIds)) +
    (await eraseBulkNews(change, githubUserId));
  const tokenRequests = await change(
    `UPDATE token_requests SET requester_id = ${ERASED_USER.id}, requester_login = 'ghost', token_name = '(erased)', reason = NULL,
            reason_known = true WHERE requester_id = $1 AND ${ENDED}`,
    [githubUserId],
  );
  const decisions = await change(
    `UPDATE decisions SET github_user_id = ${ERASED_USER.id}, github_login = 'ghost', slack_user_id = NULL, reason = NULL
      WHERE ${THEIRS} AND ${DECIDED}`,
    who,
  );
  const ledgerPeople = await change(
    `DELETE FROM ledger_people WHERE ${THEIRS}
        OR (github_user_id IS NULL AND lower(fields->>'login') = lower($3))`,
    [...who, githubLogin],
  );
  const sessions = await eraseSessions(change, person);
  return {
    ...{ ledgerPeople, tokenRequests, decisions, deliveries, sessions, choices },
    bulkDecisions: await eraseBulks(change, slackUserIds),
  };
}

async function eraseChoices(change: Change, who: readonly unknown[]): Promise<number> {
  const [, slackUserIds] = who;
  const mails = await change(
    `DELETE FROM unwanted_mails WHERE address IN (
       SELECT lower(payload->>'address') FROM deliveries
        WHERE payload ? 'address' AND (payload->>'slackUserId' = ANY($2::text[])
           OR (payload->'owner'->>'id')::bigint = $1
           OR (kind IN ('requester-mail', 'bulk-requester-mail') AND ${REQUESTER_OF_MAIL} = $1)))`,
    who,
  );
  const preferences = await change('DELETE FROM preferences WHERE slack_user_id = ANY($1::text[])', [
    slackUserIds,
  ]);
  return mails + preferences;
}

/** Who asked for what a mail is about; of one about many requests, which are all of one person. */
const REQUESTER_OF_MAIL = `(SELECT r.requester_id FROM token_requests r
  WHERE r.id = coalesce(deliveries.token_request_id,
                        (SELECT d.token_request_id FROM decisions d
                          WHERE d.id = (deliveries.payload->'decisionIds'->>0)::bigint)))`;

async function eraseMails(change: Change, githubUserId: number | null): Promise<number> {
  return change(
    `UPDATE deliveries SET last_error = NULL,
            payload = payload || '{"address": "erased"}'
                      || CASE WHEN payload ? 'slackUserId' THEN '{"slackUserId": null}'::jsonb ELSE '{}' END,
            lane = regexp_replace(lane, '/mail/.*$', '/mail/erased')
      WHERE ${GONE} AND kind IN ('requester-mail', 'bulk-requester-mail') AND ${REQUESTER_OF_MAIL} = $1`,
    [githubUserId],
  );
}

/** The digests that an owner got, by e-mail or in person; of each, the key names the place. */
async function eraseDigests(
  change: Change,
  githubUserId: number | null,
  slackUserIds: readonly string[],
): Promise<number> {
  return change(
    `UPDATE deliveries SET last_error = NULL, dedupe_key = NULL,
            lane = regexp_replace(lane, '/(owner|mail|person)/.*$', '/\\1/erased'),
            payload = payload || CASE kind
              WHEN 'digest-message' THEN '{"slackUserId": "erased"}'::jsonb
              WHEN 'digest-owner' THEN '{"owner": {"id": 0, "login": "ghost"}}'::jsonb
              ELSE '{"address": "erased", "owner": null, "slackUserId": null}'::jsonb END
      WHERE ${GONE} AND kind IN ('digest-owner', 'digest-mail', 'digest-message')
        AND ((payload->'owner'->>'id')::bigint = $1 OR payload->>'slackUserId' = ANY($2::text[]))`,
    [githubUserId, slackUserIds],
  );
}

async function eraseBulkNews(change: Change, githubUserId: number | null): Promise<number> {
  return change(
    `UPDATE deliveries SET payload = payload || '{"requesterId": 0}', last_error = NULL,
            lane = regexp_replace(lane, '/requester/.*$', '/requester/0')
      WHERE ${GONE} AND kind = 'bulk-requester' AND (payload->>'requesterId')::bigint = $1`,
    [githubUserId],
  );
}

/** What somebody wanted to do before they were linked may be a search for people. */
async function eraseMessages(change: Change, slackUserIds: readonly string[]): Promise<number> {
  return change(
    `UPDATE deliveries SET last_error = NULL,
            lane = regexp_replace(replace(lane, payload->>'slackUserId', 'erased'), '/mail/.*$', '/mail/erased'),
            payload = payload || '{"slackUserId": "erased"}'
                      || CASE WHEN payload ? 'address' THEN '{"address": "erased"}'::jsonb ELSE '{}' END
                      || CASE kind WHEN 'link-news' THEN '{"resume": null}'::jsonb ELSE '{}' END
      WHERE ${GONE} AND payload->>'slackUserId' = ANY($1::text[])`,
    [slackUserIds],
  );
}

async function eraseSessions(
  change: Change,
  { githubUserId, githubLogin, slackUserIds }: KnownPerson,
): Promise<number> {
  const who = [githubUserId, slackUserIds];
  const ofSlack = [slackUserIds];
  const deleted = [
    await change(
      `UPDATE deliveries SET last_error = NULL, lane = 'homes/of/erased', payload = '{"kind": "homes", "shows": {"login": "erased"}}'
        WHERE ${GONE} AND kind = 'homes' AND lower(payload->'shows'->>'login') = lower($1)`,
      [githubLogin],
    ),
    await change('DELETE FROM lists WHERE slack_user_id = ANY($1::text[])', ofSlack),
    await change('DELETE FROM homes WHERE slack_user_id = ANY($1::text[]) OR login = lower($2)', [
      slackUserIds,
      githubLogin,
    ]),
    await change(`DELETE FROM link_attempts WHERE ${THEIRS}`, who),
    await change(`DELETE FROM link_credentials WHERE ${THEIRS}`, who),
  ];
  return deleted.reduce((sum, count) => sum + count, 0);
}

async function eraseBulks(change: Change, slackUserIds: readonly string[]): Promise<number> {
  const drafts = await change(
    "DELETE FROM bulk_decisions WHERE state = 'drafted' AND slack_user_id = ANY($1::text[])",
    [slackUserIds],
  );
  const ended = await change(
    `UPDATE bulk_decisions SET slack_user_id = 'erased', reason = NULL, view_id = NULL, message_channel = NULL,
            message_ts = NULL WHERE state = 'ended' AND slack_user_id = ANY($1::text[])`,
    [slackUserIds],
  );
  return drafts + ended;
}
