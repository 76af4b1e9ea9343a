import { appPermissions } from './app-permissions.js';
import type {
  ClassicToken,
  FineGrainedToken,
  Grant,
  Installation,
  Organization,
  PatRequest,
  Repository,
  Role,
  User,
} from './world-entities.js';
import type { WorldEvent } from './world-event.js';

// Far apart, so that an id of one kind that is used for another is never found by chance.
const FIRST_IDS = {
  user: 1001,
  organization: 20_001,
  repository: 300_001,
  installation: 4_000_001,
  token: 50_000_001,
  request: 600_001,
  grant: 7_000_001,
};

export interface OrganizationSettings {
  login: string;
  id?: number;
  requireApproval?: boolean;
  restrictClassic?: boolean;
}

/** Everything that this GitHub knows, in memory. Logins are compared without case, as GitHub does. */
export class GitHubWorld {
  readonly users: User[] = [];
  readonly organizations: Organization[] = [];
  readonly repositories: Repository[] = [];
  readonly tokens: FineGrainedToken[] = [];
  readonly classicTokens: ClassicToken[] = [];
  readonly requests: PatRequest[] = [];
  readonly grants: Grant[] = [];
  readonly appBot: User;
  readonly now: () => Date;
  #tell: (event: WorldEvent) => void = () => {};
  #changed: () => void = () => {};
  #nextIds = { ...FIRST_IDS };

  constructor(app: { slug: string }, now: () => Date) {
    this.now = now;
    this.appBot = {
      id: 900,
      login: `${app.slug}[bot]`,
      name: null,
      email: null,
      type: 'Bot',
      createdAt: now(),
    };
  }

  listen(onEvent: (event: WorldEvent) => void, onChange: () => void): void {
    this.#tell = onEvent;
    this.#changed = onChange;
  }

  tell(event: WorldEvent): void {
    this.#tell(event);
    this.#changed();
  }

  /** Says that something changed of which GitHub tells no App. */
  changed(): void {
    this.#changed();
  }

  nextId(kind: keyof typeof FIRST_IDS): number {
    const id = this.#nextIds[kind];
    this.#nextIds[kind] += 1;
    return id;
  }

  addUser(user: { login: string; id?: number; name?: string | null; email?: string | null }): User {
    this.#refuseTakenLogin(user.login);
    const added: User = {
      id: user.id ?? this.nextId('user'),
      login: user.login,
      name: user.name ?? null,
      email: user.email ?? null,
      type: 'User',
      createdAt: this.now(),
    };
    this.users.push(added);
    this.changed();
    return added;
  }

  addOrganization(settings: OrganizationSettings, roles: Map<number, Role>): Organization {
    this.#refuseTakenLogin(settings.login);
    const organization: Organization = {
      id: settings.id ?? this.nextId('organization'),
      login: settings.login,
      roles,
      teams: new Map(),
      requireApproval: settings.requireApproval ?? true,
      restrictClassic: settings.restrictClassic ?? false,
      requireSso: false,
      ssoSessions: new Set(),
      installation: null,
      createdAt: this.now(),
    };
    this.organizations.push(organization);
    this.changed();
    return organization;
  }

  newInstallation(): Installation {
    const createdAt = this.now();
    return {
      id: this.nextId('installation'),
      permissions: { ...appPermissions },
      createdAt,
      updatedAt: createdAt,
      suspendedAt: null,
      suspendedBy: null,
    };
  }

  addRepository(organization: Organization, name: string, isPrivate: boolean): Repository {
    const id = this.nextId('repository');
    const repository = { id, organization, name, private: isPrivate, createdAt: this.now() };
    this.repositories.push(repository);
    this.changed();
    return repository;
  }

  findUser(login: string): User | undefined {
    return this.users.find((user) => sameName(user.login, login));
  }

  findOrganization(login: string): Organization | undefined {
    return this.organizations.find((organization) => sameName(organization.login, login));
  }

  findRepository(owner: string, name: string): Repository | undefined {
    const candidates = this.repositories.filter((repository) => sameName(repository.name, name));
    return candidates.find((repository) => sameName(repository.organization.login, owner));
  }

  user(login: string): User {
    return found(this.findUser(login), `user ${login}`);
  }

  organization(login: string): Organization {
    return found(this.findOrganization(login), `organization ${login}`);
  }

  request(id: number): PatRequest {
    return found(
      this.requests.find((request) => request.id === id),
      `token request ${id}`,
    );
  }

  /** The token's access to its organization, unless it never had any or lost it. */
  activeGrant(token: FineGrainedToken): Grant | undefined {
    return this.grants.find((grant) => grant.token === token && !grant.revokedAt);
  }

  roleOf(user: User, organization: Organization): Role | undefined {
    return organization.roles.get(user.id);
  }

  #refuseTakenLogin(login: string): void {
    if (!this.findUser(login) && !this.findOrganization(login)) return;
    throw new Error(`The login ${login} is taken`);
  }
}

/** Whether two logins or names are one to GitHub. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The stand-in for GitHub knows no ${what}`);
  return value;
}

/** Whether the token's life has ended. */
export function isExpired(token: FineGrainedToken, now: Date): boolean {
  return token.expiresAt !== null && token.expiresAt <= now;
}
