import { describe, expect, it } from '@jest/globals';
import { routeOf } from '../../../src/github/metered.js';

describe('the route of a call to GitHub', () => {
  it.each([
    ['/orgs/{org}/memberships/{username}', '/orgs/{org}/memberships/{username}'],
    ['/orgs/{org}/personal-access-tokens?token_id[]=1&token_id[]=2', '/orgs/{org}/personal-access-tokens'],
    [
      'https://api.github.com/organizations/4711/personal-access-token-requests?page=2',
      '/orgs/{org}/personal-access-token-requests',
    ],
    [
      'https://ghe.acme.example/api/v3/organizations/4711/personal-access-token-requests/9/repositories?page=3',
      '/orgs/{org}/personal-access-token-requests/{pat_request_id}/repositories',
    ],
    ['https://api.github.com/orgs/acme/personal-access-tokens?page=2', '/orgs/{org}/personal-access-tokens'],
    ['https://api.github.com/app/installations?page=2', '/app/installations'],
    ['https://api.github.com/somewhere/acme/mona', '/{id}/{id}/{id}'],
  ])('%s is %s: no id and no name', (url, route) => {
    expect(routeOf('GET', url)).toBe(`GET ${route}`);
  });
});
