import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ShownRequest } from '../../page-state.js';
import { Dialog } from '../dialog.js';
import { Problem } from '../problem.js';
import { post } from '../server-link.js';

/** Approve and Deny as GitHub's own page has them (S9, S10). */
export function Decide({ request, by }: { request: ShownRequest; by: string }): VNode {
  const [isDenying, setDenying] = useState(false);
  const [problem, setProblem] = useState<string>();
  const decide = async (action: 'approve' | 'deny', reason: string | null) => {
    setDenying(false);
    const answer = await post('/api/github/decide', { requestId: request.id, by, action, reason });
    setProblem(answer.error);
  };
  return (
    <div class="row-actions">
      <button
        type="button"
        class="button button-primary"
        aria-label={`Approve ${request.tokenName}`}
        onClick={() => void decide('approve', null)}
      >
        Approve
      </button>
      <button
        type="button"
        class="button"
        aria-label={`Deny ${request.tokenName}`}
        onClick={() => setDenying(true)}
      >
        Deny
      </button>
      <Problem text={problem} />
      {isDenying ? <DenyDialog request={request} decide={decide} close={() => setDenying(false)} /> : null}
    </div>
  );
}

interface DenyProps {
  request: ShownRequest;
  decide: (action: 'deny', reason: string | null) => Promise<void>;
  close: () => void;
}

function DenyDialog({ request, decide, close }: DenyProps): VNode {
  const [reason, setReason] = useState('');
  return (
    <Dialog label="Deny the request" onEscape={close}>
      <header class="dialog-head">
        <h2>Deny {request.tokenName}</h2>
      </header>
      <div class="dialog-body">
        <div class="input">
          <label for="deny-reason">Reason (optional, shared with {request.owner})</label>
          <textarea
            id="deny-reason"
            rows={3}
            maxLength={1024}
            value={reason}
            onInput={(event) => setReason((event.currentTarget as HTMLTextAreaElement).value)}
          />
        </div>
      </div>
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={close}>
          Cancel
        </button>
        <button
          type="button"
          class="button button-danger"
          onClick={() => void decide('deny', reason.trim() || null)}
        >
          Deny the request
        </button>
      </footer>
    </Dialog>
  );
}
