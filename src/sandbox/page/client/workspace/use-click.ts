import { useState } from 'preact/hooks';
import type { Json, SlackBlock } from '../../../slack/slack-objects.js';
import type { Entered } from '../blocks/block-context.js';
import { post } from '../server-link.js';
import type { EnteredValues } from './entered-values.js';
import { explain } from './explain.js';

/** Where something stands, and who is before it. */
export type Place = { user: string } & ({ channel: string; ts: string } | { viewId: string });

export interface Clicking {
  isBusy: (block: SlackBlock, element: Json) => boolean;
  /** Why the last click did not work. */
  problem: string | undefined;
  /** In views, `values` are what stands in all other inputs. */
  send: (
    block: SlackBlock,
    element: Json,
    value: Entered | undefined,
    values: EnteredValues,
  ) => Promise<void>;
}

/** Clicks on elements: while they are under way, and how the last one went. */
export function useClick(place: Place): Clicking {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<string>();
  return {
    isBusy: (block, element) => busy.has(keyOf(block, element)),
    problem,
    async send(block, element, value, values) {
      const key = keyOf(block, element);
      setBusy((before) => new Set(before).add(key));
      setProblem(undefined);
      const inView = 'viewId' in place && Object.keys(values).length > 0 ? { values } : {};
      const { error } = await post('/api/slack/click', {
        ...place,
        ...idsOf(block, element),
        value,
        ...inView,
      });
      setBusy((before) => new Set([...before].filter((other) => other !== key)));
      setProblem(error && explain(error));
    },
  };
}

/** What the bot knows an element by. */
export function idsOf(block: SlackBlock, element: Json): { blockId: string; actionId: string } {
  return { blockId: block.block_id, actionId: String(element.action_id) };
}

function keyOf(block: SlackBlock, element: Json): string {
  return `${block.block_id}/${element.action_id}`;
}
