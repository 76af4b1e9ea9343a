/** What a person may be told of, and how. */
export const NOTICES = [
  /** Of their own requests: that one waits, was decided, or ended. */
  'own-message',
  'own-mail',
  /** As owners: a request that waits for long. */
  'reminder-message',
  /**
   * As owners: once a day what waits, as a direct message. Only for who has opted in: by default it would say to
   * everybody what the digest in the channel has just said.
   */
  'digest-message',
  'digest-mail',
] as const;

export type Notice = (typeof NOTICES)[number];

/** What is on record of choices. Who wants the digest as a message does not want that the channel's is all. */
export type Unwanted = Exclude<Notice, 'digest-message'> | 'digest-channel-only';

/** What a person has chosen; what they have not is null or what is usual. */
export interface Preferences {
  readonly slackUserId: string;
  /** Null: Slack's locale. */
  readonly language: string | null;
  /** IANA's name; null: Slack's. */
  readonly timeZone: string | null;
  /** What they do not want. Older rows may also say `digest-message`, which is what is usual. */
  readonly unwanted: readonly Unwanted[];
  /** Nothing comes that is not about their own decisions or requests. */
  readonly muted: boolean;
  /** What Slack says of them, such as `fr-FR` and `Europe/Paris`; null while it was not asked. */
  readonly slackLocale: string | null;
  readonly slackTimeZone: string | null;
  readonly slackReadAt: Date | null;
}

/** Whether a person who has chosen so is told. Who has chosen nothing is told all but what one has to opt in to. */
export function wants(
  preferences: Pick<Preferences, 'unwanted' | 'muted'> | undefined,
  notice: Notice,
): boolean {
  const { unwanted, muted } = preferences ?? { unwanted: [], muted: false };
  if (muted && !notice.startsWith('own-')) return false;
  return notice === 'digest-message' ? unwanted.includes('digest-channel-only') : !unwanted.includes(notice);
}

/** How it is put on record that somebody wants these, and nothing else. */
export function unwantedBeside(wanted: readonly Notice[]): Unwanted[] {
  return NOTICES.flatMap((notice): Unwanted[] => {
    if (notice === 'digest-message') return wanted.includes(notice) ? ['digest-channel-only'] : [];
    return wanted.includes(notice) ? [] : [notice];
  });
}
