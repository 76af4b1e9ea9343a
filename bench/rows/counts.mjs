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
  'webhook: statements': 18,
  'webhook: KiB': 700,
  'click: statements': 17,
  'click: KiB': 1_500,
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
      'webhook: statements': webhook.statements,
      'webhook: KiB': webhook.kib,
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
