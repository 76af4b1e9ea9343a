import { describe, expect, it } from '@jest/globals';
import type { Permission } from '../../../src/domain/token-request.js';
import { warningsOf } from '../../../src/domain/warnings.js';
import { aContent } from '../../support/builders.js';

const contents = (level: Permission['level']): Permission => ({
  group: 'repository',
  name: 'contents',
  level,
});

describe('warnings', () => {
  it('are not raised for a harmless request', () => {
    const content = aContent({ permissions: [contents('write')], repositorySelection: 'subset' });

    const warnings = warningsOf(content);

    expect(warnings).toEqual([]);
  });

  it.each([
    ['writing to all repositories', { repositorySelection: 'all', permissions: [contents('write')] }, true],
    ['reading all repositories', { repositorySelection: 'all', permissions: [contents('read')] }, false],
    [
      'writing to some repositories',
      { repositorySelection: 'subset', permissions: [contents('write')] },
      false,
    ],
    [
      'writing in the organization, with all repositories',
      {
        repositorySelection: 'all',
        permissions: [{ group: 'organization', name: 'announcements', level: 'write' }],
      },
      false,
    ],
  ] as const)('say that %s can change every repository: %#', (_, content, expected) => {
    const warnings = warningsOf(aContent(content));

    expect(warnings.includes('writes-everywhere')).toBe(expected);
  });

  it.each([
    ['organization', 'members', 'write', true],
    ['organization', 'members', 'read', false],
    ['repository', 'administration', 'write', true],
    ['repository', 'workflows', 'write', true],
    ['repository', 'contents', 'write', false],
    ['organization', 'organization_projects', 'admin', true],
  ] as const)('of %s %s %s say that it administers: %s', (group, name, level, expected) => {
    const content = aContent({ permissions: [{ group, name, level }] });

    const warnings = warningsOf(content);

    expect(warnings.includes('administers')).toBe(expected);
  });

  it('come all at once, worst first', () => {
    const permissions: Permission[] = [
      contents('write'),
      { group: 'organization', name: 'members', level: 'admin' },
    ];

    const warnings = warningsOf(aContent({ repositorySelection: 'all', permissions, tokenExpiresAt: null }));

    expect(warnings).toEqual(['writes-everywhere', 'administers', 'never-expires']);
  });
});
