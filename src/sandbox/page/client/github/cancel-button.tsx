import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { ShownRequest } from '../../page-state.js';
import { Problem } from '../problem.js';
import { post } from '../server-link.js';

/** The requester takes the request back. */
export function CancelButton({ request, by }: { request: ShownRequest; by: string }): VNode {
  const [problem, setProblem] = useState<string>();
  const cancel = async () => {
    const answer = await post('/api/github/cancel', { requestId: request.id, by });
    setProblem(answer.error);
  };
  return (
    <>
      <button
        type="button"
        class="button"
        aria-label={`Cancel request of ${request.tokenName}`}
        onClick={() => void cancel()}
      >
        Cancel request
      </button>
      <Problem text={problem} />
    </>
  );
}
