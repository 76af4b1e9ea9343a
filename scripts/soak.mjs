// `npm run soak -- --minutes=15 --rate=9.5`: one process of PATrol under a steady stream of token requests, each of which
// comes with some 2.2 HTTP requests (a webhook, what ends it, the click or webhook of that), with the
// stand-ins for Slack, GitHub and the mail server around it. Prints a report in Markdown: is its memory flat, does a
// connection or a listener leak, is the queue empty at the end?
// DATABASE_URL names an empty database, which is migrated; it is not tidied up.
import { fork } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { loadConfig } from '../dist/src/config.js';
import { runMigrations } from '../dist/src/persistence/migrate.js';
import { addPeople, PEOPLE, PEOPLE_ENVIRONMENT, REVIEW_CHANNEL } from '../dist/src/sandbox/people.js';
import { seedSignIns } from '../dist/src/sandbox/seed-sign-ins.js';
import { startStandIns } from '../dist/src/sandbox/stand-ins.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '15' },
    /** Token requests a second. */
    rate: { type: 'string', default: '9.5' },
    /** Of all requests, so many in a hundred are approved by a click; the others end on GitHub. */
    clicks: { type: 'string', default: '20' },
  },
});
const minutes = Number(values.minutes);
const rate = Number(values.rate);
const clicks = Number(values.clicks);
const databaseUrl = process.env.DATABASE_URL;
if (!databaseUrl) throw new Error('Set DATABASE_URL to an empty database');

const SAMPLES = 30;
const TIDY_EVERY_MS = 5_000;
const DRAIN_WITHIN_MS = 120_000;

await runMigrations(databaseUrl);
const standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
addPeople(standIns);
const { github, slack, mailbox } = standIns;
github.behaviour.rateLimit = Number.MAX_SAFE_INTEGER;
const environment = { ...standIns.environment, ...PEOPLE_ENVIRONMENT, BURST_LIMIT: '1000' };
await seedSignIns(loadConfig(environment), { databaseUrl, github, logins: ['olivia', 'omar'] });
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: 'soak' });

const child = fork(fileURLToPath(new URL('../test/faults/support/program.mjs', import.meta.url)), {
  env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment },
  execArgv: ['--expose-gc'],
  stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
});
let warnings = 0;
let errors = 0;
child.stdout.setEncoding('utf8').on('data', (text) => {
  warnings += text.split('"level":"warn"').length - 1;
  errors += text.split('"level":"error"').length - 1;
});
const waiting = new Map();
child.on('message', ({ id, answer, failure }) => {
  if (failure) throw new Error(failure);
  waiting.get(id)?.(answer);
  waiting.delete(id);
});
let next = 0;
const order = (name, details = {}) =>
  new Promise((resolve) => {
    next += 1;
    waiting.set(next, resolve);
    child.send({ id: next, order: name, ...details });
  });

const { port } = await order('start', { databaseUrl, role: 'all', alone: true, shiftMs: 0 });
standIns.connect(port);

const samples = [];
const counts = { made: 0, clicked: 0, unacknowledged: 0, ended: 0, webhooks: 0 };
const started = Date.now();
const end = started + minutes * 60_000;
const timers = [
  setInterval(ask, 1_000 / rate),
  setInterval(decide, 1_000),
  setInterval(tidy, TIDY_EVERY_MS),
  setInterval(sample, Math.max((minutes * 60_000) / SAMPLES, 2_000)),
];
await sample();
await new Promise((resolve) => setTimeout(resolve, end - Date.now()));
for (const timer of timers) clearInterval(timer);
const drainedAfter = await drain();
tidy();
await sample();
report();
child.send({ id: 0, order: 'stop' });
await pool.end();
await standIns.close();
process.exit(0);

function ask() {
  counts.made += 1;
  github.createToken({
    owner: counts.made % 2 === 0 ? 'mona' : 'max',
    org: 'acme',
    name: `soak-${counts.made}`,
    reason: 'Soak',
    repositorySelection: 'subset',
    repositories: ['payments'],
    permissions: { repository: { contents: 'read' } },
  });
}

/** Ends about as many as are made: some by a click on their card, the others on GitHub's page or by the requester. */
async function decide() {
  const { rows } = await pool.query(
    `SELECT t.pat_request_id AS id, c.ts FROM token_requests t LEFT JOIN cards c ON c.token_request_id = t.id
      WHERE t.state = 'pending' AND t.created_at < now() - interval '2 seconds' ORDER BY t.id LIMIT $1`,
    [Math.ceil(rate * 1.5)],
  );
  for (const { id, ts } of rows) {
    if (ts !== null && id % 100 < clicks) clickApprove(ts);
    else if (github.request(id)?.state === 'pending') endOnGitHub(id);
  }
}

function clickApprove(ts) {
  counts.clicked += 1;
  slack
    .click({ user: PEOPLE.olivia, channel: REVIEW_CHANNEL, ts, actionId: 'token-request.approve' })
    .then(({ error }) => {
      if (error !== undefined) counts.unacknowledged += 1;
    })
    .catch(() => {
      // The card has no button any more: an earlier click was quicker.
      counts.clicked -= 1;
    });
}

function endOnGitHub(id) {
  counts.ended += 1;
  if (id % 3 === 0) github.cancel(id);
  else github.decideOnPage({ requestId: id, by: 'omar', action: id % 3 === 1 ? 'approve' : 'deny' });
}

/** What the stand-ins remember for tests would fill the memory of this process. */
function tidy() {
  counts.webhooks += github.webhookDeliveries.length;
  for (const list of [slack.calls, github.calls, mailbox.mails, github.webhookDeliveries]) list.length = 0;
}

async function sample() {
  const { rss, heapUsed, resources, listeners } = await order('measure');
  const { rows } = await pool.query(
    `SELECT (SELECT count(*) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name LIKE 'patrol%')::int AS connections,
            (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))::int AS deliveries,
            (SELECT count(*) FROM decisions WHERE state IN ('asked', 'checking', 'sent'))::int AS decisions,
            (SELECT count(*) FROM agenda_jobs)::int AS jobs`,
  );
  const at = (Date.now() - started) / 60_000;
  const taken = { at, rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20, resources, listeners, ...rows[0] };
  samples.push(taken);
  process.stderr.write(`${JSON.stringify({ ...taken, ...counts })}\n`);
}

async function drain() {
  const from = Date.now();
  for (;;) {
    const { rows } = await pool.query(
      `SELECT (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))::int
            + (SELECT count(*) FROM decisions WHERE state IN ('asked', 'checking', 'sent'))::int AS open`,
    );
    if (rows[0].open === 0) return Date.now() - from;
    if (Date.now() - from > DRAIN_WITHIN_MS) return undefined;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function report() {
  const last = samples.at(-1);
  const sockets = ({ resources }) => resources.TCPSocketWrap ?? 0;
  const row = (s) =>
    `| ${s.at.toFixed(1)} | ${s.rss.toFixed(0)} | ${s.heap.toFixed(1)} | ${s.connections} | ${sockets(s)} | ${s.resources.Timeout ?? 0} | ${s.listeners} | ${s.deliveries} | ${s.decisions} | ${s.jobs} |`;
  process.stdout.write(`# Soak: ${minutes} minutes at ${rate} token requests a second

${new Date(started).toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} cores, PostgreSQL on the same machine; \`npm run soak -- --minutes=${minutes} --rate=${rate} --clicks=${clicks}\`.
One process of PATrol, the stand-ins in another. Slack's limit of a message a second in a channel is off.

| | |
|---|---|
| webhooks and clicks, each an HTTP request | ${counts.webhooks + counts.clicked}, ${((counts.webhooks + counts.clicked) / (minutes * 60)).toFixed(1)} a second |
| token requests made | ${counts.made} |
| decided by a click on the card | ${counts.clicked} (${counts.unacknowledged} not acknowledged) |
| ended on GitHub | ${counts.ended} |
| heap after collection, at a third of the time and at the end | ${samples[Math.floor(samples.length / 3)].heap.toFixed(1)} MiB, ${last.heap.toFixed(1)} MiB |
| connections to PostgreSQL, most and at the end | ${Math.max(...samples.map((s) => s.connections))}, ${last.connections} |
| listeners on the process, at first and at the end | ${samples[0].listeners}, ${last.listeners} |
| queue at the end | ${last.deliveries + last.decisions}${drainedAfter === undefined ? '' : `, empty ${(drainedAfter / 1_000).toFixed(1)} s after the last request`} |
| warnings and errors in the log | ${warnings}, ${errors} |

| minute | RSS, MiB | heap, MiB | PostgreSQL connections | sockets | timers | listeners | deliveries open | decisions open | rows of jobs |
|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
${samples.map(row).join('\n')}
`);
}
