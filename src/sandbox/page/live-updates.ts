import type { IncomingMessage, ServerResponse } from 'node:http';
import type { PageAreas, ShownCall } from './page-state.js';

type Area = keyof PageAreas;

interface Viewer {
  readonly personId: string;
  readonly response: ServerResponse;
  /** What was sent last, by area, so that nothing is sent twice. */
  readonly sent: Map<Area, string>;
  lastCall: number;
  isBusy: boolean;
}

export interface LiveSources {
  /** One area as that person may see it. */
  area(area: Area, personId: string): PageAreas[Area];
  /** The calls after this one, oldest first. */
  callsAfter(id: number): ShownCall[];
}

/** Slow enough that a burst of changes becomes a few updates, fast enough to feel immediate. */
const PAUSE_MS = 60;
const HEARTBEAT_MS = 15_000;
const AREAS: readonly Area[] = ['basics', 'workspace', 'github', 'mail', 'trouble'];

/** Server-sent events: every area whole at first, then again whenever it changed for that viewer. */
export class LiveUpdates {
  readonly #sources: LiveSources;
  readonly #viewers = new Set<Viewer>();
  #timer: NodeJS.Timeout | undefined;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(sources: LiveSources) {
    this.#sources = sources;
    this.#heartbeat = setInterval(() => {
      for (const { response } of this.#viewers) response.write(': still here\n\n');
    }, HEARTBEAT_MS);
    this.#heartbeat.unref();
  }

  connect(request: IncomingMessage, response: ServerResponse, personId: string): void {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write('retry: 500\n\n');
    const viewer: Viewer = { personId, response, sent: new Map(), lastCall: -1, isBusy: false };
    this.#viewers.add(viewer);
    request.on('close', () => this.#viewers.delete(viewer));
    response.on('drain', () => {
      viewer.isBusy = false;
      this.#send(viewer);
    });
    this.#send(viewer);
  }

  /** Something changed; what, is found out when it is sent. */
  changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const viewer of this.#viewers) this.#send(viewer);
    }, PAUSE_MS);
  }

  close(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#heartbeat);
    for (const { response } of this.#viewers) response.end();
    this.#viewers.clear();
  }

  #send(viewer: Viewer): void {
    // A browser that reads slowly gets the newest state when it has read the last, not all that lay between.
    if (viewer.isBusy) return;
    for (const area of AREAS) {
      const text = JSON.stringify(this.#sources.area(area, viewer.personId));
      if (viewer.sent.get(area) === text) continue;
      viewer.sent.set(area, text);
      this.#write(viewer, area, text);
    }
    const calls = this.#sources.callsAfter(viewer.lastCall);
    const last = calls.at(-1);
    if (!last) return;
    this.#write(viewer, viewer.lastCall < 0 ? 'calls' : 'more-calls', JSON.stringify(calls));
    viewer.lastCall = last.id;
  }

  #write(viewer: Viewer, event: string, data: string): void {
    if (!viewer.response.write(`event: ${event}\ndata: ${data}\n\n`)) viewer.isBusy = true;
  }
}
