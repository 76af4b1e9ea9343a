import { useEffect, useRef } from 'preact/hooks';
import type { WorkspaceState } from '../page-state.js';
import { post } from './server-link.js';

/** Slack's modals do not outlive the window that they are in: those of an earlier page load are closed. */
export function useFreshStart(me: string, workspace: WorkspaceState | undefined): void {
  const isFresh = useRef(true);
  useEffect(() => {
    // Until it is clear who looks, this is somebody else's workspace.
    const isUndecided = new URLSearchParams(location.search).has('as');
    if (!isFresh.current || isUndecided || workspace?.me !== me) return;
    isFresh.current = false;
    const top = workspace.views.at(-1);
    if (top) void post('/api/slack/close', { user: workspace.me, viewId: top.id, all: true });
  }, [me, workspace]);
}
