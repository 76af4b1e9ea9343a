// Cards that are due, sent to a Slack without limits.
import { storePending } from '../support/records.mjs';
import { CHANNEL, startWorld } from '../support/world.mjs';

export async function deliveriesRow({ cluster, seconds }) {
  const figures = {};
  const count = Math.max(seconds * 100, 200);
  let doubled = 0;
  for (const workers of [1, 2]) {
    const { perSecond, posted } = await measureDeliveries({ cluster }, { workers, count });
    figures[workers === 1 ? 'one worker /s' : 'two workers /s'] = perSecond;
    doubled += posted - count;
  }
  figures.doubled = doubled;
  return [
    {
      row: `deliveries, ${count} cards`,
      unit: '',
      figures,
      goal: '≥ 300/s with one worker, none doubled',
      reached: figures['one worker /s'] >= 300 && doubled === 0,
    },
  ];
}

export async function measureDeliveries({ cluster }, { workers, count }) {
  const world = await startWorld(cluster);
  try {
    for (let worker = 0; worker < workers; worker += 1) await world.program('worker');
    const ids = await storeAfterComparison(world, count, workers);
    const before = cardsPosted(world);
    await queueCards(world, ids);
    const start = performance.now();
    world.wake('send-deliveries');
    await world.until(
      'all sent',
      async () =>
        (await world.count(
          "SELECT count(*) FROM deliveries WHERE kind = 'card' AND state IN ('pending', 'sending')",
        )) === 0,
      600,
    );
    const perSecond = (count * 1_000) / (performance.now() - start);
    return { perSecond, posted: cardsPosted(world) - before };
  } finally {
    await world.close();
  }
}

/** What GitHub does not know would be looked up by a comparison, so it comes after the first one. */
export async function storeAfterComparison(world, count, workers = 1) {
  await world.firstComparison(workers);
  return storePending(world, count);
}

export async function queueCards(world, ids) {
  await world.rows(
    `INSERT INTO deliveries (kind, token_request_id, lane, payload, trace, next_attempt_at)
     SELECT 'card', id, id || '/channel/' || $2, jsonb_build_object('kind', 'card', 'channel', $2::text), 'bench', now()
       FROM unnest($1::bigint[]) AS id`,
    [ids, CHANNEL],
  );
}

export function cardsPosted({ slack }) {
  return slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
}
