import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { networkFailure } from '../../src/domain/network-failure.js';
import { leanFetch as leanFetchWithin } from '../../src/lean-fetch.js';

const leanFetch = leanFetchWithin(10_000);

type Seen = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: string };

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A server that answers so, and keeps what it was asked. */
async function serving(answer: (response: ServerResponse, seen: Seen, socket: Socket) => void) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => {
      body += text;
    });
    request.on('end', () => {
      const { method, url, headers } = request;
      seen.push({ method, url, headers, body });
      answer(response, { method, url, headers, body }, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const failureOf = async (call: Promise<unknown>) =>
  networkFailure(
    await call.then(
      () => undefined,
      (error: unknown) => error,
    ),
  );

describe('the lean fetch', () => {
  it('sends what it is given, and gives back what comes', async () => {
    const { url, seen } = await serving((response) =>
      response.writeHead(201, 'Made', { ETag: '"x"' }).end('{"name":"café"}'),
    );

    const headers = { authorization: 'token t', 'content-type': 'application/json' };
    const answer = await leanFetch(`${url}/a?b=c`, { method: 'POST', headers, body: '{"é":1}' });

    expect(seen).toMatchObject([
      { method: 'POST', url: '/a?b=c', headers: { ...headers, 'content-length': '8' }, body: '{"é":1}' },
    ]);
    expect(answer).toMatchObject({ status: 201, statusText: 'Made', ok: true, url: `${url}/a?b=c` });
    expect([answer.headers.get('ETag'), answer.headers.get('link')]).toEqual(['"x"', null]);
    expect(Object.fromEntries(answer.headers)).toMatchObject({ etag: '"x"' });
    expect(await answer.text()).toBe('{"name":"café"}');
    expect(await answer.json()).toEqual({ name: 'café' });
  });

  it('unpacks what comes packed', async () => {
    const { url, seen } = await serving((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('{"a":1}')),
    );

    const answer = await leanFetch(url);

    expect(await answer.json()).toEqual({ a: 1 });
    expect(seen).toMatchObject([{ headers: { 'accept-encoding': 'gzip' } }]);
  });

  it.each([204, 304, 403, 500])('gives back the status %d as it is', async (status) => {
    const { url } = await serving((response) => response.writeHead(status).end());

    const answer = await leanFetch(url);

    expect([answer.status, await answer.text()]).toEqual([status, '']);
  });

  it('follows a redirect, as GitHub sends for what was renamed', async () => {
    const { url, seen } = await serving((response, { url: path }) =>
      path === '/old' ? response.writeHead(301, { location: '/new' }).end() : response.end('here'),
    );

    const answer = await leanFetch(`${url}/old`, { headers: { accept: 'x' } });

    expect(await answer.text()).toBe('here');
    expect(seen.at(-1)).toMatchObject({ url: '/new', headers: { accept: 'x' } });
  });

  it('follows none where that is not wanted', async () => {
    const { url, seen } = await serving((response) => response.writeHead(302, { location: '/x' }).end());

    await expect(leanFetch(url, { redirect: 'error' })).rejects.toThrow('fetch failed');
    expect(seen).toHaveLength(1);
  });

  it('fails with Node’s code where nobody listens, so that it is known that nothing was sent', async () => {
    const { url } = await serving((response) => response.end());
    for (const close of closing.splice(0)) close();

    expect(await failureOf(leanFetch(url, { method: 'POST', body: 'x' }))).toEqual({
      code: 'ECONNREFUSED',
      neverLeft: true,
    });
  });

  it('fails where the answer breaks off', async () => {
    const { url } = await serving((response, _, socket) => {
      response.writeHead(200, { 'content-length': '10' }).write('half');
      setImmediate(() => socket.destroy());
    });

    expect(await failureOf(leanFetch(url))).toMatchObject({ neverLeft: false });
  });

  it('gives up when it is told to, and lets go of the connection', async () => {
    let closed: Promise<void> | undefined;
    const { url } = await serving((_, __, socket) => {
      closed = new Promise((resolve) => socket.once('close', () => resolve()));
    });

    expect(await failureOf(leanFetch(url, { signal: AbortSignal.timeout(50) }))).toEqual({
      code: 'timeout',
      neverLeft: false,
    });
    await closed;
  });

  it('gives up when its time is over, and lets go of the connection', async () => {
    let closed: Promise<void> | undefined;
    const { url } = await serving((response, __, socket) => {
      closed = new Promise((resolve) => socket.once('close', () => resolve()));
      response.writeHead(200, { 'content-length': '10' }).write('half');
    });

    expect(await failureOf(leanFetchWithin(50)(url))).toEqual({ code: 'timeout', neverLeft: false });
    await closed;
  });

  it('says for certain that nothing was sent when it gives up before there is a connection', async () => {
    const { url, seen } = await serving((response) => response.end());
    const giveUp = new AbortController();

    const given = leanFetch(url, { method: 'POST', body: 'x', signal: giveUp.signal });
    // Its socket is there, and not connected yet.
    await new Promise((resolve) => process.nextTick(resolve));
    giveUp.abort();

    expect(await failureOf(given)).toEqual({ code: 'CONNECT_TIMEOUT', neverLeft: true });
    expect(seen).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])(
    'sends nothing to where an answer %d to a change points',
    async (status) => {
      const { url, seen } = await serving((response) =>
        response.writeHead(status, { location: '/elsewhere' }).end(),
      );

      const failure = await failureOf(leanFetch(url, { method: 'POST', body: 'x' }));

      expect(failure).toEqual({ code: 'UNEXPECTED_REDIRECT', neverLeft: false });
      expect(seen.map(({ method }) => method)).toEqual(['POST']);
    },
  );

  it('ends its timer with the call', async () => {
    const { url } = await serving((response) => response.end());
    const timers = () => process.getActiveResourcesInfo().filter((resource) => resource === 'Timeout').length;
    const before = timers();

    await leanFetchWithin(60_000)(url);
    await leanFetchWithin(60_000)(`${url}/`, { method: 'POST', body: 'x' });

    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('does not begin what was given up before', async () => {
    const { url, seen } = await serving((response) => response.end());

    const given = leanFetch(url, { signal: AbortSignal.abort(new Error('too late')) });

    await expect(given).rejects.toThrow('too late');
    expect(seen).toEqual([]);
  });

  it('does not read once more what has begun to come', async () => {
    const asked: Socket[] = [];
    const { url, seen } = await serving((response, _, socket) => {
      const isOld = asked.includes(socket);
      asked.push(socket);
      if (!isOld) response.end('fresh');
      else {
        response.writeHead(200, { 'content-length': '10' }).write('half');
        setImmediate(() => socket.resetAndDestroy());
      }
    });

    await leanFetch(url);

    expect(await failureOf(leanFetch(url))).toMatchObject({ neverLeft: false });
    expect(seen).toHaveLength(2);
  });

  it('reads once more over a connection that the server had closed meanwhile, and never sends anything twice', async () => {
    const asked: Socket[] = [];
    const { url, seen } = await serving((response, _, socket) => {
      const isOld = asked.includes(socket);
      asked.push(socket);
      if (isOld) socket.resetAndDestroy();
      else response.end('fresh');
    });

    await leanFetch(url);
    const again = await leanFetch(url);
    const posted = await failureOf(leanFetch(url, { method: 'POST', body: 'x' }));

    expect(await again.text()).toBe('fresh');
    expect(posted).toMatchObject({ code: 'ECONNRESET', neverLeft: false });
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST']);
  });
});
