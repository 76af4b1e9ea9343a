import type { Preferences } from '../domain/preferences.js';
import type { Clock } from './ports.js';
import type { PreferenceRecords } from './preference-ports.js';
import type { Slack, SlackProfile } from './slack-ports.js';

export interface AskSpeech {
  readonly database: { readonly preferences: PreferenceRecords };
  readonly slack: Pick<Slack, 'profile'>;
  readonly clock: Clock;
}

/** Asks Slack in which language and time zone people live, and keeps what it says. */
export interface SpeechAsker {
  /** Throws OutsideError; asked once, however many wait for the answer. */
  ask(slackUserId: string): Promise<Preferences | undefined>;
  /** Whether Slack was not asked of this person for a day. */
  isDue(known: Preferences | undefined): boolean;
  /** Whether Slack failed to answer a moment ago. */
  isSilent(): boolean;
}

const DAY_MS = 24 * 3_600_000;
const SILENCE_MS = 60_000;

export function createSpeechAsker(context: AskSpeech): SpeechAsker {
  const asking = new Map<string, Promise<Preferences | undefined>>();
  let silentUntil = 0;
  const now = () => context.clock.now().getTime();

  function begin(slackUserId: string): Promise<Preferences | undefined> {
    const asked = askSlack(context, slackUserId);
    asking.set(slackUserId, asked);
    const ended = () => asking.delete(slackUserId);
    asked.then(ended, () => {
      silentUntil = now() + SILENCE_MS;
      ended();
    });
    return asked;
  }

  return {
    ask: (slackUserId) => asking.get(slackUserId) ?? begin(slackUserId),
    isDue: (known) => known?.slackReadAt == null || now() - known.slackReadAt.getTime() > DAY_MS,
    isSilent: () => now() < silentUntil,
  };
}

async function askSlack(context: AskSpeech, slackUserId: string): Promise<Preferences | undefined> {
  return keepProfile(context, slackUserId, await context.slack.profile(slackUserId));
}

/** Keeps what Slack says of somebody; also that it does not know them, so that it is not asked again and again. */
export async function keepProfile(
  { database, clock }: Omit<AskSpeech, 'slack'>,
  slackUserId: string,
  profile: Pick<SlackProfile, 'locale' | 'timeZone'> | null,
): Promise<Preferences | undefined> {
  const told = { locale: profile?.locale ?? null, timeZone: profile?.timeZone ?? null, at: clock.now() };
  await database.preferences.keepSlack(slackUserId, told);
  return database.preferences.find(slackUserId);
}
