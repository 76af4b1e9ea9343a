import { describe, expect, it } from '@jest/globals';
import type { OrganizationSettingsModel } from '../../../src/application/read-organization-settings.js';
import type { PreferencesModel } from '../../../src/application/read-preferences.js';
import type { Json } from '../../../src/domain/canonical-json.js';
import type { ChosenSettings } from '../../../src/domain/organization-settings.js';
import { type Preferences, unwantedBeside } from '../../../src/domain/preferences.js';
import { english } from '../../../src/i18n/translator.js';
import { plainText } from '../../../src/sandbox/slack/message-text.js';
import { channelWorksView } from '../../../src/slack/views/channel-works-view.js';
import {
  organizationSettingsSavedView,
  organizationSettingsView,
} from '../../../src/slack/views/organization-settings-view.js';
import { settingChanges } from '../../../src/slack/views/setting-changes.js';
import { type SettingsLook, settingsView } from '../../../src/slack/views/settings-view.js';
import { ACME } from '../../support/builders.js';
import { HOSTILE, messageFaults, viewFaults } from '../../support/slack-faults.js';
import { USUAL } from '../../support/usual-settings.js';

const LOOK: SettingsLook = { languages: ['en', 'fr', 'ja'], sendsMail: true, canConnect: true };

function aModel(over: Partial<PreferencesModel> = {}): PreferencesModel {
  return { preferences: undefined, stopped: [], organizations: [ACME], silent: [], isLinked: true, ...over };
}

function preferences(over: Partial<Preferences> = {}): Preferences {
  return {
    ...{ slackUserId: 'U0OLIVIA', language: null, timeZone: null, unwanted: [], muted: false },
    ...{ slackLocale: null, slackTimeZone: null, slackReadAt: null },
    ...over,
  };
}

function ofAcme(chosen: ChosenSettings = {}, login = 'acme'): OrganizationSettingsModel {
  const organization = { ...ACME, login };
  return { organization, chosen, usual: USUAL, settings: { ...USUAL, ...chosen } };
}

const many = (count: number, login = 'organization') =>
  Array.from({ length: count }, (_, index) => ({ ...ACME, id: index + 1, login: `${login}-${index}` }));
const view = (over: Partial<PreferencesModel> = {}, look: Partial<SettingsLook> = {}) =>
  settingsView(english, aModel(over), { ...LOOK, ...look });
const blockIds = (shown: { blocks: readonly object[] }) =>
  shown.blocks.map((block) => (block as { block_id?: string }).block_id).filter(Boolean);
/** What an element has at first. */
function initial(shown: { blocks: readonly object[] }, block: string): unknown {
  const found = shown.blocks.find((one) => (one as { block_id?: string }).block_id === block);
  const { initial_option: one, initial_options: some } = (found as { element: Record<string, unknown> })
    .element;
  const value = (option: unknown) => (option as { value: string }).value;
  return one ? value(one) : ((some as unknown[]) ?? []).map(value);
}

describe('a person’s settings', () => {
  it.each([
    ['of nobody known', aModel({ isLinked: false, organizations: [] })],
    ['of a member', aModel({ organizations: [] })],
    ['of an owner', aModel()],
    ['of an owner of ten', aModel({ organizations: many(10, 'x'.repeat(36)) })],
    ['of an owner of hundreds', aModel({ organizations: many(350, 'x'.repeat(36)) })],
    ['while GitHub is silent', aModel({ organizations: [], silent: many(40).map(({ login }) => login) })],
    [
      'who has chosen everything',
      aModel({
        preferences: preferences({
          ...{
            language: 'ja',
            timeZone: 'America/Argentina/ComodRivadavia',
            unwanted: unwantedBeside([]),
            muted: true,
          },
          ...{ slackLocale: 'fr-FR', slackTimeZone: 'Europe/Paris' },
        }),
      }),
    ],
  ])('are a modal that Slack takes: %s', (_, model) => {
    for (const sendsMail of [true, false]) {
      expect(viewFaults(settingsView(english, model, { ...LOOK, sendsMail }))).toEqual([]);
    }
  });

  it.each(HOSTILE)('show a name with %s, and nothing of it takes effect', (_, login) => {
    const organizations = [{ ...ACME, login }];

    expect(viewFaults(view({ organizations, silent: [login] }))).toEqual([]);
    expect(viewFaults(view({ organizations: [...organizations, ...many(20)] }))).toEqual([]);
  });

  it('offer Slack’s language and time zone first, by their names where they are known', () => {
    const known = preferences({ slackLocale: 'en-GB', slackTimeZone: 'Asia/Tokyo' });

    const [unknown, told] = [view(), view({ preferences: known })].map((shown) => JSON.stringify(shown));

    expect(unknown).toContain('"As in Slack"');
    expect(told).toContain('As in Slack (English)');
    expect(told).toContain('As in Slack (Asia/Tokyo)');
  });

  it.each<[readonly string[], string]>([
    [[], 'digest-mail'],
    [['digest-channel-only'], 'digest-message+digest-mail'],
    [['digest-channel-only', 'digest-mail'], 'digest-message'],
    [['digest-mail'], 'channel'],
    // As older versions have stored it.
    [['digest-message'], 'digest-mail'],
    [['digest-message', 'digest-mail'], 'channel'],
  ])('show which digest comes, when %j is not wanted', (unwanted, chosen) => {
    const kept = { unwanted: unwanted as Preferences['unwanted'], muted: true };
    const shown = view({ preferences: preferences(kept) });

    expect(initial(shown, 'digest')).toBe(chosen);
    expect(initial(shown, 'mute')).toEqual(['muted']);
  });

  it('show no mail as wanted that was stopped by the link in one', () => {
    const of = (stopped: PreferencesModel['stopped']) =>
      ['own', 'digest'].map((block) => initial(view({ stopped }), block));

    expect(of([])).toEqual([['own-message', 'own-mail'], 'digest-mail']);
    expect(of(['own-mail'])).toEqual([['own-message'], 'digest-mail']);
    expect(of(['digest-mail'])).toEqual([['own-message', 'own-mail'], 'channel']);
  });

  it('ask a member nothing that only owners get, and offer no mail where there is none', () => {
    const member = view({ organizations: [] }, { sendsMail: false });

    expect(blockIds(member)).toEqual(['language', 'time-zone', 'own', 'mute']);
    expect(JSON.stringify(member)).not.toContain('own-mail');
  });

  it('lead to the settings of each organization, by a button, or by a menu of many', () => {
    const few = JSON.stringify(view({ organizations: many(2) }));
    const hundreds = JSON.stringify(view({ organizations: many(350) }));

    expect(few).toContain('"settings.organization.2"');
    expect(hundreds).toContain('"350"');
  });

  it('say of which organizations GitHub did not speak', () => {
    expect(plainText(view({ organizations: [], silent: ['acme'] }))).toContain('an owner of acme');
  });
});

describe('the settings of an organization', () => {
  const CHOSEN: ChosenSettings = {
    ...USUAL,
    ...{ channel: 'C0NEW', language: 'fr', timeZone: 'Europe/Paris', digestInChannel: false, allClear: true },
    ...{ working: { days: [7, 1], from: '08:00', until: '12:00' }, remindAfterHours: 0 },
  };

  it.each([
    ['as the operator has them', {}],
    ['all of which were chosen', CHOSEN],
  ])('are a modal that Slack takes: %s', (_, chosen) => {
    const shown = organizationSettingsView(english, ofAcme(chosen), LOOK.languages);

    expect(viewFaults(shown)).toEqual([]);
    expect(String(shown.private_metadata).length).toBeLessThan(1_000);
  });

  it.each(HOSTILE)('show a name with %s, and nothing of it takes effect', (_, login) => {
    for (const shown of [
      organizationSettingsView(english, ofAcme({}, login), LOOK.languages),
      organizationSettingsSavedView(english, ofAcme({}, login), 'saved'),
    ]) {
      expect(viewFaults(shown)).toEqual([]);
    }
    expect(messageFaults(channelWorksView(english, { login }))).toEqual([]);
  });

  it('say whose each is, what the operator has set, and offer the way back only from what was chosen', () => {
    const usual = JSON.stringify(organizationSettingsView(english, ofAcme(), LOOK.languages));
    const chosen = JSON.stringify(
      organizationSettingsView(english, ofAcme({ digestTime: '07:30' }), LOOK.languages),
    );

    expect(usual).not.toContain('Chosen by an owner');
    expect(usual).not.toContain('Use the operator');
    expect(chosen).toContain('Chosen by an owner. Whoever runs PATrol has set: 09:00.');
    expect(chosen).toContain('Use the operator');
    expect(chosen).toContain('07:30');
  });

  it('say what the operator’s working time is', () => {
    const working = { days: [7], from: '10:00', until: '11:00' };

    const shown = organizationSettingsView(english, ofAcme({ working }), LOOK.languages);

    expect(JSON.stringify(shown)).toContain('Mon Tue Wed Thu Fri, 09:00 to 17:00');
    expect(initial(shown, 'days')).toEqual(['7']);
  });
});

describe('a change of settings in the ledger', () => {
  it('is said with what it was and what it is', () => {
    const line = settingChanges(english, {
      channel: { from: 'C0REVIEW', to: 'C0NEW' },
      language: { from: 'en', to: 'fr' },
      allClear: { from: false, to: true },
      working: {
        from: { ...USUAL.working, days: [...USUAL.working.days] },
        to: { days: [1], from: '08:00', until: '09:00' },
      },
    });

    expect(line).toContainEqual({ type: 'channel', channel_id: 'C0NEW' });
    const said = line.filter((part) => typeof part === 'string').join('');
    expect(said).toContain('from English to français');
    expect(said).toContain('from off to on');
    expect(said).toContain('to Mon, 08:00 to 09:00');
  });

  it.each<Json | undefined>([
    undefined,
    'nonsense',
    { moon: { from: 1, to: 2 } },
    { channel: { from: 'C1' } },
    { language: { from: '\0', to: 'x'.repeat(999) } },
  ])('is shown as it stands there when nobody of us wrote it: %j', (written) => {
    expect(() => settingChanges(english, written)).not.toThrow();
  });
});
