import { describe, expect, it } from '@jest/globals';
import {
  hasExpired,
  isFinal,
  type Permission,
  requestPage,
  sortPermissions,
  sortRepositories,
} from '../../../src/domain/token-request.js';
import { ACME, aTokenRequest, NOW } from '../../support/builders.js';

describe('a token request', () => {
  it.each([
    ['pending', false],
    ['deciding', false],
    ['approved', true],
    ['denied', true],
    ['cancelled', true],
    ['expired', true],
    ['closed', true],
  ] as const)('that is %s is final: %s', (state, expected) => {
    const final = isFinal(state);

    expect(final).toBe(expected);
  });

  it.each([
    ['a moment before its token ends', new Date(NOW.getTime() + 1), false],
    ['at the very moment when its token ends', NOW, true],
    ['a moment after its token ended', new Date(NOW.getTime() - 1), true],
    ['when its token never ends', null, false],
  ])('has expired %s: %#', (_, tokenExpiresAt, expected) => {
    const expired = hasExpired({ tokenExpiresAt }, NOW);

    expect(expired).toBe(expected);
  });

  it('has a page of its own at GitHub, of which a strange name is no part of the path', () => {
    const organization = { ...ACME, login: 'ac/me?x=#' };

    const page = requestPage('https://ghe.example', aTokenRequest({ organization, patRequestId: 42 }));

    expect(page).toBe(
      'https://ghe.example/organizations/ac%2Fme%3Fx%3D%23/settings/personal-access-token-requests/42',
    );
  });
});

describe('permissions', () => {
  const [members, contents, issues, gists]: Permission[] = [
    { group: 'organization', name: 'members', level: 'write' },
    { group: 'repository', name: 'contents', level: 'read' },
    { group: 'repository', name: 'issues', level: 'admin' },
    { group: 'other', name: 'gists', level: 'read' },
  ];

  it('stand in the order of GitHub’s groups, then of their names', () => {
    const mixed = [gists, issues, contents, members] as Permission[];

    const sorted = sortPermissions(mixed);

    expect(sorted).toEqual([members, contents, issues, gists]);
    expect(mixed).toEqual([gists, issues, contents, members]);
  });
});

describe('repositories', () => {
  it('stand in the order of their names, by code units and not by a locale', () => {
    const named = (fullName: string, id: number) => ({ id, fullName, private: false });
    const mixed = [named('acme/b', 1), named('acme/é', 2), named('acme/B', 3), named('acme/a', 4)];

    const sorted = sortRepositories(mixed);

    expect(sorted.map(({ fullName }) => fullName)).toEqual(['acme/B', 'acme/a', 'acme/b', 'acme/é']);
    expect(mixed[0]?.id).toBe(1);
  });
});
