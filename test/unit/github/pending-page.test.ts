import { describe, expect, it } from '@jest/globals';
import { readRows } from '../../../src/github/pending-page.js';
import { ACME, aGitHubAccount, MONA } from '../../support/builders.js';

const aRow = (over: object = {}) => ({
  id: 1,
  reason: null,
  owner: aGitHubAccount(MONA),
  repository_selection: 'all',
  permissions: { repository: { contents: 'read' } },
  created_at: '2026-03-02T08:00:00Z',
  token_id: 70_001,
  token_name: 'deploy-bot',
  token_expired: false,
  token_expires_at: null,
  token_last_used_at: null,
  ...over,
});

describe('the rows of a pending list', () => {
  it('are read each by itself', () => {
    const { reports, unreadable } = readRows(ACME, [
      aRow({ id: 1 }),
      aRow({ id: 2, token_name: 7 }),
      aRow({ id: 'three' }),
      null,
      aRow({ id: 5 }),
    ]);

    expect(reports.map(({ patRequestId }) => patRequestId)).toEqual([1, 5]);
    expect(unreadable).toEqual([
      { patRequestId: 2, lacks: ['token_name: invalid_type'] },
      { patRequestId: null, lacks: ['id: invalid_type'] },
      { patRequestId: null, lacks: [': invalid_type'] },
    ]);
  });

  it('may be of an account that was deleted', () => {
    const { reports } = readRows(ACME, [aRow({ owner: null })]);

    expect(reports).toMatchObject([{ content: { requester: { id: 10_137, login: 'ghost' } } }]);
  });
});
