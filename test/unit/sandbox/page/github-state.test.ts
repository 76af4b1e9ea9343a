import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { gitHubState } from '../../../../src/sandbox/page/github-state.js';
import { addPeople } from '../../../../src/sandbox/people.js';
import { createShiftedClock, furnish, seedBurst, seedRequests } from '../../../../src/sandbox/seed.js';
import { seedApprovals } from '../../../../src/sandbox/seed-history.js';
import { type StandIns, startStandIns } from '../../../../src/sandbox/stand-ins.js';

describe('GitHub, as the page shows it,', () => {
  let standIns: StandIns;
  const clock = createShiftedClock();

  beforeEach(async () => {
    standIns = await startStandIns({ mode: 'http', rateLimits: 'off', now: clock.now });
    addPeople(standIns);
    furnish(standIns);
  });

  afterEach(async () => {
    await standIns.close();
  });

  const seenBy = (login: string) => {
    const { organizations, requests } = gitHubState(standIns, login, new Date());
    return {
      roles: organizations.map((organization) => `${organization.login}: ${organization.role}`),
      pending: requests.filter(({ state }) => state === 'pending'),
    };
  };

  it('has two organizations, in each of which everybody sees what their role allows', () => {
    seedRequests(standIns, clock);

    const [olivia, omar, nina, gus] = ['olivia', 'omar', 'nina', 'gus'].map(seenBy);

    expect(olivia?.roles).toEqual(['acme: admin', 'acme-labs: admin']);
    expect(olivia?.pending).toHaveLength(7);
    expect(omar?.roles).toEqual(['acme: admin', 'acme-labs: member']);
    const inLabs = omar?.pending.filter(({ organization }) => organization === 'acme-labs');
    expect(inLabs?.map(({ owner, tokenName }) => [owner, tokenName])).toEqual([['omar', 'benchmark-runner']]);
    expect(nina?.pending.map(({ tokenName }) => tokenName)).toEqual(['notebook-sync']);
    expect(gus).toEqual({ roles: [], pending: [] });
  });

  it('gets a burst in both, in each of them more than PATrol announces one by one', () => {
    seedBurst(standIns, 1);

    const made = ['acme', 'acme-labs'].map((org) => standIns.github.pendingRequests(org).length);

    expect(made).toEqual([27, 13]);
  });

  it('shows what was decided before, with its times, and sends no webhook of how it was asked', () => {
    standIns.connect(1);

    seedApprovals(standIns, clock);

    const { requests, grants } = gitHubState(standIns, 'olivia', new Date());
    const hours = (from: string | null, to: string | null) =>
      Math.round((Date.parse(to ?? '') - Date.parse(from ?? '')) / 3_600_000);
    expect(requests.map((r) => [r.tokenName, r.state, r.decidedBy, hours(r.createdAt, r.decidedAt)])).toEqual(
      [
        ['docs-preview', 'approved', 'omar', 3],
        ['invoice-archive', 'approved', 'omar', 1],
      ],
    );
    expect(grants).toHaveLength(2);
    expect(standIns.github.webhookDeliveries.map(({ action, state }) => [action, state])).toEqual([
      ['created', 'vanished'],
      ['approved', 'sending'],
      ['created', 'vanished'],
      ['approved', 'sending'],
    ]);
  });
});
