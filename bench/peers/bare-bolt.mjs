// The least that can answer a click: a Bolt app whose listener only acknowledges.
import bolt from '@slack/bolt';
import { obey } from '../support/child.mjs';

let app;

obey({
  async start({ signingSecret }) {
    const receiver = new bolt.HTTPReceiver({ signingSecret, endpoints: '/slack/events' });
    app = new bolt.App({
      receiver,
      authorize: async () => ({ botToken: 'xoxb-none', botId: 'B1', botUserId: 'U1' }),
    });
    app.action(/./, async ({ ack }) => ack());
    const server = await app.start(0);
    return { port: server.address().port };
  },
  stop: () => app?.stop(),
});
