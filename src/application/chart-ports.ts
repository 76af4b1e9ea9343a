import type { Week } from '../domain/weeks.js';

/** What an organization's week was like. */
export interface WeekFigures {
  /** Its Monday: `2026-03-02`. */
  readonly monday: string;
  /** False: it was in its middle. */
  readonly isWhole: boolean;
  /** Requests that waited when it ended, also those on which a decision was on its way. */
  readonly pending: number;
  readonly approved: number;
  readonly denied: number;
  /** From the request to the decision, of those decided in it; null when there were none. */
  readonly medianMs: number | null;
}

export interface WeeklyFigures {
  /** The figures of one organization, a week each, in the order of the weeks. */
  of(organizationId: number, weeks: readonly Week[]): Promise<WeekFigures[]>;
}

/** Figures of one organization as they stood at an instant: what a picture shows, and the words beside it. */
export interface Chart {
  readonly organization: string;
  readonly timeZone: string;
  /** The end of the last week, which may be in its middle. */
  readonly until: Date;
  /** The oldest first. */
  readonly weeks: readonly WeekFigures[];
  /** Of the picture; absent: PATrol has no public address, so that the words stand alone. */
  readonly url?: string;
}

/** What the address of a picture says. */
export interface ChartAddress {
  readonly organizationId: number;
  readonly timeZone: string;
  readonly until: Date;
  readonly expiresAt: Date;
}

/** Makes addresses of pictures that nobody else can make, and reads them. */
export interface ChartAddresses {
  /** undefined: PATrol has no public address. */
  urlOf(address: ChartAddress): string | undefined;
  /** Reads the last part of an address; undefined for whatever we have not made ourselves. */
  read(name: string): ChartAddress | undefined;
}

/** Draws the figures of weeks as a PNG; the same ones always make the same picture. */
export type DrawChart = (weeks: readonly WeekFigures[]) => Promise<Uint8Array>;
