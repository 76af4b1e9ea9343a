import type { IncomingCall } from '../../../src/sandbox/github/fault-list.js';
import type { Bench } from './bench.js';
import { inTime, quiet } from './quiet.js';
import { approveDespite, isDecision, pending, type Scenario } from './scenario.js';
import { approve, type Story } from './story.js';

const isRenewal = ({ path }: IncomingCall) => path === '/login/oauth/access_token';

/** GitHub does not take the approver's own token. */
export const TOKEN_SCENARIOS: readonly Scenario[] = [
  {
    name: 'GitHub does not take the approver’s token, which is renewed',
    act: (bench) =>
      approveDespite(bench, () =>
        bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 401 } }),
      ),
  },
  {
    name: 'GitHub does not renew the approver’s token now',
    async act(bench) {
      const story = await approveDespite(bench, () => {
        bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 401 } });
        bench.github.faults.add({ match: isRenewal, times: 1, effect: { status: 503 } });
      });
      bench.github.faults.clear();
      return story;
    },
  },
  {
    name: 'GitHub does not renew the approver’s token at all',
    ends: ['pending'],
    async act(bench) {
      const story = await approveDespite(bench, () => {
        const headers = { 'content-type': 'application/json' };
        const body = { error: 'bad_refresh_token', error_description: 'It is incorrect or expired.' };
        bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 401 } });
        bench.github.faults.add({ match: isRenewal, times: 1, effect: { status: 200, headers, body } });
      });
      bench.github.faults.clear();
      await bench.signIn('olivia');
      return story;
    },
  },
  {
    name: 'GitHub ends a token that cannot be renewed',
    ends: ['pending'],
    async act(bench) {
      bench.github.behaviour.userTokensExpire = false;
      await bench.signIn('olivia');
      bench.github.behaviour.userTokensExpire = true;
      const story = await approveDespite(bench, () =>
        bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 401 } }),
      );
      bench.github.faults.clear();
      await bench.signIn('olivia');
      return story;
    },
  },
  {
    name: 'the approver signs in anew while the token is renewed',
    act: (bench) => renewBeside(bench, 'signIns.renew'),
  },
  {
    name: 'another process has just renewed the token',
    act: (bench) => renewBeside(bench, 'signIns.lease'),
  },
];

/** Holds the renewal of a token at a step, and stores a new one meanwhile. */
async function renewBeside(bench: Bench, step: string): Promise<Story> {
  const story = await pending(bench);
  bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 401 } });
  const [program] = await bench.programs();
  const held = await program?.hold(step);
  let isReached = false;
  held?.reached.then(() => {
    isReached = true;
  });
  await approve(bench, story);
  await inTime(bench, 'the renewal', () => isReached || !program?.isAlive);
  if (isReached) await bench.signIn('olivia');
  await held?.release().catch(() => undefined);
  await quiet(bench);
  bench.github.faults.clear();
  return story;
}
