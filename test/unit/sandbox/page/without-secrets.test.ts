import { describe, expect, it } from '@jest/globals';
import { withoutSecrets } from '../../../../src/sandbox/page/without-secrets.js';

describe('withoutSecrets', () => {
  it('hides tokens and keys by their name and by their look', () => {
    const shown = withoutSecrets({
      token: 'anything',
      client_secret: 'anything',
      text: 'use xoxb-123abc or github_pat_11AAA',
      nested: [{ Authorization: 'Bearer x' }, 'ghs_abc123'],
      response_url: 'http://127.0.0.1:4000/response/R00001',
    });

    expect(shown).toEqual({
      token: '•••',
      client_secret: '•••',
      text: 'use ••• or •••',
      nested: [{ Authorization: '•••' }, '•••'],
      response_url: 'http://127.0.0.1:4000/response/•••',
    });
  });

  it('leaves everything else as it is', () => {
    const value = { token_id: 5, token_name: 'deploy', list: [1, null, true], text: 'hello' };

    expect(withoutSecrets(value)).toEqual(value);
  });
});
