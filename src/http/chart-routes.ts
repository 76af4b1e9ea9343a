import type { ChartAddress, ChartAddresses } from '../application/chart-ports.js';
import type { Clock, RateLimit } from '../application/ports.js';
import type { Answer, Route } from './http-server.js';

export interface ChartRoutes {
  readonly charts: Pick<ChartAddresses, 'read'>;
  /** The picture that belongs to an address of ours, as PNG. */
  draw(address: ChartAddress): Promise<Uint8Array>;
  /** Of pictures that have to be drawn. */
  readonly flood: RateLimit;
  readonly clock: Clock;
}

/** Slack keeps a copy of its own; what else asks often is answered from these. */
const KEPT = 16;
const DAY_S = 86_400;
/** The same as for an address at which nothing has ever been: it tells nobody what was wrong. */
const NOTHING: Answer = { status: 404, body: 'Not found' };

/** Pictures of an organization's weeks, for whoever has an address that PATrol has made and that is still good. */
export function createChartRoutes(context: ChartRoutes): Record<string, Route> {
  const kept = new Map<string, Promise<Uint8Array>>();
  return {
    'GET /charts/*': {
      async handle({ path }) {
        const name = path.slice('/charts/'.length);
        const address = context.charts.read(name);
        const goodForS = address ? secondsUntil(address.expiresAt, context.clock.now()) : 0;
        if (address === undefined || goodForS <= 0) return NOTHING;
        // Only who has a good address can use this up, so that nobody else can keep Slack from its pictures.
        if (!kept.has(name) && !(await context.flood.take('all'))) return { status: 429, body: 'Too many' };
        return picture(await remembered(kept, name, () => context.draw(address)), goodForS);
      },
    },
  };
}

function picture(body: Uint8Array, goodForS: number): Answer {
  const headers = {
    'cache-control': `private, max-age=${Math.min(goodForS, DAY_S)}`,
    // Slack's pages, and the sandbox's, show it from another origin; the address is all that protects it.
    'cross-origin-resource-policy': 'cross-origin',
  };
  return { status: 200, body, contentType: 'image/png', headers };
}

function secondsUntil(instant: Date, now: Date): number {
  return Math.floor((instant.getTime() - now.getTime()) / 1_000);
}

/** Those who ask at once share one drawing; one that failed is not kept. */
async function remembered(
  kept: Map<string, Promise<Uint8Array>>,
  name: string,
  draw: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const drawn = kept.get(name) ?? draw();
  kept.delete(name);
  kept.set(name, drawn);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  try {
    return await drawn;
  } catch (error) {
    if (kept.get(name) === drawn) kept.delete(name);
    throw error;
  }
}
