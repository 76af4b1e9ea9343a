import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

const traces = new AsyncLocalStorage<string>();

/** Does the work of one interaction; everything that it sets in motion has this trace. */
export function inTrace<T>(trace: string, work: () => T): T {
  return traces.run(trace, work);
}

/** Of the interaction that is being answered; a new one outside of any. */
export function currentTrace(): string {
  return traces.getStore() ?? randomUUID();
}
