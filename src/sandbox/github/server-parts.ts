import type { FaultList, RecordedCall } from './fault-list.js';
import type { RateLimits } from './rate-limits.js';
import type { Parts } from './route.js';

/** What the HTTP server works with beside the routes' parts. */
export interface ServerParts extends Parts {
  /** Where the App lets GitHub send people back to, the usual one first. */
  callbackUrls: readonly string[];
  faults: FaultList;
  rateLimits: RateLimits;
  onCall: (call: RecordedCall) => void;
  onViolation: (violation: string) => void;
}
