// What a step costs in statements and in memory that it allocates: the same on every machine, so CI can watch it.
import { startChild } from '../support/child.mjs';
import { storePending } from '../support/records.mjs';
import { startWorld } from '../support/world.mjs';
import { quiet } from './bulk.mjs';
import { clickOf } from './click.mjs';
import { cardsPosted, queueCards, storeAfterComparison } from './deliveries.mjs';
import { createdPayload } from './webhook.mjs';

const EACH = 100;
const RATE = 40;
const WARM_UP = 30;

/** At most so much for one; a change that costs more has to say why, here. */
const LIMITS = {
  'webhook stored: statements': 5,
  'webhook stored: KiB': 200,
  'webhook taken in and told: statements': 55,
  'click: statements': 16,
  'click: KiB': 1_250,
  'delivery: statements': 6,
};

export async function countsRow({ cluster }) {
  const world = await startWorld(cluster);
  const load = await startChild('support/load.mjs');
  try {
    const payload = await createdPayload(world);
    const ids = await storePending(world, 2 * EACH);
    const web = await world.program('web');
    const per = async (target, count) => {
      const send = (number, from) => load.order('atRate', { ...target(from), rate: RATE, count: number });
      await send(WARM_UP, 0);
      await web.order('watch');
      await send(count, WARM_UP);
      const { statements, allocated } = await web.order('watched');
      return { statements: statements / count, kib: allocated / count / 1_024 };
    };
    const webhook = await per(
      (from) => ({
        url: `${web.url}/github/webhooks`,
        maker: 'github',
        details: { secret: world.environment.GITHUB_WEBHOOK_SECRET, payload, from: 1_000_000 + from },
      }),
      EACH,
    );
    const click = await per(
      (from) => ({
        url: `${web.url}/slack/events`,
        maker: 'slack',
        details: {
          secret: world.environment.SLACK_SIGNING_SECRET,
          payload: clickOf(world),
          values: ids.slice(from),
        },
      }),
      EACH,
    );
    const counts = {
      'webhook stored: statements': webhook.statements,
      'webhook stored: KiB': webhook.kib,
      'webhook taken in and told: statements': await statementsOfNews(cluster, load),
      'click: statements': click.statements,
      'click: KiB': click.kib,
      'delivery: statements': await statementsOfDelivery(cluster),
    };
    return [
      {
        row: 'what one step costs',
        unit: '',
        figures: counts,
        goal: 'within the limits of bench/rows/counts.mjs',
        reached: Object.entries(LIMITS).every(([name, limit]) => counts[name] <= limit),
        counts: Object.fromEntries(
          Object.entries(LIMITS).map(([name, limit]) => [name, [counts[name], limit]]),
        ),
      },
    ];
  } finally {
    await load.stop();
    await world.close();
  }
}

/** Of a worker that takes a webhook in, posts its card and tells its requester. */
async function statementsOfNews(cluster, load) {
  const world = await startWorld(cluster);
  try {
    const payload = await createdPayload(world);
    const web = await world.program('web');
    const worker = await world.program('worker');
    await world.firstComparison(1);
    await quiet(world);
    await worker.order('watch');
    const details = { secret: world.environment.GITHUB_WEBHOOK_SECRET, payload, from: 1_000_000 };
    const target = { url: `${web.url}/github/webhooks`, maker: 'github', details };
    await load.order('atRate', { ...target, rate: RATE, count: EACH });
    await quiet(world);
    const { statements } = await worker.order('watched');
    return statements / EACH;
  } finally {
    await world.close();
  }
}

async function statementsOfDelivery(cluster) {
  const world = await startWorld(cluster);
  try {
    const worker = await world.program('worker');
    const ids = await storeAfterComparison(world, EACH);
    await quiet(world);
    const before = cardsPosted(world);
    await worker.order('watch');
    await queueCards(world, ids);
    world.wake('send-deliveries');
    await quiet(world);
    const { statements } = await worker.order('watched');
    return statements / (cardsPosted(world) - before);
  } finally {
    await world.close();
  }
}
