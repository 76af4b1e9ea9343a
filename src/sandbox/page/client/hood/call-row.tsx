import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ShownCall } from '../../page-state.js';
import { Scroller } from '../scroller.js';

interface CallBody {
  sent?: unknown;
  answered?: unknown;
}

/** One call; it unfolds to what was sent and answered. */
export function CallRow({ call }: { call: ShownCall }): VNode {
  const [isOpen, setOpen] = useState(false);
  const [body, setBody] = useState<CallBody>();
  const toggle = async () => {
    setOpen(!isOpen);
    if (body || isOpen) return;
    const response = await fetch(`/api/calls/${call.id}`);
    setBody((await response.json()) as CallBody);
  };
  return (
    <li class={call.ok ? 'call' : 'call is-wrong'}>
      <button type="button" class="call-line" aria-expanded={isOpen} onClick={() => void toggle()}>
        <span class={`route route-${call.from}-${call.to}`}>
          {call.from} → {call.to}
        </span>
        <span class="call-what">{call.what}</span>
        <span class="call-status">{call.status}</span>
        <span class="call-ms">{call.ms === null ? '' : `${Math.round(call.ms)} ms`}</span>
      </button>
      {isOpen && body ? (
        <div class="call-body">
          <p class="call-at">{new Date(call.at).toLocaleTimeString()}</p>
          <Json title="Sent" value={body.sent} />
          <Json title="Answered" value={body.answered} />
        </div>
      ) : null}
    </li>
  );
}

function Json({ title, value }: { title: string; value: unknown }): VNode | null {
  if (value === undefined || value === null || value === '') return null;
  return (
    <>
      <h4>{title}</h4>
      <Scroller className="call-json" label={title}>
        <pre>{typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
      </Scroller>
    </>
  );
}
