import { OutsideError } from '../domain/errors.js';
import type { ChosenSettings, OrganizationSettings } from '../domain/organization-settings.js';
import type { Preferences } from '../domain/preferences.js';
import { type AskSpeech, createSpeechAsker, keepProfile, type SpeechAsker } from './ask-speech.js';
import type { Logger } from './ports.js';
import { type OrganizationSettingsRecords, settingsOf } from './preference-ports.js';
import type { SlackProfile } from './slack-ports.js';

/** In which language, and in the time of which zone, somebody is spoken to. */
export type Speech = Pick<OrganizationSettings, 'language' | 'timeZone'>;

/** How people are spoken to, each in their own language. */
export interface Speeches {
  /** The operator's choice, for those of whom nothing is known. */
  readonly usual: Speech;
  /** Of a reader; Slack is asked when it was not for a day. A Slack that does not answer breaks nothing. */
  ofReader(slackUserId: string): Promise<Speech>;
  /** The same for somebody who has clicked and waits: within so many milliseconds. Never throws. */
  ofWhoeverActs(slackUserId: string, withinMs: number): Promise<Speech>;
  /** What they have chosen, or what Slack has said of them, as far as it is on record. */
  known(slackUserId: string): Promise<Partial<Speech>>;
  /** Of what many read of an organization; looked up unless it is known what its owners have chosen. */
  ofOrganization(organizationId: number, chosen?: ChosenSettings): Promise<Speech>;
  /** Keeps what Slack has just said of somebody, so that it need not be asked for it. */
  note(profile: SlackProfile): Promise<void>;
}

export interface SpeechContext extends AskSpeech {
  readonly database: AskSpeech['database'] & { readonly organizationSettings: OrganizationSettingsRecords };
  readonly log: Logger;
  readonly usual: OrganizationSettings;
  /** The language of ours that a locale such as `fr-FR` stands for; undefined when there is none. */
  readonly languageOf: (locale: string | null | undefined) => string | undefined;
}

type Known = Pick<Preferences, 'language' | 'timeZone' | 'slackLocale' | 'slackTimeZone'>;
type Languages = Pick<SpeechContext, 'languageOf'> & { readonly usual: Speech };

/** How somebody is spoken to: as they have chosen, else as Slack speaks to them, else as the operator has set. */
export function speechOf(preferences: Known | undefined, { usual, languageOf }: Languages): Speech {
  const { language, timeZone } = { ...usual, ...knownSpeech(preferences, languageOf) };
  return { language, timeZone };
}

function knownSpeech(known: Known | undefined, languageOf: Languages['languageOf']): Partial<Speech> {
  const language = languageOf(known?.language) ?? languageOf(known?.slackLocale);
  const timeZone = known?.timeZone ?? known?.slackTimeZone;
  return { ...(language ? { language } : {}), ...(timeZone ? { timeZone } : {}) };
}

/** Of whom a mail goes to; many are known by nothing but their address. */
export async function speechOfRecipient(
  speeches: Pick<Speeches, 'usual' | 'ofReader'>,
  slackUserId: string | null | undefined,
): Promise<Speech> {
  return slackUserId == null ? speeches.usual : speeches.ofReader(slackUserId);
}

/** From what is on record, and what Slack says of those of whom nothing is. */
export function createSpeeches(context: SpeechContext): Speeches {
  const { database, usual, languageOf } = context;
  const asker = createSpeechAsker(context);
  return {
    usual: speechOf(undefined, context),
    ofReader: async (slackUserId) => speechOf(await readerOf(context, asker, slackUserId), context),
    ofWhoeverActs: async (slackUserId, withinMs) =>
      speechOf(await actorWithin(context, asker, slackUserId, withinMs), context),
    known: async (slackUserId) => knownSpeech(await database.preferences.find(slackUserId), languageOf),
    async ofOrganization(organizationId, chosen) {
      const { language, timeZone } = chosen
        ? { ...usual, ...chosen }
        : await settingsOf(database, usual, organizationId);
      return { language, timeZone };
    },
    async note(profile) {
      const isDue = asker.isDue(await database.preferences.find(profile.id));
      if (isDue) await keepProfile(context, profile.id, profile);
    },
  };
}

const UNKNOWN = 'it is not known which language somebody reads';

async function readerOf(
  { database, log }: SpeechContext,
  asker: SpeechAsker,
  slackUserId: string,
): Promise<Preferences | undefined> {
  const known = await database.preferences.find(slackUserId);
  if (!asker.isDue(known)) return known;
  try {
    return await asker.ask(slackUserId);
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    // A message may well wait for its turn; it does not wait for a Slack that is in trouble.
    if (error.code === 'ratelimited' && !known?.slackReadAt) throw error;
    log.info({ err: error }, UNKNOWN);
    return known;
  }
}

async function actorWithin(
  { database, log }: SpeechContext,
  asker: SpeechAsker,
  slackUserId: string,
  withinMs: number,
): Promise<Preferences | undefined> {
  let known: Preferences | undefined;
  const look = async () => {
    known = await database.preferences.find(slackUserId);
    if (!asker.isDue(known) || asker.isSilent()) return;
    const asked = asker.ask(slackUserId);
    // What was true a day ago does for this click; the next one finds what is true now.
    if (known?.slackReadAt) asked.catch((error: unknown) => log.info({ err: error }, UNKNOWN));
    else known = (await asked) ?? known;
  };
  await inTime(look(), withinMs).catch((error: unknown) => log.info({ err: error }, UNKNOWN));
  return known;
}

async function inTime(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
