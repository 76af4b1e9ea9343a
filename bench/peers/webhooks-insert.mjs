// The least that can take a webhook and keep it: Octokit's middleware, with one INSERT by pg.
import { createServer } from 'node:http';
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks';
import pg from 'pg';
import { obey } from '../support/child.mjs';
import { INSERT, valuesOf } from './insert.mjs';

let server;

obey({
  async start({ databaseUrl, secret }) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
    const webhooks = new Webhooks({ secret });
    webhooks.on('personal_access_token_request.created', async ({ id, payload }) => {
      await pool.query(INSERT, valuesOf(id, payload));
    });
    server = createServer(createNodeMiddleware(webhooks, { path: '/github/webhooks' }));
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: server.address().port };
  },
  stop: () => server?.closeAllConnections(),
});
