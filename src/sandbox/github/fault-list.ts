export interface IncomingCall {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly body: unknown;
  /**
   * `app`, `client`, `installation:acme`, `user:alice`, `fine-grained:alice`, `classic:alice` or `nobody`; `browser`
   * for a person before GitHub's own pages.
   */
  readonly authenticatedAs: string;
}

export interface RecordedCall extends IncomingCall {
  /** 0 when no answer was sent. */
  readonly status: number;
  readonly ms: number;
  readonly at: Date;
}

export type FaultEffect =
  | {
      status: number;
      body?: unknown;
      headers?: Record<string, string>;
      /** Whether GitHub carried the call out before it failed. Default `not-executed`. */
      after?: 'executed' | 'not-executed';
    }
  | { hang: true; executed: boolean }
  | { reset: true; executed: boolean }
  | { delayMs: number };

export interface Fault {
  match: (call: IncomingCall) => boolean;
  /** How many calls it befalls. Default: every one. */
  times?: number;
  effect: FaultEffect;
}

/** The faults in force; the first that matches befalls a call. */
export class FaultList {
  readonly #faults: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  take(call: IncomingCall): FaultEffect | undefined {
    const entry = this.#faults.find(({ fault, left }) => left > 0 && fault.match(call));
    if (!entry) return undefined;
    entry.left -= 1;
    return entry.fault.effect;
  }
}
