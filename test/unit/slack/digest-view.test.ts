import { describe, expect, it } from '@jest/globals';
import type { DigestModel } from '../../../src/application/digest-model.js';
import { english } from '../../../src/i18n/translator.js';
import { validateBlocks } from '../../../src/sandbox/slack/validate-blocks.js';
import { ACTIONS } from '../../../src/slack/action-ids.js';
import { clickedDigest, digestBehind, overDigest } from '../../../src/slack/clicked-digest.js';
import { denyView } from '../../../src/slack/views/deny-view.js';
import { digestView } from '../../../src/slack/views/digest-view.js';
import { aCardModel, aDecision, NOW } from '../../support/builders.js';
import { A_CHART, ALL_CLEAR, aDigest, aListed } from '../../support/digest-builders.js';

const blocksOf = (digest: DigestModel) => digestView(english, digest).blocks;
const shown = (digest: DigestModel) => JSON.stringify(blocksOf(digest));
const actionsOf = (digest: DigestModel) =>
  blocksOf(digest).flatMap((block) =>
    block.type === 'actions'
      ? block.elements.map((element) => ('action_id' in element ? element.action_id : undefined))
      : [],
  );

describe('the digest in Slack', () => {
  it('says first how many wait, then what has changed and how long decisions took', () => {
    const { text } = digestView(english, aDigest());

    expect(text.replaceAll('\u202f', ' ')).toBe(
      'acme: 2 token requests wait for a decision. Since Mar 1, 2026, 9:00 AM: 3 new, 2 approved and 1 denied by olivia, ' +
        '1 approved by oscar, 1 approved by others, and 1 ended otherwise. Median time to decision: 3 hours.',
    );
  });

  it('has the buttons of a card for each request, and the way to the list', () => {
    const { approve, deny, details, openList, openHistory } = ACTIONS;

    expect(actionsOf(aDigest())).toEqual([
      ...[approve, deny, details],
      ...[approve, deny, details],
      ...[openList, openHistory],
    ]);
  });

  it('says how many more there are', () => {
    expect(shown(aDigest({ waiting: 14 }))).toContain('and 12 more');
    expect(shown(aDigest())).not.toContain('more');
  });

  it('is short when nothing waits', () => {
    const { text, blocks } = digestView(english, aDigest(ALL_CLEAR));

    expect(text.replaceAll('\u202f', ' ')).toBe(
      'acme: all clear, no token request waits. Since Mar 1, 2026, 9:00 AM: nothing new.',
    );
    expect(blocks).toHaveLength(2);
  });

  it('shows what has become of a request once it does not wait any more', () => {
    const decided = aListed({ state: 'approved', endedAt: NOW, decision: aDecision() });

    const digest = aDigest({ waiting: 1, oldest: [decided, aListed({ id: 2 })] });

    expect(actionsOf(digest).filter((action) => action === ACTIONS.approve)).toHaveLength(1);
    expect(shown(digest)).toContain('Approved by ');
    expect(shown(digest)).toContain('What has become');
  });

  it('cannot decide where the App does not work any more', () => {
    expect(actionsOf(aDigest({ appState: 'suspended' }))).toEqual([ACTIONS.openHistory]);
  });

  it('carries the head of the ledger', () => {
    expect(shown(aDigest({ head: { head: '12:abc', entries: 12 } }))).toContain('--head 12:abc');
  });

  it('shows its chart, if it has one', () => {
    const images = [A_CHART, undefined].map((chart) =>
      blocksOf(aDigest({ chart })).filter(({ type }) => type === 'image'),
    );

    expect(images.map(({ length }) => length)).toEqual([1, 0]);
  });

  it('is within Slack’s limits, and makes nothing of what strangers wrote, however much that is', () => {
    const hostile = '<!channel> *b* <https://evil.example|x> \u202e'.repeat(300);
    const requests = Array.from({ length: 10 }, (_, index) =>
      aListed({
        id: index + 1,
        patRequestId: 9_000 + index,
        tokenName: hostile,
        reason: hostile,
        requester: { id: 1, login: hostile },
        repositoryNames: [hostile, hostile, hostile],
        repositoryCount: 5_000,
      }),
    );
    const organization = { id: 1, login: hostile.slice(0, 300), installationId: 1 };
    const deciders = [{ github: { id: 1, login: hostile }, approved: 1, denied: 1 }];
    const digest = aDigest({
      oldest: requests,
      waiting: 100_000,
      organization,
      changes: { ...aDigest().changes, deciders },
      chart: { ...A_CHART, organization: hostile },
      head: { head: '12:abc', entries: 12 },
    });

    const { blocks, text } = digestView(english, digest);

    expect(validateBlocks(blocks, 'message', () => true)).toEqual([]);
    expect(text).not.toContain('<!channel>');
    expect(text.length).toBeLessThanOrEqual(1_000);
  });
});

describe('a click in a digest', () => {
  const message = { type: 'message' as const, user: 'U0PATROL', ts: '12.34', blocks: blocksOf(aDigest()) };
  const channel = { id: 'C0REVIEW', name: 'token-requests' };

  it('knows the digest and what it shows', () => {
    expect(clickedDigest({ channel, message })).toEqual({
      ...{ digestId: 7, channel: 'C0REVIEW', ts: '12.34' },
      tokenRequestIds: [1, 2],
    });
  });

  it('is none in another message', () => {
    expect(
      clickedDigest({ channel, message: { ...message, blocks: [{ type: 'divider' }] } }),
    ).toBeUndefined();
    expect(clickedDigest({ channel, message: { ...message, blocks: 'no' } })).toBeUndefined();
    expect(clickedDigest({})).toBeUndefined();
  });

  it('is remembered by the modal that it opens', () => {
    const view = denyView(english, aCardModel());

    const modal = overDigest(view, clickedDigest({ channel, message }));

    expect(digestBehind({ private_metadata: modal.private_metadata ?? '' })).toMatchObject({ digestId: 7 });
    expect(JSON.parse(modal.private_metadata ?? '')).toMatchObject({ tokenRequestId: 1 });
    expect(digestBehind({ private_metadata: view.private_metadata ?? '' })).toBeUndefined();
  });
});
