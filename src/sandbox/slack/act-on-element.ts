import { enteredValue, isStateful } from './element-values.js';
import { knownOptions } from './known-options.js';
import { checkConversation } from './offered-conversations.js';
import { actionTs, channelInPayload, interactionBasics, mustSee, type Parts } from './parts.js';
import type { EnteredValue, Json, SlackBlock, SlackMessage, SlackView, ViewState } from './slack-objects.js';
import type { Click, Delivered, Spot } from './slack-stand-in-types.js';
import { elementsOf } from './validate-blocks.js';
import { shownView } from './view-methods.js';
import { stateOf } from './view-state.js';
import type { Workspace } from './workspace.js';

/** What stands at a spot, as that person has it before them. */
export interface Surroundings {
  blocks: SlackBlock[];
  state: ViewState;
  message?: SlackMessage;
  view?: SlackView;
}

/** Finds the message or view; throws when that person cannot see it. */
export function surroundings(workspace: Workspace, spot: Spot): Surroundings {
  if (spot.viewId !== undefined) {
    const view = viewBefore(workspace, spot.user, spot.viewId);
    return { blocks: view.blocks, state: view.state.values, view };
  }
  const { user, channel, ts } = spot;
  mustSee(workspace, user, channel);
  const ephemeral = workspace.ephemerals.find(
    (entry) => entry.ts === ts && entry.channel === channel && entry.ephemeralFor === user,
  );
  const message = ephemeral ?? workspace.message(channel, ts);
  if (!message) throw new Error(`${user} sees no message ${ts} in ${channel}`);
  const blocks = message.blocks ?? [];
  const key = [user, channel, ts].join('|');
  const state = stateOf(blocks, workspace.messageStates.get(key));
  workspace.messageStates.set(key, state);
  return { blocks, state, message };
}

/** The modal on top of that person's stack, or their Home; throws for any other. */
export function viewBefore(workspace: Workspace, userId: string, viewId: string): SlackView {
  workspace.user(userId);
  const top = workspace.stack(userId).at(-1);
  const home = workspace.homes.get(userId);
  if (top?.id === viewId) return top;
  if (home?.id === viewId && !top) return home;
  throw new Error(`view ${viewId} is not in front of ${userId}${top ? ` (${top.id} is)` : ''}`);
}

/** Finds an element; throws when there is none or the ids do not tell which. */
export function findElement(
  blocks: SlackBlock[],
  wanted: { actionId: string; blockId?: string; value?: EnteredValue },
): { block: SlackBlock; element: Json } {
  const all = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const named = all.filter(
    ({ block, element }) =>
      element.action_id === wanted.actionId && (wanted.blockId ?? block.block_id) === block.block_id,
  );
  const sameValue = named.filter(
    ({ element }) => element.type === 'button' && element.value === wanted.value,
  );
  const [found, ...others] = named.length > 1 && sameValue.length > 0 ? sameValue : named;
  if (!found) {
    const offered = all.map(({ block, element }) => `${block.block_id}/${element.action_id}`).join(', ');
    throw new Error(
      `no element ${wanted.blockId ?? '*'}/${wanted.actionId}; there are: ${offered || 'none'}`,
    );
  }
  if (others.length > 0)
    throw new Error(`several elements ${wanted.actionId}: say which by blockId or value`);
  return found;
}

/** Clicks or changes an element and tells the bot by `block_actions`. */
export async function clickElement(parts: Parts, click: Click): Promise<Delivered> {
  const { workspace } = parts;
  const place = surroundings(workspace, click);
  const { block, element } = findElement(place.blocks, click);
  if (block.type === 'input' && block.dispatch_action !== true) {
    throw new Error(
      `${block.block_id} is an input without dispatch_action: it sends nothing; fill or submit it`,
    );
  }
  const value = pickedValue(parts, click, block, element, place.state);
  if (isStateful(element)) {
    place.state[block.block_id] = { ...place.state[block.block_id], [String(element.action_id)]: value };
  }
  const action = {
    ...described(element),
    ...value,
    block_id: block.block_id,
    action_ts: actionTs(workspace),
  };
  const payload = {
    type: 'block_actions',
    ...interactionBasics(parts, click.user),
    ...origin(parts, click.user, place),
    trigger_id: parts.triggers.issue(click.user, place.view?.type === 'modal' ? place.view.id : undefined),
    actions: [action],
  };
  const delivered = await parts.link.deliver('interactive', 'block_actions', payload);
  if (delivered.ackBody !== undefined && !isEmptyAck(delivered.ackBody)) {
    workspace.warn(`block_actions ${element.action_id}: Slack ignores what the acknowledgement says`);
  }
  return delivered;
}

function isEmptyAck(body: unknown): boolean {
  return body === '' || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);
}

function pickedValue(parts: Parts, click: Click, block: SlackBlock, element: Json, state: ViewState): Json {
  if (element.type === 'button' || element.type === 'icon_button') return {};
  if (element.type === 'feedback_buttons') return { value: click.value };
  if (click.value === undefined) throw new Error(`a ${element.type} needs a value`);
  const actionId = String(element.action_id);
  const ids = { userId: click.user, blockId: block.block_id, actionId };
  checkConversation(parts.workspace, click.user, element, click.value);
  return enteredValue(
    element,
    click.value,
    knownOptions(parts.workspace, ids, state[block.block_id]?.[actionId]),
  );
}

/** What an action repeats of its element. */
function described(element: Json): Json {
  const repeated = ['type', 'action_id', 'text', 'value', 'style', 'url', 'icon', 'placeholder', 'confirm'];
  const initial = Object.keys(element).filter((name) => name.startsWith('initial_'));
  return Object.fromEntries(
    [...repeated, ...initial]
      .filter((name) => element[name] !== undefined)
      .map((name) => [name, element[name]]),
  );
}

/** Where the person acted: container, message or view, state, and the address for answers. */
export function origin(parts: Parts, userId: string, place: Surroundings): Json {
  if (place.view) {
    return { container: { type: 'view', view_id: place.view.id }, view: shownView(place.view) };
  }
  const message = place.message as SlackMessage;
  const { workspace, responseUrls } = parts;
  const ephemeral = message.ephemeralFor !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: ephemeral,
      ...(message.thread_ts && { thread_ts: message.thread_ts }),
    },
    channel: channelInPayload(workspace, message.channel),
    // Slack does not keep ephemeral messages and cannot repeat them.
    ...(!ephemeral && { message: structuredClone(message) }),
    state: { values: structuredClone(place.state) },
    response_url: responseUrls.issue(userId, message.channel, message),
  };
}
