import {
  request as call,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';

/** Hands a request on to `target` as it is, and the answer back; no answer stays no answer. */
export function forward(target: string, request: IncomingMessage, response: ServerResponse): void {
  const { method, headers } = request;
  const forwarded = call(target, { method, headers: without(headers, 'host', 'connection') }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, without(answer.headers, 'connection', 'keep-alive'));
    answer.pipe(response);
  });
  forwarded.on('error', () => response.destroy());
  response.on('close', () => forwarded.destroy());
  request.pipe(forwarded);
}

function without(headers: IncomingHttpHeaders, ...names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
