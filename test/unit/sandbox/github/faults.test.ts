import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FaultEffect } from '../../../../src/sandbox/github/fault-list.js';
import type { GitHubStandIn } from '../../../../src/sandbox/github/github-stand-in.js';
import { bobsToken, call, LIST, startAcme } from './stand-in-world.js';

describe('the faults of the stand-in', () => {
  let gitHub: GitHubStandIn;

  beforeEach(async () => {
    gitHub = await startAcme();
  });

  afterEach(async () => {
    await gitHub.close();
    expect(gitHub.violations).toEqual([]);
  });

  function addFault(effect: FaultEffect): void {
    gitHub.faults.add({ match: ({ method }) => method === 'POST', times: 1, effect });
  }

  function approve(id: number) {
    const token = gitHub.mintUserToken('alice');
    return call(gitHub, `${LIST}/${id}`, { token, body: { action: 'approve' } });
  }

  it.each([
    ['though the decision was carried out', 'executed', 'approved'],
    ['before the decision was carried out', 'not-executed', 'pending'],
  ] as const)('answer 502 %s', async (_, after, state) => {
    const { request } = bobsToken(gitHub);
    addFault({ status: 502, after, headers: { 'retry-after': '7' } });

    const answer = await approve(request.id);

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([502, '7']);
    expect(request.state).toBe(state);
  });

  it('befall as many calls as they are told', async () => {
    const { request } = bobsToken(gitHub);
    addFault({ status: 500, body: { message: 'boom' } });

    const first = await approve(request.id);
    const second = await approve(request.id);

    expect([first.status, first.body, second.status]).toEqual([500, { message: 'boom' }, 204]);
  });

  it('cut the connection after the decision', async () => {
    const { request } = bobsToken(gitHub);
    addFault({ reset: true, executed: true });

    const answer = approve(request.id);

    await expect(answer).rejects.toThrow('fetch failed');
    expect(request.state).toBe('approved');
    expect(gitHub.calls.at(-1)).toMatchObject({ method: 'POST', status: 0 });
  });

  it('leave the caller without an answer, until everything closes', async () => {
    const { request } = bobsToken(gitHub);
    addFault({ hang: true, executed: false });
    const called = new Promise((resolve) => gitHub.on('call', resolve));

    const answer = approve(request.id).catch(() => 'cut off');
    await called;
    await gitHub.close();

    expect(await answer).toBe('cut off');
    expect(request.state).toBe('pending');
    gitHub = await startAcme();
  });

  it('delay an answer, and end when they are cleared', async () => {
    const { request } = bobsToken(gitHub);
    addFault({ delayMs: 20 });

    const { status } = await approve(request.id);
    gitHub.faults.add({ match: () => true, effect: { status: 503 } });
    gitHub.faults.clear();

    expect(status).toBe(204);
    expect(gitHub.calls.at(-1)?.ms).toBeGreaterThanOrEqual(19);
    expect((await call(gitHub, '/users/bob')).status).toBe(200);
  });
});
