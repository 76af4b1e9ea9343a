// A click on Approve, from the click to the acknowledgement (the claim is committed) and to GitHub's call.
import pg from 'pg';
import { startChild } from '../support/child.mjs';
import { percentile } from '../support/stats.mjs';
import { storeAsked, storeHistory, storePending } from '../support/records.mjs';
import { CHANNEL, OWNER, startWorld } from '../support/world.mjs';

const CLICKS_A_SECOND = 100;
/** To GitHub: what one installation is allowed in earnest is far less. */
const DECISIONS_A_SECOND = 10;

/** The p50 (ms) where so many requests were decided in the past. */
export async function measureClick({ cluster }, stored) {
  const world = await startWorld(cluster);
  const load = await startChild('support/load.mjs');
  try {
    await storeHistory(world, stored);
    const ids = await storePending(world, WARM_UP + GROWTH_CLICKS);
    const { url } = await world.program('web');
    const send = (values) =>
      load.order('atRate', { ...clicksAt(world, url, values), rate: GROWTH_RATE, count: values.length });
    await send(ids.slice(0, WARM_UP));
    return percentile((await send(ids.slice(WARM_UP))).latencies, 50);
  } finally {
    await load.stop();
    await world.close();
  }
}

const GROWTH_CLICKS = 300;
/** Far below what a process can take, so that it shows what one click costs. */
const GROWTH_RATE = 20;

function clicksAt(world, url, values) {
  const details = { secret: world.environment.SLACK_SIGNING_SECRET, payload: clickOf(world), values };
  return { url: `${url}/slack/events`, maker: 'slack', details };
}

export async function clickRow({ cluster, seconds }) {
  const world = await startWorld(cluster);
  const load = await startChild('support/load.mjs');
  const bolt = await startChild('peers/bare-bolt.mjs');
  try {
    const count = CLICKS_A_SECOND * seconds;
    const ids = await storePending(world, count + WARM_UP);
    const program = await world.program('web');
    const { port } = await bolt.order('start', { signingSecret: world.environment.SLACK_SIGNING_SECRET });
    const at = (target, rate, number) => load.order('atRate', { ...target, rate, count: number });
    await at(clicksAt(world, program.url, ids.slice(0, WARM_UP)), CLICKS_A_SECOND, WARM_UP);
    await at(clicksAt(world, `http://127.0.0.1:${port}`, ids), CLICKS_A_SECOND, WARM_UP);

    const bare = await at(clicksAt(world, `http://127.0.0.1:${port}`, ids), CLICKS_A_SECOND, count);
    const ours = await at(clicksAt(world, program.url, ids.slice(WARM_UP)), CLICKS_A_SECOND, count);
    const claimed = await world.count('SELECT count(*) FROM decisions');
    const commits = await commitLatencies(world, CLICKS_A_SECOND, Math.min(count, 1_000));
    const limit = percentile(bare.latencies, 99) + percentile(commits, 99) + 15;
    const p99 = percentile(ours.latencies, 99);
    return [
      {
        row: 'click to acknowledgement, claim committed',
        unit: 'ms',
        figures: {
          'PATrol p50': percentile(ours.latencies, 50),
          'PATrol p99': p99,
          'bare Bolt p50': percentile(bare.latencies, 50),
          'bare Bolt p99': percentile(bare.latencies, 99),
          'one commit p99': percentile(commits, 99),
          // Whoever is not known to own the organization within 1.5 s is told to click again.
          'not claimed': ids.length - claimed,
        },
        goal: `p99 ≤ ${limit.toFixed(1)} (bare Bolt + one commit + 15)`,
        reached: p99 <= limit && claimed === ids.length,
      },
    ];
  } finally {
    await load.stop();
    await bolt.stop();
    await world.close();
  }
}

export async function githubRow({ cluster, seconds }) {
  const waits = await clicksToGitHub(cluster, { count: DECISIONS_A_SECOND * seconds, stored: 0 });
  const p50 = percentile(waits, 50);
  return [
    {
      row: `click to GitHub's call, ${DECISIONS_A_SECOND} clicks/s`,
      unit: 'ms',
      figures: { 'PATrol p50': p50, 'PATrol p99': percentile(waits, 99) },
      goal: 'p50 ≤ 20',
      reached: p50 <= 20,
    },
  ];
}

/** The p50 (ms) where so many requests were decided in the past. */
export async function measureGithub({ cluster }, stored) {
  return percentile(await clicksToGitHub(cluster, { count: 100, stored }), 50);
}

/** How long each took (ms). */
async function clicksToGitHub(cluster, { count, stored }) {
  const world = await startWorld(cluster);
  const load = await startChild('support/load.mjs');
  try {
    world.ask(count);
    if (stored > 0) await storeHistory(world, stored);
    const values = await storeAsked(world);
    const program = await world.program('all');
    await world.firstComparison();
    await world.settled();
    const sentAt = new Map();
    const before = world.github.calls.length;
    const target = clicksAt(world, program.url, values);
    const { dues } = await load.order('atRate', { ...target, rate: DECISIONS_A_SECOND, count });
    const decisions = () =>
      world.github.calls
        .slice(before)
        .filter(({ method, path }) => method === 'POST' && /-requests\/\d+$/.test(path));
    await world.until('every decision sent', () => decisions().length >= count);
    for (const { path, at } of decisions()) sentAt.set(path.split('/').at(-1), at.getTime());
    const asked = await world.rows(
      'SELECT pat_request_id AS id FROM token_requests WHERE id = ANY($1) ORDER BY id',
      [values],
    );
    return asked.map(({ id }, index) => sentAt.get(String(id)) - dues[index]);
  } finally {
    await load.stop();
    await world.close();
  }
}

const WARM_UP = 300;

/** What Slack sends; the load puts the request's id into it. */
export function clickOf({ slack }) {
  const user = { id: OWNER, username: 'olivia', name: 'olivia', team_id: slack.team?.id ?? 'T0ACME' };
  const message = {
    type: 'message',
    ts: '1700000000.000100',
    channel: CHANNEL,
    text: 'A token waits',
    blocks: [],
  };
  return {
    type: 'block_actions',
    user,
    team: { id: user.team_id, domain: 'acme' },
    api_app_id: 'A0PATROL',
    token: 'verification-token-is-deprecated',
    is_enterprise_install: false,
    enterprise: null,
    container: { type: 'message', message_ts: message.ts, channel_id: CHANNEL, is_ephemeral: false },
    channel: { id: CHANNEL, name: 'token-requests' },
    message,
    state: { values: {} },
    response_url: 'http://127.0.0.1:9/none',
    trigger_id: '1.2.3',
    actions: [
      {
        type: 'button',
        action_id: 'token-request.approve',
        block_id: 'actions',
        text: { type: 'plain_text', text: 'Approve' },
        action_ts: '1700000001.000100',
      },
    ],
  };
}

/** One INSERT and its commit, so many a second. */
async function commitLatencies(world, rate, count) {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query('CREATE TABLE bench_commits (id bigint PRIMARY KEY, data text)');
  const latencies = [];
  for (let number = 0; number < count; number += 1) {
    const start = performance.now();
    await client.query('INSERT INTO bench_commits VALUES ($1, $2)', [number, 'x'.repeat(200)]);
    const took = performance.now() - start;
    latencies.push(took);
    await new Promise((resolve) => setTimeout(resolve, Math.max(1_000 / rate - took, 0)));
  }
  await client.end();
  return latencies;
}
