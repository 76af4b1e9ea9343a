import type { IncomingCall } from '../../../src/sandbox/github/fault-list.js';
import { PEOPLE } from '../../../src/sandbox/people.js';
import { eventually, inTime, quiet } from './quiet.js';
import { approveDespite, approveUnheard, isDecision, pending, type Scenario, settled } from './scenario.js';
import { approve } from './story.js';

const isList = ({ method, path }: IncomingCall) =>
  method === 'GET' && /personal-access-token(s|-requests)$/.test(path);
const isMembership = ({ path }: IncomingCall) => path.includes('/memberships/');

/** GitHub fails, refuses, or has lost the request. */
export const GITHUB_SCENARIOS: readonly Scenario[] = [
  {
    name: 'GitHub decides and answers 502',
    act: (bench) =>
      approveUnheard(bench, {
        prepare: () =>
          bench.github.faults.add({
            match: isDecision,
            times: 1,
            effect: { status: 502, after: 'executed' },
          }),
        until: settled(bench),
      }),
  },
  {
    name: 'GitHub decides and breaks the connection off',
    act: (bench) =>
      approveUnheard(bench, {
        prepare: () =>
          bench.github.faults.add({ match: isDecision, times: 1, effect: { reset: true, executed: true } }),
        until: settled(bench),
      }),
  },
  {
    name: 'GitHub answers 502 and has not decided',
    act: (bench) =>
      approveUnheard(bench, {
        prepare: () => bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 502 } }),
        until: settled(bench),
      }),
  },
  {
    name: 'GitHub asks for patience (429)',
    act: (bench) =>
      approveDespite(bench, () => {
        const effect = { status: 429, headers: { 'retry-after': '2' } };
        bench.github.faults.add({ match: isDecision, times: 1, effect });
      }),
  },
  {
    name: 'GitHub refuses the decision (403)',
    ends: ['pending'],
    act: (bench) =>
      approveDespite(bench, () =>
        bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 403 } }),
      ),
  },
  {
    name: 'GitHub loses the answer, and refuses the next call (403)',
    ends: ['pending'],
    act: (bench) =>
      approveUnheard(bench, {
        prepare: () => {
          bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 502 } });
          bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 403 } });
        },
        until: settled(bench),
      }),
  },
  {
    name: 'GitHub is away for a quarter of an hour after the click',
    ends: ['pending'],
    async act(bench) {
      const story = await pending(bench);
      let asked = 0;
      // The first one is that of the click.
      const match = (call: IncomingCall) => isMembership(call) && ++asked > 1;
      bench.github.faults.add({ match, effect: { status: 503 } });
      await approve(bench, story);
      await quiet(bench);
      bench.github.faults.clear();
      return story;
    },
  },
  {
    name: 'GitHub loses the answer, and then its lists are away for a quarter of an hour',
    ends: ['pending'],
    allowance: { furtherNotes: 1 },
    act: (bench) =>
      approveUnheard(bench, {
        prepare() {
          bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 502 } });
          bench.github.faults.add({ match: isList, effect: { status: 500 } });
        },
        async until(story) {
          await inTime(bench, 'the approver told', async () => {
            const rows = await bench.rows("SELECT id FROM decisions WHERE failure = 'outcome-unknown'");
            return rows.length > 0;
          });
          await eventually(bench, 'the message to the approver', () =>
            bench.slack
              .directMessages(PEOPLE.olivia)
              .some((message) => bench.slack.read(message).includes(story.name)),
          );
          bench.github.faults.clear();
          await settled(bench)(story);
        },
      }),
  },
  {
    name: 'the requester cancels between click and call, and the webhook is late',
    ends: ['cancelled'],
    async act(bench) {
      const story = await pending(bench);
      bench.github.webhookMode = 'hold';
      bench.github.cancel(story.request.id);
      await approve(bench, story);
      await settled(bench)(story);
      bench.github.webhookMode = 'deliver';
      await bench.github.releaseHeld();
      await quiet(bench);
      return story;
    },
  },
];
