// One decision on a thousand requests.
import { ACTIONS } from '../../dist/src/slack/action-ids.js';
import { CHANNEL, OWNER, startWorld } from '../support/world.mjs';

/** What GitHub takes for a call, here. */
const GITHUB_MS = 250;

export async function bulkRow({ cluster, quick }) {
  const world = await startWorld(cluster);
  try {
    const count = quick ? 200 : 1_000;
    world.ask(count);
    await world.program('all');
    const pending = () => world.count("SELECT count(*) FROM token_requests WHERE state = 'pending'");
    await world.until('all requests on record', async () => (await pending()) === count);
    await quiet(world);
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
    const took = performance.now() - start;
    const posts = github.calls.slice(before).filter(isPost).length;
    const sum = posts * GITHUB_MS;
    return [
      {
        row: `bulk decision of ${count}`,
        unit: '',
        figures: {
          'POSTs to GitHub': posts,
          seconds: took / 1_000,
          'against the sum of the calls': took / sum,
        },
        goal: `${count / 100} POSTs; ≤ 1.2 × their sum`,
        reached: posts === count / 100 && took <= 1.2 * sum,
        counts: { posts: [posts, count / 100] },
      },
    ];
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
