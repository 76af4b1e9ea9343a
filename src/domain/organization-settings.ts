/** When people of an organization work. */
export interface WorkingTime {
  /** 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** `09:00`. */
  readonly from: string;
  /** `17:00`, after `from`. */
  readonly until: string;
}

/** What holds for an organization: what its owners have chosen, and for the rest what the operator has. */
export interface OrganizationSettings {
  /** Where its cards and digests are posted. */
  readonly channel: string;
  /** Of what is posted there. */
  readonly language: string;
  /** IANA's name. */
  readonly timeZone: string;
  /** `09:00`. */
  readonly digestTime: string;
  /** Whether the digest is posted to the channel. */
  readonly digestInChannel: boolean;
  /** Whether a digest says so when nothing waits. */
  readonly allClear: boolean;
  readonly working: WorkingTime;
  /** In working hours, after which a request is recalled in its card's thread; 0: never. */
  readonly remindAfterHours: number;
  /** The same for the direct message to owners. */
  readonly remindOwnersAfterHours: number;
}

/** What its owners have chosen; the rest is the operator's. */
export type ChosenSettings = Partial<OrganizationSettings>;
