import { verifyAppJwt } from './app-jwt.js';
import { type GitHubWorld, isExpired } from './github-world.js';
import { secret } from './token-acts.js';
import { UserAuthorizations } from './user-authorizations.js';
import type { ClassicToken, FineGrainedToken, Installation, Organization, User } from './world-entities.js';

export type Principal =
  | { kind: 'nobody' }
  | { kind: 'app' }
  /** The App by its client id and client secret. */
  | { kind: 'client' }
  | { kind: 'installation'; organization: Organization; installation: Installation }
  | { kind: 'user'; user: User }
  | { kind: 'fine-grained'; token: FineGrainedToken }
  | { kind: 'classic'; token: ClassicToken };

/** Why credentials were refused; GitHub answers 401 with this message. */
export interface BadCredentials {
  refused: string;
}

interface AppKeys {
  id: number;
  clientId: string;
  clientSecret: string;
  publicKey: string;
}

const HOUR = 3_600_000;
const BAD: BadCredentials = { refused: 'Bad credentials' };

/** Mints the App's tokens and tells whose a request's credentials are. */
export class Credentials {
  /** The people who authorized the App, and their tokens. */
  readonly people: UserAuthorizations;
  readonly #world: GitHubWorld;
  readonly #app: AppKeys;
  readonly #installationTokens = new Map<string, { installationId: number; expiresAt: Date }>();

  constructor(world: GitHubWorld, app: AppKeys, behaviour: { readonly userTokensExpire: boolean }) {
    this.#world = world;
    this.#app = app;
    this.people = new UserAuthorizations(world.now, behaviour);
  }

  /** An installation access token, good for one hour. */
  mintInstallationToken(installation: Installation): { token: string; expiresAt: Date } {
    const token = `ghs_${secret(36)}`;
    const expiresAt = new Date(this.#world.now().getTime() + HOUR);
    this.#installationTokens.set(token, { installationId: installation.id, expiresAt });
    return { token, expiresAt };
  }

  /** Whether these are the App's client id and client secret. */
  isClient(id: string, clientSecret: string): boolean {
    return id === this.#app.clientId && clientSecret === this.#app.clientSecret;
  }

  /** Whose credentials an `Authorization` header holds. */
  identify(header: string | undefined): Principal | BadCredentials {
    if (!header) return { kind: 'nobody' };
    const [, scheme, value = ''] = /^(\w+) +(\S+)$/.exec(header) ?? [];
    if (/^basic$/i.test(scheme ?? '')) return this.#identifyClient(value);
    if (!/^(bearer|token)$/i.test(scheme ?? '')) return BAD;
    if (value.startsWith('ghs_')) return this.#identifyInstallation(value);
    if (value.startsWith('ghu_')) return this.#identifyUser(value);
    if (value.startsWith('github_pat_')) return this.#identifyFineGrained(value);
    if (value.startsWith('ghp_')) return this.#identifyClassic(value);
    const refusal = verifyAppJwt(this.#app, value, this.#world.now());
    return refusal === undefined ? { kind: 'app' } : { refused: refusal };
  }

  #identifyClient(value: string): Principal | BadCredentials {
    const [, id = '', clientSecret = ''] =
      /^([^:]*):(.*)$/.exec(Buffer.from(value, 'base64').toString()) ?? [];
    return this.isClient(id, clientSecret) ? { kind: 'client' } : BAD;
  }

  #identifyInstallation(value: string): Principal | BadCredentials {
    const minted = this.#installationTokens.get(value);
    if (!minted || minted.expiresAt <= this.#world.now()) return BAD;
    const organization = this.#world.organizations.find(
      ({ installation }) => installation?.id === minted.installationId,
    );
    if (!organization?.installation) return BAD;
    return { kind: 'installation', organization, installation: organization.installation };
  }

  #identifyUser(value: string): Principal | BadCredentials {
    const pair = this.people.find(value);
    return pair ? { kind: 'user', user: pair.user } : BAD;
  }

  #identifyFineGrained(value: string): Principal | BadCredentials {
    const token = this.#world.tokens.find((candidate) => candidate.value === value);
    if (!token || isExpired(token, this.#world.now())) return BAD;
    token.lastUsedAt = this.#world.now();
    return { kind: 'fine-grained', token };
  }

  #identifyClassic(value: string): Principal | BadCredentials {
    const token = this.#world.classicTokens.find((candidate) => candidate.value === value);
    return token ? { kind: 'classic', token } : BAD;
  }
}

/** How the record of calls names a caller. */
export function principalName(principal: Principal): string {
  switch (principal.kind) {
    case 'nobody':
    case 'app':
    case 'client':
      return principal.kind;
    case 'installation':
      return `installation:${principal.organization.login}`;
    case 'user':
      return `user:${principal.user.login}`;
    case 'fine-grained':
    case 'classic':
      return `${principal.kind}:${principal.token.owner.login}`;
  }
}
