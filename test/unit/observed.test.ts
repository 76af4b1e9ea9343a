import { describe, expect, it } from '@jest/globals';
import { type Around, observed } from '../../src/observed.js';

describe('observed', () => {
  const steps: string[] = [];
  const around: Around = (step, take) => {
    steps.push(`${step.part}.${step.member}(${step.args.join()})`);
    return take();
  };

  it('gives each call to whoever watches, and its answer to whoever calls', async () => {
    const part = observed('mailer', { send: async (to: string) => `sent to ${to}` }, around);

    const answer = await part.send('mona');

    expect(answer).toBe('sent to mona');
    expect(steps.splice(0)).toEqual(['mailer.send(mona)']);
  });

  it('knows what hangs on a part by its own name', () => {
    const part = observed('database', { cards: { count: () => 2 } }, around);

    const answer = part.cards.count();

    expect(answer).toBe(2);
    expect(steps.splice(0)).toEqual(['cards.count()']);
  });

  it('leaves a part the owner of its methods', () => {
    class Counter {
      #count = 0;
      next(): number {
        this.#count += 1;
        return this.#count;
      }
    }
    const part = observed('counter', new Counter(), around);

    part.next();

    expect(part.next()).toBe(2);
  });
});
