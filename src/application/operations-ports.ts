import type { OutsideService } from '../domain/errors.js';
import type { Organization, TokenRequestState } from '../domain/token-request.js';
import type { DeliveryPayload } from './delivery.js';
import type { BoundedCount } from './models.js';

/** How a service answered this process last; `refused`: it does not take our credentials. */
export type ServiceState = 'ok' | 'refused' | 'unreachable' | 'unknown';

export type ServiceStates = Readonly<Record<OutsideService, ServiceState>>;

/** A delivery that was given up. */
export interface FailedDelivery {
  readonly id: number;
  /** Null when this version cannot read it. */
  readonly payload: DeliveryPayload | null;
  readonly kind: string;
  readonly failedAt: Date;
  /** As `OutsideError` writes it, or the text of an error of our own. */
  readonly error: string;
  readonly trace: string;
  /** Of its requests the first that the reader may see; null of what is about a whole organization. */
  readonly tokenName: string | null;
  readonly requesterLogin: string | null;
  readonly organization: string;
  /** How many of its requests the reader may see. */
  readonly requestCount: number;
}

/** How far the comparison with GitHub is in one organization. */
export interface Comparison {
  readonly organization: Pick<Organization, 'id' | 'login'>;
  /** When the last one was complete; null for never. */
  readonly at: Date | null;
}

/** Which deliveries that were given up somebody may see. */
export interface FailedSearch {
  readonly organizationIds: readonly number[];
  readonly since: Date;
}

/** What shows how PATrol is doing. It is the same in every process. */
export interface Operations {
  requestsByState(): Promise<Partial<Record<TokenRequestState, number>>>;
  /** By the kind of delivery. */
  failedByKind(since: Date): Promise<Record<string, number>>;
  /**
   * When the organization was compared whose last complete comparison is the longest ago, or when we first heard of
   * it; null where the App is installed nowhere.
   */
  leastCompared(): Promise<Date | null>;
  /** Those that were compared the longest ago, the longest first. */
  comparisons(organizationIds: readonly number[], limit: number): Promise<Comparison[]>;
  /** Decisions that were sent, and of which GitHub does not tell whether they were carried out. */
  unknownOutcomes(organizationIds: readonly number[]): Promise<number>;
  /** What was given up and is about requests of these organizations, the last one first. */
  failed(
    search: FailedSearch,
    limit: number,
  ): Promise<{ readonly found: readonly FailedDelivery[]; readonly count: BoundedCount }>;
  /**
   * Makes one of them due again; undefined when it is none of them any more, or when what follows it is on its way
   * to the same place at this moment.
   */
  takeUpAgain(search: FailedSearch, id: number, at: Date): Promise<Pick<FailedDelivery, 'trace'> | undefined>;
}
