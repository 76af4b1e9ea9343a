import type { DomainErrorCode } from './errors.js';
import type { GitHubUser } from './token-request.js';

/** GitHub's answer about one person in one organization. */
export interface Membership {
  readonly user: GitHubUser;
  readonly state: 'active' | 'pending';
  readonly role: 'admin' | 'member' | 'other';
}

/**
 * Whether a person may decide a request: an active owner of the organization, and not the requester.
 * A missing membership means no (invariant 5). Returns the reason of a refusal, or undefined.
 */
export function refusalToDecide(
  membership: Membership | null,
  requester: GitHubUser,
): DomainErrorCode | undefined {
  if (!isOwner(membership)) return 'not-owner';
  if (membership.user.id === requester.id) return 'own-request';
  return undefined;
}

/** An active owner may also read everything about the organization's requests. */
export function isOwner(membership: Membership | null): membership is Membership {
  return membership !== null && membership.state === 'active' && membership.role === 'admin';
}
