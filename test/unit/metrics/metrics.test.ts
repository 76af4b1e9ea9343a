import { describe, expect, it } from '@jest/globals';
import { createMetrics } from '../../../src/metrics/metrics.js';
import { aClock } from '../../support/builders.js';
import { seriesValue } from '../../support/metrics.js';

const NOW_IN_THE_DATABASE = {
  requestsByState: async () => ({ pending: 2, approved: 40 }),
  failedByKind: async () => ({ card: 1 }),
  leastCompared: async (): Promise<Date | null> => null,
};

const QUEUE = {
  deliveries: { depth: 3, oldestSeconds: 12.5 },
  webhooks: { depth: 2, oldestSeconds: 0.5 },
};

function watching(
  operations: Partial<typeof NOW_IN_THE_DATABASE> = {},
  backlog: () => Promise<typeof QUEUE> = async () => QUEUE,
) {
  const clock = aClock();
  const metrics = createMetrics();
  metrics.watch({
    clock,
    operations: { ...NOW_IN_THE_DATABASE, ...operations },
    backlog,
    takesWrites: async () => false,
  });
  return { clock, ...metrics, text: async () => (await metrics.read()).text };
}

describe('the metrics', () => {
  it('show what the database says', async () => {
    const clock = aClock();
    const compared = new Date(clock.now().getTime() - 90_000);
    const { text } = watching({ leastCompared: async () => compared });

    const metrics = await text();

    expect(seriesValue(metrics, 'patrol_token_requests{state="pending"}')).toBe(2);
    expect(seriesValue(metrics, 'patrol_token_requests{state="approved"}')).toBe(40);
    expect(seriesValue(metrics, 'patrol_deliveries_failed{kind="card"}')).toBe(1);
    expect(seriesValue(metrics, 'patrol_deliveries_waiting')).toBe(3);
    expect(seriesValue(metrics, 'patrol_deliveries_oldest_seconds')).toBe(12.5);
    expect(seriesValue(metrics, 'patrol_webhooks_waiting')).toBe(2);
    expect(seriesValue(metrics, 'patrol_webhooks_oldest_seconds')).toBe(0.5);
    expect(seriesValue(metrics, 'patrol_sync_lag_seconds')).toBe(90);
    expect(seriesValue(metrics, 'patrol_database_up')).toBe(1);
    expect(seriesValue(metrics, 'patrol_database_writable')).toBe(0);
  });

  it('ask what takes long to count every half a minute only', async () => {
    let asked = 0;
    const { text, clock } = watching({
      requestsByState: async () => {
        asked += 1;
        return { pending: asked, approved: 0 };
      },
    });

    await text();
    clock.pass(29_000);
    const soon = await text();
    clock.pass(1_000);
    const later = await text();

    expect(seriesValue(soon, 'patrol_token_requests{state="pending"}')).toBe(1);
    expect(seriesValue(later, 'patrol_token_requests{state="pending"}')).toBe(2);
  });

  it('show what takes too long to count as it was a moment before, and no longer than that', async () => {
    let read = async () => ({ pending: 7, approved: 0 });
    const { text, clock } = watching({ requestsByState: () => read() });
    await text();
    read = () => new Promise<never>(() => undefined);

    clock.pass(60_000);
    const soon = await text();
    clock.pass(300_000);
    const late = await text();

    expect(seriesValue(soon, 'patrol_token_requests{state="pending"}')).toBe(7);
    for (const metrics of [soon, late]) expect(seriesValue(metrics, 'patrol_database_up')).toBe(1);
    expect(late).not.toContain('patrol_token_requests{');
  });

  it.each([
    ['fails', () => Promise.reject(new Error('ECONNREFUSED'))],
    ['never answers', () => new Promise<never>(() => undefined)],
  ])('go on without the database when it %s, and show nothing that was true before', async (_, broken) => {
    let read: () => Promise<typeof QUEUE> = async () => QUEUE;
    const { text, meter } = watching({ leastCompared: async () => new Date(0) }, () => read());
    await text();
    read = broken;
    meter.syncFailed();

    const metrics = await text();

    expect(seriesValue(metrics, 'patrol_database_up')).toBe(0);
    expect(seriesValue(metrics, 'patrol_sync_failures_total')).toBe(1);
    for (const gone of ['patrol_deliveries_waiting', 'patrol_webhooks_waiting', 'patrol_sync_lag_seconds']) {
      expect(seriesValue(metrics, gone)).toBeUndefined();
    }
    expect(metrics).not.toContain('patrol_token_requests{');
  });

  it('take no word that is not one of few', async () => {
    const { meter, text } = watching();

    meter.webhook('<script>', 401);
    meter.webhook('personal_access_token_request', 202);
    meter.called({ service: 'slack', call: 'chat.update', status: 'Bad Gateway of acme', seconds: 1 });

    const metrics = await text();
    expect(seriesValue(metrics, 'patrol_webhooks_total{event="other",outcome="refused"}')).toBe(1);
    expect(
      seriesValue(metrics, 'patrol_webhooks_total{event="personal_access_token_request",outcome="accepted"}'),
    ).toBe(1);
    expect(metrics).toContain('call="chat.update",status="other"');
    expect(metrics).not.toMatch(/<script|acme/);
  });

  it.each([
    'patrol_deliveries_total{kind="card",outcome="failed"}',
    'patrol_deliveries_total{kind="unreadable",outcome="failed"}',
    'patrol_webhooks_total{event="installation",outcome="failed"}',
    'patrol_webhooks_total{event="other",outcome="refused"}',
    'patrol_decisions_total{action="deny",path="list",outcome="lost"}',
    'patrol_sync_failures_total',
  ])('start at zero, so that the first one is an increase: %s', async (series) => {
    const { text } = watching();

    const metrics = await text();

    expect(seriesValue(metrics, series)).toBe(0);
  });

  it('count no time to a decision that was not carried out, and none below zero', async () => {
    const { meter, text } = watching();
    const decision = { action: 'approve', path: 'card' } as const;

    meter.decided({ ...decision, outcome: 'released', seconds: null });
    meter.decided({ ...decision, outcome: 'done', seconds: -3 });

    const metrics = await text();
    expect(seriesValue(metrics, 'patrol_time_to_decision_seconds_count{action="approve",path="card"}')).toBe(
      1,
    );
    expect(seriesValue(metrics, 'patrol_time_to_decision_seconds_sum{action="approve",path="card"}')).toBe(0);
    expect(
      seriesValue(metrics, 'patrol_decisions_total{action="approve",path="card",outcome="released"}'),
    ).toBe(1);
  });
});

describe('the state of a service', () => {
  it.each([
    ['slack', 'chat.postMessage', '200', 'ok'],
    ['slack', 'chat.postMessage', 'is_archived', 'ok'],
    ['slack', 'auth.test', 'invalid_auth', 'refused'],
    ['slack', 'chat.update', '503', 'unreachable'],
    ['slack', 'chat.update', 'internal_error', 'unreachable'],
    ['slack', 'chat.update', 'fatal_error', 'unreachable'],
    ['slack', 'chat.update', 'service_unavailable', 'unreachable'],
    ['slack', 'chat.update', 'none', 'unreachable'],
    ['github', 'GET /app/installations', '401', 'refused'],
    ['github', 'POST /orgs/{org}/personal-access-token-requests', '401', 'unknown'],
    ['github', 'GET /orgs/{org}/memberships/{username}', '404', 'ok'],
    ['github', 'GET /orgs/{org}/memberships/{username}', '502', 'unreachable'],
    ['smtp', 'send', '550', 'ok'],
    ['smtp', 'send', '421', 'unreachable'],
    ['smtp', 'send', '535', 'refused'],
  ] as const)('%s, after %s was answered %s, is %s', (service, call, status, state) => {
    const metrics = createMetrics();

    metrics.meter.called({ service, call, status, seconds: 0.1 });

    expect(metrics.states()[service]).toBe(state);
  });

  it.each([401, 403])(
    'of GitHub stays refused when our key is, and then the call without it: %s',
    (status) => {
      const { meter, states } = createMetrics();
      const call = (route: string, answer: number) =>
        meter.called({ service: 'github', call: route, status: String(answer), seconds: 0.1 });
      const route = 'GET /orgs/{org}/memberships/{username}';

      call('POST /app/installations/{installation_id}/access_tokens', 401);
      call(route, status);
      const refused = states().github;
      call(route, 200);

      expect([refused, states().github]).toEqual(['refused', 'ok']);
    },
  );
});
