import { describe, expect, it } from '@jest/globals';
import {
  listedRequest,
  reportFromList,
  reportFromWebhook,
  requestWebhook,
  toPermissions,
  toRepositories,
} from '../../../src/github/mapping.js';
import { validateWebhook } from '../../../src/sandbox/github/github-api-description.js';
import { ACME, aGitHubAccount, aWebhookPayload, MONA, OLIVIA } from '../../support/builders.js';

const ACTIONS = ['created', 'approved', 'denied', 'cancelled'] as const;

function reportOf(payload: unknown) {
  return reportFromWebhook(requestWebhook.parse(payload));
}

describe('a webhook', () => {
  it.each(ACTIONS)('of the tests is one that GitHub describes: %s', (action) => {
    const payload = aWebhookPayload(action);

    const violations = validateWebhook('personal_access_token_request', action, payload);

    expect(violations).toEqual([]);
  });

  it.each(ACTIONS)('becomes a report: %s', (action) => {
    const payload = aWebhookPayload(action);

    const report = reportOf(payload);

    const actor = action === 'created' || action === 'cancelled' ? MONA : OLIVIA;
    expect(report).toEqual({
      word: action,
      organization: ACME,
      patRequestId: 9_001,
      tokenExpired: false,
      sender: { ...actor, isBot: false },
      content: {
        requester: MONA,
        tokenId: 70_001,
        tokenName: 'deploy-bot',
        reason: undefined,
        repositorySelection: 'subset',
        repositoryCount: 2,
        repositories: [
          { id: 901, fullName: 'acme/payments', private: true },
          { id: 902, fullName: 'acme/web', private: false },
        ],
        permissions: [
          { group: 'organization', name: 'members', level: 'write' },
          { group: 'repository', name: 'contents', level: 'read' },
        ],
        requestedAt: new Date('2026-03-02T08:00:00Z'),
        tokenExpiresAt: new Date('2026-06-01T00:00:00Z'),
        tokenLastUsedAt: null,
      },
    });
  });

  it('may lack its installation and its sender', () => {
    const payload = aWebhookPayload('created', { top: { installation: undefined, sender: undefined } });

    const report = reportOf(payload);

    expect(report.organization.installationId).toBeNull();
    expect(report.sender).toBeUndefined();
  });

  it('tells a bot from a person', () => {
    const sender = aGitHubAccount({ id: 99, login: 'patrol[bot]' }, 'Bot');

    const report = reportOf(aWebhookPayload('approved', { top: { sender } }));

    expect(report.sender).toEqual({ id: 99, login: 'patrol[bot]', isBot: true });
  });

  it.each([
    ['gives one', { reason: 'because' }, 'because'],
    ['says that there is none', { reason: null }, null],
    ['does not speak of it', {}, undefined],
  ])('takes the reason as it comes, when it %s', (_, request, reason) => {
    const report = reportOf(aWebhookPayload('created', { request }));

    expect(report.content.reason).toBe(reason);
  });

  it('keeps no list of repositories that is shorter than its count', () => {
    const request = { repository_count: 3 };

    const { content } = reportOf(aWebhookPayload('created', { request }));

    expect(content).toMatchObject({ repositoryCount: 3, repositories: undefined });
  });

  it('names no repositories when it asks for all', () => {
    const request = { repository_selection: 'all', repository_count: null, repositories: null };

    const { content } = reportOf(aWebhookPayload('created', { request }));

    expect(content).toMatchObject({
      repositorySelection: 'all',
      repositoryCount: null,
      repositories: undefined,
    });
  });

  it('may have fields, permissions and levels that we do not know', () => {
    const request = {
      token_colour: 'blue',
      permissions_result: { repository: { contents: 'read', issues: 'own' }, galaxy: { stars: 'read' } },
    };

    const { content } = reportOf(aWebhookPayload('created', { request, top: { enterprise: { id: 1 } } }));

    expect(content.permissions).toEqual([{ group: 'repository', name: 'contents', level: 'read' }]);
  });

  it('loses the NULs that a database cannot hold', () => {
    const request = {
      token_name: 'a\0b',
      reason: '\0why\0',
      owner: { id: 11, login: 'mo\0na' },
      repository_count: 1,
      repositories: [{ id: 1, full_name: 'acme/\0x', private: true }],
    };

    const { content } = reportOf(aWebhookPayload('created', { request }));

    expect(content).toMatchObject({
      tokenName: 'ab',
      reason: 'why',
      requester: { login: 'mona' },
      repositories: [{ fullName: 'acme/x' }],
    });
  });

  it('of a deleted account is of the one that GitHub shows in its place', () => {
    const { content } = reportOf(aWebhookPayload('created', { request: { owner: null } }));

    expect(content.requester).toEqual({ id: 10_137, login: 'ghost' });
  });

  it.each([
    ['an id that is no whole number', { id: 1.5 }],
    ['no requester', { owner: undefined }],
    ['a selection that GitHub does not have', { repository_selection: 'selected' }],
    ['a time that is none', { created_at: 'yesterday' }],
    ['no token', { token_id: undefined }],
    ['no permissions', { permissions_result: undefined }],
  ])('with %s is not understood', (_, request) => {
    const parsed = requestWebhook.safeParse(aWebhookPayload('created', { request }));

    expect(parsed.success).toBe(false);
  });
});

describe('a row of GitHub’s pending list', () => {
  const row = {
    id: 9_001,
    reason: 'because',
    owner: aGitHubAccount(MONA),
    repository_selection: 'subset',
    repositories_url: 'https://api.github.com/whatever',
    permissions: { repository: { contents: 'write' } },
    created_at: '2026-03-02T08:00:00Z',
    token_id: 70_001,
    token_name: 'deploy-bot',
    token_expired: true,
    token_expires_at: null,
    token_last_used_at: '2026-03-02T08:30:00Z',
  };

  it('becomes a report that is silent of repositories and of who did what', () => {
    const parsed = listedRequest.parse(row);

    const report = reportFromList(ACME, parsed);

    expect(report).toEqual({
      word: 'listed',
      organization: ACME,
      patRequestId: 9_001,
      tokenExpired: true,
      content: {
        requester: MONA,
        tokenId: 70_001,
        tokenName: 'deploy-bot',
        reason: 'because',
        repositorySelection: 'subset',
        repositoryCount: null,
        repositories: undefined,
        permissions: [{ group: 'repository', name: 'contents', level: 'write' }],
        requestedAt: new Date('2026-03-02T08:00:00Z'),
        tokenExpiresAt: null,
        tokenLastUsedAt: new Date('2026-03-02T08:30:00Z'),
      },
    });
  });

  it('says that no reason was given', () => {
    const parsed = listedRequest.parse({ ...row, reason: null });

    const { content } = reportFromList(ACME, parsed);

    expect(content.reason).toBeNull();
  });
});

describe('permissions and repositories', () => {
  it('have one order, however GitHub names them', () => {
    const groups = {
      other: { gists: 'write' },
      repository: { metadata: 'read', contents: 'admin' },
      organization: null,
    };

    const permissions = toPermissions(groups);
    const repositories = toRepositories([
      { id: 1, full_name: 'acme/b', private: true },
      { id: 2, full_name: 'acme/a', private: false },
    ]);

    expect(permissions.map(({ name }) => name)).toEqual(['contents', 'metadata', 'gists']);
    expect(repositories.map(({ id }) => id)).toEqual([2, 1]);
  });
});
