import { describe, expect, it } from '@jest/globals';
import { nextReminder, REMINDED, reminderKey } from '../../../src/domain/reminders.js';
import { USUAL } from '../../support/usual-settings.js';

/** A Monday, an hour after the opening. */
const SINCE = new Date('2026-03-02T10:00:00Z');
const AFTER_4_HOURS = new Date('2026-03-02T14:00:00Z');
const AFTER_24_HOURS = new Date('2026-03-05T10:00:00Z');

describe('the next reminder', () => {
  it.each([
    ['first in the thread', 4, 24, REMINDED.nobody, { reaches: REMINDED.inThread, at: AFTER_4_HOURS }],
    ['then to the owners', 4, 24, REMINDED.inThread, { reaches: REMINDED.ownersDue, at: AFTER_24_HOURS }],
    ['then nowhere', 4, 24, REMINDED.owners, null],
    ['to the owners alone', 0, 24, REMINDED.nobody, { reaches: REMINDED.ownersDue, at: AFTER_24_HOURS }],
    ['in the thread alone', 4, 0, REMINDED.nobody, { reaches: REMINDED.inThread, at: AFTER_4_HOURS }],
    ['nowhere else once it was in the thread alone', 4, 0, REMINDED.inThread, null],
    ['nowhere when both are off', 0, 0, REMINDED.nobody, null],
    [
      'to the owners when that comes first',
      24,
      4,
      REMINDED.nobody,
      { reaches: REMINDED.ownersDue, at: AFTER_4_HOURS },
    ],
  ] as const)('goes %s', (_where, remindAfterHours, remindOwnersAfterHours, reminded, expected) => {
    const settings = { ...USUAL, remindAfterHours, remindOwnersAfterHours };

    const next = nextReminder({ since: SINCE, reminded }, settings);

    expect(next).toEqual(expected);
  });
});

describe('what stands for the settings that reminders follow', () => {
  it('changes with each of them, and with nothing else', () => {
    const others = [
      { ...USUAL, working: { ...USUAL.working, days: [1, 2] } },
      { ...USUAL, working: { ...USUAL.working, until: '18:00' } },
      { ...USUAL, timeZone: 'Asia/Tokyo' },
      { ...USUAL, remindAfterHours: 5 },
      { ...USUAL, remindOwnersAfterHours: 0 },
    ];

    const keys = [USUAL, ...others].map(reminderKey);

    expect(new Set(keys).size).toBe(keys.length);
    expect(reminderKey({ ...USUAL, ...{ channel: 'C0OTHER', language: 'fr' } })).toBe(keys[0]);
  });
});
