import type { Octokit } from 'octokit';
import { z } from 'zod';
import { OWNERS_LIMIT } from '../application/github-ports.js';
import type { GitHubUser, Organization } from '../domain/token-request.js';

const PAGE = 100;
const members = z.array(z.object({ id: z.int(), login: z.string() }));

/** Who owns an organization, the first `OWNERS_LIMIT`. */
export async function listOwners(octokit: Octokit, { login: org }: Organization): Promise<GitHubUser[]> {
  const owners: GitHubUser[] = [];
  for (let page = 1; owners.length < OWNERS_LIMIT; page += 1) {
    const { data } = await octokit.request('GET /orgs/{org}/members', {
      org,
      role: 'admin',
      per_page: PAGE,
      page,
    });
    const found = members.parse(data);
    owners.push(...found);
    if (found.length < PAGE) break;
  }
  return owners.slice(0, OWNERS_LIMIT);
}
