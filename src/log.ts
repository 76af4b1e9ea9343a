import { pino } from 'pino';
import type { Logger } from './application/ports.js';
import type { LogLevel } from './config.js';

/** The log, a JSON object a line; `write` takes the lines instead of standard output. */
export function createLog(
  level: LogLevel,
  write?: (line: string) => void,
): Logger & { fatal: Logger['error'] } {
  const options = {
    level,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
  };
  return write ? pino(options, { write }) : pino(options);
}

/** What may be said of an error: others carry queries with their values, addresses, or requests with tokens. */
const TELLING = [
  'code',
  'service',
  'failure',
  'status',
  'responseCode',
  'command',
  'constraint',
  'table',
] as const;

function describeError(error: unknown, depth = 0): unknown {
  if (!(typeof error === 'object' && error !== null && 'message' in error)) return String(error);
  const { name, message, stack, cause, driverError, options } = error as DescribedError;
  const facts = TELLING.map((key) => [key, (error as Record<string, unknown>)[key]] as const);
  return {
    type: name,
    message: withoutAddresses(message),
    ...Object.fromEntries(
      facts.filter(([, value]) => typeof value === 'string' || typeof value === 'number'),
    ),
    ...(typeof options?.detail === 'string' ? { detail: options.detail } : {}),
    ...(depth === 0 ? { stack: withoutAddresses(stack) } : {}),
    ...(depth < 3 && (cause ?? driverError) ? { cause: describeError(cause ?? driverError, depth + 1) } : {}),
  };
}

/**
 * Mail servers repeat the address that they refuse, and libraries put that into the error's text. What follows a slash
 * is the scope of a package in a path of the stack.
 */
function withoutAddresses(text: unknown): unknown {
  return typeof text === 'string' ? text.replace(/[^\s<>"'(]*[^\s<>"'(/]@[^\s<>"')]+/g, '(address)') : text;
}

interface DescribedError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly stack?: unknown;
  readonly cause?: unknown;
  /** PostgreSQL's, inside TypeORM's. */
  readonly driverError?: unknown;
  /** Of OutsideError. */
  readonly options?: { readonly detail?: unknown };
}
