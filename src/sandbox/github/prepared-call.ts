import type { IncomingHttpHeaders } from 'node:http';
import type { Reply } from './api-reply.js';

/** A request as it came in. */
export interface IncomingRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly text: string;
  readonly headers: IncomingHttpHeaders;
}

/** What the API or a page makes of a request, before a fault befalls it or it is carried out. */
export interface PreparedCall {
  /** Who calls, for the record. */
  readonly caller: string;
  readonly body: unknown;
  perform(): Reply;
  /** The reply with all its headers, as it goes out. */
  finish(reply: Reply): Reply;
}
