import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Meter } from '../application/meter.js';
import type { ServiceStates } from '../application/operations-ports.js';
import { addGauges, type GaugesOptions } from './gauges.js';
import { createMeter } from './meter.js';
import { watchServices } from './service-states.js';

export interface Metrics {
  readonly meter: Meter;
  /** How each service answered this process last. */
  states(): ServiceStates;
  /** Everything, in the text format of Prometheus. */
  read(): Promise<{ readonly text: string; readonly contentType: string }>;
  /** Adds what the database says; before that, `read` has this process's numbers only. */
  watch(options: GaugesOptions): void;
}

/** The metrics of one process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const { meter, states } = watchServices(createMeter(registry));
  let collect = async () => {};
  return {
    meter,
    states,
    async read() {
      await collect();
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
    watch(options) {
      collect = addGauges(registry, options).collect;
    },
  };
}
