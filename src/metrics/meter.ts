import { Counter, Histogram, type Registry } from 'prom-client';
import { deliveryPayload } from '../application/delivery.js';
import type { DecisionOutcome, Meter } from '../application/meter.js';
import type { DecisionAction, DecisionPath } from '../domain/decision.js';

/** Events that GitHub sends us; whoever is not GitHub may write anything there. */
const EVENTS = [
  'personal_access_token_request',
  'github_app_authorization',
  'installation',
  'organization',
  'ping',
];
const KINDS = [...deliveryPayload.options.map(({ shape }) => shape.kind.value), 'unreadable'];
const ACTIONS = namesIn<DecisionAction>({ approve: true, deny: true });
const PATHS = namesIn<DecisionPath>({
  ...{ card: true, 'deny-modal': true, 'details-modal': true },
  ...{ home: true, list: true, github: true },
});
const OUTCOMES = namesIn<DecisionOutcome>({
  ...{ done: true, refused: true, released: true, superseded: true, lost: true },
});
/** From the blink of an eye to a week. */
const DECISION_BUCKETS = [10, 30, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800];
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2.5, 5, 10, 30];

/** Counts in this process; Prometheus adds the processes up. */
export function createMeter(registry: Registry): Meter {
  const registers = [registry];
  const decisions = new Counter({
    name: 'patrol_decisions_total',
    help: 'Decisions that ended: done, refused by GitHub, released, superseded by another one, or lost',
    labelNames: ['action', 'path', 'outcome'],
    registers,
  });
  const timeToDecision = new Histogram({
    name: 'patrol_time_to_decision_seconds',
    help: 'From the moment at which GitHub says the request was made until the decision was carried out, or we heard of it',
    labelNames: ['action', 'path'],
    buckets: DECISION_BUCKETS,
    registers,
  });
  const deliveries = new Counter({
    name: 'patrol_deliveries_total',
    help: 'Tries to send a delivery: sent (or nothing was left to send), retried later, failed for good, or put back as too early',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const outgoing = new Histogram({
    name: 'patrol_outgoing_seconds',
    help: 'Calls to GitHub, Slack and the mail server; the status is HTTP’s or SMTP’s, Slack’s error code, or none',
    labelNames: ['service', 'call', 'status'],
    buckets: CALL_BUCKETS,
    registers,
  });
  const webhooks = new Counter({
    name: 'patrol_webhooks_total',
    help: 'Webhooks of GitHub’s: accepted, ignored as no news to us, refused, or failed, which GitHub can redeliver',
    labelNames: ['event', 'outcome'],
    registers,
  });
  const syncFailures = new Counter({
    name: 'patrol_sync_failures_total',
    help: 'Comparisons with GitHub that failed, of one organization or of all',
    registers,
  });
  startAtZero({ decisions, deliveries, webhooks });
  return {
    decided({ seconds, ...decision }) {
      decisions.inc(decision);
      const { action, path } = decision;
      // Clocks differ.
      if (seconds !== null) timeToDecision.observe({ action, path }, Math.max(seconds, 0));
    },
    delivered: (kind, outcome) => deliveries.inc({ kind, outcome }),
    called: ({ seconds, ...call }) => outgoing.observe({ ...call, status: bounded(call.status) }, seconds),
    webhook: (event, status) =>
      webhooks.inc({ event: EVENTS.includes(event) ? event : 'other', outcome: webhookOutcome(status) }),
    syncFailed: () => syncFailures.inc(),
  };
}

/** What is counted for the first time would be no increase for Prometheus, and alerts are about increases. */
function startAtZero(counters: Record<'decisions' | 'deliveries' | 'webhooks', Counter>): void {
  for (const kind of KINDS) counters.deliveries.inc({ kind, outcome: 'failed' }, 0);
  for (const event of [...EVENTS, 'other']) {
    for (const outcome of ['failed', 'refused']) counters.webhooks.inc({ event, outcome }, 0);
  }
  for (const action of ACTIONS) {
    for (const path of PATHS) {
      for (const outcome of OUTCOMES) counters.decisions.inc({ action, path, outcome }, 0);
    }
  }
}

/** All of a closed set: the compiler misses what is left out. */
function namesIn<Name extends string>(names: Readonly<Record<Name, true>>): string[] {
  return Object.keys(names);
}

/** A number, or one of Slack's codes; a proxy may answer anything. */
function bounded(status: string): string {
  return /^(\d{3}|[a-z_]{2,40})$/.test(status) ? status : 'other';
}

function webhookOutcome(status: number): 'accepted' | 'ignored' | 'refused' | 'failed' {
  if (status >= 500) return 'failed';
  if (status >= 400) return 'refused';
  return status === 200 ? 'ignored' : 'accepted';
}
