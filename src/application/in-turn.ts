/** Has work on one thing done one after the other; on different things, side by side. */
export type InTurn = <T>(key: number, work: () => Promise<T>) => Promise<T>;

/**
 * Turns within this process. What would only wait for a lock in the database waits here, and holds no connection that
 * a click may need.
 */
export function createInTurn(): InTurn {
  const last = new Map<number, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const turn = (before ?? Promise.resolve()).then(work, work);
    const ended = turn.catch(() => undefined);
    last.set(key, ended);
    try {
      return await turn;
    } finally {
      if (last.get(key) === ended) last.delete(key);
    }
  };
}
