import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { SlackView } from '../../../slack/slack-objects.js';
import type { WorkspaceState } from '../../page-state.js';
import { Blocks } from '../blocks/blocks.js';
import { Problem } from '../problem.js';
import { Scroller } from '../scroller.js';
import { post } from '../server-link.js';
import { useSurface } from './use-surface.js';

/** App Home: opening it tells the bot, which then publishes it. */
export function HomeTab({ workspace }: { workspace: WorkspaceState }): VNode {
  const { me, home } = workspace;
  useEffect(() => {
    void post('/api/slack/home', { user: me, tab: 'home' });
  }, [me]);
  if (!home) return <p class="empty">PATrol is setting up its Home…</p>;
  return <HomeView key={home.id} home={home} workspace={workspace} />;
}

function HomeView({ home, workspace }: { home: SlackView; workspace: WorkspaceState }): VNode {
  const state = home.state.values;
  const { context, problem, dialog } = useSurface({
    ...{ surface: 'home', spot: { viewId: home.id }, workspace, state, since: home.since },
  });
  return (
    <Scroller className="home" label="What App Home shows">
      <Problem text={problem} />
      <Blocks blocks={home.blocks} context={context} />
      {dialog}
    </Scroller>
  );
}
