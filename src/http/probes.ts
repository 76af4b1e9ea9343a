import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Route } from './http-server.js';

export interface ProbesOptions {
  /** Rejects, with the reason, when the database cannot be used or lacks migrations. */
  checkDatabase(): Promise<void>;
  /** What else is known, for people; it never makes the process unready. */
  states(): Record<string, string>;
  /** Deliveries that wait, and the age of the oldest in seconds. */
  queue(): Promise<{ depth: number; oldestSeconds: number }>;
}

/** Endpoints for those who run PATrol: alive, ready, and numbers for Prometheus. */
export function createProbes(options: ProbesOptions): Record<string, Route> {
  const metrics = createMetrics(options);
  return {
    'GET /healthz': { handle: async () => ({ status: 200, body: 'ok' }) },
    'GET /readyz': {
      handle: async () => {
        // Slack or GitHub being down must not take webhooks offline: they would be lost.
        const database = await options.checkDatabase().then(
          () => 'ok',
          (error: unknown) => (error instanceof Error ? error.message : 'not reachable'),
        );
        const body = JSON.stringify({ database, ...options.states() });
        return { status: database === 'ok' ? 200 : 503, body, contentType: 'application/json' };
      },
    },
    'GET /metrics': {
      handle: async () => ({
        status: 200,
        body: await metrics.metrics(),
        contentType: metrics.contentType,
      }),
    },
  };
}

function createMetrics(options: ProbesOptions): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const depth = new Gauge({
    name: 'patrol_deliveries_waiting',
    help: 'Deliveries that are not sent yet',
    registers: [registry],
  });
  new Gauge({
    name: 'patrol_deliveries_oldest_seconds',
    help: 'Age of the oldest delivery that is not sent yet',
    registers: [registry],
    async collect() {
      const queue = await options.queue();
      depth.set(queue.depth);
      this.set(queue.oldestSeconds);
    },
  });
  return registry;
}
