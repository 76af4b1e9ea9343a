import type { Fault, RecordedCall } from './fault-list.js';
import type { NewOrganization, NewTeamMember } from './organization-acts.js';
import type { UnconfirmedBehaviour } from './route.js';
import { RunningStandIn } from './running-stand-in.js';
import type { MoreAccess, NewToken } from './token-acts.js';
import type { TokenAnswer } from './user-authorizations.js';
import type { WebhookDelivery, WebhookMode } from './webhook-outbox.js';
import type {
  ClassicToken,
  Decision,
  Grant,
  Installation,
  Organization,
  PatRequest,
  PermissionSet,
  Repository,
  Role,
  Team,
  User,
} from './world-entities.js';

export interface GitHubStandInOptions {
  /** `publicKey` is a PEM text; `name` is what people read, by default the slug. */
  app: { id: number; slug: string; name?: string; publicKey: string; clientId: string; clientSecret: string };
  webhook: { secret: string; url?: string; timeoutMs?: number };
  /** Default 0: any free port. */
  port?: number;
  /** What the addresses of pages start with, `GITHUB_WEB_URL`; default: the API's own URL. */
  webUrl?: string;
  now?: () => Date;
}

export interface Policy {
  requireApproval?: boolean;
  restrictClassic?: boolean;
}

export interface GitHubStandIn {
  /** The API's base URL, for `GITHUB_API_URL`. */
  readonly url: string;
  readonly behaviour: UnconfirmedBehaviour;
  setWebhookUrl(url: string): void;
  /** Where the App lets people be sent back to when they authorized it, in place of what was set before. */
  setCallbackUrls(...urls: string[]): void;

  // The world. `by` is the owner who acts, the first one unless named.
  addUser(user: { login: string; id?: number; name?: string | null; email?: string | null }): User;
  addOrganization(organization: NewOrganization): Organization;
  addRepository(repository: { org: string; name: string; private: boolean }): Repository;
  /** Repositories keep their ids, and no webhook of ours tells of it. */
  renameRepository(repository: { org: string; name: string; to: string }): void;
  addTeam(team: { org: string; slug: string; members: string[] }): Team;
  /** An active member unless told otherwise; whoever is pending need not be in the organization. */
  addTeamMember(member: NewTeamMember): void;
  removeTeamMember(member: { org: string; team: string; login: string }): void;
  /** While it is required, members' user access tokens need a SAML session of their person. */
  requireSso(org: string, isRequired: boolean): void;
  setSsoSession(login: string, org: string, isActive: boolean): void;
  setPolicy(org: string, policy: Policy): void;
  setRole(org: string, login: string, role: Role | null): void;
  setEmail(login: string, email: string | null): void;
  renameUser(login: string, to: string): void;
  deleteUser(login: string): void;
  renameOrganization(login: string, to: string, by?: string): void;
  install(org: string, by?: string): Installation;
  uninstall(org: string, by?: string): void;
  suspend(org: string, by?: string): void;
  unsuspend(org: string, by?: string): void;
  acceptPermissions(org: string, permissions: Record<string, string>, by?: string): void;
  ping(): void;

  // People acting.
  /** `request` is missing when GitHub approved the token by itself. */
  createToken(token: NewToken): { token: string; tokenId: number; request?: PatRequest };
  createClassicToken(token: { owner: string }): { token: string };
  /**
   * The user presses Authorize at this address of GitHub's, to which the App sent them; returns where their browser is
   * sent then. Throws when GitHub shows a refusal instead.
   */
  authorize(press: { login: string; url: string }): string;
  /** Cancel, at the same page. */
  deny(press: { url: string }): string;
  /** A user access token of the App, `ghu_…`, good for eight hours. */
  mintUserToken(login: string): string;
  /** A user access token with its refresh token, as the App gets them for a code. */
  mintSignIn(login: string): TokenAnswer;
  /** The user withdraws the App's authorization: their `ghu_` and `ghr_` tokens die. */
  revokeAuthorization(login: string): void;
  /** The token asks for more, and keeps what it has meanwhile. */
  requestMore(tokenId: number, permissions: PermissionSet, more?: MoreAccess): PatRequest;
  decideOnPage(decision: { requestId: number; by: string; action: Decision; reason?: string | null }): void;
  cancel(requestId: number): void;
  revoke(patId: number): void;

  // To look at.
  user(login: string): User | undefined;
  organization(login: string): Organization | undefined;
  organizations(): readonly Organization[];
  repositories(org: string): readonly Repository[];
  request(id: number): PatRequest | undefined;
  /** Every request of an organization, oldest first. */
  requests(org: string): readonly PatRequest[];
  pendingRequests(org: string): readonly PatRequest[];
  /** Grants that were not revoked. */
  grants(org: string): readonly Grant[];
  /** Everybody's, oldest first. */
  classicTokens(): readonly ClassicToken[];

  // Webhooks.
  webhookMode: WebhookMode;
  readonly webhookDeliveries: readonly WebhookDelivery[];
  /** Sends it again with the same guid; resolves when it was answered. */
  redeliver(guid: string): Promise<void>;
  /** Sends what is held, in order or in this order of guids; resolves when all was answered. */
  releaseHeld(order?: readonly string[]): Promise<void>;
  /** Resolves when no webhook and no bulk call is under way. */
  settled(): Promise<void>;

  /** While held, the lists of requests and of grants stay as they are now, as GitHub's lists lag. */
  holdLists(): void;
  releaseLists(): void;

  // What came in, and what was wrong on either side.
  readonly calls: readonly RecordedCall[];
  readonly violations: readonly string[];
  readonly faults: { add(fault: Fault): void; clear(): void };

  /** Returns the function that stops listening. */
  on(event: 'change', listener: () => void): () => void;
  on(event: 'call', listener: (call: RecordedCall) => void): () => void;
  on(event: 'webhook', listener: (delivery: WebhookDelivery) => void): () => void;
  close(): Promise<void>;
}

/** Starts a strict stand-in for GitHub on 127.0.0.1, with nobody in its world yet. */
export async function startGitHubStandIn(options: GitHubStandInOptions): Promise<GitHubStandIn> {
  return RunningStandIn.start(options);
}
