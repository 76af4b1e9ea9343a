export type PermissionLevel = 'read' | 'write' | 'admin';

/** What a fine-grained token asks for, as GitHub groups it: permission name to level. */
export interface PermissionSet {
  organization?: Record<string, PermissionLevel>;
  repository?: Record<string, PermissionLevel>;
  other?: Record<string, PermissionLevel>;
}

export type RepositorySelection = 'none' | 'all' | 'subset';
export type Role = 'admin' | 'member';
export type Decision = 'approve' | 'deny';

export interface User {
  readonly id: number;
  login: string;
  name: string | null;
  /** The public address, which most people keep empty. */
  email: string | null;
  readonly type: 'User' | 'Bot';
  readonly createdAt: Date;
}

export interface Installation {
  readonly id: number;
  permissions: Record<string, string>;
  readonly createdAt: Date;
  updatedAt: Date;
  suspendedAt: Date | null;
  suspendedBy: User | null;
}

export interface TeamMembership {
  role: 'member' | 'maintainer';
  /** Pending: they are invited, and have not joined the organization yet. */
  state: 'active' | 'pending';
}

export interface Team {
  readonly slug: string;
  /** By user id. */
  readonly members: Map<number, TeamMembership>;
}

export interface Organization {
  readonly id: number;
  login: string;
  /** Role by user id. */
  readonly roles: Map<number, Role>;
  readonly teams: Map<string, Team>;
  requireApproval: boolean;
  restrictClassic: boolean;
  /** Whether members have to sign in with SAML before tokens of theirs work here. */
  requireSso: boolean;
  /** Ids of users whose SAML session is active. */
  readonly ssoSessions: Set<number>;
  installation: Installation | null;
  readonly createdAt: Date;
}

export interface Repository {
  readonly id: number;
  readonly organization: Organization;
  name: string;
  readonly private: boolean;
  readonly createdAt: Date;
}

export interface FineGrainedToken {
  readonly id: number;
  /** The secret itself, `github_pat_…`. */
  readonly value: string;
  readonly name: string;
  readonly owner: User;
  readonly organization: Organization;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  lastUsedAt: Date | null;
}

export interface ClassicToken {
  /** The secret itself, `ghp_…`. */
  readonly value: string;
  readonly owner: User;
}

export type PatRequestState = 'pending' | 'approved' | 'denied' | 'cancelled';

/** One request of a token for access to its organization, pending or over. */
export interface PatRequest {
  readonly id: number;
  readonly token: FineGrainedToken;
  readonly organization: Organization;
  readonly owner: User;
  /** The requester's justification. */
  readonly reason: string | null;
  readonly repositorySelection: RepositorySelection;
  readonly repositories: readonly Repository[];
  readonly permissionsAdded: PermissionSet;
  readonly permissionsUpgraded: PermissionSet;
  readonly permissionsResult: PermissionSet;
  readonly createdAt: Date;
  state: PatRequestState;
  decidedBy: User | null;
  decidedAt: Date | null;
  /** The decider's reason, which no webhook carries. */
  decisionReason: string | null;
}

/** The access that one token has to its organization. */
export interface Grant {
  /** GitHub's `pat_id`. */
  readonly id: number;
  readonly token: FineGrainedToken;
  readonly organization: Organization;
  repositorySelection: RepositorySelection;
  repositories: readonly Repository[];
  permissions: PermissionSet;
  accessGrantedAt: Date;
  revokedAt: Date | null;
}
