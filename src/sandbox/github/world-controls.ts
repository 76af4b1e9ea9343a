import type { Credentials } from './credentials.js';
import { deleteUser } from './delete-user.js';
import type { Policy } from './github-stand-in.js';
import type { GitHubWorld } from './github-world.js';
import * as organizationActs from './organization-acts.js';
import * as tokenActs from './token-acts.js';
import { type TokenAnswer, tokenAnswer } from './user-authorizations.js';
import { withdrawAuthorization } from './withdraw-authorization.js';
import type {
  Decision,
  Installation,
  Organization,
  PatRequest,
  PermissionSet,
  Repository,
  Role,
  Team,
  User,
} from './world-entities.js';
import { WorldReading } from './world-reading.js';

/** The part of the stand-in with which tests and the trial page change the world. */
export class WorldControls extends WorldReading {
  readonly #credentials: Credentials;

  constructor(world: GitHubWorld, credentials: Credentials) {
    super(world);
    this.#credentials = credentials;
  }

  addUser(user: { login: string; id?: number; name?: string | null; email?: string | null }): User {
    return this.world.addUser(user);
  }

  addOrganization(organization: organizationActs.NewOrganization): Organization {
    return organizationActs.addOrganization(this.world, organization);
  }

  addRepository(repository: { org: string; name: string; private: boolean }): Repository {
    const organization = this.world.organization(repository.org);
    return this.world.addRepository(organization, repository.name, repository.private);
  }

  renameRepository({ org, name, to }: { org: string; name: string; to: string }): void {
    const repository = this.world.findRepository(org, name);
    if (!repository) throw new Error(`${org} has no repository ${name}`);
    repository.name = to;
    this.world.changed();
  }

  addTeam(team: { org: string; slug: string; members: string[] }): Team {
    return organizationActs.addTeam(this.world, team);
  }

  addTeamMember(member: organizationActs.NewTeamMember): void {
    organizationActs.addTeamMember(this.world, member);
  }

  removeTeamMember(member: { org: string; team: string; login: string }): void {
    organizationActs.removeTeamMember(this.world, member);
  }

  requireSso(org: string, isRequired: boolean): void {
    organizationActs.requireSso(this.world, org, isRequired);
  }

  setSsoSession(login: string, org: string, isActive: boolean): void {
    organizationActs.setSsoSession(this.world, login, org, isActive);
  }

  setPolicy(org: string, { requireApproval, restrictClassic }: Policy): void {
    const organization = this.world.organization(org);
    organization.requireApproval = requireApproval ?? organization.requireApproval;
    organization.restrictClassic = restrictClassic ?? organization.restrictClassic;
    this.world.changed();
  }

  setRole(org: string, login: string, role: Role | null): void {
    organizationActs.setRole(this.world, org, login, role);
  }

  setEmail(login: string, email: string | null): void {
    this.world.user(login).email = email;
    this.world.changed();
  }

  renameUser(login: string, to: string): void {
    this.world.user(login).login = to;
    this.world.changed();
  }

  deleteUser(login: string): void {
    deleteUser({ world: this.world, credentials: this.#credentials }, this.world.user(login));
  }

  renameOrganization(login: string, to: string, by?: string): void {
    organizationActs.renameOrganization(this.world, login, to, by);
  }

  install(org: string, by?: string): Installation {
    return organizationActs.install(this.world, org, by);
  }

  uninstall(org: string, by?: string): void {
    organizationActs.uninstall(this.world, org, by);
  }

  suspend(org: string, by?: string): void {
    organizationActs.suspend(this.world, org, by);
  }

  unsuspend(org: string, by?: string): void {
    organizationActs.unsuspend(this.world, org, by);
  }

  acceptPermissions(org: string, permissions: Record<string, string>, by?: string): void {
    organizationActs.acceptPermissions(this.world, org, permissions, by);
  }

  ping(): void {
    this.world.tell({ kind: 'ping' });
  }

  createToken(asked: tokenActs.NewToken): { token: string; tokenId: number; request?: PatRequest } {
    const request = tokenActs.createToken(this.world, asked);
    const { value: token, id: tokenId } = request.token;
    return request.state === 'pending' ? { token, tokenId, request } : { token, tokenId };
  }

  createClassicToken({ owner }: { owner: string }): { token: string } {
    const token = { value: `ghp_${tokenActs.secret(36)}`, owner: this.world.user(owner) };
    this.world.classicTokens.push(token);
    this.world.changed();
    return { token: token.value };
  }

  mintUserToken(login: string): string {
    return this.mintSignIn(login).access_token;
  }

  mintSignIn(login: string): TokenAnswer {
    return tokenAnswer(this.#credentials.people.mint(this.world.user(login)));
  }

  revokeAuthorization(login: string): void {
    withdrawAuthorization({ world: this.world, credentials: this.#credentials }, this.world.user(login));
  }

  requestMore(tokenId: number, permissions: PermissionSet, more: tokenActs.MoreAccess = {}): PatRequest {
    return tokenActs.requestMore(this.world, tokenId, permissions, more);
  }

  decideOnPage(decision: { requestId: number; by: string; action: Decision; reason?: string | null }): void {
    const request = this.world.request(decision.requestId);
    const by = this.world.user(decision.by);
    if (this.world.roleOf(by, request.organization) !== 'admin') {
      throw new Error(`${decision.by} is no owner of ${request.organization.login}`);
    }
    const { action, reason } = decision;
    if (tokenActs.decide(this.world, request, { action, reason, by })) return;
    throw new Error(`The token request ${request.id} is ${request.state}`);
  }

  cancel(requestId: number): void {
    tokenActs.cancel(this.world, this.world.request(requestId));
  }

  revoke(patId: number): void {
    const grant = this.world.grants.find(({ id, revokedAt }) => id === patId && !revokedAt);
    if (!grant) throw new Error(`There is no active grant ${patId}`);
    tokenActs.revoke(this.world, grant);
  }
}
