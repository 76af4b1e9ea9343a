import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPModuleFunctions, type HTTPReceiver } from '@slack/bolt';
import type { Logger } from '../application/ports.js';
import type { Config } from '../config.js';

/** Larger than anything that Slack sends. */
export const BODY_LIMIT = '1mb';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Bolt's own listener, behind a look at the body: Bolt reads properties of whatever a signed body holds, and one that is
 * no object, such as `null`, would end the process. It reads the body from `rawBody` then, and not a second time.
 */
export function guardedListener(
  receiver: HTTPReceiver,
  { signingSecret = '' }: Pick<Config['slack'], 'signingSecret'>,
  log: Logger,
): Listener {
  return (request, response) => {
    statusFor(request, signingSecret).then(
      (status) => {
        if (status === undefined) return receiver.requestListener(request, response);
        log.warn({ status }, 'a request to /slack/events was refused');
        response.writeHead(status).end();
      },
      (error: unknown) => {
        log.error({ err: error }, 'a request to /slack/events could not be read');
        response.writeHead(400).end();
      },
    );
  };
}

/** Why the request is refused; undefined for one that Bolt can take. */
async function statusFor(request: IncomingMessage, signingSecret: string): Promise<number | undefined> {
  let body: unknown;
  try {
    const options = { enabled: true, signingSecret, bodyLimit: BODY_LIMIT };
    const verified = await HTTPModuleFunctions.parseAndVerifyHTTPRequest(options, request);
    body = parsed(verified);
  } catch (error) {
    return HTTPModuleFunctions.isRawBodyError(error) && error.statusCode === 413 ? 413 : 401;
  }
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? undefined : 400;
}

/** undefined when it is neither JSON nor a form. */
function parsed(request: Parameters<typeof HTTPModuleFunctions.parseHTTPRequestBody>[0]): unknown {
  try {
    return HTTPModuleFunctions.parseHTTPRequestBody(request);
  } catch {
    return undefined;
  }
}
