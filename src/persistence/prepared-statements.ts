import { createHash } from 'node:crypto';
import pg from 'pg';

/** What is sent so often is prepared from then on, as PostgreSQL's drivers for other languages do (pgjdbc, psycopg). */
const FREQUENT = 5;
/** So many texts are counted, and as many prepared, at most: the program's own are some hundred. */
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
export function isPreparationFailure(code: unknown): boolean {
  return code === HAS_CHANGED || NOT_KEPT.some((known) => known === code);
}

/**
 * Connections on which PostgreSQL parses and plans a frequent statement once: most of ours find a row by its key, and
 * take PostgreSQL longer to plan than to carry out. A name is the text's own hash, so that it stands for this
 * text on every connection, also where a pooler hands on connections to others. A pooler that does not keep prepared
 * statements is noticed by the first that fails: from then on nothing is prepared, and `onRefused` is told once.
 */
export function preparingClient(onRefused: () => void): typeof pg.Client {
  const uses = new Map<string, number>();
  const names = new Map<string, string>();
  /** What was returned has changed, and other connections may have the old plan. */
  const unprepared = new Set<string>();
  let isOff = false;

  /** The name under which it is prepared; undefined when it is rare, or wants a plan of its own. */
  function nameOf(text: string): string | undefined {
    if (isOff || text.startsWith(PLANNED_ANEW)) return undefined;
    const known = names.get(text);
    if (known !== undefined) return unprepared.has(text) ? undefined : known;
    const count = (uses.get(text) ?? 0) + 1;
    if (count > FREQUENT && names.size < MOST) {
      uses.delete(text);
      names.set(text, hashOf(text));
      return names.get(text);
    }
    // Of what is counted, only what is frequent is worth remembering for long.
    if (uses.size >= MOST && !uses.has(text)) uses.clear();
    uses.set(text, count);
    return undefined;
  }

  /** Told of a statement that failed because it was prepared. */
  function refuse(text: string, code: unknown): void {
    if (code === HAS_CHANGED) unprepared.add(text);
    else if (!isOff) {
      isOff = true;
      onRefused();
    }
  }

  return class PreparingClient extends pg.Client {
    // pg has a dozen ways to ask, which TypeScript cannot tell apart here: ours is a text with values, and is answered
    // by a promise, as pg does; all others are left as they are.
    override query(...asked: unknown[]): never {
      const [text, values, callback] = asked;
      const isText = typeof text === 'string' && Array.isArray(values) && values.length > 0;
      const name = isText && callback === undefined ? nameOf(text) : undefined;
      if (!isText || name === undefined) return Reflect.apply(super.query, this, asked) as never;
      return this.#prepared({ name, text, values }) as never;
    }

    async #prepared(query: pg.QueryConfig & { readonly text: string }): Promise<pg.QueryResult> {
      const isAlone = this.getTransactionStatus() === 'I';
      try {
        return await super.query(query);
      } catch (error) {
        const code = (error as { readonly code?: unknown } | null)?.code;
        if (!isPreparationFailure(code)) throw error;
        refuse(query.text, code);
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
