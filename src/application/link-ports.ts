import type { GitHubUser } from '../domain/token-request.js';
import type { LinkAttemptState, LinkResume } from './link-attempt.js';

/** A pair of a Slack user and a GitHub user. */
export interface Link {
  readonly slackUserId: string;
  /** The id is null while GitHub has not said who has the login that the operator named. */
  readonly github: { readonly id: number | null; readonly login: string };
  /** It stands in `SLACK_GITHUB_USERS`: its person can neither change nor remove it. */
  readonly byOperator: boolean;
  /** A sign-in is stored with which decisions can be sent in this person's name. */
  readonly isSignedIn: boolean;
}

/** Why a link was removed. */
export type LinkRemoval = 'unlinked' | 'revoked-on-github' | 'replaced' | 'operator' | 'erased';

/** A Slack user has one GitHub account, and a GitHub account one Slack user; each change is on the record. */
export interface Links {
  find(slackUserId: string): Promise<Link | undefined>;
  /** By id; by login only where the id is not known yet. */
  ofGitHubUser(user: GitHubUser): Promise<Link | undefined>;
  /**
   * Makes a person's own link, or does nothing but note the account when they have this one.
   * @throws DomainError `link-taken` when another Slack user has the account
   */
  make(slackUserId: string, user: GitHubUser, at: Date): Promise<void>;
  /** Whether the link of an account was made, or confirmed anew, after that. */
  wasMadeSince(githubUserId: number, instant: Date): Promise<boolean>;
  /** With its sign-in; false when there is none. */
  remove(slackUserId: string, removal: LinkRemoval, at: Date): Promise<boolean>;
  /** Makes the links of the operator those that are given, and no others; they go before people's own. */
  keepOperators(logins: ReadonlyMap<string, string>, at: Date): Promise<void>;
  /** Remembers whose login it is, or what they are called by now. */
  note(slackUserId: string, user: GitHubUser, at: Date): Promise<void>;
}

/** A user access token of the GitHub App, and what renews it. */
export interface SignIn {
  readonly accessToken: string;
  /** Null: never. */
  readonly accessExpiresAt: Date | null;
  /** Null where the App's tokens do not expire. */
  readonly refreshToken: string | null;
  readonly refreshExpiresAt: Date | null;
}

export interface StoredSignIn extends SignIn {
  /** Another one with every other pair of tokens. */
  readonly version: string;
}

/** Sign-ins, encrypted in the database. */
export interface SignIns {
  /** undefined also when it cannot be decrypted with the keys at hand. */
  find(githubUserId: number): Promise<StoredSignIn | undefined>;
  save(owner: { githubUserId: number; slackUserId: string }, signIn: SignIn, at: Date): Promise<void>;
  /** Only this version, if one is named. */
  remove(githubUserId: number, version?: string): Promise<boolean>;
  /** Removes some of them, and returns those that could be read; [] when there are no more. */
  removeSome(): Promise<SignIn[]>;
  /** Has it renewed before it is used again. */
  endAccess(githubUserId: number, version: string, at: Date): Promise<void>;
  /** Takes the right to renew it; false while another process has it. */
  lease(githubUserId: number, now: Date, until: Date): Promise<boolean>;
  /** Stores what GitHub gave for that version, and gives the right back; false when it is not there any more. */
  renew(githubUserId: number, version: string, signIn: SignIn, at: Date): Promise<boolean>;
  release(githubUserId: number): Promise<void>;
  /** Encrypts anew what is encrypted with the previous key; returns how many, and how many no key can read. */
  rotate(): Promise<{ readonly rotated: number; readonly unreadable: number }>;
}

/** One way of a person through GitHub's sign-in. */
export interface LinkAttempt {
  readonly id: string;
  readonly slackUserId: string;
  readonly resume: LinkResume | null;
  readonly state: LinkAttemptState;
  /** Once GitHub has named it. */
  readonly github: GitHubUser | null;
}

/** Tickets, states and cookies are stored as hashes, what must be read again is encrypted. */
export interface LinkAttempts {
  offer(attempt: {
    readonly id: string;
    readonly ticket: string;
    readonly slackUserId: string;
    readonly resume: LinkResume | null;
    readonly at: Date;
    readonly expiresAt: Date;
  }): Promise<void>;
  /** A browser has opened the link; whoever opens it again begins anew. undefined when it is not good any more. */
  start(
    ticket: string,
    started: {
      readonly state: string;
      readonly browser: string;
      readonly verifier: string;
      readonly now: Date;
    },
  ): Promise<LinkAttempt | undefined>;
  /** GitHub has sent a browser back: good once, for the browser that was sent there. */
  takeReturn(
    state: string,
    browser: string,
    now: Date,
  ): Promise<
    { readonly attempt: LinkAttempt; readonly verifier: string; readonly visit: string } | undefined
  >;
  /** Only of the visit that `takeReturn` named, which another return ends; false otherwise. */
  authorize(id: string, visit: string, user: GitHubUser, signIn: SignIn): Promise<boolean>;
  /** What the browser may confirm. */
  authorized(id: string, browser: string, now: Date): Promise<LinkAttempt | undefined>;
  /** Takes the confirmation of this account: good once. */
  takeConfirmation(
    confirmed: Confirmed,
    now: Date,
  ): Promise<{ readonly attempt: LinkAttempt; readonly signIn: SignIn } | undefined>;
  /** The Slack user whose attempt it is, by what a browser has in hand; whatever has become of the attempt. */
  whose(hand: LinkHand): Promise<string | undefined>;
  /** The one that was confirmed before with the same words. */
  confirmedBefore(confirmed: Confirmed): Promise<LinkAttempt | undefined>;
  /** Forgets those that have ended before, and returns the sign-ins of those that nobody confirmed. */
  forgetBefore(instant: Date): Promise<SignIn[]>;
}

/** What shows a browser's right to an attempt: the ticket, or its own secret with the attempt's id or `state`. */
export type LinkHand =
  | { readonly ticket: string }
  | { readonly browser: string; readonly attemptId: string }
  | { readonly browser: string; readonly state: string };

/** What a browser confirms: the account that its page has named. */
export interface Confirmed {
  readonly attemptId: string;
  readonly browser: string;
  readonly githubUserId: number;
}

/** GitHub's sign-in of people through the App. Every method throws OutsideError. */
export interface GitHubSignIn {
  /** Where a browser is sent; PKCE's challenge is of `verifier`. */
  authorizeUrl(asked: {
    readonly state: string;
    readonly verifier: string;
    readonly redirectUri: string;
  }): Promise<string>;
  /** Trades what GitHub's redirect brought for a sign-in; `refused` when GitHub does not take it. */
  exchange(returned: {
    readonly parameters: URLSearchParams;
    readonly state: string;
    readonly verifier: string;
    readonly redirectUri: string;
  }): Promise<SignIn>;
  /** Ends the old pair. `refused`: the person has to sign in anew. */
  renew(refreshToken: string): Promise<SignIn>;
  whoIs(accessToken: string): Promise<GitHubUser>;
  /** Ends one token. */
  revoke(accessToken: string): Promise<void>;
}
