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
  action(id: string | RegExp, listener: Listener<Action>): void;
  view(id: string, listener: Listener<View>): void;
  options(id: string | RegExp, listener: Listener<Options>): void;
  command(name: string, listener: Listener<SlackCommandMiddlewareArgs>): void;
  shortcut(id: string, listener: Listener<Shortcut>): void;
  event<Name extends 'app_home_opened' | 'app_uninstalled' | 'tokens_revoked'>(
    name: Name,
    listener: Listener<SlackEventMiddlewareArgs<Name>>,
  ): void;
}

type Action = SlackActionMiddlewareArgs<BlockAction>;
type View = SlackViewMiddlewareArgs<ViewSubmitAction>;
type Options = SlackOptionsMiddlewareArgs<'block_suggestion'>;
type Shortcut = SlackShortcutMiddlewareArgs<GlobalShortcut>;

/** Whoever is new to us waits this long at most, while Slack is asked for their language. */
const LANGUAGE_WITHIN_MS = 600;

/**
 * Registers listeners with Bolt: as one middleware, which knows them by their ids, for Bolt itself would ask every one
 * of them at every click. `settled` waits for all that are at work.
 */
export function createListeners(app: App, shared: SharedContext) {
  const atWork = new Set<Promise<void>>();

  async function answer<Args>(
    listener: Listener<Args> | undefined,
    args: Args & AllMiddlewareArgs,
  ): Promise<void> {
    if (listener === undefined) return;
    // The trace is ours, from `authorize`.
    const { trace, userId } = args.context;
    const work = contextOf(shared, String(trace), userId).then((context) => listener(context, args));
    atWork.add(work);
    await work.finally(() => atWork.delete(work));
  }

  const actions = createTable<Listener<Action>>();
  const views = createTable<Listener<View>>();
  const options = createTable<Listener<Options>>();
  const commands = createTable<Listener<SlackCommandMiddlewareArgs>>();
  const shortcuts = createTable<Listener<Shortcut>>();
  const events = createTable<Listener<never>>();
  app.use(async (args) => {
    const { type } = args.body;
    // What a body of this type comes with, which Bolt's types do not say.
    const as = <Args>() => args as unknown as Args & AllMiddlewareArgs;
    if (type === 'block_actions') {
      await answer(actions.find(as<Action>().action.action_id), as<Action>());
    } else if (type === 'view_submission') {
      await answer(views.find(as<View>().view.callback_id), as<View>());
    } else if (type === 'block_suggestion') {
      await answer(options.find(as<Options>().body.action_id), as<Options>());
    } else if (type === 'shortcut') {
      await answer(shortcuts.find(as<Shortcut>().shortcut.callback_id), as<Shortcut>());
    } else if ('command' in args) {
      await answer(commands.find(args.command.command), args);
    } else if ('event' in args) {
      await answer(events.find(args.event.type), as<never>());
    }
  });

  const listeners: Listeners = {
    action: actions.add,
    view: views.add,
    options: options.add,
    command: commands.add,
    shortcut: shortcuts.add,
    event: events.add,
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
  // Its own first: V8 (of Node 20) makes a hidden class for each property that is added to a spread object, each time.
  return { trace, t: translatorOf(speech), heldUpMs: performance.now() - started, ...shared };
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
