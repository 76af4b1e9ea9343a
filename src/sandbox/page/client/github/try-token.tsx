import type { ComponentChildren, VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { TriedToken } from '../../page-state.js';
import { Problem } from '../problem.js';
import { post } from '../server-link.js';

interface TryTokenProps {
  by: string;
  token: { tokenId: number } | { classicId: number };
  name: string;
  children?: ComponentChildren;
}

interface Trial {
  at: Date;
  tried: TriedToken[];
}

const KEPT = 3;

/** Reads a public and a private repository with the token, so that one sees what an approval changes (S2). */
export function TryToken({ by, token, name, children }: TryTokenProps): VNode {
  const [trials, setTrials] = useState<Trial[]>([]);
  const [problem, setProblem] = useState<string>();
  const [isTrying, setTrying] = useState(false);
  const run = async () => {
    setTrying(true);
    const answer = await post<{ tried: TriedToken[] }>('/api/github/try', { by, ...token });
    setTrying(false);
    setProblem(answer.error);
    if (answer.error === undefined)
      setTrials((before) => [{ at: new Date(), tried: answer.tried }, ...before].slice(0, KEPT));
  };
  return (
    <>
      <div class="row-actions">
        <button
          type="button"
          class="button"
          aria-label={`Try the token ${name}`}
          aria-busy={isTrying}
          onClick={() => void run()}
        >
          Try the token
        </button>
        {children}
      </div>
      <Problem text={problem} />
      <div role="status">
        {trials.map(({ at, tried }) => (
          <div class="trial" key={at.getTime()}>
            <time>{at.toLocaleTimeString()}</time>
            {tried.map(({ repository, private: isPrivate, status }) => (
              <p key={repository}>
                <code>GET /repos/{repository}</code>{' '}
                <span class="label">{isPrivate ? 'Private' : 'Public'}</span>{' '}
                <strong class={status === 200 ? 'status-good' : 'status-bad'}>{status}</strong>{' '}
                {STATUS_TEXTS[status] ?? ''}
              </p>
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  200: 'OK',
  401: 'Bad credentials: the token has expired',
  403: 'Forbidden: the organization restricts classic tokens',
  404: 'Not Found: no access',
};
