/** So many go into one statement at most. */
const MOST = 50;

/**
 * What several ask at the same time is sent as one statement: the first at once, and what is asked while it is under way
 * together after it. Many small commits cost far more than one. When a statement for several fails because of what one
 * of them asks, each is sent by itself, so that nobody suffers from another's mistake. When it is the database that
 * fails, it fails for all of them at once, as it would for each.
 * @param send one result for each item, in their order
 */
export function gathered<Item, Result>(
  send: (items: readonly Item[]) => Promise<readonly Result[]>,
): (item: Item) => Promise<Result> {
  interface Asked {
    readonly item: Item;
    readonly resolve: (result: Result) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Asked[] = [];
  let isUnderWay = false;

  async function sendAll(batch: readonly Asked[]): Promise<void> {
    try {
      const results = await send(batch.map(({ item }) => item));
      if (results.length !== batch.length) throw new Error('as many results as items are expected');
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as Result);
    } catch (error) {
      if (batch.length > 1 && isOfOne(error)) for (const one of batch) await sendAll([one]);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function work(): Promise<void> {
    isUnderWay = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      await sendAll(batch);
    }
    isUnderWay = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isUnderWay) void work();
    });
}

/** By SQLSTATE: data, constraints, the same row twice, serialization and deadlocks, locks. */
function isOfOne(error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && /^(21|22|23|40|55)/.test(code);
}
