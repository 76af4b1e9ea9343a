import { ApiError } from './api-error.js';
import type { Json, SlackView } from './slack-objects.js';
import { checkView, replaceView, showView } from './view-changes.js';
import { type MethodContext, tier, type WebApiMethod } from './web-api-method.js';
import type { Workspace } from './workspace.js';

/** The `views.*` methods. */
export const viewMethods: Record<string, WebApiMethod> = {
  'views.open': {
    perMinute: tier.four,
    required: ['view', 'trigger_id'],
    run: (context, args) => addModal(context, args, 'open'),
  },
  'views.push': {
    perMinute: tier.four,
    required: ['view', 'trigger_id'],
    run: (context, args) => addModal(context, args, 'push'),
  },
  'views.update': {
    perMinute: tier.four,
    required: ['view'],
    optional: ['view_id', 'external_id', 'hash'],
    run: ({ workspace }, args) => {
      const view = openModal(workspace, args);
      const raw = checkView(workspace, args.view, view.type, 'views.update');
      checkHash(args, view);
      return { view: shownView(replaceView(workspace, view, raw)) };
    },
  },
  'views.publish': {
    perMinute: tier.four,
    required: ['view', 'user_id'],
    optional: ['hash'],
    run: ({ workspace }, args) => {
      const userId = String(args.user_id);
      if (!workspace.users.has(userId)) throw new ApiError('user_not_found');
      const raw = checkView(workspace, args.view, 'home', 'views.publish');
      checkHash(args, workspace.homes.get(userId));
      return { view: shownView(showView(workspace, userId, raw, 'publish')) };
    },
  },
};

function addModal({ workspace, triggers }: MethodContext, args: Json, mode: 'open' | 'push'): Json {
  const raw = checkView(workspace, args.view, 'modal', `views.${mode}`);
  const trigger = triggers.exchange(String(args.trigger_id));
  const open = workspace.stack(trigger.userId).some((view) => view.id === trigger.viewId);
  if (mode === 'push' && !open) throw new ApiError('not_found');
  return { view: shownView(showView(workspace, trigger.userId, raw, mode)) };
}

function openModal(workspace: Workspace, args: Json): SlackView {
  if (Boolean(args.view_id) === Boolean(args.external_id)) {
    throw ApiError.defect('invalid_arguments', ['[ERROR] provide either `view_id` or `external_id`']);
  }
  const found = workspace.findView((view) =>
    args.view_id ? view.id === args.view_id : view.external_id === args.external_id,
  );
  if (!found) throw new ApiError('not_found');
  return found.view;
}

function checkHash(args: Json, view: SlackView | undefined): void {
  if (args.hash !== undefined && view && args.hash !== view.hash) throw new ApiError('hash_conflict');
}

/** The view as the API shows it: without what only the person sees. */
export function shownView(view: SlackView): Json {
  const { errors: _errors, since: _since, ...shown } = structuredClone(view);
  return shown;
}
