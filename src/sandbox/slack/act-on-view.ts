import { viewBefore } from './act-on-element.js';
import { ApiError } from './api-error.js';
import { interactionBasics, type Parts } from './parts.js';
import { isObject } from './rule.js';
import type { Json, SlackView } from './slack-objects.js';
import type { Delivered, EnteredValues, Submitted } from './slack-stand-in-types.js';
import { checkView, replaceView, showView } from './view-changes.js';
import { shownView } from './view-methods.js';
import { clientErrors, enter } from './view-state.js';

type Outcome = Pick<Submitted, 'outcome' | 'errors' | 'error'>;

/** Types into a view without submitting. */
export function fillView(
  { workspace }: Parts,
  entry: { user: string; viewId: string; values: EnteredValues },
): void {
  enter(workspace, entry.user, viewBefore(workspace, entry.user, entry.viewId), entry.values);
  workspace.changed();
}

/** Presses a modal's submit button and does what the bot's answer says. */
export async function submitView(
  parts: Parts,
  entry: { user: string; viewId: string; values?: EnteredValues },
): Promise<Submitted> {
  const { workspace, triggers, link } = parts;
  const view = viewBefore(workspace, entry.user, entry.viewId);
  if (!view.submit) throw new Error(`view ${view.callback_id || view.id} has no submit button`);
  enter(workspace, entry.user, view, entry.values ?? {});
  const refused = clientErrors(view);
  if (Object.keys(refused).length > 0) {
    return { status: 0, ackBody: undefined, ms: 0, clientErrors: refused, outcome: 'refused' };
  }
  view.errors = undefined;
  const payload = {
    type: 'view_submission',
    ...interactionBasics(parts, entry.user),
    trigger_id: triggers.issue(entry.user, view.id),
    view: shownView(view),
    response_urls: [],
  };
  const delivered = await link.deliver('interactive', 'view_submission', payload);
  return { ...delivered, ...follow(parts, entry.user, view, delivered) };
}

function follow(parts: Parts, userId: string, view: SlackView, delivered: Delivered): Outcome {
  if (delivered.error) return { outcome: 'failed', error: delivered.error };
  try {
    return obey(parts, userId, view, delivered.ackBody);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    parts.workspace.violate(
      `view_submission ${view.callback_id}: ${error.error} ${JSON.stringify(error.details)}`,
    );
    return { outcome: 'failed', error: error.error };
  } finally {
    parts.workspace.changed();
  }
}

function obey({ workspace }: Parts, userId: string, view: SlackView, body: unknown): Outcome {
  if (body === undefined || (isObject(body) && Object.keys(body).length === 0)) {
    removeView(workspace.stack(userId), view);
    return { outcome: 'closed' };
  }
  const answer = isObject(body) ? body : {};
  switch (answer.response_action) {
    case 'errors':
      view.errors = checkedErrors(view, answer.errors);
      return { outcome: 'errors', errors: view.errors };
    case 'update':
      replaceView(workspace, view, checkView(workspace, answer.view, 'modal', 'views.update'));
      return { outcome: 'updated' };
    case 'push':
      showView(workspace, userId, checkView(workspace, answer.view, 'modal', 'response_action push'), 'push');
      return { outcome: 'pushed' };
    case 'clear':
      workspace.stack(userId).length = 0;
      return { outcome: 'cleared' };
    default:
      throw ApiError.defect('invalid_response_action', [JSON.stringify(body)]);
  }
}

function checkedErrors(view: SlackView, errors: unknown): Record<string, string> {
  if (!isObject(errors) || Object.keys(errors).length === 0) throw ApiError.defect('empty_errors');
  const inputs = view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id);
  for (const [blockId, text] of Object.entries(errors)) {
    if (!inputs.includes(blockId)) throw ApiError.defect('errors_name_no_input_block', [blockId]);
    if (typeof text !== 'string' || text === '') throw ApiError.defect('errors_must_be_text', [blockId]);
  }
  return errors as Record<string, string>;
}

function removeView(stack: SlackView[], view: SlackView): SlackView[] {
  const index = stack.indexOf(view);
  return index < 0 ? [] : stack.splice(index);
}

/** Closes the topmost modal, or with `all` the stack, and tells the bot where it asked for that. */
export async function closeView(
  parts: Parts,
  entry: { user: string; viewId: string; all?: boolean },
): Promise<void> {
  const { workspace, link } = parts;
  const view = viewBefore(workspace, entry.user, entry.viewId);
  const stack = workspace.stack(entry.user);
  const all = entry.all === true || view.clear_on_close;
  const closed = all ? stack.splice(0) : removeView(stack, view);
  workspace.changed();
  for (const gone of closed.filter((candidate) => candidate.notify_on_close)) {
    const payload: Json = {
      type: 'view_closed',
      ...interactionBasics(parts, entry.user),
      view: shownView(gone),
      is_cleared: all,
    };
    await link.deliver('interactive', 'view_closed', payload);
  }
}
