// One decision on a thousand requests.
import { ACTIONS } from '../../dist/src/slack/action-ids.js';
import { storeAsked } from '../support/records.mjs';
import { CHANNEL, OWNER, startWorld } from '../support/world.mjs';

/** What GitHub takes for a call, here. */
const GITHUB_MS = 250;

export async function bulkRow({ cluster, quick }) {
  const count = quick ? 200 : 1_000;
  const { posts, calls, seconds } = await measureBulk({ cluster }, count);
  const sum = (posts * GITHUB_MS) / 1_000;
  const needed = Math.ceil(count / 100);
  return [
    {
      row: `bulk decision of ${count.toLocaleString('en')}`,
      unit: '',
      figures: {
        'POSTs to GitHub': posts,
        'calls to GitHub in all': calls,
        seconds,
        'against the sum of the POSTs': seconds / sum,
      },
      goal: `${needed} POSTs; ≤ 1.2 × their sum`,
      reached: posts === needed && seconds <= 1.2 * sum,
      counts: { posts: [posts, needed] },
    },
  ];
}

/** From the submission of the modal until GitHub has accepted the last call. */
export async function measureBulk({ cluster }, count) {
  const world = await startWorld(cluster);
  try {
    world.ask(count);
    await storeAsked(world);
    await world.program('all');
    await world.firstComparison();
    await world.settled();
    const { slack, github } = world;
    const says = async (text) => {
      await world.until(`a modal that says ${text}`, () =>
        slack.views(OWNER).some((view) => slack.read(view).includes(text)),
      );
      return slack.views(OWNER).find((view) => slack.read(view).includes(text)).id;
    };
    await slack.command({ user: OWNER, channel: CHANNEL, command: '/tokens', text: 'pending' });
    const number = count.toLocaleString('en-US');
    const list = await says(`Select all ${number} that match`);
    await slack.click({ user: OWNER, viewId: list, actionId: ACTIONS.listSelectAll });
    await says(`${number} requests are selected`);
    await slack.submitView({ user: OWNER, viewId: list });
    const question = await says('GitHub is told at once');
    const isPost = ({ method, path }) =>
      method === 'POST' && path.endsWith('/personal-access-token-requests');
    github.faults.add({ match: isPost, effect: { delayMs: GITHUB_MS } });
    const before = github.calls.length;
    const start = performance.now();
    await slack.submitView({
      user: OWNER,
      viewId: question,
      values: { decision: { decision: 'approve' }, reason: { reason: 'As agreed' } },
    });
    await world.until(
      'everything accepted by GitHub',
      async () =>
        (await world.count('SELECT count(*) FROM decisions WHERE accepted_at IS NOT NULL')) === count,
    );
    const seconds = (performance.now() - start) / 1_000;
    const calls = github.calls.slice(before);
    return { posts: calls.filter(isPost).length, calls: calls.length, seconds };
  } finally {
    await world.close();
  }
}

export async function quiet(world) {
  await world.until(
    'everything delivered',
    async () =>
      (await world.count(
        `SELECT (SELECT count(*) FROM deliveries WHERE state IN ('pending', 'sending'))
              + (SELECT count(*) FROM webhook_deliveries WHERE payload IS NOT NULL) AS count`,
      )) === 0,
  );
}
