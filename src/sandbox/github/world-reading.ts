import type { GitHubWorld } from './github-world.js';
import type { ClassicToken, Grant, Organization, PatRequest, Repository, User } from './world-entities.js';

/** The part of the stand-in with which tests and the trial page look at the world. */
export class WorldReading {
  protected readonly world: GitHubWorld;

  constructor(world: GitHubWorld) {
    this.world = world;
  }

  user(login: string): User | undefined {
    return this.world.findUser(login);
  }

  organization(login: string): Organization | undefined {
    return this.world.findOrganization(login);
  }

  organizations(): readonly Organization[] {
    return this.world.organizations;
  }

  repositories(org: string): readonly Repository[] {
    return this.world.repositories.filter(ofOrganization(this.world.organization(org)));
  }

  request(id: number): PatRequest | undefined {
    return this.world.requests.find((request) => request.id === id);
  }

  requests(org: string): readonly PatRequest[] {
    return this.world.requests.filter(ofOrganization(this.world.organization(org)));
  }

  pendingRequests(org: string): readonly PatRequest[] {
    return this.requests(org).filter(({ state }) => state === 'pending');
  }

  grants(org: string): readonly Grant[] {
    const own = this.world.grants.filter(ofOrganization(this.world.organization(org)));
    return own.filter(({ revokedAt }) => !revokedAt);
  }

  classicTokens(): readonly ClassicToken[] {
    return this.world.classicTokens;
  }
}

function ofOrganization(organization: Organization): (entity: { organization: Organization }) => boolean {
  return (entity) => entity.organization === organization;
}
