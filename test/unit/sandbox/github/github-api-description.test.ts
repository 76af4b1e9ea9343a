import { describe, expect, it } from '@jest/globals';
import {
  validateRequest,
  validateResponse,
  validateWebhook,
} from '../../../../src/sandbox/github/github-api-description.js';

const LIST = '/orgs/acme/personal-access-token-requests';

function ids(count: number): URLSearchParams {
  return new URLSearchParams(Array(count).fill('token_id[]=1').join('&'));
}

describe('the description of GitHub’s API', () => {
  it('accepts fifty token ids in a query and refuses fifty-one', () => {
    const fifty = ids(50);
    const fiftyOne = ids(51);

    const violations = [fifty, fiftyOne].map((query) => validateRequest('GET', LIST, { query }));

    expect(violations[0]).toEqual([]);
    expect(violations[1]).toEqual([expect.stringContaining('must NOT have more than 50 items')]);
  });

  it.each([
    ['an unknown parameter', 'state=pending', 'must NOT have additional properties (state)'],
    ['an array parameter without its brackets', 'token_id=1', 'additional properties (token_id)'],
    ['a page of more than a hundred', 'per_page=101', '/per_page must be <= 100'],
    ['a page size that is no number', 'per_page=many', '/per_page must be integer'],
    ['a value outside the list of values', 'direction=up', '/direction must be equal to one of'],
    ['a time that is no time', 'last_used_before=yesterday', 'must match format "date-time"'],
    ['one parameter twice', 'page=1&page=2', '/page must be integer'],
    ['eleven owners', Array(11).fill('owner[]=a').join('&'), 'must NOT have more than 10 items'],
  ])('refuses a query with %s', (_, query, message) => {
    const parsed = new URLSearchParams(query);

    const violations = validateRequest('GET', LIST, { query: parsed });

    expect(violations.join()).toContain(message);
  });

  it.each([
    ['a reason of 1,025 characters', '/7', { action: 'deny', reason: 'x'.repeat(1025) }, 'more than 1024'],
    ['another action', '/7', { action: 'reject' }, 'equal to one of'],
    ['no body at all', '/7', undefined, 'is missing'],
    ['an id that is no number', '/seven', { action: 'deny' }, '/pat_request_id must be integer'],
    ['no ids in bulk', '', { action: 'deny', pat_request_ids: [] }, 'fewer than 1 items'],
    ['no word of ids in bulk', '', { action: 'deny' }, 'pat_request_ids'],
    ['101 ids in bulk', '', { action: 'deny', pat_request_ids: Array(101).fill(1) }, 'more than 100 items'],
  ])('refuses a decision with %s', (_, suffix, body, message) => {
    const path = LIST + suffix;

    const violations = validateRequest('POST', path, { body });

    expect(violations.join()).toContain(message);
  });

  it('accepts a decision with a reason of 1,024 characters, and with none', () => {
    const reasons = ['x'.repeat(1024), null, undefined];

    const violations = reasons.flatMap((reason) =>
      validateRequest('POST', `${LIST}/7`, { body: { action: 'deny', reason } }),
    );

    expect(violations).toEqual([]);
  });

  it('names an operation that it does not know', () => {
    const method = 'DELETE';

    const violations = validateRequest(method, LIST);

    expect(violations).toEqual([`DELETE ${LIST}: unknown operation`]);
  });

  it('refuses an answer whose status or body GitHub would not send', () => {
    const empty = {};

    const violations = [
      validateResponse('POST', `${LIST}/7`, 200, undefined),
      validateResponse('POST', `${LIST}/7`, 204, empty),
      validateResponse('GET', LIST, 200, [empty]),
    ];

    expect(violations.map((list) => list.length > 0)).toEqual([true, true, true]);
  });

  it('accepts an error of the usual shape though the operation does not list it', () => {
    const body = { message: 'Bad credentials', documentation_url: 'https://docs.github.com', status: '401' };

    const violations = validateResponse('GET', LIST, 401, body);

    expect(violations).toEqual([]);
  });

  it('refuses a webhook of an unknown action and one without its parts', () => {
    const payload = { action: 'created' };

    const violations = [
      validateWebhook('personal_access_token_request', 'reopened', payload),
      validateWebhook('personal_access_token_request', 'created', payload),
    ];

    expect(violations[0]).toEqual(['webhook personal_access_token_request.reopened: unknown event']);
    expect(violations[1]?.join()).toContain("must have required property 'personal_access_token_request'");
  });
});
