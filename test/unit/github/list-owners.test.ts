import { describe, expect, it } from '@jest/globals';
import { Octokit } from 'octokit';
import { OWNERS_LIMIT } from '../../../src/application/github-ports.js';
import { listOwners } from '../../../src/github/list-owners.js';
import { ACME } from '../../support/builders.js';

/** An organization that many people own, and the addresses at which GitHub was asked. */
function ownedBy(count: number) {
  const owners = Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    login: `owner-${index + 1}`,
  }));
  const asked: string[] = [];
  const fetch = async (address: string) => {
    const { pathname, search, searchParams } = new URL(address);
    asked.push(`${pathname}${search}`);
    const [page, perPage] = [Number(searchParams.get('page')), Number(searchParams.get('per_page'))];
    const rows = owners.slice((page - 1) * perPage, page * perPage);
    return new Response(JSON.stringify(rows), { headers: { 'content-type': 'application/json' } });
  };
  return { octokit: new Octokit({ request: { fetch } }), asked };
}

describe('the owners of an organization', () => {
  it('are read page after page, and asked for as admins', async () => {
    const { octokit, asked } = ownedBy(150);

    const owners = await listOwners(octokit, ACME);

    expect(owners).toHaveLength(150);
    expect(owners[149]).toEqual({ id: 150, login: 'owner-150' });
    expect(asked).toEqual([1, 2].map((page) => `/orgs/acme/members?role=admin&per_page=100&page=${page}`));
  });

  it('are no more than there is time to tell', async () => {
    const { octokit, asked } = ownedBy(2_000);

    expect(await listOwners(octokit, ACME)).toHaveLength(OWNERS_LIMIT);
    expect(asked).toHaveLength(5);
  });
});
