import type { Meter, OutgoingCall } from '../application/meter.js';
import type { ServiceState, ServiceStates } from '../application/operations-ports.js';

/** Answers that mean: our credentials are not taken. */
const REFUSED: Record<OutgoingCall['service'], readonly string[]> = {
  github: ['401'],
  slack: ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'],
  smtp: ['530', '534', '535'],
};
/** What is asked with the App's key; elsewhere, GitHub's no may be about the token of a person, or follow from our key's. */
const WITH_OUR_KEY = /^[A-Z]+ \/app\b/;
const NO_TO_WHOM = ['401', '403'];
/** Slack's own troubles, which it tells with HTTP 200. */
const SLACK_IS_DOWN = ['internal_error', 'fatal_error', 'service_unavailable'];

/** A meter that also remembers how each service answered last. */
export function watchServices(meter: Meter): { meter: Meter; states(): ServiceStates } {
  const states: Record<OutgoingCall['service'], ServiceState> = {
    github: 'unknown',
    slack: 'unknown',
    smtp: 'unknown',
  };
  return {
    meter: {
      ...meter,
      called(call) {
        states[call.service] = stateAfter(call, states[call.service]);
        meter.called(call);
      },
    },
    states: () => ({ ...states }),
  };
}

function stateAfter(outgoing: OutgoingCall, before: ServiceState): ServiceState {
  const { service, call, status } = outgoing;
  if (isDown(outgoing)) return 'unreachable';
  if (service === 'github' && !WITH_OUR_KEY.test(call)) return NO_TO_WHOM.includes(status) ? before : 'ok';
  return REFUSED[service].includes(status) ? 'refused' : 'ok';
}

function isDown({ service, status }: OutgoingCall): boolean {
  if (status === 'none') return true;
  // A mail server's 5xx is about one mail.
  if (service === 'smtp') return /^4\d\d$/.test(status);
  return /^5\d\d$/.test(status) || (service === 'slack' && SLACK_IS_DOWN.includes(status));
}
