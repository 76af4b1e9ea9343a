import { randomUUID } from 'node:crypto';
import type { SlackActor } from '../application/authorize-approver.js';
import type { Linking } from '../application/offer-link.js';
import type { Logger } from '../application/ports.js';
import { DomainError, type DomainErrorCode } from '../domain/errors.js';
import type { Translator } from '../i18n/translator.js';
import type { ListenerContext } from './listener-context.js';
import { toSlackFailure } from './slack-failure.js';

export interface AttemptContext {
  readonly t: Translator;
  readonly log: Logger;
  readonly linking: Pick<Linking, 'isOffered'>;
  /** See `ListenerContext`. */
  readonly trace: string;
  readonly heldUpMs: number;
}

/** Slack waits three seconds for an acknowledgement; we leave the network some of them. */
const ANSWER_WITHIN_MS = 2_600;
/** Nothing is claimed after this, so that a person who was told "too slow" finds it true. */
const CLAIM_WITHIN_MS = 2_300;

/** Until when the click that is being answered may claim something. */
export function claimDeadline({ clock, heldUpMs }: Pick<ListenerContext, 'clock' | 'heldUpMs'>): Date {
  return new Date(clock.now().getTime() + CLAIM_WITHIN_MS - heldUpMs);
}

export interface Problem {
  /** For the person who clicked: what happened and what to do next. */
  readonly text: string;
  readonly code: DomainErrorCode | 'slack-silent' | 'unknown';
}

/** What Slack says of a trigger that came too late, or was used by an earlier try. */
const SPENT_TRIGGER = ['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged'];

/**
 * Runs a listener's work and returns what went wrong in words, or undefined. It always comes back in time for an
 * acknowledgement; unknown errors carry a reference that the log has too.
 */
export async function attempt(
  { t, log, linking, trace, heldUpMs }: AttemptContext,
  work: () => Promise<void>,
): Promise<Problem | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DomainError('too-slow')), ANSWER_WITHIN_MS - heldUpMs);
  });
  const result = work();
  // When the answer is late, what becomes of the work still belongs into the log.
  result.catch((error: unknown) => log.debug({ err: error, trace }, 'listener failed'));
  try {
    await Promise.race([result, late]);
    return undefined;
  } catch (error) {
    return toProblem({ t, log, linking, trace }, error);
  } finally {
    clearTimeout(timer);
  }
}

function toProblem({ t, log, linking, trace }: Omit<AttemptContext, 'heldUpMs'>, error: unknown): Problem {
  if (error instanceof DomainError) {
    if (['too-slow', 'github-silent', 'person-unknown'].includes(error.code)) {
      log.warn({ err: error, trace }, 'a click could not be answered in time');
    }
    // Whoever cannot connect by themselves is told whom to ask.
    const asksOperator = error.code === 'not-linked' && !linking.isOffered;
    const key = asksOperator ? 'error.not-linked.ask' : (`error.${error.code}` as const);
    return { code: error.code, text: t.text(key, error.details) };
  }
  if (isSlackSilent(error)) {
    log.warn({ err: error, trace }, 'Slack did not do in time what a click asked for');
    return { code: 'slack-silent', text: t.text('error.slack-silent') };
  }
  const reference = randomUUID().slice(0, 8);
  log.error({ err: error, reference, trace }, 'a listener failed');
  return { code: 'unknown', text: t.text('error.unknown', { reference }) };
}

/** Also true of an expired trigger: nothing is wrong, it only took too long. */
function isSlackSilent(error: unknown): boolean {
  const { service, failure, code } = toSlackFailure(error);
  if (service !== 'slack' || code === 'unexpected') return false;
  return failure !== 'refused' || SPENT_TRIGGER.includes(code);
}

/** Who acts, from the payload of an interaction or a command; a person of another workspace is a stranger. */
export function actorOf(body: Interaction | CommandSent, ourTeam: string | undefined): SlackActor {
  const { id, team_id: theirTeam } = 'user' in body ? body.user : { id: body.user_id, team_id: body.team_id };
  const isStranger = ourTeam !== undefined && theirTeam !== undefined && theirTeam !== ourTeam;
  return { slackUserId: id, isStranger };
}

interface Interaction {
  readonly user: { readonly id: string; readonly team_id?: string };
}

interface CommandSent {
  readonly user_id: string;
  readonly team_id?: string;
}
