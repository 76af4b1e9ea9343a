import { ApiError } from './api-error.js';
import { assignIds } from './assign-ids.js';
import { broadcastWarnings } from './broadcast-warnings.js';
import { formatProblem, isObject } from './rule.js';
import type { Json, SlackView } from './slack-objects.js';
import { validateView } from './validate-view.js';
import { ignoredInitials, stateOf } from './view-state.js';
import type { Workspace } from './workspace.js';

const maxStack = 3;
const maxViewBytes = 250_000;

/** Refuses a view that Slack would refuse. */
export function checkView(workspace: Workspace, view: unknown, type: 'modal' | 'home', where: string): Json {
  const problems = validateView(view, type, (id) => workspace.users.has(id));
  if (problems.length > 0) throw ApiError.defect('invalid_arguments', problems.map(formatProblem));
  const checked = view as Json;
  if (Buffer.byteLength(JSON.stringify(checked)) > maxViewBytes) throw ApiError.defect('view_too_large');
  const taken = checked.external_id && workspace.findView((open) => open.external_id === checked.external_id);
  if (taken && where !== 'views.update') throw ApiError.defect('duplicate_external_id');
  for (const warning of broadcastWarnings(checked)) workspace.warn(`${where}: ${warning}`);
  return checked;
}

/** Puts a new modal in front of a person, or a Home view into their App Home. */
export function showView(
  workspace: Workspace,
  userId: string,
  raw: Json,
  mode: 'open' | 'push' | 'publish',
): SlackView {
  const stack = workspace.stack(userId);
  if (mode === 'push' && stack.length >= maxStack) throw new ApiError('push_limit_reached');
  if (mode === 'open' && stack.length > 0) {
    workspace.warn('views.open replaced a modal that was open; views.push or views.update was meant?');
    stack.length = 0;
  }
  const current = workspace.homes.get(userId);
  if (mode === 'publish' && current) return replaceView(workspace, current, raw);
  const previous = mode === 'push' ? stack.at(-1) : undefined;
  const view = build(workspace, raw, workspace.id('V'), previous);
  if (mode === 'publish') workspace.homes.set(userId, view);
  else stack.push(view);
  workspace.changed();
  return view;
}

/** Replaces what a view shows; what was entered in elements that stay is kept. */
export function replaceView(workspace: Workspace, view: SlackView, raw: Json): SlackView {
  const built = build(workspace, raw, view.id);
  built.state.values = stateOf(built.blocks, view.state.values);
  for (const id of ignoredInitials(view, built)) {
    workspace.warn(
      `${id}: Slack keeps what stands there and ignores the new initial value; use a new block_id`,
    );
  }
  built.since = { ...built.since, ...keptSince(built, view) };
  const { root_view_id, previous_view_id } = view;
  Object.assign(view, { errors: undefined }, built, { root_view_id, previous_view_id });
  workspace.changed();
  return view;
}

function keptSince(built: SlackView, before: SlackView): Record<string, string> {
  const stayed = Object.entries(before.since).filter(([blockId]) => blockId in built.since);
  return Object.fromEntries(stayed);
}

function build(workspace: Workspace, raw: Json, id: string, previous?: SlackView): SlackView {
  const { team, app } = workspace.options;
  const blocks = assignIds(workspace, raw.blocks);
  const textOrNull = (value: unknown) => (isObject(value) ? value : null);
  const hash = `${Math.floor(workspace.now().getTime() / 1000)}.${workspace.id('h')}`;
  return {
    id,
    type: raw.type === 'home' ? 'home' : 'modal',
    team_id: team.id,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
    callback_id: String(raw.callback_id ?? ''),
    external_id: String(raw.external_id ?? ''),
    private_metadata: String(raw.private_metadata ?? ''),
    title: textOrNull(raw.title),
    submit: textOrNull(raw.submit),
    close: textOrNull(raw.close),
    blocks,
    state: { values: stateOf(blocks) },
    hash,
    clear_on_close: raw.clear_on_close === true,
    notify_on_close: raw.notify_on_close === true,
    root_view_id: previous?.root_view_id ?? id,
    previous_view_id: previous?.id ?? null,
    since: Object.fromEntries(blocks.map(({ block_id }) => [block_id, hash])),
  };
}
