import type {
  AllMiddlewareArgs,
  App,
  BlockAction,
  GlobalShortcut,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
  SlackEventMiddlewareArgs,
  SlackOptionsMiddlewareArgs,
  SlackShortcutMiddlewareArgs,
  SlackViewMiddlewareArgs,
  ViewSubmitAction,
} from '@slack/bolt';
import { translatorOf } from '../i18n/translators.js';
import type { ListenerContext, SharedContext } from './listener-context.js';

/** Answers one interaction, in the language of whoever acts: its context is of this one alone. */
type Listener<Args> = (context: ListenerContext, args: Args & AllMiddlewareArgs) => Promise<void>;

/** What can be asked of us: each by its id, else by what its ids have in common. One answers. */
export interface Listeners {
  action(id: string | RegExp, listener: Listener<SlackActionMiddlewareArgs<BlockAction>>): void;
  view(id: string, listener: Listener<SlackViewMiddlewareArgs<ViewSubmitAction>>): void;
  options(id: string | RegExp, listener: Listener<SlackOptionsMiddlewareArgs<'block_suggestion'>>): void;
  command(name: string, listener: Listener<SlackCommandMiddlewareArgs>): void;
  shortcut(id: string, listener: Listener<SlackShortcutMiddlewareArgs<GlobalShortcut>>): void;
  event<Name extends 'app_home_opened' | 'app_uninstalled' | 'tokens_revoked'>(
    name: Name,
    listener: Listener<SlackEventMiddlewareArgs<Name>>,
  ): void;
}

/** Whoever is new to us waits this long at most, while Slack is asked for their language. */
const LANGUAGE_WITHIN_MS = 600;

/**
 * Registers listeners with Bolt: of each kind one, which knows the others by their ids, for Bolt itself asks every one
 * of them at every click. `settled` waits for all that are at work.
 */
export function createListeners(app: App, shared: SharedContext) {
  const atWork = new Set<Promise<void>>();

  async function answer<Args extends AllMiddlewareArgs>(
    listener: (context: ListenerContext, args: Args) => Promise<void>,
    args: Args,
  ): Promise<void> {
    // The trace is ours, from `authorize`.
    const { trace, userId } = args.context;
    const work = contextOf(shared, String(trace), userId).then((context) => listener(context, args));
    atWork.add(work);
    await work.finally(() => atWork.delete(work));
  }

  const actions = createTable<Listener<SlackActionMiddlewareArgs<BlockAction>>>();
  const views = createTable<Listener<SlackViewMiddlewareArgs<ViewSubmitAction>>>();
  const options = createTable<Listener<SlackOptionsMiddlewareArgs<'block_suggestion'>>>();
  app.action<BlockAction>({ type: 'block_actions' }, async (args) => {
    const listener = actions.find(args.action.action_id);
    if (listener) await answer(listener, args);
  });
  app.view<ViewSubmitAction>({ type: 'view_submission' }, async (args) => {
    const listener = views.find(args.view.callback_id);
    if (listener) await answer(listener, args);
  });
  app.options<'block_suggestion'>({ type: 'block_suggestion' }, async (args) => {
    const listener = options.find(args.body.action_id);
    if (listener) await answer(listener, args);
  });

  const listeners: Listeners = {
    action: actions.add,
    view: views.add,
    options: options.add,
    command: (name, listener) => app.command(name, (args) => answer(listener, args)),
    shortcut: (id, listener) =>
      app.shortcut<GlobalShortcut>({ type: 'shortcut', callback_id: id }, (args) => answer(listener, args)),
    event: (name, listener) => app.event(name, (args) => answer(listener, args)),
  };
  return { ...listeners, settled: () => Promise.allSettled(atWork) };
}

/** What a listener needs to answer this person; `heldUpMs` tells what it took to find out how they are spoken to. */
async function contextOf(
  shared: SharedContext,
  trace: string,
  slackUserId: string | undefined,
): Promise<ListenerContext> {
  const started = performance.now();
  const speech =
    slackUserId === undefined
      ? shared.speeches.usual
      : await shared.speeches.ofWhoeverActs(slackUserId, LANGUAGE_WITHIN_MS);
  return {
    ...shared,
    trace,
    t: translatorOf(speech),
    heldUpMs: performance.now() - started,
  };
}

function createTable<Entry>() {
  const byId = new Map<string, Entry>();
  const byPattern: [RegExp, Entry][] = [];
  return {
    add(id: string | RegExp, entry: Entry): void {
      if (typeof id === 'string') {
        if (byId.has(id)) throw new Error(`two listeners have the id ${id}`);
        byId.set(id, entry);
      } else byPattern.push([id, entry]);
    },
    find: (id: string): Entry | undefined =>
      byId.get(id) ?? byPattern.find(([pattern]) => pattern.test(id))?.[1],
  };
}
