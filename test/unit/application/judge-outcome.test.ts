import { describe, expect, it } from '@jest/globals';
import { judgeOutcome, judgeRefusal } from '../../../src/application/judge-outcome.js';
import { aDecision, NOW } from '../../support/builders.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const after = (ms: number) => new Date(NOW.getTime() + ms);

describe('what the lists tell of a call whose answer was lost', () => {
  it.each([
    ['a grant', 'approve', 'approved', 0, 'done'],
    ['a grant, of a denial', 'deny', 'approved', 0, 'approved'],
    ['still pending, at once', 'approve', 'pending', MINUTE - 1, 'ask-again'],
    ['still pending, after a minute', 'approve', 'pending', MINUTE, 'try-later'],
    ['gone, at once', 'deny', 'gone', 2 * MINUTE - 1, 'ask-again'],
    ['gone, after two minutes', 'deny', 'gone', 2 * MINUTE, 'lost'],
    ['nothing, for days', 'approve', 'unknown', 72 * HOUR, 'ask-again'],
    ['that we may not look, for a day', 'approve', 'refused', 24 * HOUR - 1, 'ask-again'],
    ['that we may not look, for longer', 'approve', 'refused', 24 * HOUR, 'unseen'],
  ] as const)('%s', (_, action, outcome, ms, expected) => {
    const verdict = judgeOutcome(aDecision({ action, sentAt: NOW, askedAt: NOW }), outcome, after(ms));

    expect(verdict).toBe(expected);
  });
});

describe('what the lists tell of a call whose answer was lost, before a later one was refused', () => {
  it.each([
    ['still pending, within a quarter of an hour', 'github-422', 15 * MINUTE, 'ask-again'],
    ['still pending, after that', 'github-422', 15 * MINUTE + 1, 'refuse'],
    ['still pending, after that, without authority', 'not-owner', 15 * MINUTE + 1, 'refuse'],
    ['still pending, where only the lists were silent', 'outcome-unknown', 15 * MINUTE + 1, 'try-later'],
  ] as const)('%s', (_, failure, ms, expected) => {
    const verdict = judgeOutcome(aDecision({ sentAt: NOW, askedAt: NOW, failure }), 'pending', after(ms));

    expect(verdict).toBe(expected);
  });
});

describe('a refusal', () => {
  it.each([
    ['of a first call, of what pends', null, 'pending', 'refuse'],
    ['of a first call, of what was approved', null, 'approved', 'approved'],
    ['of a first call, while the lists are silent', null, 'unknown', 'try-later'],
    ['of a first call, where the lists refuse too', null, 'refused', 'refuse'],
    ['after a lost answer, that may come too late for it', NOW, 'gone', 'ask-again'],
    ['after a lost answer, while the lists are silent', NOW, 'unknown', 'ask-again'],
    ['after a lost answer, of what pends', NOW, 'pending', 'hold'],
    ['long after a lost answer, of what pends', after(-15 * MINUTE - 1), 'pending', 'refuse'],
  ] as const)('%s', (_, sentAt, outcome, expected) => {
    const verdict = judgeRefusal(aDecision({ sentAt }), outcome, NOW);

    expect(verdict).toBe(expected);
  });
});
