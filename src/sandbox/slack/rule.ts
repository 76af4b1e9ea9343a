/** Where blocks are shown; it decides which of them are allowed. */
export type Surface = 'message' | 'modal' | 'home';

/** What a validation knows and what it found. */
export interface Inspection {
  surface: Surface;
  userExists: (id: string) => boolean;
  problems: Problem[];
}

export interface Problem {
  /** JSON pointer into the arguments of the call, e.g. '/blocks/0/text'. */
  pointer: string;
  message: string;
}

/** Reports to `inspection` what is wrong with `value`, which stands at `pointer`. */
export type Rule = (value: unknown, pointer: string, inspection: Inspection) => void;

interface Range {
  min?: number;
  max?: number;
}

/** Narrows to an object that is no array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Notes a problem. */
export function report(inspection: Inspection, pointer: string, message: string): void {
  inspection.problems.push({ pointer, message });
}

/** Writes a problem as Slack does in `response_metadata.messages`. */
export function formatProblem(problem: Problem): string {
  return `[ERROR] ${problem.message} [json-pointer:${problem.pointer}]`;
}

/** A string with a length between `min` (1 by default) and `max`. */
export function string({ min = 1, max = Number.POSITIVE_INFINITY }: Range = {}, pattern?: RegExp): Rule {
  return (value, pointer, inspection) => {
    if (typeof value !== 'string') return report(inspection, pointer, 'must be a string');
    // UTF-16 units: the stricter count, since Slack does not say which one it uses.
    if (value.length < min) report(inspection, pointer, `must be more than ${min - 1} characters`);
    if (value.length > max) report(inspection, pointer, `must be less than ${max + 1} characters`);
    if (pattern && !pattern.test(value)) report(inspection, pointer, `does not match ${pattern.source}`);
  };
}

/** An absolute web address of at most 3,000 characters. */
export const url: Rule = (value, pointer, inspection) => {
  string({ max: 3000 })(value, pointer, inspection);
  if (typeof value !== 'string') return;
  if (!/^(https?|mailto|slack):/.test(value) || !URL.canParse(value))
    report(inspection, pointer, 'invalid url');
};

/** A whole number between `min` and `max`. */
export function integer({ min = 0, max = Number.MAX_SAFE_INTEGER }: Range = {}): Rule {
  return (value, pointer, inspection) => {
    if (!Number.isInteger(value)) return report(inspection, pointer, 'must be an integer');
    if ((value as number) < min) report(inspection, pointer, `must be no less than ${min}`);
    if ((value as number) > max) report(inspection, pointer, `must be no more than ${max}`);
  };
}

/** `true` or `false`. */
export const boolean: Rule = (value, pointer, inspection) => {
  if (typeof value !== 'boolean') report(inspection, pointer, 'must be a boolean');
};

/** One of the given values. */
export function oneOf(...allowed: (string | number)[]): Rule {
  return (value, pointer, inspection) => {
    if (allowed.includes(value as string)) return;
    report(inspection, pointer, `value must be one of ${allowed.map((item) => `"${item}"`).join(', ')}`);
  };
}

/** An array with `min` (1 by default) to `max` items that all follow `item`. */
export function list(item: Rule, { min = 1, max = Number.POSITIVE_INFINITY }: Range = {}): Rule {
  return (value, pointer, inspection) => {
    if (!Array.isArray(value)) return report(inspection, pointer, 'must be an array');
    if (value.length < min) report(inspection, pointer, `no fewer than ${min} items allowed`);
    if (value.length > max) report(inspection, pointer, `no more than ${max} items allowed`);
    for (const [index, entry] of value.entries()) item(entry, `${pointer}/${index}`, inspection);
  };
}

/** An object with all of `required`, any of `optional`, `type` and nothing else; `extra` checks what spans properties. */
export function shape(
  required: Record<string, Rule>,
  optional: Record<string, Rule> = {},
  extra?: (value: Record<string, unknown>, pointer: string, inspection: Inspection) => void,
): Rule {
  return (value, pointer, inspection) => {
    if (!isObject(value)) return report(inspection, pointer, 'must provide an object');
    for (const name of Object.keys(required)) {
      if (value[name] === undefined) report(inspection, pointer, `missing required field: ${name}`);
    }
    for (const [name, entry] of Object.entries(value)) {
      if (name === 'type' || entry === undefined) continue;
      const rule = required[name] ?? optional[name];
      if (rule) rule(entry, `${pointer}/${name}`, inspection);
      else report(inspection, pointer, `invalid additional property: ${name}`);
    }
    extra?.(value, pointer, inspection);
  };
}

/** An object whose `type` picks the rule for it. */
export function byType(rules: Record<string, Rule>, allowed: string[] = Object.keys(rules)): Rule {
  return (value, pointer, inspection) => {
    if (!isObject(value)) return report(inspection, pointer, 'must provide an object');
    const type = value.type;
    if (typeof type !== 'string') return report(inspection, pointer, 'missing required field: type');
    const rule = allowed.includes(type) ? rules[type] : undefined;
    if (rule) rule(value, pointer, inspection);
    else report(inspection, `${pointer}/type`, `unsupported type: ${type}`);
  };
}

/** Exactly one of the named properties must be there. */
export function exactlyOne(value: Record<string, unknown>, names: string[]): string | undefined {
  const given = names.filter((name) => value[name] !== undefined);
  if (given.length === 1) return undefined;
  return given.length === 0
    ? `must provide one of ${names.join(', ')}`
    : `only one of ${names.join(', ')} allowed`;
}
