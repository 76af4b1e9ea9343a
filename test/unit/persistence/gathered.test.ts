import { describe, expect, it } from '@jest/globals';
import { gathered } from '../../../src/persistence/gathered.js';

/** Statements that end when they are told to. */
function statements(broken: readonly string[] = [], code = '23505') {
  const sent: string[][] = [];
  let go = () => {};
  const send = gathered(async (items: readonly string[]) => {
    sent.push([...items]);
    if (sent.length === 1) await new Promise<void>((resolve) => (go = resolve));
    if (items.some((item) => broken.includes(item)))
      throw Object.assign(new Error(`broken: ${items.join()}`), { code });
    return items.map((item) => item.toUpperCase());
  });
  return { sent, send, go: () => go() };
}

describe('what is gathered', () => {
  it('goes at once when nothing is under way, and together when something is', async () => {
    const { sent, send, go } = statements();
    const asked = ['a', 'b', 'c'].map(send);
    const atFirst = sent.length;

    go();

    expect(atFirst).toBe(1);
    expect(await Promise.all(asked)).toEqual(['A', 'B', 'C']);
    expect(sent).toEqual([['a'], ['b', 'c']]);
  });

  it('is sent each by itself when it fails together, so that only the broken one fails', async () => {
    const { sent, send, go } = statements(['b']);
    const asked = ['a', 'b', 'c'].map(send);

    go();

    const answers = await Promise.allSettled(asked);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(sent).toEqual([['a'], ['b', 'c'], ['b'], ['c']]);
  });

  it.each(['ECONNREFUSED', '57P01', '53100'])(
    'fails at once for all of them where it is the database: %s',
    async (code) => {
      const { sent, send, go } = statements(['b'], code);
      const asked = ['a', 'b', 'c'].map(send);

      go();

      const answers = await Promise.allSettled(asked);
      expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
      expect(sent).toEqual([['a'], ['b', 'c']]);
    },
  );

  it('goes on after a failure', async () => {
    const { send, go } = statements(['a']);
    const failed = send('a');
    go();
    await expect(failed).rejects.toThrow('broken: a');

    expect(await send('b')).toBe('B');
  });

  it('is sent fifty at a time', async () => {
    const { sent, send, go } = statements();
    const asked = Array.from({ length: 121 }, (_, number) => send(`n${number}`));

    go();

    expect(await Promise.all(asked)).toHaveLength(121);
    expect(sent.map(({ length }) => length)).toEqual([1, 50, 50, 20]);
  });
});
