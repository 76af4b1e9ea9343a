import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Json, ViewState } from '../../../slack/slack-objects.js';
import type { WorkspaceState } from '../../page-state.js';
import { type BlockContext, isNode, nodes, type OfferedOptions } from '../blocks/block-context.js';
import { tellsOfPicks, tellsOfTyping } from '../blocks/dispatching.js';
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
  /** Of a view, by block id: which version of it brought the block. */
  since?: Readonly<Record<string, string>>;
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
export function useSurface({ surface, spot, workspace, state, since, errors }: SurfaceOptions): Surface {
  const [values, setValues] = useValues(since);
  const place: Place = { user: workspace.me, ...spot };
  const { isBusy, problem, send } = useClick(place);
  const { question, ask, answer } = useQuestion();
  const now = useNow();
  const pause = usePause();
  const context: BlockContext = {
    ...{ surface, dates: { now }, me: workspace.me, isBusy },
    nameOf: (id) => workspace.names[id]?.name,
    channelNameOf: (id) => workspace.channelNames[id],
    channels: workspace.channels,
    errorOf: (block) => errors?.[block.block_id],
    load: (block, element, query) => loadOptions({ ...place, ...idsOf(block, element), query }),
    entered(block, element) {
      const { blockId, actionId } = idsOf(block, element);
      const own = values[blockId]?.[actionId];
      if (own !== undefined) return own;
      const known = state?.[blockId]?.[actionId];
      return known ? enteredInState(known) : initialOf(element);
    },
    chosen(block, element) {
      const { blockId, actionId } = idsOf(block, element);
      const known = state?.[blockId]?.[actionId];
      return nodes([known?.selected_option, known?.selected_options].flat());
    },
    enter(block, element, value) {
      const next = withEntered(values, idsOf(block, element), value);
      const tell = () => void send(block, element, value, withoutEntered(next, idsOf(block, element)));
      if (tellsOfPicks(block, element))
        return ask(element, () => {
          setValues(next);
          tell();
        });
      setValues(next);
      if (tellsOfTyping(block, element, 'on_character_entered')) pause(tell);
    },
    dispatch(block, element) {
      const value = context.entered(block, element) ?? null;
      void send(block, element, value, withoutEntered(values, idsOf(block, element)));
    },
    press: (block, element, value) => ask(element, () => void send(block, element, value, values)),
  };
  const dialog = question && <ConfirmDialog confirm={question} context={context} onAnswer={answer} />;
  return { context, values, problem, dialog };
}

/** What was entered here, as long as its block stays: one that comes anew brings values of its own. */
function useValues(since: SurfaceOptions['since']) {
  const [entered, setEntered] = useState<{ values: EnteredValues; since: SurfaceOptions['since'] }>({
    values: {},
    since,
  });
  const isSame = (blockId: string) => entered.since?.[blockId] === since?.[blockId];
  const kept = Object.entries(entered.values).filter(([blockId]) => isSame(blockId));
  const setValues = (values: EnteredValues) => setEntered({ values, since });
  return [Object.fromEntries(kept), setValues] as const;
}

const TYPING_PAUSE_MS = 300;

/** Runs the last of what comes in quick succession. */
function usePause(): (run: () => void) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (run) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(run, TYPING_PAUSE_MS);
  };
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
