import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createDrain } from '../../../src/jobs/drain.js';

/** A promise and the ways to settle it. */
function aGate() {
  let open = () => {};
  let fail = (_: Error) => {};
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { passed, open, fail };
}

/** Lets everything that is ready to run have run. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const clock = { now: () => new Date() };
const never = async () => undefined;

/** A queue of names in memory; each item's work waits for its gate, if it has one. */
function aQueue(waiting: string[], gates: Record<string, ReturnType<typeof aGate>> = {}) {
  const started: string[] = [];
  const finished: string[] = [];
  const claims: number[] = [];
  return {
    waiting,
    started,
    finished,
    claims,
    claim: async (limit: number) => {
      claims.push(limit);
      return waiting.splice(0, limit);
    },
    work: async (item: string) => {
      started.push(item);
      await gates[item]?.passed;
      finished.push(item);
    },
  };
}

describe('a drain', () => {
  it('works off everything that is due, in the order in which it is claimed', async () => {
    const queue = aQueue(['a', 'b', 'c', 'd', 'e']);
    const drain = createDrain({ ...queue, clock, concurrency: 2, nextDueAt: never });

    await drain.run();

    expect(queue.finished).toEqual(['a', 'b', 'c', 'd', 'e']);
    await drain.stop();
  });

  it('never has more under way than it may, and never claims more', async () => {
    const gates = { a: aGate(), b: aGate(), c: aGate() };
    const queue = aQueue(['a', 'b', 'c'], gates);
    const drain = createDrain({ ...queue, clock, concurrency: 2, nextDueAt: never });

    const run = drain.run();
    await settled();
    const before = [...queue.started];
    gates.b.open();
    await settled();
    const after = [...queue.started];
    gates.a.open();
    gates.c.open();
    await run;

    expect(before).toEqual(['a', 'b']);
    expect(after).toEqual(['a', 'b', 'c']);
    expect(Math.max(...queue.claims)).toBe(2);
    await drain.stop();
  });

  it('claims again when something is finished, for that may have held up something else', async () => {
    const queue = aQueue(['a']);
    const work = async (item: string) => {
      if (item === 'a') queue.waiting.push('behind a');
      await queue.work(item);
    };
    const drain = createDrain({ ...queue, work, clock, concurrency: 5, nextDueAt: never });

    await drain.run();

    expect(queue.finished).toEqual(['a', 'behind a']);
    await drain.stop();
  });

  it('claims again when something was finished while it claimed', async () => {
    const gates = { a: aGate(), claim: aGate() };
    const queue = aQueue(['a'], gates);
    const claim = async (limit: number) => {
      const items = await queue.claim(limit);
      if (queue.claims.length === 2) await gates.claim.passed;
      return items;
    };
    const drain = createDrain({ ...queue, claim, clock, concurrency: 2, nextDueAt: never });

    const run = drain.run();
    await settled();
    void drain.run();
    await settled();
    queue.waiting.push('behind a');
    gates.a.open();
    await settled();
    gates.claim.open();
    await run;

    expect(queue.finished).toEqual(['a', 'behind a']);
    await drain.stop();
  });

  it('is woken while it works, and takes up what came meanwhile at once', async () => {
    const gates = { slow: aGate() };
    const queue = aQueue(['slow'], gates);
    const drain = createDrain({ ...queue, clock, concurrency: 2, nextDueAt: never });

    const first = drain.run();
    await settled();
    queue.waiting.push('urgent');
    const second = drain.run();
    await settled();

    expect(queue.finished).toEqual(['urgent']);
    gates.slow.open();
    await Promise.all([first, second]);
    await drain.stop();
  });

  it('does not forget a call that comes while it looks for the last time', async () => {
    const queue = aQueue([]);
    let calls = 0;
    const drain = createDrain({
      ...queue,
      clock,
      concurrency: 1,
      nextDueAt: async () => {
        calls += 1;
        if (calls === 1) {
          queue.waiting.push('late');
          void drain.run();
        }
        return undefined;
      },
    });

    await drain.run();
    await settled();

    expect(queue.finished).toEqual(['late']);
    await drain.stop();
  });

  it('runs by itself when the next item is due', async () => {
    const queue = aQueue([]);
    const worked = aGate();
    let due: Date | undefined = new Date(Date.now() + 15);
    const drain = createDrain({
      ...queue,
      work: async () => worked.open(),
      clock,
      concurrency: 1,
      nextDueAt: async () => {
        const next = due;
        due = undefined;
        queue.waiting.push('later');
        return next;
      },
    });

    await drain.run();
    const before = queue.claims.length;
    await worked.passed;

    expect(before).toBe(1);
    expect(queue.claims.length).toBeGreaterThan(1);
    await drain.stop();
  });

  it('finishes what is under way when an outcome cannot be recorded, claims nothing more, and says so', async () => {
    const gates = { bad: aGate(), good: aGate() };
    const queue = aQueue(['bad', 'good', 'next'], gates);
    const drain = createDrain({ ...queue, clock, concurrency: 2, nextDueAt: never });

    const run = drain.run();
    await settled();
    gates.bad.fail(new Error('the database is away'));
    await settled();
    gates.good.open();

    await expect(run).rejects.toThrow('the database is away');
    expect(queue.finished).toEqual(['good']);
    expect(queue.waiting).toEqual(['next']);
    await drain.stop();
  });

  it('works again after a failure', async () => {
    const queue = aQueue(['a']);
    let broken = true;
    const claim = async (limit: number) => {
      if (broken) throw new Error('the database is away');
      return queue.claim(limit);
    };
    const drain = createDrain({ ...queue, claim, clock, concurrency: 1, nextDueAt: never });

    const failed = await drain.run().catch((error: Error) => error.message);
    broken = false;
    await drain.run();

    expect(failed).toBe('the database is away');
    expect(queue.finished).toEqual(['a']);
    await drain.stop();
  });
});

describe('stopping a drain', () => {
  it('waits for what is under way, and claims nothing more', async () => {
    const gates = { a: aGate() };
    const queue = aQueue(['a', 'b'], gates);
    const drain = createDrain({ ...queue, clock, concurrency: 1, nextDueAt: never });
    const order: string[] = [];

    void drain.run();
    await settled();
    const stopped = drain.stop().then(() => order.push('stopped'));
    await settled();
    order.push('opened');
    gates.a.open();
    await stopped;
    await drain.run();

    expect(order).toEqual(['opened', 'stopped']);
    expect(queue.finished).toEqual(['a']);
    expect(queue.waiting).toEqual(['b']);
  });

  it('does not fail because something under way did', async () => {
    const gates = { a: aGate() };
    const queue = aQueue(['a'], gates);
    const drain = createDrain({ ...queue, clock, concurrency: 1, nextDueAt: never });

    const run = drain.run().catch((error: Error) => error.message);
    await settled();
    const stopped = drain.stop();
    gates.a.fail(new Error('broke'));

    await expect(stopped).resolves.toBeUndefined();
    expect(await run).toBe('broke');
  });

  it('works off what a claim that was under way brings, for it is leased', async () => {
    const claimed = aGate();
    const queue = aQueue(['a']);
    const claim = async (limit: number) => {
      await claimed.passed;
      return queue.claim(limit);
    };
    const drain = createDrain({ ...queue, claim, clock, concurrency: 1, nextDueAt: never });

    void drain.run();
    const stopped = drain.stop();
    claimed.open();
    await stopped;

    expect(queue.finished).toEqual(['a']);
  });
});

describe('a drain, by itself', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('finds what becomes due while something else takes long', async () => {
    const gates = { slow: aGate() };
    const queue = aQueue(['slow'], gates);
    const drain = createDrain({ ...queue, clock, concurrency: 2, nextDueAt: never });
    const run = drain.run();
    await settled();
    queue.waiting.push('due meanwhile');

    jest.advanceTimersByTime(1_000);
    await settled();

    expect(queue.finished).toEqual(['due meanwhile']);
    gates.slow.open();
    await run;
    await drain.stop();
  });

  it('looks again after a failure, though nobody calls it', async () => {
    const queue = aQueue(['a']);
    let isDown = true;
    const claim = async (limit: number) => {
      if (isDown) throw new Error('the database is away');
      return queue.claim(limit);
    };
    const drain = createDrain({ ...queue, claim, clock, concurrency: 2, nextDueAt: never });
    await expect(drain.run()).rejects.toThrow('away');
    isDown = false;

    jest.advanceTimersByTime(1_000);
    await settled();

    expect(queue.finished).toEqual(['a']);
    await drain.stop();
  });
});
