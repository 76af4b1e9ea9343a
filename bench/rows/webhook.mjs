// A webhook that was verified, found new, stored, and queued for what follows from it; and how fast a worker then does that.
import { generateKeyPairSync } from 'node:crypto';
import pg from 'pg';
import { TABLE } from '../peers/insert.mjs';
import { startChild } from '../support/child.mjs';
import { percentile } from '../support/stats.mjs';
import { storeHistory } from '../support/records.mjs';
import { askOnce, startWorld } from '../support/world.mjs';

const CONNECTIONS = 32;

export async function webhookRow({ cluster, seconds }) {
  const world = await startWorld(cluster);
  const load = await startChild('support/load.mjs');
  const children = [];
  try {
    const payload = await createdPayload(world);
    const secret = world.environment.GITHUB_WEBHOOK_SECRET;
    const ours = await world.program('web');
    const peer = async (path) => {
      const child = await startChild(path);
      children.push(child);
      const databaseUrl = await cluster.create({ empty: true });
      await run(databaseUrl, TABLE);
      const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
      const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
      const { port } = await child.order('start', { databaseUrl, secret, privateKey: key });
      return `http://127.0.0.1:${port}`;
    };
    const targets = {
      PATrol: ours.url,
      'Octokit + INSERT': await peer('peers/webhooks-insert.mjs'),
      'Probot + INSERT': await peer('peers/probot.mjs'),
    };
    const figures = {};
    const perSecond = {};
    let from = 1_000_000;
    const next = () => {
      from += 1_000_000;
      return { secret, payload, from };
    };
    for (const [name, url] of Object.entries(targets)) {
      const target = { url: `${url}/github/webhooks`, maker: 'github' };
      await load.order('saturate', {
        ...target,
        details: next(),
        connections: CONNECTIONS,
        seconds: Math.min(seconds, 3),
      });
      const full = await load.order('saturate', {
        ...target,
        details: next(),
        connections: CONNECTIONS,
        seconds,
      });
      expectAccepted(name, full.statuses);
      perSecond[name] = full.perSecond;
      const rate = full.perSecond / 2;
      const half = await load.order('atRate', {
        ...target,
        details: next(),
        rate,
        count: Math.round(rate * seconds),
      });
      expectAccepted(name, half.statuses);
      figures[`${name} /s`] = full.perSecond;
      figures[`${name} p99 at half, ms`] = percentile(half.latencies, 99);
    }
    figures['PATrol taken in and announced by a worker /s'] = await takenIn(world, seconds);
    const ratio = perSecond.PATrol / perSecond['Octokit + INSERT'];
    figures.ratio = ratio;
    return [
      {
        row: 'webhook accepted',
        unit: '',
        figures,
        goal: '≥ 0.7 of Octokit + INSERT, and ahead of Probot',
        reached: ratio >= 0.7 && perSecond.PATrol > perSecond['Probot + INSERT'],
      },
    ];
  } finally {
    await load.stop();
    for (const child of children) await child.stop();
    await world.close();
  }
}

/** How many of those that are stored a worker takes in, while it also posts their cards. */
async function takenIn(world, seconds) {
  const waiting = () => world.count('SELECT count(*) FROM webhook_deliveries WHERE payload IS NOT NULL');
  const atFirst = await waiting();
  await world.program('worker');
  await world.until('a webhook taken in', async () => (await waiting()) < atFirst);
  const [before, from] = [await waiting(), performance.now()];
  let left = before;
  await world.until('webhooks taken in', async () => {
    left = await waiting();
    return left === 0 || performance.now() - from > seconds * 1_000;
  });
  return (before - left) / ((performance.now() - from) / 1_000);
}

/** What one takes (ms) at full load, where so many requests were decided in the past. */
export async function measureWebhooks({ cluster, seconds }, stored) {
  const world = await startWorld(cluster);
  const load = await startChild('support/load.mjs');
  try {
    await storeHistory(world, stored);
    const payload = await createdPayload(world);
    const secret = world.environment.GITHUB_WEBHOOK_SECRET;
    const { url } = await world.program('web');
    const send = (from, duration) =>
      load.order('saturate', {
        url: `${url}/github/webhooks`,
        maker: 'github',
        details: { secret, payload, from },
        connections: CONNECTIONS,
        seconds: duration,
      });
    await send(1_000_000, Math.min(seconds, 3));
    const { perSecond, statuses } = await send(2_000_000, Math.min(seconds, 10));
    expectAccepted('PATrol', statuses);
    return 1_000 / perSecond;
  } finally {
    await load.stop();
    await world.close();
  }
}

/** As GitHub sends it. */
export async function createdPayload(world) {
  world.github.webhookMode = 'hold';
  world.github.setWebhookUrl('http://127.0.0.1:9/none');
  askOnce(world.github, 'bot');
  const held = world.github.webhookDeliveries.findLast(
    ({ event }) => event === 'personal_access_token_request',
  );
  world.github.webhookMode = 'vanish';
  return JSON.parse(JSON.stringify(held.payload));
}

/** Of thousands, a few may meet a connection that the server closes at that moment (status 0): they got no other answer. */
function expectAccepted(name, statuses) {
  const all = Object.values(statuses).reduce((sum, count) => sum + count, 0);
  const others = Object.keys(statuses).filter((status) => !status.startsWith('2') && status !== '0');
  if (others.length > 0 || (statuses[0] ?? 0) > all / 500) {
    throw new Error(`${name} answered ${JSON.stringify(statuses)}`);
  }
}

async function run(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
