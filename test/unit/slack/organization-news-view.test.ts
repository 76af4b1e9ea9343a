import { describe, expect, it } from '@jest/globals';
import { english } from '../../../src/i18n/translator.js';
import { validateBlocks } from '../../../src/sandbox/slack/validate-blocks.js';
import { organizationNewsView } from '../../../src/slack/views/organization-news-view.js';
import { ACME } from '../../support/builders.js';

const about = { organization: ACME, webUrl: 'https://github.example' };

describe('what the review channel is told of an organization', () => {
  it.each([
    [
      'suspended',
      'PATrol’s GitHub App was suspended in acme. 2 requests wait there, and can be decided on GitHub’s page only until ' +
        'an owner ends the suspension. Its requests on GitHub',
    ],
    [
      'uninstalled',
      'PATrol’s GitHub App was uninstalled from acme. 2 requests wait there, and can be decided on GitHub’s page only ' +
        'unless an owner installs the App again. Its requests on GitHub',
    ],
    ['installed', 'PATrol’s GitHub App works in acme again. 2 requests wait there, and can be decided here.'],
  ] as const)('says what that means for what waits: %s', (appState, said) => {
    const { text } = organizationNewsView(english, { ...about, appState, waiting: 2 });

    expect(text).toBe(said);
  });

  it('leads to GitHub’s page, and is what Slack accepts', () => {
    const { blocks } = organizationNewsView(english, { ...about, appState: 'suspended', waiting: 0 });

    expect(JSON.stringify(blocks)).toContain(
      'https://github.example/organizations/acme/settings/personal-access-token-requests',
    );
    expect(validateBlocks(blocks, 'message', () => true)).toEqual([]);
  });
});
