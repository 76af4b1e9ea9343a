import type { OrganizationSettings } from '../../src/domain/organization-settings.js';

/** What the operator has set in tests that need nothing else. */
export const USUAL: OrganizationSettings = {
  channel: 'C0REVIEW',
  language: 'en',
  timeZone: 'UTC',
  digestTime: '09:00',
  digestInChannel: true,
  allClear: false,
  working: { days: [1, 2, 3, 4, 5], from: '09:00', until: '17:00' },
  remindAfterHours: 4,
  remindOwnersAfterHours: 24,
};
