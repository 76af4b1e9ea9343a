// The first page of `/tokens pending owner:x repo:y`, beside the same by SQL alone.
import pg from 'pg';
import { parseQuery } from '../../dist/src/domain/parse-query.js';
import { createDataSource } from '../../dist/src/persistence/data-source.js';
import { createDatabase } from '../../dist/src/persistence/database.js';
import { percentile } from '../support/stats.mjs';

const PAGE = 10;
const ORGANIZATIONS = 20;
const PEOPLE = 500;
const REPOSITORIES = 200;
/** Of so many that are stored, one waits: of a million 40 of each person, which GitHub's limit of 50 tokens allows. */
const ONE_WAITS_OF = 50;

export async function searchRow({ cluster, quick, searches = quick ? 50 : 2_000 }) {
  const sizes = quick ? [1_000, 10_000] : [1_000, 100_000, 1_000_000];
  const found = [];
  for (const size of sizes) found.push(await measure(cluster, size, searches));
  const figures = {};
  for (const [index, size] of sizes.entries()) {
    figures[`${size.toLocaleString('en')}: p95 ms`] = found[index].ours;
    figures[`${size.toLocaleString('en')}: SQL p95 ms`] = found[index].plain;
  }
  const growth = found.at(-1).ours / found[0].ours;
  const ratio = found.at(-1).ours / found.at(-1).plain;
  return [
    {
      row: 'first page of owner:x repo:y',
      unit: '',
      figures: {
        ...figures,
        'last / first': growth,
        'to plain SQL': ratio,
        'qualifiers with a sequential scan': new Set(found.at(-1).scans).size,
      },
      goal: 'last ≤ 1.5 × first; ≤ 1.3 × plain SQL; no sequential scan',
      reached: growth <= 1.5 && ratio <= 1.3 && found.at(-1).scans.length === 0,
      scanned: [...new Set(found.at(-1).scans)],
      counts: { statements: [found.at(-1).statements, 1] },
    },
  ];
}

/** The p95 (ms). */
export async function measureSearch({ cluster }, stored) {
  return (await measure(cluster, stored, 1_000)).ours;
}

async function measure(cluster, size, searches) {
  const url = await cluster.create();
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // The database is dropped under it in the end.
  pool.on('error', () => undefined);
  await fill(pool, size);
  const dataSource = await createDataSource({ url }).initialize();
  const database = createDatabase(dataSource);
  const organizationIds = Array.from({ length: ORGANIZATIONS }, (_, index) => index + 1);
  const asked = await searchable(pool);
  const ask = (number) => asked[number % asked.length];
  const page = ({ owner, repo }) => {
    const { query } = parseQuery(`owner:${owner} repo:${repo}`, 'pending');
    const search = { readable: { organizationIds }, kind: 'pending', query, now: new Date() };
    return database.searches.page(search, { after: null, limit: PAGE });
  };
  // Prepared, as ours is.
  const plain = ({ owner, repo }) =>
    pool.query({ name: 'plain', text: PLAIN, values: [organizationIds, owner, repo, PAGE + 1] });
  const times = { ours: [], plain: [] };
  // In turn, so that what else the machine does falls on both; and each comes first as often, for whoever does reads
  // from disk what the other one finds in memory.
  const runs = Object.entries({ ours: page, plain });
  const warmUp = searches / 10;
  for (let number = 0; number < searches + warmUp; number += 1) {
    for (const [name, run] of number % 2 === 0 ? runs : runs.toReversed()) {
      const start = performance.now();
      await run(ask(number));
      if (number >= warmUp) times[name].push(performance.now() - start);
    }
  }
  const sent = await statementsOf(() => page(ask(0)));
  const scans = [];
  for (const text of QUALIFIERS) {
    const { query: parsed } = parseQuery(text, 'pending');
    if (parsed === undefined) throw new Error(`not a query: ${text}`);
    const search = { readable: { organizationIds }, kind: 'pending', query: parsed, now: new Date() };
    const found = await statementsOf(() => database.searches.page(search, { after: null, limit: PAGE }));
    for (const { sql, values } of found) {
      const { rows } = await pool.query(`EXPLAIN ${sql}`, values);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      if (/Seq Scan on token_request/.test(plan)) scans.push(text);
    }
  }
  await dataSource.destroy();
  await pool.end();
  return {
    ours: percentile(times.ours, 95),
    plain: percentile(times.plain, 95),
    statements: sent.length,
    scans,
  };
}

/** Each qualifier by itself, and words, which are looked for in names and reasons. */
const QUALIFIERS = [
  'owner:user-7',
  'repo:org-1/repo-7',
  'org:org-3',
  'permission:contents',
  'permission:contents_write',
  'is:pending',
  'older:2d',
  'newer:2d',
  'expires:30d',
  'expires:never',
  'never-used',
  'pipeline',
  '"token-77"',
  '-owner:user-7',
  'owner:user-7 repo:org-1/repo-7',
];

/** What is sent to the database meanwhile. */
async function statementsOf(work) {
  const { query } = pg.Client.prototype;
  const seen = [];
  pg.Client.prototype.query = function (...args) {
    const [asked, values] = args;
    seen.push(typeof asked === 'string' ? { sql: asked, values } : { sql: asked.text, values: asked.values });
    return query.apply(this, args);
  };
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  return seen.filter(({ sql }) => /^(\s|\/\*.*?\*\/)*(SELECT|WITH)/i.test(sql));
}

/** What a list shows of each request, in one statement written for this question alone. */
const PLAIN = `
  SELECT r.id, r.pat_request_id, r.state, r.requester_login, r.token_name, r.reason, r.requested_at, r.token_expires_at,
         o.login,
         (SELECT json_agg(x.full_name) FROM token_request_repositories x WHERE x.token_request_id = r.id) AS repositories,
         (SELECT json_agg(p.name || ':' || p.level) FROM token_request_permissions p
           WHERE p.token_request_id = r.id) AS permissions
    FROM token_requests r JOIN organizations o ON o.id = r.organization_id
   WHERE r.organization_id = ANY($1) AND r.state IN ('pending', 'deciding') AND lower(r.requester_login) = $2
     AND EXISTS (SELECT 1 FROM token_request_repositories x
                  WHERE x.token_request_id = r.id AND lower(x.full_name) = $3)
   ORDER BY r.requested_at, r.id LIMIT $4`;

/** Searches that find something: for whoever waits, and one of the repositories that they have asked for. */
async function searchable(pool) {
  const { rows } = await pool.query(
    `SELECT r.requester_login AS owner, min(x.full_name) AS repo
       FROM (SELECT * FROM token_requests WHERE state = 'pending' ORDER BY hashint8(id) LIMIT 2200) r
       JOIN token_request_repositories x ON x.token_request_id = r.id
      GROUP BY r.id, r.requester_login ORDER BY hashint8(r.id)`,
  );
  return rows;
}

async function fill(pool, size) {
  await pool.query(
    `INSERT INTO organizations (id, login, installation_id, synced_at)
     SELECT n, 'org-' || n, n, now() FROM generate_series(1, $1) AS n`,
    [ORGANIZATIONS],
  );
  // Of what waits, and of what was decided, everybody has as many.
  await pool.query(
    `INSERT INTO token_requests (organization_id, pat_request_id, state, requester_id, requester_login, token_id,
       token_name, reason, reason_known, repository_selection, repository_count, repositories_known, announced,
       requested_at, ended_at)
     SELECT 1 + person % ${ORGANIZATIONS}, n, CASE WHEN waits THEN 'pending' ELSE 'approved' END,
            1000 + person, 'user-' || person, n, 'token-' || n, 'For the pipeline ' || n % 1000,
            true, 'subset', 2, true, true, now() - n * interval '1 second',
            CASE WHEN waits THEN NULL ELSE now() - n * interval '1 second' END
       FROM generate_series(1, $1::bigint) AS n
            CROSS JOIN LATERAL (SELECT n % ${ONE_WAITS_OF} = 0 AS waits) AS given
            CROSS JOIN LATERAL (SELECT (CASE WHEN waits THEN n / ${ONE_WAITS_OF} ELSE n - n / ${ONE_WAITS_OF} END) % ${PEOPLE} AS person) AS asking`,
    [size],
  );
  await pool.query(
    `INSERT INTO token_request_repositories (token_request_id, repository_id, full_name, private)
     SELECT r.id, k, 'org-' || r.organization_id || '/repo-' || abs(hashint8(r.id * 2 + k)::bigint) % ${REPOSITORIES}, true
       FROM token_requests r CROSS JOIN generate_series(1, 2) AS k`,
  );
  await pool.query(
    `INSERT INTO token_request_permissions (token_request_id, permission_group, name, level)
     SELECT id, 'repository', 'contents', 'read' FROM token_requests`,
  );
  await pool.query('VACUUM ANALYZE');
  // Else whoever reads a page has to write one of these first.
  await pool.query('CHECKPOINT');
}
