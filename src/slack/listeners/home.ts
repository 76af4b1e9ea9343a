import type { WebClient } from '@slack/web-api';
import { openHome } from '../../application/refresh-homes.js';
import type { Listeners } from '../create-listeners.js';
import type { ListenerContext } from '../listener-context.js';
import { attempt } from '../listener-wrapper.js';
import { homeLoadingView } from '../views/home-view.js';

/** App Home, and the events that end an installation. */
export function registerHome(on: Listeners): void {
  on.event('app_home_opened', async (context, { event, client }) => {
    if (event.tab !== 'home') return;
    const trace = context.trace;
    await attempt(context, async () => {
      const known = await context.database.homes.find(event.user);
      const isFirst = known === undefined || known.digest === '';
      if (isFirst) await publishLoading(context, client, event.user);
      // What is shown first must replace "loading", whatever was published meanwhile.
      await openHome(context, event.user, { force: isFirst, trace });
    });
  });
  on.event('app_uninstalled', async ({ log }) => {
    log.error({}, 'the app was uninstalled from Slack: install it again, then set the new SLACK_BOT_TOKEN');
  });
  on.event('tokens_revoked', async ({ log }) => {
    log.error({}, 'Slack revoked our token: install the app again, then set the new SLACK_BOT_TOKEN');
  });
}

/** That it cannot be shown costs nothing: the content follows as soon as Slack answers. */
async function publishLoading({ t, log }: ListenerContext, client: WebClient, user: string): Promise<void> {
  try {
    await client.views.publish({ user_id: user, view: homeLoadingView(t) });
  } catch (error) {
    log.info({ err: error }, 'App Home could not be shown at once');
  }
}
