// The same as a Probot app.
import { createServer } from 'node:http';
import pg from 'pg';
import { createNodeMiddleware, Probot } from 'probot';
import { obey } from '../support/child.mjs';
import { INSERT, valuesOf } from './insert.mjs';

let server;

obey({
  async start({ databaseUrl, secret, privateKey }) {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
    const probot = new Probot({ appId: 4711, privateKey, secret, logLevel: 'error' });
    const middleware = await createNodeMiddleware(
      (app) => {
        app.on('personal_access_token_request.created', async ({ id, payload }) => {
          await pool.query(INSERT, valuesOf(id, payload));
        });
      },
      { probot, webhooksPath: '/github/webhooks' },
    );
    server = createServer(middleware);
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: server.address().port };
  },
  stop: () => server?.closeAllConnections(),
});
