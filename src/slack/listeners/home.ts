import type { App } from '@slack/bolt';
import { inlineMessage } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { homeView } from '../views/home-view.js';

/** App Home, `/tokens`, and the events that end an installation. */
export function registerHome(app: App, context: ListenerContext): void {
  const { t, log } = context;
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: homeView(t) });
  });
  app.command('/tokens', async ({ ack }) => {
    const text = [t.text('help.what'), '\n', t.text('help.classic')];
    await ack({ response_type: 'ephemeral', ...inlineMessage(text) });
  });
  app.event('app_uninstalled', async () => {
    log.error({}, 'the app was uninstalled from Slack: install it again, then set the new SLACK_BOT_TOKEN');
  });
  app.event('tokens_revoked', async () => {
    log.error({}, 'Slack revoked our token: install the app again, then set the new SLACK_BOT_TOKEN');
  });
}
