import { createHash } from 'node:crypto';
import pg from 'pg';

/** What is sent so often is prepared from then on, as PostgreSQL's drivers for other languages do (pgjdbc, psycopg). */
const FREQUENT = 5;
/** So many texts are counted, the program's own of which are fewer; what is beyond is planned each time. */
const MOST = 400;

/**
 * Stands before a statement that is worth a plan for its values each time: a search, where what is rare should be found
 * by another way than what is frequent.
 */
export const PLANNED_ANEW = '/* planned anew */ ';

/** PostgreSQL does not know the statement, knows it already, or what it returned has changed: nothing was carried out. */
const NOT_KEPT = ['26000', '42P05'];
const HAS_CHANGED = '0A000';

/** Whether a statement has failed for no other reason than that it had been prepared, so that it can be sent again. */
export function isOfPreparing(code: unknown): boolean {
  return code === HAS_CHANGED || NOT_KEPT.some((known) => known === code);
}

/**
 * Connections on which PostgreSQL parses and plans a frequent statement once: most of ours find a row by its key, and
 * take PostgreSQL longer to plan than to carry out. A name is the text's own hash, so that it stands for this
 * text on every connection, also where a pooler hands on connections to others. One that does not keep prepared
 * statements is noticed by the first that fails: from then on nothing is prepared, and `onRefused` is told once.
 */
export function preparingClient(onRefused: () => void): typeof pg.Client {
  const uses = new Map<string, { count: number; readonly name: string }>();
  let isOff = false;

  /** The name under which it is prepared; undefined when it is rare, or wants a plan of its own. */
  function nameOf(text: string): string | undefined {
    if (isOff || text.startsWith(PLANNED_ANEW)) return undefined;
    const known = uses.get(text);
    if (known !== undefined) {
      known.count += 1;
      return known.count > FREQUENT ? known.name : undefined;
    }
    if (uses.size >= MOST) for (const [rare, { count }] of uses) if (count <= FREQUENT) uses.delete(rare);
    if (uses.size < MOST) uses.set(text, { count: 1, name: hashOf(text) });
    return undefined;
  }

  return class PreparingClient extends pg.Client {
    /** What this connection cannot prepare any more. */
    readonly #unprepared = new Set<string>();

    // Of pg's many ways to ask, ours is a text with values; all others are left as they are.
    override query(...asked: unknown[]): never {
      const [text, values, callback] = asked;
      const isText = typeof text === 'string' && Array.isArray(values) && values.length > 0;
      const isOurs = isText && callback === undefined;
      const name = isOurs && !this.#unprepared.has(text) ? nameOf(text) : undefined;
      if (!isOurs || name === undefined) return Reflect.apply(super.query, this, asked) as never;
      return this.#prepared({ name, text, values }) as never;
    }

    async #prepared(query: pg.QueryConfig & { readonly text: string }): Promise<pg.QueryResult> {
      const isAlone = this.getTransactionStatus() === 'I';
      try {
        return await super.query(query);
      } catch (error) {
        const code = (error as { readonly code?: unknown } | null)?.code;
        if (!isOfPreparing(code)) throw error;
        this.#unprepared.add(query.text);
        if (code !== HAS_CHANGED && !isOff) {
          isOff = true;
          onRefused();
        }
        // Within a transaction, all of it has to be done again.
        if (!isAlone) throw error;
        return super.query(query.text, query.values);
      }
    }
  };
}

function hashOf(text: string): string {
  return `patrol_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}
