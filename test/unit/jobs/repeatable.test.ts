import { describe, expect, it } from '@jest/globals';
import { createRepeatable } from '../../../src/jobs/repeatable.js';

/** Work of which each run waits until it is let go. */
function someWork() {
  const runs: { finish: () => void; fail: (error: Error) => void }[] = [];
  const work = () =>
    new Promise<void>((resolve, reject) => {
      runs.push({ finish: resolve, fail: reject });
    });
  return { runs, work };
}

/** Lets everything that is ready to run have run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

describe('repeatable work', () => {
  it('is done when it is asked for', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    const run = repeatable.run();
    runs[0]?.finish();
    await run;

    expect(runs).toHaveLength(1);
  });

  it('is never under way twice, and is done once more however often it was asked for meanwhile', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    const all = [repeatable.run(), repeatable.run(), repeatable.run()];
    await settled();
    const atOnce = runs.length;
    runs[0]?.finish();
    await settled();
    const afterwards = runs.length;
    runs[1]?.finish();
    await Promise.all(all);

    expect(atOnce).toBe(1);
    expect(afterwards).toBe(2);
    expect(runs).toHaveLength(2);
  });

  it('is done anew by a call that comes when the last one has ended', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    const first = repeatable.run();
    runs[0]?.finish();
    await first;
    const second = repeatable.run();
    runs[1]?.finish();
    await second;

    expect(runs).toHaveLength(2);
  });

  it('tells whoever asked that it failed, and works the next time', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    const failed = repeatable.run().catch((error: Error) => error.message);
    runs[0]?.fail(new Error('GitHub is away'));
    const message = await failed;
    const next = repeatable.run();
    runs[1]?.finish();

    expect(message).toBe('GitHub is away');
    await expect(next).resolves.toBeUndefined();
  });

  it('is done once more for a call that comes while a run that fails is under way', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    void repeatable.run().catch(() => undefined);
    const meanwhile = repeatable.run();
    runs[0]?.fail(new Error('GitHub is away'));
    await settled();
    const afterwards = runs.length;
    runs[1]?.finish();

    await expect(meanwhile).resolves.toBeUndefined();
    expect(afterwards).toBe(2);
    expect(runs).toHaveLength(2);
  });

  it('tells the failure of the last run, and does not go on by itself', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    void repeatable.run().catch(() => undefined);
    const meanwhile = repeatable.run().catch((error: Error) => error.message);
    runs[0]?.fail(new Error('GitHub is away'));
    await settled();
    runs[1]?.fail(new Error('GitHub is still away'));
    await settled();

    expect(await meanwhile).toBe('GitHub is still away');
    expect(runs).toHaveLength(2);
  });
});

describe('stopping repeatable work', () => {
  it('waits for what is under way, and starts it no more', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);
    const order: string[] = [];

    void repeatable.run();
    void repeatable.run();
    const stopped = repeatable.stop().then(() => order.push('stopped'));
    await settled();
    order.push('finished');
    runs[0]?.finish();
    await stopped;
    await repeatable.run();

    expect(order).toEqual(['finished', 'stopped']);
    expect(runs).toHaveLength(1);
  });

  it('does not fail because the work does', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    const run = repeatable.run().catch((error: Error) => error.message);
    const stopped = repeatable.stop();
    runs[0]?.fail(new Error('broke'));

    await expect(stopped).resolves.toBeUndefined();
    expect(await run).toBe('broke');
  });

  it('that never ran is done at once', async () => {
    const { runs, work } = someWork();
    const repeatable = createRepeatable(work);

    await repeatable.stop();

    expect(runs).toEqual([]);
  });
});
