import { startOfDay } from '../domain/weeks.js';
import { createDataSource } from '../persistence/data-source.js';
import type { GitHubStandIn } from './github/github-stand-in.js';

const ORG = 'acme';
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** Requests of each week, the oldest first, and the hours that a usual one of them waited. */
const WEEKS = [
  { requests: 5, hours: 9 },
  { requests: 7, hours: 14 },
  { requests: 4, hours: 30 },
  { requests: 8, hours: 11 },
  { requests: 6, hours: 7 },
  { requests: 9, hours: 5 },
  { requests: 7, hours: 3 },
  { requests: 6, hours: 2 },
];

const STORE = `
  WITH asked AS (
    INSERT INTO token_requests
      (organization_id, pat_request_id, state, requester_id, requester_login, token_id, token_name, reason, reason_known,
       repository_selection, repository_count, repositories_known, announced, presentation, requested_at, created_at, ended_at)
    SELECT $1, id, state, $2, $3, id, name, NULL, true, 'none', 0, true, true, 'card', "requestedAt", "requestedAt", "endedAt"
      FROM jsonb_to_recordset($6) AS past(id bigint, state text, name text, "requestedAt" timestamptz, "endedAt" timestamptz)
    RETURNING id, state, requested_at, ended_at)
  INSERT INTO decisions (token_request_id, action, path, github_user_id, github_login, state, asked_at, sent_at, ended_at,
                         next_attempt_at, trace)
  SELECT id, CASE state WHEN 'approved' THEN 'approve' ELSE 'deny' END, 'github', $4, $5, 'done', ended_at, ended_at, ended_at,
         ended_at, 'sandbox'
    FROM asked`;

/** What was decided in the weeks before the visitor came, as if PATrol had been there: GitHub has forgotten it. */
export async function seedWeeks(databaseUrl: string, github: GitHubStandIn): Promise<void> {
  const organization = github.organizations().find(({ login }) => login === ORG);
  const [requester, decider] = [github.user('mona'), github.user('omar')];
  if (!organization || !requester || !decider) throw new Error('The sandbox lacks its people');
  const dataSource = await createDataSource({ url: databaseUrl, poolSize: 1 }).initialize();
  await dataSource.query('INSERT INTO organizations (id, login) VALUES ($1, $2)', [organization.id, ORG]);
  await dataSource.query(STORE, [
    organization.id,
    ...[requester.id, requester.login, decider.id, decider.login],
    JSON.stringify(pastRequests(startOfDay(new Date(), 'UTC'))),
  ]);
  await dataSource.destroy();
}

function pastRequests(today: Date) {
  return WEEKS.flatMap(({ requests, hours }, week) =>
    Array.from({ length: requests }, (_, place) => {
      const days = (WEEKS.length - week) * 7 - (place * 5) / requests;
      const requestedAt = new Date(today.getTime() - days * DAY_MS - 40 * HOUR_MS);
      const id = 100_000 + week * 100 + place;
      return {
        ...{
          id,
          name: `ci-${week + 1}-${place + 1}`,
          state: place % 5 === 4 ? 'denied' : 'approved',
          requestedAt,
        },
        endedAt: new Date(requestedAt.getTime() + hours * HOUR_MS * (0.5 + place / requests)),
      };
    }),
  );
}
