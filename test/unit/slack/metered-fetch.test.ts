import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { type OutgoingCall, unmetered } from '../../../src/application/meter.js';
import { meteredFetch } from '../../../src/slack/metered-fetch.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(answer: RequestListener, withinMs = 10_000) {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  let told = (_: OutgoingCall) => {};
  const call = new Promise<OutgoingCall>((resolve) => {
    told = resolve;
  });
  const fetchUrl = meteredFetch({ ...unmetered, called: (made) => told(made) }, `${url}/api/`, withinMs);
  return { url, call, fetchUrl };
}

describe('what Slack’s clients fetch with', () => {
  it.each([
    [200, '{"ok":true}', '200'],
    [200, '{"ok":false,"error":"is_archived"}', 'is_archived'],
    [200, '<html>', '200'],
    [429, '', '429'],
    [503, 'down', '503'],
  ])('tells of the answer %d %j, and leaves it to be read', async (status, body, said) => {
    const { url, call, fetchUrl } = await serving((_, response) => response.writeHead(status).end(body));

    const response = await fetchUrl(`${url}/api/chat.postMessage`);

    expect(await response.text()).toBe(body);
    expect(await call).toMatchObject({ service: 'slack', call: 'chat.postMessage', status: said });
  });

  it('tells nothing of the secret in an address that Slack gave for one answer', async () => {
    const { url, call, fetchUrl } = await serving((_, response) => response.end('ok'));

    await (await fetchUrl(`${url}/actions/T0/1/secret`)).text();

    expect(await call).toMatchObject({ call: 'response_url', status: '200' });
  });

  it.each([200, 503])('tells of an answer %d that has no end as of none', async (status) => {
    const { url, call, fetchUrl } = await serving((_, response) => {
      response.writeHead(status).write('{"ok":');
    }, 50);

    await expect(fetchUrl(`${url}/api/auth.test`)).rejects.toThrow('timeout');
    expect(await call).toMatchObject({ status: 'none' });
  });

  it('has more patience with what nobody waits for', async () => {
    const held: ServerResponse[] = [];
    const { url, fetchUrl } = await serving((_, response) => void held.push(response), 20);

    const answer = fetchUrl(`${url}/actions/T0/1/secret`);
    await expect(fetchUrl(`${url}/api/auth.test`)).rejects.toThrow('timeout');
    for (const response of held) response.end('ok');

    expect((await answer).status).toBe(200);
  });

  it('tells of no answer', async () => {
    const { url, call, fetchUrl } = await serving((request) => request.socket.destroy());

    await expect(fetchUrl(`${url}/api/auth.test`)).rejects.toThrow();

    expect(await call).toMatchObject({ call: 'auth.test', status: 'none' });
  });
});
