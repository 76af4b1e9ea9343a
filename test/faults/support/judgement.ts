/** What is expected to be missing, where that is what a fault is about. */
export interface Allowance {
  /** Deliveries that fail for good, with their reason on record; so many at least. */
  readonly failed?: number;
  /** How many cards there are; default one. */
  readonly cards?: number;
  /** A digest lists it: in the channel, to an owner in person, and in the mails of two. */
  readonly digest?: true;
  /** It is announced by a summary, in place of a card. */
  readonly summary?: true;
  readonly message?: 'none';
  readonly mail?: 'none';
  /** Somebody whose click came too late may not have been told so: the process died before. */
  readonly unansweredClicks?: true;
  /** Messages to an approver beside those that tell of an end. */
  readonly furtherNotes?: number;
}

/** What is missing, and what is there more often than it should be. */
export interface Judgement {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

/** A row of `decisions`. */
export interface RecordedDecision {
  readonly state: string;
  readonly action: 'approve' | 'deny';
  readonly path: string;
  readonly slackUserId: string | null;
}

/** Of something that should be there so many times, and is there `found` times. */
export function counted(what: string, found: number, expected: number): Judgement {
  const missing = Math.max(expected - found, 0);
  const more = Math.max(found - expected, 0);
  return { lost: Array(missing).fill(what), doubled: Array(more).fill(what) };
}

/** All of them together. */
export function joined(...judgements: Judgement[]): Judgement {
  return {
    lost: judgements.flatMap(({ lost }) => lost),
    doubled: judgements.flatMap(({ doubled }) => doubled),
  };
}
