import { secret } from './token-acts.js';
import type { User } from './world-entities.js';

/** What an authorization code stands for. */
export interface AuthorizationCode {
  readonly user: User;
  readonly redirectUri: string;
  /** Of PKCE, S256; null where the App sent none. */
  readonly challenge: string | null;
  readonly expiresAt: Date;
}

/** A user access token, `ghu_…`, and the refresh token, `ghr_…`, that came with it. */
export interface TokenPair {
  readonly id: number;
  readonly user: User;
  readonly access: string;
  readonly createdAt: Date;
  /** Null for Apps whose user tokens do not expire; they get no refresh token either. */
  readonly expiry: { readonly access: Date; readonly refresh: string; readonly refreshUntil: Date } | null;
}

export const ACCESS_SECONDS = 28_800;
/** Six months, as GitHub counts them. */
export const REFRESH_SECONDS = 15_897_600;
const CODE_SECONDS = 600;

/**
 * The people who authorized the App, with the codes and tokens that came of it
 * (https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens).
 */
export class UserAuthorizations {
  readonly #now: () => Date;
  readonly #behaviour: { readonly userTokensExpire: boolean };
  readonly #codes = new Map<string, AuthorizationCode>();
  /** By access token. */
  readonly #pairs = new Map<string, TokenPair>();
  #nextId = 80_001;

  constructor(now: () => Date, behaviour: { readonly userTokensExpire: boolean }) {
    this.#now = now;
    this.#behaviour = behaviour;
  }

  /** A code that is good once, for ten minutes. */
  issueCode(code: Omit<AuthorizationCode, 'expiresAt'>): string {
    const value = secret(20);
    this.#codes.set(value, { ...code, expiresAt: this.#in(CODE_SECONDS) });
    return value;
  }

  /** Whatever comes of it, the code is used then; undefined when it was before, or is too old. */
  takeCode(value: string): AuthorizationCode | undefined {
    const code = this.#codes.get(value);
    this.#codes.delete(value);
    return code && code.expiresAt > this.#now() ? code : undefined;
  }

  mint(user: User): TokenPair {
    const pair: TokenPair = {
      id: this.#nextId,
      user,
      access: `ghu_${secret(36)}`,
      createdAt: this.#now(),
      expiry: this.#behaviour.userTokensExpire
        ? {
            access: this.#in(ACCESS_SECONDS),
            refresh: `ghr_${secret(76)}`,
            refreshUntil: this.#in(REFRESH_SECONDS),
          }
        : null,
    };
    this.#nextId += 1;
    this.#pairs.set(pair.access, pair);
    return pair;
  }

  /** A new pair for a refresh token, which ends the old one at once; undefined when the token is not good. */
  refresh(value: string): TokenPair | undefined {
    const old = [...this.#pairs.values()].find(({ expiry }) => expiry?.refresh === value);
    if (!old?.expiry || old.expiry.refreshUntil <= this.#now()) return undefined;
    this.#pairs.delete(old.access);
    return this.mint(old.user);
  }

  /** By an access token that still works. */
  find(access: string): TokenPair | undefined {
    const pair = this.#pairs.get(access);
    return pair && (pair.expiry === null || pair.expiry.access > this.#now()) ? pair : undefined;
  }

  /** Ends an access token, and its refresh token with it. */
  revoke({ access }: TokenPair): void {
    this.#pairs.delete(access);
  }

  /** Ends all that this person ever gave the App. */
  revokeAll(user: User): void {
    for (const [access, pair] of this.#pairs) if (pair.user === user) this.#pairs.delete(access);
    for (const [value, code] of this.#codes) if (code.user === user) this.#codes.delete(value);
  }

  #in(seconds: number): Date {
    return new Date(this.#now().getTime() + seconds * 1000);
  }
}

/** A pair as GitHub hands it out; only Apps whose user tokens expire get to know of expiry and refreshing. */
export function tokenAnswer({ access, expiry }: TokenPair): TokenAnswer {
  const lasting = { access_token: access, scope: '', token_type: 'bearer' } as const;
  if (!expiry) return lasting;
  return {
    ...lasting,
    expires_in: ACCESS_SECONDS,
    refresh_token: expiry.refresh,
    refresh_token_expires_in: REFRESH_SECONDS,
  };
}

export interface TokenAnswer {
  access_token: string;
  /** In seconds, as is the other. */
  expires_in?: number;
  refresh_token?: string;
  refresh_token_expires_in?: number;
  scope: '';
  token_type: 'bearer';
}
