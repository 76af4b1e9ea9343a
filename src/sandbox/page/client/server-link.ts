import { useEffect, useState } from 'preact/hooks';
import type { PageAreas, ShownCall } from '../page-state.js';

/** What the server said last; an area is missing until it has come once. */
export type PageState = Partial<PageAreas> & { calls: ShownCall[]; isConnected: boolean };

const EMPTY: PageState = { calls: [], isConnected: true };
const AREAS = ['basics', 'workspace', 'github', 'mail', 'trouble'] as const;
const SHOWN_CALLS = 400;
const RECONNECT_MS = 1_000;

/** The state of everything as that person sees it, kept up to date by the server. */
export function usePageState(personId: string): PageState {
  const [state, setState] = useState<PageState>(EMPTY);
  useEffect(() => {
    // What only the person before could see must not stay on the screen.
    setState(({ basics, trouble }) => ({ ...EMPTY, basics, trouble }));
    return follow(personId, (change) => setState((before) => ({ ...before, ...change(before) })));
  }, [personId]);
  return state;
}

type Change = (before: PageState) => Partial<PageState>;

/** Follows the server's events; returns the function that stops. */
function follow(personId: string, apply: (change: Change) => void): () => void {
  let source: EventSource;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(`/api/events?as=${encodeURIComponent(personId)}`);
    source.onopen = () => apply(() => ({ isConnected: true }));
    source.onerror = () => {
      apply(() => ({ isConnected: false }));
      // The browser tries again by itself, except after an answer that is no event stream.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, RECONNECT_MS);
    };
    const on = (name: string, change: (data: never) => Change) =>
      source.addEventListener(name, (event) =>
        apply(change(JSON.parse((event as MessageEvent<string>).data) as never)),
      );
    for (const area of AREAS) on(area, (data) => () => ({ [area]: data }));
    on('calls', (calls: ShownCall[]) => () => ({ calls }));
    on('more-calls', (calls: ShownCall[]) => (before) => ({
      calls: [...before.calls, ...calls].slice(-SHOWN_CALLS),
    }));
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}

/** How an action went; `error` is for the visitor to read. */
export type Answer<T> = (T & { error?: undefined }) | { error: string };

/** Asks the server to do something. */
export async function post<T extends object = object>(path: string, body: object): Promise<Answer<T>> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Answer<T>;
  } catch {
    return { error: 'The sandbox does not answer. Is npm start still running?' };
  }
}
