/** One call that the program makes of a part of itself. */
export interface Step {
  /** `github`, or of the records `decisions`; a transaction is the one of the `database`. */
  readonly part: string;
  readonly member: string;
  readonly args: readonly unknown[];
}

/** Is given every step, and takes it by calling `take`. */
export type Around = <T>(step: Step, take: () => T) => T;

/** The same part, each call of which goes through `around`; what hangs on it is observed under its own name. */
export function observed<T extends object>(name: string, part: T, around: Around): T {
  return new Proxy(part, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || value === null) return value;
      if (typeof value === 'object') return observed(key, value, around);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) =>
        around({ part: name, member: key, args }, () => Reflect.apply(value, target, args));
    },
  });
}
