import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Party, ShownCall, Trouble } from '../../page-state.js';
import { Scroller } from '../scroller.js';
import { CallRow } from './call-row.js';
import { TroubleSwitches } from './trouble-switches.js';

interface HoodProps {
  calls: readonly ShownCall[];
  trouble: Trouble;
  close: () => void;
}

const FILTERS: readonly (Party | 'All')[] = ['All', 'Slack', 'GitHub', 'Mailbox'];
const SHOWN = 150;

/** What goes on between the bot, Slack, GitHub and the mail server, and switches that break it. */
export function HoodDrawer({ calls, trouble, close }: HoodProps): VNode {
  const [filter, setFilter] = useState<Party | 'All'>('All');
  const fits = ({ from, to }: ShownCall) => filter === 'All' || from === filter || to === filter;
  const shown = calls.filter(fits).slice(-SHOWN).reverse();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') close();
  };
  return (
    <aside class="hood" aria-label="Under the hood" onKeyDown={onKeyDown}>
      <header class="hood-head">
        <h2>Under the hood</h2>
        <button type="button" class="icon-button" aria-label="Close under the hood" onClick={close}>
          ✕
        </button>
      </header>
      <Scroller className="hood-body" label="Trouble and calls">
        <TroubleSwitches trouble={trouble} />
        <div class="calls-head">
          <h3>Calls</h3>
          {FILTERS.map((name) => (
            <button
              type="button"
              class="filter"
              aria-pressed={filter === name}
              onClick={() => setFilter(name)}
              key={name}
            >
              {name}
            </button>
          ))}
        </div>
        {shown.length === 0 ? <p class="empty">Nothing yet.</p> : null}
        <ol class="calls">
          {shown.map((call) => (
            <CallRow call={call} key={call.id} />
          ))}
        </ol>
      </Scroller>
    </aside>
  );
}
