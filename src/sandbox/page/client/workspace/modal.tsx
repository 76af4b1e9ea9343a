import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SlackView } from '../../../slack/slack-objects.js';
import type { WorkspaceState } from '../../page-state.js';
import { textOf } from '../blocks/block-context.js';
import { Blocks } from '../blocks/blocks.js';
import { Dialog } from '../dialog.js';
import { Problem } from '../problem.js';
import { Scroller } from '../scroller.js';
import { post } from '../server-link.js';
import { Avatar } from './avatar.js';
import { useSubmission } from './use-submission.js';
import { useSurface } from './use-surface.js';

interface ModalProps {
  view: SlackView;
  /** How many views lie below. */
  depth: number;
  workspace: WorkspaceState;
}

type Close = (all: boolean) => void;

/** The topmost modal, with its inputs, its errors and its way out. */
export function Modal({ view, depth, workspace }: ModalProps): VNode {
  const submission = useSubmission(workspace.me, view.id);
  const { context, values, problem, dialog } = useSurface({
    ...{ surface: 'modal', spot: { viewId: view.id }, workspace },
    ...{ state: view.state.values, since: view.since },
    ...{ errors: { ...view.errors, ...submission.refused } },
  });
  const form = useRef<HTMLFormElement>(null);
  const wrong = Object.keys({ ...view.errors, ...submission.refused }).join();
  useEffect(() => {
    if (wrong) form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [wrong]);
  const title = textOf(view.title);
  const close: Close = (all) => void post('/api/slack/close', { user: workspace.me, viewId: view.id, all });
  return (
    <Dialog label={title} onEscape={() => close(false)}>
      <form
        class="modal"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submission.submit(values);
        }}
      >
        <Head title={title} depth={depth} close={close} />
        <Scroller className="dialog-body" label={title}>
          <Problem text={submission.failure ?? problem} />
          <Blocks blocks={view.blocks} context={context} />
        </Scroller>
        <Foot view={view} isSubmitting={submission.isSubmitting} close={close} />
      </form>
      {dialog}
    </Dialog>
  );
}

function Head({ title, depth, close }: { title: string; depth: number; close: Close }): VNode {
  return (
    <header class="dialog-head">
      {depth > 0 ? (
        <button type="button" class="icon-button" aria-label="Back" onClick={() => close(false)}>
          ‹
        </button>
      ) : (
        <Avatar name="PATrol" isBot />
      )}
      <h2>{title}</h2>
      <button type="button" class="icon-button" aria-label="Close all" onClick={() => close(true)}>
        ✕
      </button>
    </header>
  );
}

function Foot(props: { view: SlackView; isSubmitting: boolean; close: Close }): VNode {
  const { view, isSubmitting, close } = props;
  const classes = isSubmitting ? 'button button-primary is-busy' : 'button button-primary';
  return (
    <footer class="dialog-foot">
      <button type="button" class="button" onClick={() => close(false)}>
        {textOf(view.close) || 'Cancel'}
      </button>
      {view.submit ? (
        <button type="submit" class={classes} aria-busy={isSubmitting}>
          <span class="button-text">{textOf(view.submit)}</span>
          {isSubmitting ? <span class="spinner" /> : null}
        </button>
      ) : null}
    </footer>
  );
}
