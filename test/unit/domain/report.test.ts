import { describe, expect, it } from '@jest/globals';
import { contentAfter, type ReportWord, stateAfter } from '../../../src/domain/report.js';
import type { TokenRequestState } from '../../../src/domain/token-request.js';
import { aContent, someRepositories } from '../../support/builders.js';

const STATES = [
  undefined,
  'pending',
  'deciding',
  'approved',
  'denied',
  'cancelled',
  'expired',
  'closed',
] as const;
const WORDS = ['created', 'listed', 'approved', 'denied', 'cancelled'] as const;

/** What a request becomes when GitHub's word is not final: of a token that lives, and of one that does not. */
const AFTER_NEWS: Record<string, [living: TokenRequestState, expired: TokenRequestState]> = {
  undefined: ['pending', 'expired'],
  pending: ['pending', 'expired'],
  deciding: ['deciding', 'deciding'],
  approved: ['approved', 'approved'],
  denied: ['denied', 'denied'],
  cancelled: ['cancelled', 'cancelled'],
  expired: ['expired', 'expired'],
  closed: ['closed', 'closed'],
};

describe('the state of a request after GitHub’s word', () => {
  const cases = STATES.flatMap((state) =>
    WORDS.flatMap((word) => [false, true].map((expired) => [state, word, expired] as const)),
  );

  it.each(cases)('%s, then %s (expired: %s)', (state, word, expired) => {
    const next = stateAfter(state, word, expired);

    const isNews = word === 'created' || word === 'listed';
    expect(next).toBe(isNews ? AFTER_NEWS[String(state)]?.[expired ? 1 : 0] : word);
  });

  it.each([
    [['created', 'listed', 'approved'], 'approved'],
    [['created', 'listed', 'denied'], 'denied'],
    [['created', 'listed', 'cancelled'], 'cancelled'],
  ] as const)('is the same in whatever order %j come', (words, outcome) => {
    const orders = permutations<ReportWord>(words);

    const states = orders.map((order) =>
      order.reduce<TokenRequestState | undefined>((state, word) => stateAfter(state, word, false), undefined),
    );

    expect(new Set(states)).toEqual(new Set([outcome]));
  });
});

describe('what is known of a request after a report', () => {
  it('is the report, when nothing was known', () => {
    const report = aContent({ reason: undefined, repositories: undefined });

    const known = contentAfter(undefined, report);

    expect(known).toEqual(report);
  });

  it('keeps the reason and the repositories of which a report is silent', () => {
    const before = aContent({ repositoryCount: 3, repositories: someRepositories(3) });
    const silent = aContent({ reason: undefined, repositories: undefined, repositoryCount: null });

    const known = contentAfter(before, silent);

    expect(known).toEqual(before);
  });

  it('takes a report’s word that there is no reason, and no repository', () => {
    const before = aContent({ reason: 'because', repositories: someRepositories(1), repositoryCount: 1 });
    const says = aContent({ reason: null, repositories: [], repositoryCount: 0 });

    const known = contentAfter(before, says);

    expect(known).toMatchObject({ reason: null, repositories: [], repositoryCount: 0 });
  });

  it('keeps the later use of the token, of which a late webhook does not know', () => {
    const used = new Date('2026-03-01T10:00:00Z');
    const before = aContent({ tokenLastUsedAt: used });

    const known = contentAfter(before, aContent({ tokenLastUsedAt: null }));

    expect(known.tokenLastUsedAt).toEqual(used);
  });

  it('takes everything else from the report', () => {
    const before = aContent({ tokenName: 'old' });
    const lastUsed = new Date('2026-03-02T08:30:00Z');

    const known = contentAfter(before, aContent({ tokenName: 'new', tokenLastUsedAt: lastUsed }));

    expect(known).toMatchObject({ tokenName: 'new', tokenLastUsedAt: lastUsed });
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
  );
}
