import type { Decision } from '../domain/decision.js';
import type { TokenRequest } from '../domain/token-request.js';
import type { DecisionOutcome, Meter } from './meter.js';
import type { Logger } from './ports.js';

export interface TellDecided {
  readonly log: Logger;
  readonly meter: Meter;
}

const MESSAGES: Readonly<Record<DecisionOutcome, string>> = {
  done: 'decision carried out',
  refused: 'decision given back',
  released: 'decision given back',
  superseded: 'decision came too late',
  lost: 'decision ended, and nobody can tell its outcome',
};

/** Tells those who run PATrol that a decision has ended; to be called once that is committed. */
export function tellDecided(
  { log, meter }: TellDecided,
  request: Pick<TokenRequest, 'id' | 'requestedAt'>,
  decision: Pick<Decision, 'id' | 'action' | 'path'> & { readonly trace: string },
  end: { readonly state: DecisionOutcome; readonly at: Date; readonly failure?: string },
): void {
  const { id, action, path, trace } = decision;
  const { state: outcome, at, failure } = end;
  const seconds = outcome === 'done' ? (at.getTime() - request.requestedAt.getTime()) / 1_000 : null;
  meter.decided({ action, path, outcome, seconds });
  log.info({ decision: id, request: request.id, action, path, outcome, failure, trace }, MESSAGES[outcome]);
}
