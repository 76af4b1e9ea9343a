/** Network errors that tell for certain that no request left this machine. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CONNECT_TIMEOUT',
]);

/** What an error says of a connection. Node wraps the cause that matters, several times over. */
export interface NetworkFailure {
  /** Node's code, such as `ECONNRESET`; `timeout`; or `network` when nothing is known. */
  readonly code: string;
  readonly neverLeft: boolean;
}

/** Reads an error of `fetch`, or one that wraps such an error. */
export function networkFailure(error: unknown): NetworkFailure {
  const chain = causes(error);
  const codes = chain.map(({ code }) => code).filter((code) => typeof code === 'string');
  const certain = codes.find((code) => NEVER_LEFT.has(code));
  if (certain !== undefined) return { code: certain, neverLeft: true };
  const timedOut = chain.some(({ name }) => name === 'TimeoutError' || name === 'AbortError');
  return { code: timedOut ? 'timeout' : (codes[0] ?? 'network'), neverLeft: false };
}

interface ErrorLike {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

/** By shape and not by class: errors of `fetch` may come from another realm, where `instanceof` is false. */
function causes(error: unknown, depth = 0): ErrorLike[] {
  if (typeof error !== 'object' || error === null || depth > 10) return [];
  const { cause, errors } = error as ErrorLike;
  const inner = Array.isArray(errors) ? errors : [];
  return [error, ...[...inner, cause].flatMap((next) => causes(next, depth + 1))];
}
