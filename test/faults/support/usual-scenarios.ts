import { PEOPLE, REVIEW_CHANNEL } from '../../../src/sandbox/people.js';
import type { Bench } from './bench.js';
import { quiet } from './quiet.js';
import { approveDespite, approveUnheard, pending, type Scenario, settled } from './scenario.js';
import { approve, askAnew, cardThatSays, deny, type Story } from './story.js';

/** Of requests within a minute that get cards of their own; no other scenario has so many. */
export const BURST_LIMIT = 4;

/** A request that a summary stands for, and those whose cards made it one of many. */
export async function oneOfABurst(bench: Bench): Promise<{ story: Story; others: Story[] }> {
  // A summary stays open for five minutes; this one is to be another one.
  await bench.shift(bench.now() - Date.now() + 301_000);
  const others = Array.from({ length: BURST_LIMIT }, () => askAnew(bench));
  await quiet(bench);
  return { story: await pending(bench), others };
}

/** Nothing goes wrong in these; people and webhooks meet in every way. */
export const USUAL_SCENARIOS: readonly Scenario[] = [
  {
    name: 'a request is approved on its card, and GitHub’s webhook is late',
    act: (bench) => approveUnheard(bench, { prepare: () => undefined, until: settled(bench) }),
  },
  {
    name: 'a request is approved on its card',
    act: (bench) => approveDespite(bench, () => undefined),
  },
  {
    name: 'a request is denied, with a reason',
    ends: ['denied'],
    async act(bench) {
      const story = await pending(bench);
      await deny(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'a request is approved on GitHub’s page',
    async act(bench) {
      const story = await pending(bench);
      bench.github.decideOnPage({ requestId: story.request.id, by: 'omar', action: 'approve' });
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'the requester cancels',
    ends: ['cancelled'],
    async act(bench) {
      const story = await pending(bench);
      bench.github.cancel(story.request.id);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'two owners click at once',
    async act(bench) {
      const story = await pending(bench);
      await Promise.all([approve(bench, story, 'olivia'), approve(bench, story, 'omar')]);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'somebody clicks on a card that is not true any more',
    ends: ['denied'],
    async act(bench) {
      const story = await pending(bench);
      const card = await cardThatSays(bench, story, '[Approve]');
      bench.slack.faults.add({ method: 'chat.update', times: 1, effect: { delayMs: 400 } });
      bench.github.decideOnPage({ requestId: story.request.id, by: 'omar', action: 'deny' });
      await bench.github.settled();
      const spot = { user: PEOPLE.olivia, channel: REVIEW_CHANNEL, ts: card.ts };
      await bench.slack.click({ ...spot, actionId: 'token-request.approve' });
      await quiet(bench);
      bench.slack.faults.clear();
      return story;
    },
  },
  {
    name: 'a member of an approver team decides',
    async act(bench) {
      const story = await pending(bench, { owner: 'max' });
      await approve(bench, story, 'mona');
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'an owner has another name on GitHub by now',
    async act(bench) {
      const story = await pending(bench);
      await bench.rows('UPDATE links SET github_login = $1 WHERE slack_user_id = $2', [
        'olivia-before',
        PEOPLE.olivia,
      ]);
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'a request is one of a burst',
    allowance: { summary: true },
    async act(bench) {
      const { story, others } = await oneOfABurst(bench);
      bench.github.decideOnPage({ requestId: story.request.id, by: 'omar', action: 'approve' });
      await quiet(bench);
      for (const { request } of others) bench.github.cancel(request.id);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'the requester is known by their e-mail address alone',
    async act(bench) {
      const story = await pending(bench, { owner: 'max' });
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
  {
    name: 'nobody knows how to reach the requester',
    allowance: { message: 'none', mail: 'none' },
    async act(bench) {
      const story = await pending(bench, { owner: 'nora' });
      await approve(bench, story);
      await quiet(bench);
      return story;
    },
  },
];
