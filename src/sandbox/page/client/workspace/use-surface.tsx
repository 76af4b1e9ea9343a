import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Json, SlackBlock, ViewState } from '../../../slack/slack-objects.js';
import type { WorkspaceState } from '../../page-state.js';
import { type BlockContext, isNode, type OfferedOptions } from '../blocks/block-context.js';
import { post } from '../server-link.js';
import { useNow } from '../use-now.js';
import { ConfirmDialog } from './confirm-dialog.js';
import {
  type EnteredValues,
  enteredInState,
  initialOf,
  withEntered,
  withoutEntered,
} from './entered-values.js';
import { explain } from './explain.js';
import { idsOf, type Place, useClick } from './use-click.js';

interface SurfaceOptions {
  surface: BlockContext['surface'];
  spot: { channel: string; ts: string } | { viewId: string };
  workspace: WorkspaceState;
  /** What the server says was entered so far, in views. */
  state?: ViewState;
  errors?: Record<string, string>;
}

export interface Surface {
  context: BlockContext;
  /** Everything that was entered here, for the submission. */
  values: EnteredValues;
  /** Why the last click did not work. */
  problem: string | undefined;
  /** The question that is open, if any. */
  dialog: VNode | null;
}

/** The blocks' context for one message or view: what is entered, what is under way, what must be confirmed. */
export function useSurface({ surface, spot, workspace, state, errors }: SurfaceOptions): Surface {
  const [values, setValues] = useState<EnteredValues>({});
  const place: Place = { user: workspace.me, ...spot };
  const { isBusy, problem, send } = useClick(place);
  const { question, ask, answer } = useQuestion();
  const now = useNow();
  const context: BlockContext = {
    ...{ surface, dates: { now }, me: workspace.me, isBusy },
    nameOf: (id) => workspace.names[id]?.name,
    channelNameOf: (id) => workspace.channelNames[id],
    errorOf: (block) => errors?.[block.block_id],
    load: (block, element, query) => loadOptions({ ...place, ...idsOf(block, element), query }),
    entered(block, element) {
      const { blockId, actionId } = idsOf(block, element);
      const own = values[blockId]?.[actionId];
      if (own !== undefined) return own;
      return enteredInState(state?.[blockId]?.[actionId]) ?? initialOf(element);
    },
    enter(block, element, value) {
      const next = withEntered(values, idsOf(block, element), value);
      if (!tellsTheBot(block, element)) return setValues(next);
      ask(element, () => {
        setValues(next);
        void send(block, element, value, withoutEntered(next, idsOf(block, element)));
      });
    },
    press: (block, element, value) => ask(element, () => void send(block, element, value, values)),
  };
  const dialog = question && <ConfirmDialog confirm={question} context={context} onAnswer={answer} />;
  return { context, values, problem, dialog };
}

interface Question {
  confirm: Json;
  proceed: () => void;
}

/** Asks before it proceeds, where an element wants that. */
function useQuestion() {
  const [open, setOpen] = useState<Question>();
  return {
    question: open?.confirm ?? null,
    ask(element: Json, proceed: () => void) {
      if (isNode(element.confirm)) setOpen({ confirm: element.confirm, proceed });
      else proceed();
    },
    answer(isConfirmed: boolean) {
      setOpen(undefined);
      if (isConfirmed) open?.proceed();
    },
  };
}

async function loadOptions(asked: object): Promise<OfferedOptions> {
  const answer = await post<OfferedOptions>('/api/slack/options', asked);
  return answer.error === undefined ? answer : { options: [], error: explain(answer.error) };
}

/** What is entered in an input block waits for the submission, unless the block says otherwise. */
function tellsTheBot(block: SlackBlock, element: Json): boolean {
  if (block.type !== 'input') return true;
  return block.dispatch_action === true && !String(element.type).endsWith('_input');
}
