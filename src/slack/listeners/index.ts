import { ACTIONS } from '../action-ids.js';
import type { Listeners } from '../create-listeners.js';
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
export function registerListeners(on: Listeners): void {
  on.action(ACTIONS.approve, approveClicked);
  on.action(ACTIONS.openPage, async (_, { ack }) => ack());
  registerDeny(on);
  registerDetails(on);
  registerBulk(on);
  registerCommands(on);
  registerShortcut(on);
  registerList(on);
  registerHome(on);
  registerLink(on);
  registerAudit(on);
  registerStatus(on);
  registerSettings(on);
}
