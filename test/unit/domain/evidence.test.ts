import { describe, expect, it } from '@jest/globals';
import { provesApproval } from '../../../src/domain/evidence.js';
import type { Permission } from '../../../src/domain/token-request.js';
import { ASKED_AT, aTokenRequest } from '../../support/builders.js';

const contents = (level: Permission['level']): Permission => ({
  group: 'repository',
  name: 'contents',
  level,
});
const members: Permission = { group: 'organization', name: 'members', level: 'read' };

const request = aTokenRequest({
  tokenId: 7,
  requestedAt: ASKED_AT,
  permissions: [contents('write'), members],
});
const grant = { tokenId: 7, grantedAt: new Date(ASKED_AT.getTime() + 1), permissions: request.permissions };

describe('a grant', () => {
  it('of all that was asked, after it was asked, proves the approval', () => {
    const proven = provesApproval(request, grant);

    expect(proven).toBe(true);
  });

  it('of the very second of the request proves it, for GitHub’s times have whole seconds', () => {
    const proven = provesApproval(request, { ...grant, grantedAt: ASKED_AT });

    expect(proven).toBe(true);
  });

  it('of more than was asked proves it', () => {
    const permissions = [contents('admin'), members, { ...members, name: 'webhooks' }];

    const proven = provesApproval(request, { ...grant, permissions });

    expect(proven).toBe(true);
  });

  it.each([
    ['that the token had before it asked for more', { grantedAt: new Date(ASKED_AT.getTime() - 1) }],
    ['of another token', { tokenId: 8 }],
    ['without one of the permissions', { permissions: [contents('write')] }],
    ['with a lower level than what was asked', { permissions: [contents('read'), members] }],
    [
      'of the permission of the same name in another group',
      { permissions: [{ ...contents('write'), group: 'organization' as const }, members] },
    ],
    ['of nothing', { permissions: [] }],
  ])('%s proves nothing', (_, difference) => {
    const proven = provesApproval(request, { ...grant, ...difference });

    expect(proven).toBe(false);
  });
});
