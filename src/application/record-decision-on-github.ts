import type { DecisionAction } from '../domain/decision.js';
import type { GitHubUser, TokenRequest } from '../domain/token-request.js';
import type { Records } from './ports.js';
import { type TellDecided, tellDecided } from './tell-decided.js';

/** Stands for a decider whom nobody has named: GitHub's lists show that it was decided, never by whom. */
export const UNNAMED: GitHubUser = { id: 0, login: 'ghost' };

/** Puts a decision that was made outside PATrol on the record (invariant 6); returns its id. */
export async function recordDecisionOnGitHub(
  context: TellDecided,
  records: Records,
  request: Pick<TokenRequest, 'id' | 'requestedAt'>,
  decision: { action: DecisionAction; by: GitHubUser; at: Date; trace: string },
): Promise<number> {
  const { action, by, at, trace } = decision;
  const added = await records.decisions.add({
    tokenRequestId: request.id,
    action,
    reason: null,
    path: 'github',
    approver: { id: by.id, login: by.login },
    slackUserId: null,
    state: 'done',
    at,
    trace,
  });
  records.afterCommit(() => tellDecided(context, request, { ...added, trace }, { state: 'done', at }));
  return added.id;
}
