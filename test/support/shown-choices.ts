import type { ChosenSettings } from '../../src/domain/organization-settings.js';
import { unwantedBeside } from '../../src/domain/preferences.js';
import { layOutMail } from '../../src/email/mail-layout.js';
import { stopLine } from '../../src/email/stop-link.js';
import { badLinkPage, resumedPage, stopPage, stoppedPage } from '../../src/http/unsubscribe-pages.js';
import { channelWorksView } from '../../src/slack/views/channel-works-view.js';
import {
  organizationSettingsLoadingView,
  organizationSettingsSavedView,
  organizationSettingsView,
} from '../../src/slack/views/organization-settings-view.js';
import { ownerReminderView, summaryReminderView } from '../../src/slack/views/reminder-views.js';
import { settingsView } from '../../src/slack/views/settings-view.js';
import { NOW } from './builders.js';
import { mail, message, page, type Shown, view, webUrl } from './shown.js';
import { everyListed } from './shown-lists.js';
import { organizationOf } from './shown-requests.js';
import type { Words } from './shown-words.js';
import { USUAL } from './usual-settings.js';

const CHOSEN: ChosenSettings = {
  channel: 'C0OTHER',
  language: 'fr',
  timeZone: 'America/Argentina/ComodRivadavia',
  digestTime: '07:30',
  digestInChannel: false,
  allClear: true,
  working: { days: [1, 7], from: '08:00', until: '16:30' },
  remindAfterHours: 0,
  remindOwnersAfterHours: 1_000,
};

/** What reminds people of requests that wait. */
export function everyReminder(words: Words): Shown[] {
  const organization = organizationOf(words);
  const listed = everyListed(words).slice(0, 10);
  const pending = listed.map((request) => ({ ...request, state: 'pending' as const, decision: null }));
  const basics = { organization, isOpen: true, further: 3, webUrl };
  return [
    message('reminder', (t) => ownerReminderView(t, { ...basics, requests: pending })),
    message('reminder', (t) => ownerReminderView(t, { ...basics, requests: listed, isOpen: false })),
    message('reminder', (t) =>
      ownerReminderView(t, { ...basics, further: 0, requests: listed.filter(({ endedAt }) => endedAt) }),
    ),
    message('summary reminder', (t) =>
      summaryReminderView(t, { organization, waiting: 2, oldestSince: NOW }),
    ),
  ];
}

/** What people choose, and the pages behind the links of mails. */
export function everyChoice(words: Words): Shown[] {
  const organization = organizationOf(words);
  const preferences = {
    ...{ slackUserId: 'U0OLIVIA', language: 'ja', timeZone: 'America/Argentina/ComodRivadavia' },
    ...{ unwanted: unwantedBeside(['digest-message']), muted: true },
    ...{ slackLocale: 'fr-FR', slackTimeZone: 'Europe/Paris', slackReadAt: NOW },
  };
  const look = { languages: ['en', 'fr', 'ja'], sendsMail: true, canConnect: true };
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ ...organization, id: index + 1 }));
  const stopped = ['own-mail', 'digest-mail'] as const;
  const people = [
    { preferences: undefined, stopped: [], organizations: [], silent: [], isLinked: false },
    { preferences, stopped, organizations: many(1), silent: [words.organization], isLinked: true },
    { preferences: undefined, stopped, organizations: many(300), silent: [], isLinked: true },
  ];
  const chosen = [{}, CHOSEN];
  return [
    ...people.flatMap((model) =>
      [true, false].map((sendsMail) =>
        view('settings', (t) => settingsView(t, model, { ...look, sendsMail })),
      ),
    ),
    ...chosen.map((some) => {
      const model = { organization, chosen: some, usual: USUAL, settings: { ...USUAL, ...some } };
      return view('organization settings', (t) => organizationSettingsView(t, model, look.languages));
    }),
    ...(['saved', 'reset'] as const).map((how) =>
      view('organization settings saved', (t) => organizationSettingsSavedView(t, { organization }, how)),
    ),
    view('organization settings loading', organizationSettingsLoadingView),
    message('channel works', (t) => channelWorksView(t, organization)),
    ...everyStop(),
    page('bad stop link', badLinkPage),
  ];
}

function everyStop(): Shown[] {
  const link = { to: 'x', kind: 'x', signature: 'x' };
  const address = 'mona@acme.example';
  return (['decision', 'digest'] as const).flatMap((kind) => [
    mail('with a way to stop', (t) =>
      layOutMail(t.locale, t.text(`unsubscribe.${kind}.question`), {
        ...{ greeting: '', said: t.text('unsubscribe.stop'), list: [], reasonLabel: '', reason: '' },
        ...{ next: '', linkText: '', link: '', footer: '', stop: stopLine(t, kind, `${webUrl}/stop`) },
      }),
    ),
    page('stop', (t) => stopPage(t, { address, kind }, link)),
    page('stopped', (t) => stoppedPage(t, { address, kind }, link)),
    page('resumed', (t) => resumedPage(t, { address, kind })),
  ]);
}
