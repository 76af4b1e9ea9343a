import type { DomainErrorCode } from './errors.js';
import type { GitHubUser } from './token-request.js';

/** GitHub's answer about one person in one organization. */
export interface Membership {
  readonly user: GitHubUser;
  readonly state: 'active' | 'pending';
  readonly role: 'admin' | 'member' | 'other';
}

/** What GitHub says, live, of one account in one organization. */
export interface Standing {
  /** Null: not a member. */
  readonly membership: Membership | null;
  /** Those of the teams whose members may decide, `acme/security`, of which they are an active member. */
  readonly approverTeams: readonly string[];
}

/** What Slack says, live, of whoever acts. */
export interface Person {
  /** Of another workspace, in a shared channel. */
  readonly isStranger: boolean;
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
}

/** What is known of the GitHub account of whoever acts. */
export interface LinkedAccount {
  /** Null while only the login is known that the operator named. */
  readonly githubId: number | null;
  /** A sign-in is stored with which decisions can be sent in their name. */
  readonly isSignedIn: boolean;
}

export interface Candidate {
  readonly person: Person;
  /** Null: not linked. */
  readonly account: LinkedAccount | null;
  readonly standing: Standing;
}

/** With whose authority a decision is sent to GitHub. */
export interface Authority {
  /** `owner`: with the approver's own user access token. `app`: with the App's installation token. */
  readonly decidedAs: 'owner' | 'app';
  /** The team on whose delegation somebody decides who is no owner. */
  readonly delegatedBy: string | null;
}

export interface Approver extends Authority {
  readonly user: GitHubUser;
}

export type ApproverVerdict = { readonly approver: Approver } | { readonly refusal: DomainErrorCode };

/**
 * The approver policy: whether somebody may decide a request of `requester`, and with whose authority (invariant 5).
 * An active owner may, and an active member of an approver team; nobody their own request, and no bot, deactivated
 * user or person of another workspace. What is not known counts as no.
 */
export function judgeApprover(
  candidate: Candidate,
  requester: Pick<GitHubUser, 'id'>,
  decideAs: Authority['decidedAs'],
): ApproverVerdict {
  const refusal = refusalIn(candidate);
  if (refusal !== null) return { refusal };
  const { account, standing } = candidate;
  const { membership, approverTeams } = standing;
  if (membership === null) return { refusal: 'not-owner' };
  if (membership.user.id === requester.id) return { refusal: 'own-request' };
  const { user } = membership;
  if (!isOwner(membership)) {
    // GitHub takes decisions of owners and of Apps only.
    return { approver: { user, decidedAs: 'app', delegatedBy: approverTeams[0] ?? null } };
  }
  if (decideAs === 'owner' && !account?.isSignedIn) return { refusal: 'not-signed-in' };
  return { approver: { user, decidedAs: decideAs, delegatedBy: null } };
}

/** Why somebody may not act for the organization, whatever it is about; null when they may. */
export function refusalIn({ person, account, standing }: Candidate): DomainErrorCode | null {
  if (person.isStranger) return 'other-workspace';
  if (person.isBot || person.isDeactivated) return 'not-active';
  if (account === null) return 'not-linked';
  return mayDecideIn(standing, account) ? null : 'not-owner';
}

/** Whether an account may decide in the organization at all, and so read everything about its requests. */
export function mayDecideIn(
  { membership, approverTeams }: Standing,
  { githubId }: Pick<LinkedAccount, 'githubId'>,
): boolean {
  if (membership === null || membership.state !== 'active') return false;
  // Somebody else has the login by now.
  if (githubId !== null && membership.user.id !== githubId) return false;
  return isOwner(membership) || approverTeams.length > 0;
}

/** An active owner of the organization. */
function isOwner(membership: Membership): boolean {
  return membership.state === 'active' && membership.role === 'admin';
}
