/** Somebody, by all that they are known by here; null where it is not known. */
export interface KnownPerson {
  readonly githubUserId: number | null;
  readonly githubLogin: string | null;
  readonly slackUserIds: readonly string[];
}

/** How many rows hold, or held, something of a person. */
export interface ErasureCounts {
  /** People in entries of the ledger. */
  readonly ledgerPeople: number;
  readonly tokenRequests: number;
  readonly decisions: number;
  readonly bulkDecisions: number;
  readonly deliveries: number;
  /** What somebody had open: lists, App Homes, ways through the sign-in. */
  readonly sessions: number;
  /** What they have chosen: preferences, and mails that they do not want. */
  readonly choices: number;
}

/** What is personal in all tables. Everything of it may take as long as it needs. */
export interface PersonalData {
  /** GitHub ids of everybody who ever had this login here. */
  githubIdsOf(login: string): Promise<number[]>;
  /** GitHub ids of everybody who ever acted here as one of these Slack users. */
  githubIdsOfSlack(slackUserIds: readonly string[]): Promise<number[]>;
  /** What an account is called in links and requests. */
  loginsOf(githubUserId: number): Promise<string[]>;
  /** Slack ids with which a GitHub account ever acted here. */
  slackIdsOf(githubUserId: number): Promise<string[]>;
  /** Links of theirs that there are now. */
  linksOf(person: KnownPerson): Promise<{ readonly slackUserId: string; readonly byOperator: boolean }[]>;
  /** In a transaction. Leaves what is not finished. */
  erase(person: KnownPerson): Promise<ErasureCounts>;
  /** What is not finished: requests that wait, decisions and deliveries on their way. */
  unfinished(person: KnownPerson): Promise<number>;
}
