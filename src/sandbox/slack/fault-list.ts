import type { Json } from './slack-objects.js';
import type { Fault, FaultEffect, SlackFaults } from './slack-stand-in-types.js';

/** Faults that were ordered, in the order in which they take effect. */
export class FaultList implements SlackFaults {
  #faults: (Fault & { left: number })[] = [];

  add(fault: Fault): void {
    this.#faults.push({ ...fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults = [];
  }

  /** The effect on this call, if any, counted as used. */
  take(method: string, args: Json): FaultEffect | undefined {
    const fault = this.#faults.find((entry) => entry.left > 0 && concerns(entry, method, args));
    if (!fault) return undefined;
    fault.left -= 1;
    return fault.effect;
  }
}

function concerns(fault: Fault, method: string, args: Json): boolean {
  const named =
    fault.method === undefined ||
    (typeof fault.method === 'string' ? fault.method === method : fault.method.test(method));
  return named && (fault.when?.(args) ?? true);
}
