import { setMaxListeners } from 'node:events';

/** Work that goes on after an answer was given; tests wait for it, and closing ends it. */
export class BackgroundWork {
  readonly #underWay = new Set<Promise<unknown>>();
  readonly #wakers = new Map<NodeJS.Timeout, () => void>();
  readonly #closing = new AbortController();

  constructor() {
    // One listener for each webhook under way is no leak.
    setMaxListeners(0, this.#closing.signal);
  }

  /** Aborted when the stand-in closes. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  track<T>(work: Promise<T>): Promise<T> {
    this.#underWay.add(work);
    const forget = () => this.#underWay.delete(work);
    work.then(forget, forget);
    return work;
  }

  /** Resolves after so many milliseconds, or at once when everything closes. */
  delay(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#wakers.delete(timer);
        resolve();
      }, milliseconds);
      this.#wakers.set(timer, resolve);
    });
  }

  later(milliseconds: number, act: () => void): void {
    const work = this.delay(milliseconds).then(() => {
      if (!this.signal.aborted) act();
    });
    this.track(work);
  }

  async settled(): Promise<void> {
    while (this.#underWay.size > 0) await Promise.allSettled([...this.#underWay]);
  }

  close(): void {
    this.#closing.abort();
    for (const [timer, wake] of this.#wakers) {
      clearTimeout(timer);
      wake();
    }
    this.#wakers.clear();
  }
}
