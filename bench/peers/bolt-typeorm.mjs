// A Bolt app with TypeORM connected, and nothing else: what starting and idling cost with these libraries.
import bolt from '@slack/bolt';
import { DataSource } from 'typeorm';

const dataSource = await new DataSource({
  type: 'postgres',
  url: process.env.DATABASE_URL,
  entities: [],
}).initialize();
const app = new bolt.App({
  receiver: new bolt.HTTPReceiver({
    signingSecret: 'secret',
    customRoutes: [
      {
        path: '/readyz',
        method: 'GET',
        handler: async (_, response) => {
          await dataSource.query('SELECT 1');
          response.writeHead(200).end('ok');
        },
      },
    ],
  }),
  authorize: async () => ({ botToken: 'xoxb-none', botId: 'B1', botUserId: 'U1' }),
});
app.action(/./, async ({ ack }) => ack());
await app.start(Number(process.env.PORT));
process.on('SIGTERM', () => process.exit(0));
