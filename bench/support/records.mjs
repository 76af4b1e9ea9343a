// The records that a row begins with, stored by SQL: how they come to be is what other rows measure.

const COLUMNS = `organization_id, pat_request_id, state, requester_id, requester_login, token_id, token_name, token_expires_at,
  requested_at, ended_at`;

/** Stores what `source` selects, each with one repository and one permission; returns the ids. */
async function store(world, source, values) {
  const { id: repositoryId } = world.github.repositories('acme').find(({ name }) => name === 'payments');
  const [{ last }] = await world.rows('SELECT coalesce(max(id), 0)::bigint AS last FROM token_requests');
  // As when it was looked at already whether to remind of them.
  await world.rows(
    `INSERT INTO token_requests (${COLUMNS}, reason, reason_known, repository_selection, repository_count,
       repositories_known, announced, created_at, remind_at)
     SELECT ${COLUMNS}, 'Deploys payments from CI', true, 'subset', 1, true, true, requested_at, now() + interval '1 day'
       FROM (${source}) AS source`,
    values,
  );
  await world.rows(
    `INSERT INTO token_request_repositories (token_request_id, repository_id, full_name, private)
     SELECT id, $2, 'acme/payments', true FROM token_requests WHERE id > $1`,
    [last, repositoryId],
  );
  await world.rows(
    `INSERT INTO token_request_permissions (token_request_id, permission_group, name, level)
     SELECT id, 'repository', 'contents', 'read' FROM token_requests WHERE id > $1`,
    [last],
  );
  await world.rows('VACUUM ANALYZE');
  const stored = await world.rows('SELECT id FROM token_requests WHERE id > $1 ORDER BY id', [last]);
  return stored.map(({ id }) => String(id));
}

async function storeAcme(world) {
  const acme = world.github.organization('acme');
  await world.rows(
    `INSERT INTO organizations (id, login, installation_id, synced_at) VALUES ($1, 'acme', $2, now())
      ON CONFLICT (id) DO NOTHING`,
    [acme.id, acme.installation.id],
  );
  return acme.id;
}

/** Stores so many pending requests of acme, one a minute, which GitHub need not know; returns their ids. */
export async function storePending(world, count) {
  return store(
    world,
    `SELECT $1::bigint AS organization_id, 5000000 + n AS pat_request_id, 'pending' AS state, 424242 AS requester_id,
            'max' AS requester_login, 5000000 + n AS token_id, 'bot-' || n AS token_name,
            NULL::timestamptz AS token_expires_at, now() - n * interval '1 minute' AS requested_at,
            NULL::timestamptz AS ended_at
       FROM generate_series(1, $2::bigint) AS n`,
    [await storeAcme(world), count],
  );
}

/** What was decided in the past: one request a minute, each answered after an hour. */
export async function storeHistory(world, count) {
  return store(
    world,
    `SELECT $1::bigint AS organization_id, 9000000 + n AS pat_request_id, 'approved' AS state,
            1000 + n % 500 AS requester_id, 'user-' || n % 500 AS requester_login, 9000000 + n AS token_id,
            'old-' || n AS token_name, NULL::timestamptz AS token_expires_at,
            now() - (n + 1500) * interval '1 minute' AS requested_at,
            now() - (n + 1440) * interval '1 minute' AS ended_at
       FROM generate_series(1, $2::bigint) AS n`,
    [await storeAcme(world), count],
  );
}

/** What waits on GitHub, recorded as if it had been there when PATrol came, so that one summary stands for it. */
export async function storeAsked(world) {
  const asked = world.github.pendingRequests('acme');
  const organizationId = await storeAcme(world);
  const ids = await store(
    world,
    `SELECT $1::bigint AS organization_id, pat_request_id, 'pending' AS state, requester_id, requester_login, token_id,
            token_name, token_expires_at, requested_at, NULL::timestamptz AS ended_at
       FROM unnest($2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::text[], $7::timestamptz[],
                   $8::timestamptz[])
         AS asked(pat_request_id, requester_id, requester_login, token_id, token_name, token_expires_at, requested_at)`,
    [
      organizationId,
      asked.map(({ id }) => id),
      asked.map(({ owner }) => owner.id),
      asked.map(({ owner }) => owner.login),
      asked.map(({ token }) => token.id),
      asked.map(({ token }) => token.name),
      asked.map(({ token }) => token.expiresAt ?? null),
      asked.map(({ createdAt }) => createdAt),
    ],
  );
  await world.rows(
    `WITH summary AS (
       INSERT INTO summaries (organization_id, channel, kind, opened_at, last_joined_at)
       VALUES ($1, $2, 'first-sync', now(), now()) RETURNING id)
     UPDATE token_requests SET presentation = 'summary', summary_id = summary.id FROM summary
      WHERE token_requests.id = ANY($3::bigint[])`,
    [organizationId, world.environment.SLACK_CHANNEL, ids],
  );
  return ids;
}

/** Organizations with acme's settings, in each of which so many requests wait. */
export async function storeOrganizations(world, organizations, each) {
  await world.rows(
    `INSERT INTO organizations (id, login, installation_id, synced_at, settings_followed)
     SELECT id, login, installation_id, now(),
            (SELECT acme.settings_followed FROM organizations acme WHERE acme.login = 'acme')
       FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS known(id, login, installation_id)`,
    [
      organizations.map(({ id }) => id),
      organizations.map(({ login }) => login),
      organizations.map(({ installation }) => installation.id),
    ],
  );
  return store(
    world,
    `SELECT id AS organization_id, 5000000 + n AS pat_request_id, 'pending' AS state, 1000 + n % 500 AS requester_id,
            'user-' || n % 500 AS requester_login, 5000000 + n AS token_id, 'bot-' || n AS token_name,
            NULL::timestamptz AS token_expires_at, now() - n * interval '1 second' AS requested_at,
            NULL::timestamptz AS ended_at
       FROM unnest($1::bigint[]) AS id CROSS JOIN generate_series(1, $2::bigint) AS n`,
    [organizations.map(({ id }) => id), each],
  );
}
