import { z } from 'zod';
import type { Spot } from '../slack/slack-stand-in-types.js';
import type { StandIns } from '../stand-ins.js';
import { action, type PageAction } from './page-action.js';

const id = z.string().min(1).max(300);
const text = z.string().max(12_000);
/** Of menus the options' values; Slack's stand-in knows the options. */
const entered = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);
const values = z.record(z.string(), z.record(z.string(), entered)).optional();
const spot = {
  user: id,
  channel: id.optional(),
  ts: id.optional(),
  viewId: id.optional(),
};

function spotOf({ user, channel, ts, viewId }: z.infer<z.ZodObject<typeof spot>>): Spot {
  if (viewId !== undefined) return { user, viewId };
  return { user, channel: channel ?? '', ts: ts ?? '' };
}

/** What people do in the workspace. */
export const slackActions: Readonly<Record<string, PageAction>> = {
  '/api/slack/click': action(
    z.object({ ...spot, blockId: id, actionId: id, value: entered.optional(), values }),
    async ({ standIns: { slack } }, body) => {
      const place = spotOf(body);
      const { user, viewId, blockId, actionId, value } = body;
      if (viewId && body.values)
        slack.fill({ user, viewId, values: stillThere(slack, { user, viewId }, body.values) });
      return brief(await slack.click({ ...place, blockId, actionId, value }));
    },
  ),
  '/api/slack/submit': action(
    z.object({ user: id, viewId: id, values }),
    async ({ standIns: { slack } }, { user, viewId, values: given = {} }) => {
      const entries = stillThere(slack, { user, viewId }, given);
      const submitted = await slack.submitView({ user, viewId, values: entries });
      const { outcome, errors, clientErrors } = submitted;
      return { ...brief(submitted), outcome, errors: clientErrors ?? errors };
    },
  ),
  '/api/slack/close': action(
    z.object({ user: id, viewId: id, all: z.boolean().optional() }),
    async ({ standIns: { slack } }, body) => {
      await slack.closeView(body);
      return {};
    },
  ),
  '/api/slack/command': action(
    z.object({ user: id, channel: id, command: id, text }),
    async ({ standIns: { slack } }, body) => brief(await slack.command(body)),
  ),
  '/api/slack/shortcut': action(
    z.object({ user: id, callbackId: id }),
    async ({ standIns: { slack } }, body) => brief(await slack.shortcut(body)),
  ),
  '/api/slack/say': action(
    z.object({ user: id, channel: id, text: text.min(1), threadTs: id.optional() }),
    ({ standIns: { slack } }, body) => {
      // What a person types is text: only Slack's own client makes mentions and links of it.
      const escaped = body.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      slack.say({ ...body, text: escaped });
      return {};
    },
  ),
  '/api/slack/home': action(
    z.object({ user: id, tab: z.enum(['home', 'messages']) }),
    async ({ standIns: { slack } }, body) => brief(await slack.openHome(body)),
  ),
  '/api/slack/options': action(
    z.object({ ...spot, blockId: id, actionId: id, query: text }),
    async ({ standIns: { slack } }, body) => {
      const { blockId, actionId, query } = body;
      const loaded = await slack.loadOptions({ ...spotOf(body), blockId, actionId, value: query });
      return { ...brief(loaded), options: loaded.options, groups: loaded.optionGroups };
    },
  ),
  '/api/slack/dismiss': action(
    z.object({ user: id, channel: id, ts: id }),
    ({ standIns: { slack } }, body) => {
      slack.dismiss(body);
      return {};
    },
  ),
};

type Values = NonNullable<z.infer<typeof values>>;

/** Leaves out what was entered in blocks that a new version of the view has not: it may come while one types. */
function stillThere(
  slack: StandIns['slack'],
  { user, viewId }: { user: string; viewId: string },
  entries: Values,
): Values {
  const view = [...slack.views(user), slack.home(user)].find((candidate) => candidate?.id === viewId);
  const state = view?.state.values ?? {};
  const kept = Object.entries(entries).map(([blockId, given]): [string, Values[string]] => [
    blockId,
    Object.fromEntries(Object.entries(given).filter(([actionId]) => state[blockId]?.[actionId])),
  ]);
  return Object.fromEntries(kept.filter(([blockId]) => state[blockId]));
}

/** What the person sees of how their action went. */
function brief({ status, error, ms }: { status: number; error?: string; ms: number }) {
  return { status, error, ms };
}
