import type { TokenRequest } from '../domain/token-request.js';
import { announceToApprover } from './announce.js';
import { isWithinWindow } from './decision-patience.js';
import type { ClaimedDecision } from './decision-ports.js';
import type { Clock, Database, Logger } from './ports.js';

export interface TellOfSilence {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  readonly channel: string;
}

/**
 * The claim is kept, for the call may have been carried out; but nobody should wait without knowing why. Where the App
 * was uninstalled or suspended meanwhile that is said at once: no news can come from there.
 */
export async function tellOfSilence(
  context: TellOfSilence,
  decision: ClaimedDecision,
  request: TokenRequest,
): Promise<void> {
  const { database, clock, log, channel } = context;
  const appState = (await database.organizations.find(request.organization.id))?.appState;
  const isGone = appState === 'suspended' || appState === 'uninstalled';
  const failure = isGone ? 'app-gone-since' : 'outcome-unknown';
  if (decision.failure === failure || (!isGone && isWithinWindow(decision, clock.now()))) return;
  const isOpen = await database.transaction(async (records) => {
    await records.tokenRequests.lock(request.id);
    if (!(await records.decisions.noteFailure(decision.id, failure))) return false;
    await announceToApprover(records, { request, channel, trace: decision.trace }, decision, failure);
    return true;
  });
  if (!isOpen || isGone) return;
  log.error(
    { decision: decision.id, trace: decision.trace },
    'GitHub does not tell the outcome of a decision',
  );
}
