import type { App } from '@slack/bolt';
import { ACTIONS } from '../action-ids.js';
import type { ListenerContext } from '../listener-context.js';
import { approveClicked } from './approve-clicked.js';
import { registerAudit } from './audit.js';
import { registerBulk } from './bulk.js';
import { registerCommands } from './commands.js';
import { registerDeny } from './deny.js';
import { registerDetails } from './details.js';
import { registerHome } from './home.js';
import { registerLink } from './link.js';
import { registerList } from './list.js';
import { registerSettings } from './settings.js';
import { registerShortcut } from './shortcut.js';
import { registerStatus } from './status.js';

/** Everything that Slack can ask of us. */
export function registerListeners(app: App, context: ListenerContext): void {
  app.action({ type: 'block_actions', action_id: ACTIONS.approve }, approveClicked(context));
  app.action({ type: 'block_actions', action_id: ACTIONS.openPage }, async ({ ack }) => ack());
  registerDeny(app, context);
  registerDetails(app, context);
  registerBulk(app, context);
  registerCommands(app, context);
  registerShortcut(app, context);
  registerList(app, context);
  registerHome(app, context);
  registerLink(app, context);
  registerAudit(app, context);
  registerStatus(app, context);
  registerSettings(app, context);
}
