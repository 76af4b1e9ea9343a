import { REVIEW_CHANNEL } from '../../../src/sandbox/people.js';
import { inTime, quiet } from './quiet.js';
import { approveDespite, pending, type Scenario } from './scenario.js';
import { approve, askAnew, cardThatSays } from './story.js';
import { oneOfABurst } from './usual-scenarios.js';

const to = (name: string) => (args: Record<string, unknown>) => JSON.stringify(args).includes(name);

/** Slack and the mail server fail. */
export const SLACK_SCENARIOS: readonly Scenario[] = [
  {
    name: 'Slack answers 500 to the card and to the message',
    async act(bench) {
      bench.slack.faults.add({ method: 'chat.postMessage', times: 2, effect: { status: 500 } });
      const story = await pending(bench);
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'Slack asks for patience (429) at the card',
    async act(bench) {
      bench.slack.faults.add({
        method: 'chat.postMessage',
        times: 2,
        effect: { status: 429, retryAfter: 2 },
      });
      const story = await pending(bench);
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'Slack updates the card and breaks the connection off',
    act: (bench) =>
      approveDespite(bench, ({ name }) =>
        bench.slack.faults.add({
          method: 'chat.update',
          when: to(name),
          times: 1,
          effect: { reset: true, executed: true },
        }),
      ),
  },
  {
    name: 'Slack updates the summary of a burst and breaks the connection off',
    allowance: { summary: true },
    async act(bench) {
      const { story, others } = await oneOfABurst(bench);
      bench.slack.faults.add({
        method: 'chat.update',
        when: to('announced here together'),
        times: 1,
        effect: { reset: true, executed: true },
      });
      bench.github.decideOnPage({ requestId: story.request.id, by: 'omar', action: 'approve' });
      await quiet(bench);
      for (const { request } of others) bench.github.cancel(request.id);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'Slack posts the card and breaks the connection off',
    losesAnswer: true,
    async act(bench) {
      bench.slack.faults.add({
        method: 'chat.postMessage',
        when: ({ channel }) => channel === REVIEW_CHANNEL,
        times: 1,
        effect: { reset: true, executed: true },
      });
      const story = await pending(bench);
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'somebody deletes the card before it is decided',
    // The stand-in only says so: the first one is still there to be counted.
    allowance: { cards: 2 },
    act: (bench) =>
      approveDespite(bench, ({ name }) =>
        bench.slack.faults.add({
          method: 'chat.update',
          when: to(name),
          times: 1,
          effect: { error: 'message_not_found' },
        }),
      ),
  },
  {
    name: 'the channel is archived',
    ends: ['pending'],
    allowance: { failed: 1, cards: 0 },
    async act(bench) {
      const story = askAnew(bench);
      bench.slack.faults.add({
        method: 'chat.postMessage',
        when: (args) => args.channel === REVIEW_CHANNEL && to(story.name)(args),
        effect: { error: 'is_archived' },
      });
      // What comes after it is not held up.
      const next = askAnew(bench);
      await quiet(bench);
      await cardThatSays(bench, next, '[Approve]');
      bench.github.cancel(next.request.id);
      await quiet(bench);
      bench.slack.faults.clear();
      return story;
    },
  },
];

export const MAIL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'the mail server is down',
    async act(bench) {
      const story = await pending(bench);
      bench.mailbox.setDown(true);
      await approve(bench, story);
      await inTime(bench, 'a mail that waits', async () => {
        const rows = await bench.rows(
          "SELECT id FROM deliveries WHERE kind = 'requester-mail' AND last_error IS NOT NULL AND state = 'pending'",
        );
        return rows.length > 0;
      });
      bench.mailbox.setDown(false);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'the mail server refuses the address',
    allowance: { failed: 1, mail: 'none', message: 'none' },
    async act(bench) {
      bench.mailbox.refuse('rita@elsewhere.example');
      const story = await pending(bench, { owner: 'rita' });
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
];
