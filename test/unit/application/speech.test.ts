import { describe, expect, it } from '@jest/globals';
import type { SlackProfile } from '../../../src/application/slack-ports.js';
import { createSpeeches, type SpeechContext } from '../../../src/application/speech.js';
import { OutsideError } from '../../../src/domain/errors.js';
import type { ChosenSettings } from '../../../src/domain/organization-settings.js';
import type { Preferences } from '../../../src/domain/preferences.js';
import { languageOf } from '../../../src/i18n/translators.js';
import { aClock, aLog } from '../../support/builders.js';
import { USUAL } from '../../support/usual-settings.js';

const MONA = 'U0MONA';
const DAY_MS = 24 * 3_600_000;
const USUALLY = { language: 'en', timeZone: 'UTC' };

const french: SlackProfile = {
  ...{ id: MONA, name: 'Mona', email: null, deleted: false, isBot: false, isStranger: false },
  ...{ locale: 'fr-FR', timeZone: 'Europe/Paris' },
};

/** What is on record in memory, and a Slack that answers as it is told. */
function aWorld(answer: () => Promise<SlackProfile | null> = async () => french) {
  const rows = new Map<string, Preferences>();
  const asked: string[] = [];
  const clock = aClock();
  const log = aLog();
  const keep = (slackUserId: string, over: Partial<Preferences>) => {
    const none = { language: null, timeZone: null, unwanted: [], muted: false };
    const unread = { slackLocale: null, slackTimeZone: null, slackReadAt: null };
    rows.set(slackUserId, { slackUserId, ...none, ...unread, ...rows.get(slackUserId), ...over });
  };
  const settings = new Map<number, ChosenSettings>();
  const context: SpeechContext = {
    database: {
      preferences: {
        find: async (id) => rows.get(id),
        all: async () => [...rows.values()],
        choose: async (id, chosen) => keep(id, chosen),
        keepSlack: async (id, { locale, timeZone, at }) =>
          keep(id, { slackLocale: locale, slackTimeZone: timeZone, slackReadAt: at }),
      },
      organizationSettings: {
        find: async (id) => settings.get(id) ?? {},
        lock: async (id) => settings.get(id) ?? {},
        save: async (id, chosen) => void settings.set(id, chosen),
      },
    },
    slack: {
      profile: (id) => {
        asked.push(id);
        return answer();
      },
    },
    clock,
    log,
    usual: USUAL,
    languageOf,
  };
  return { speeches: createSpeeches(context), context, rows, asked, clock, keep, settings, log };
}

const silent = async () => {
  throw new OutsideError('slack', 'unavailable', 'ECONNREFUSED');
};
const limited = async () => {
  throw new OutsideError('slack', 'unavailable', 'ratelimited', { retryAfterMs: 1_000 });
};
const never = () => new Promise<never>(() => undefined);

describe('how somebody is spoken to', () => {
  it('is as Slack speaks to them, of which it is asked once a day', async () => {
    const { speeches, asked, clock } = aWorld();

    const first = await speeches.ofReader(MONA);
    await speeches.ofReader(MONA);
    clock.pass(DAY_MS + 1);
    await speeches.ofReader(MONA);

    expect(first).toEqual({ language: 'fr', timeZone: 'Europe/Paris' });
    expect(asked).toEqual([MONA, MONA]);
  });

  it('is as they have chosen, whatever Slack says', async () => {
    const { speeches, keep } = aWorld();
    keep(MONA, { language: 'ja', timeZone: 'Asia/Tokyo' });

    const speech = await speeches.ofReader(MONA);

    expect(speech).toEqual({ language: 'ja', timeZone: 'Asia/Tokyo' });
  });

  it.each([
    ['Slack is silent', silent],
    ['Slack does not know them', async () => null],
    ['there is no catalogue of their language', async () => ({ ...french, locale: 'de-DE', timeZone: null })],
  ])('is as the operator has set where %s', async (_, answer) => {
    const { speeches } = aWorld(answer);

    const speech = await speeches.ofReader(MONA);

    expect(speech).toEqual(USUALLY);
  });

  it('stays as it was known while Slack is silent', async () => {
    const { speeches, keep, clock } = aWorld(silent);
    keep(MONA, { slackLocale: 'fr-FR', slackTimeZone: 'Europe/Paris', slackReadAt: clock.now() });
    clock.pass(2 * DAY_MS);

    const speech = await speeches.ofReader(MONA);

    expect(speech).toEqual({ language: 'fr', timeZone: 'Europe/Paris' });
  });

  it('is waited for where Slack only wants a message to come later', async () => {
    const { speeches } = aWorld(limited);

    const speech = speeches.ofReader(MONA);

    await expect(speech).rejects.toThrow('ratelimited');
  });

  it('is known of whoever was looked up for another reason', async () => {
    const { speeches, asked } = aWorld();

    await speeches.note(french);

    expect(await speeches.known(MONA)).toEqual({ language: 'fr', timeZone: 'Europe/Paris' });
    expect((await speeches.ofReader(MONA)).language).toBe('fr');
    expect(asked).toEqual([]);
  });

  it('is in an organization what its owners have set', async () => {
    const { speeches, settings } = aWorld();
    settings.set(1, { language: 'ja' });

    const both = await Promise.all([speeches.ofOrganization(1), speeches.ofOrganization(2)]);

    expect(both).toEqual([{ language: 'ja', timeZone: 'UTC' }, USUALLY]);
  });
});

describe('how whoever has clicked is spoken to', () => {
  it('is asked of Slack when they are new, once for all that they click meanwhile', async () => {
    const { speeches, asked } = aWorld();

    const answers = await Promise.all([1, 2, 3].map(() => speeches.ofWhoeverActs(MONA, 600)));

    expect(answers.map(({ language }) => language)).toEqual(['fr', 'fr', 'fr']);
    expect(asked).toEqual([MONA]);
  });

  it('is as usual when Slack takes too long, and the answer is kept for the next time', async () => {
    let reply: (profile: SlackProfile) => void = () => undefined;
    const late = new Promise<SlackProfile>((resolve) => {
      reply = resolve;
    });
    const { speeches } = aWorld(() => late);

    const first = await speeches.ofWhoeverActs(MONA, 1);
    reply(french);
    const second = await speeches.ofWhoeverActs(MONA, 60_000);

    expect([first.language, second.language]).toEqual(['en', 'fr']);
  });

  it('is what was known a day ago, and Slack is asked beside it', async () => {
    const { speeches, keep, clock, asked } = aWorld(never);
    keep(MONA, { slackLocale: 'fr-FR', slackReadAt: clock.now() });
    clock.pass(2 * DAY_MS);

    const speech = await speeches.ofWhoeverActs(MONA, 60_000);

    expect(speech.language).toBe('fr');
    expect(asked).toEqual([MONA]);
  });

  it('is not asked of a Slack that has just failed', async () => {
    const { speeches, asked, clock } = aWorld(silent);

    await speeches.ofWhoeverActs(MONA, 60_000);
    await speeches.ofWhoeverActs(MONA, 60_000);
    clock.pass(61_000);
    await speeches.ofWhoeverActs(MONA, 60_000);

    expect(asked).toEqual([MONA, MONA]);
  });

  it('is as usual when the database does not answer', async () => {
    const { context, log } = aWorld();
    const database = { ...context.database, preferences: { ...context.database.preferences, find: never } };
    const speeches = createSpeeches({ ...context, database });

    const speech = await speeches.ofWhoeverActs(MONA, 1);

    expect(speech).toEqual(USUALLY);
    expect(log.lines.map(({ level }) => level)).toEqual(['info']);
  });
});
