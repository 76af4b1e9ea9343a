import type { BlockAction, BlockSuggestion } from '@slack/bolt';
import type { ModalView, PlainTextOption } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { findTimeZones } from '../../domain/time-zones.js';
import { ACTIONS } from '../action-ids.js';
import type { Listeners } from '../create-listeners.js';
import { inlineMessage } from '../explain-problem.js';
import type { ListenerContext } from '../listener-context.js';
import { actorOf, attempt, type Problem } from '../listener-wrapper.js';
import { openOrganizationSettings, openSettings } from '../open-settings.js';
import { clickedOrganization } from '../settings-payload.js';
import { registerSettingsSubmissions } from '../submit-settings.js';
import { asInSlack, timeZoneOption } from '../views/settings-inputs.js';

/** A menu holds a hundred options. */
const OPTIONS = 100;

/** The settings of people and of organizations. */
export function registerSettings(on: Listeners): void {
  on.action(ACTIONS.openSettings, async (context, { ack, body, client }) => {
    await ack();
    const actor = actorOf(body, context.ourTeam());
    const problem = await openSettings(context, { client, triggerId: body.trigger_id, actor });
    await tell(problem, body, client);
  });
  on.action(/^settings\.organization(\.|$)/, async (context, { ack, body, client }) => {
    await ack();
    await organizationClicked(context, body, client);
  });
  on.options(ACTIONS.timeZone, async (context, { ack, body }) =>
    ack({ options: await ownTimeZones(context, body) }),
  );
  on.options(ACTIONS.organizationTimeZone, async (_context, { ack, body }) =>
    ack({ options: findTimeZones(body.value, OPTIONS).map(timeZoneOption) }),
  );
  registerSettingsSubmissions(on);
}

async function organizationClicked(
  context: ListenerContext,
  body: BlockAction,
  client: WebClient,
): Promise<void> {
  const actor = actorOf(body, context.ourTeam());
  const opening = { client, triggerId: body.trigger_id, actor };
  const problem = await openOrganizationSettings(context, opening, clickedOrganization(body));
  await tell(problem, body, client);
  if (body.actions[0]?.type === 'static_select') await emptyMenu(context, body, client);
}

/** A menu says nothing when the same is chosen once more; another one takes its place. What was entered stays. */
async function emptyMenu({ log }: ListenerContext, { view, actions }: BlockAction, client: WebClient) {
  if (view?.type !== 'modal') return;
  const menu = actions[0]?.block_id;
  const { type, callback_id, private_metadata, title, submit, close } = view;
  const blocks = view.blocks.map((block) =>
    block.block_id === menu ? { ...block, block_id: `organizations.${view.hash}` } : block,
  );
  const anew = { type, callback_id, private_metadata, title, submit, close, blocks } as ModalView;
  try {
    await client.views.update({ view_id: view.id, view: anew });
  } catch (error) {
    log.info({ err: error }, 'a menu stays as it was chosen');
  }
}

async function ownTimeZones(context: ListenerContext, body: BlockSuggestion): Promise<PlainTextOption[]> {
  const { t, database } = context;
  let known: string | null | undefined;
  // Without it, the menu is as good.
  await attempt(context, async () => {
    known = (await database.preferences.find(body.user.id))?.slackTimeZone;
  });
  const ofSlack = asInSlack(t, known);
  const fits = ofSlack.text.text.toLowerCase().includes(body.value.trim().toLowerCase());
  return [...(fits ? [ofSlack] : []), ...findTimeZones(body.value, OPTIONS - 1).map(timeZoneOption)];
}

/** App Home and modals have no message to answer to. */
async function tell(problem: Problem | undefined, { user }: BlockAction, client: WebClient): Promise<void> {
  if (problem) await client.chat.postMessage({ channel: user.id, ...inlineMessage([problem.text]) });
}
