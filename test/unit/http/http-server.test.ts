import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttpServer, type HttpServer, type Route } from '../../../src/http/http-server.js';
import { aLog } from '../../support/builders.js';

const failing: Route = {
  handle: async () => {
    throw new Error('no picture today');
  },
};

describe('a request that fails', () => {
  let server: HttpServer;
  afterEach(() => server.close());

  it('is in the log by its route: the path may be a secret', async () => {
    const log = aLog();
    server = createHttpServer({ routes: { 'GET /charts/*': failing }, log, now: () => new Date() });
    const port = await server.listen(0, '127.0.0.1');

    const answer = await fetch(`http://127.0.0.1:${port}/charts/payload.signature.png?x=secret`);

    expect([answer.status, await answer.text()]).toEqual([500, 'Something went wrong; the log says what.']);
    expect(log.lines).toMatchObject([
      { level: 'error', fields: { route: 'GET /charts/*' }, message: 'a request failed' },
    ]);
    expect(JSON.stringify(log.lines)).not.toMatch(/signature|secret/);
  });
});
