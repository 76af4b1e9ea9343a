import type { Route } from './http-server.js';

export interface ProbesOptions {
  /** Rejects, with the reason, when the database cannot be used or lacks migrations. */
  checkDatabase(): Promise<void>;
  /** What else is known, for people; it never makes the process unready. */
  states(): Record<string, string>;
  /** How far the work is; asked only of a database that can be used. */
  progress(): Promise<Record<string, number | string | null>>;
  /** In the text format of Prometheus. */
  metrics(): Promise<{ readonly text: string; readonly contentType: string }>;
}

/** Whoever asks gives up after some seconds, and would then not read what is wrong. */
const PATIENCE_MS = 3_000;

/** Endpoints for those who run PATrol: alive, ready, and numbers for Prometheus. */
export function createProbes(options: ProbesOptions): Record<string, Route> {
  return {
    'GET /healthz': { handle: async () => ({ status: 200, body: 'ok' }) },
    'GET /readyz': {
      handle: async () => {
        // Slack or GitHub being down must not take webhooks offline: they would be lost.
        const database = await inTime(options.checkDatabase()).then(() => 'ok', reasonOf);
        const progress = database === 'ok' ? await inTime(options.progress()).catch(() => ({})) : {};
        const body = JSON.stringify({ database, ...options.states(), ...progress });
        return { status: database === 'ok' ? 200 : 503, body, contentType: 'application/json' };
      },
    },
    'GET /metrics': {
      handle: async () => {
        const { text, contentType } = await options.metrics();
        return { status: 200, body: text, contentType };
      },
    },
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : 'not reachable';
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('does not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
