import type { IncomingMessage, ServerResponse } from 'node:http';
import { errorReply, type Reply } from './api-reply.js';
import { apiCall } from './api-server.js';
import type { FaultEffect, IncomingCall } from './fault-list.js';
import type { IncomingRequest } from './prepared-call.js';
import { recordedBody, recordedQuery } from './recorded-call.js';
import type { ServerParts } from './server-parts.js';
import { isSignInPath, signInCall } from './sign-in/sign-in-call.js';

/** Answers one HTTP request as GitHub does, unless a fault befalls it. */
export async function answerRequest(
  parts: ServerParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = performance.now();
  const at = parts.world.now();
  const incoming = await readRequest(request);
  const { method, path, query } = incoming;
  const prepared = isSignInPath(path) ? signInCall(parts, incoming) : apiCall(parts, incoming);
  const call: IncomingCall = {
    method,
    path,
    query: recordedQuery(query),
    body: recordedBody(prepared.body),
    authenticatedAs: prepared.caller,
  };
  const perform = () => prepared.perform();
  const reply = await replyUnlessFault(parts, parts.faults.take(call), perform, response);
  const status = reply ? send(response, prepared.finish(reply)) : 0;
  parts.onCall({ ...call, status, ms: Math.round(performance.now() - start), at });
}

async function readRequest(request: IncomingMessage): Promise<IncomingRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
  return {
    method: request.method ?? 'GET',
    path: pathname,
    query: searchParams,
    text: Buffer.concat(chunks).toString(),
    headers: request.headers,
  };
}

/** The reply to send; undefined when the fault leaves the caller without one. */
async function replyUnlessFault(
  parts: ServerParts,
  fault: FaultEffect | undefined,
  perform: () => Reply,
  response: ServerResponse,
): Promise<Reply | undefined> {
  if (!fault) return perform();
  if ('delayMs' in fault) {
    await parts.work.delay(fault.delayMs);
    return perform();
  }
  if ('status' in fault) {
    if (fault.after === 'executed') perform();
    const usual = errorReply(fault.status, `Fault ${fault.status}`);
    return { status: fault.status, headers: fault.headers, body: fault.body ?? usual.body };
  }
  if (fault.executed) perform();
  if ('reset' in fault) response.destroy();
  return undefined;
}

function send(response: ServerResponse, reply: Reply): number {
  response.writeHead(reply.status, reply.headers).end(textOf(reply));
  return reply.status;
}

function textOf({ body }: Reply): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}
