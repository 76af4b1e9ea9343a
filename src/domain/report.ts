import {
  DELETED_USER,
  type GitHubUser,
  type Organization,
  type TokenRequestContent,
  type TokenRequestState,
} from './token-request.js';

/** What GitHub says of a request: a webhook's action, or `listed`: it stands in the pending list. */
export type ReportWord = 'created' | 'listed' | 'approved' | 'denied' | 'cancelled';

export interface Report {
  readonly word: ReportWord;
  readonly organization: Organization;
  readonly patRequestId: number;
  readonly content: TokenRequestContent;
  /** GitHub's own word that the token's life has ended. */
  readonly tokenExpired: boolean;
  /** Who did it, on GitHub; lists do not tell. */
  readonly sender?: GitHubUser & { readonly isBot: boolean };
}

/**
 * The state after a report. `created` and `listed` never move a request that is deciding or final, because
 * webhooks come in any order and lists lag; a final word of GitHub's always stands.
 */
export function stateAfter(
  current: TokenRequestState | undefined,
  word: ReportWord,
  tokenExpired: boolean,
): TokenRequestState {
  switch (word) {
    case 'approved':
    case 'denied':
    case 'cancelled':
      return word;
    case 'created':
    case 'listed':
      if (current !== undefined && current !== 'pending') return current;
      return tokenExpired ? 'expired' : 'pending';
  }
}

/** What is known after a report: its own word, and what we knew before where it is silent. */
export function contentAfter(
  current: TokenRequestContent | undefined,
  next: TokenRequestContent,
): TokenRequestContent {
  if (current === undefined) return next;
  return {
    ...next,
    // Whoever deleted their account has asked all the same.
    requester: next.requester.id === DELETED_USER.id ? current.requester : next.requester,
    reason: next.reason === undefined ? current.reason : next.reason,
    repositories: next.repositories === undefined ? current.repositories : next.repositories,
    repositoryCount: next.repositoryCount ?? current.repositoryCount,
    // A webhook that comes late tells an earlier use, or none.
    tokenLastUsedAt: later(current.tokenLastUsedAt, next.tokenLastUsedAt),
  };
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
