import { PEOPLE, REVIEW_CHANNEL } from '../../../src/sandbox/people.js';
import { ACTIONS } from '../../../src/slack/action-ids.js';
import type { Bench } from './bench.js';
import type { Chance } from './chance.js';
import { isDecision } from './scenario.js';
import { askAnew, cardsOf, type Story } from './story.js';

/** One schedule under way. */
export interface Run {
  readonly bench: Bench;
  readonly chance: Chance;
  readonly stories: Story[];
  readonly underWay: Promise<unknown>[];
  /** What invariant 4 allows has become possible: a message may be there twice. */
  mayDouble: boolean;
  /** GitHub's words may have come in any order. */
  reordered: boolean;
  later(ms: number, act: () => void): void;
}

/** What may happen. Acts of people are begun and not waited for, so that they meet each other and the outages. */
export const ACTS = {
  ask: (run) => void run.stories.push(askAnew(run.bench, { owner: run.chance.one(['mona', 'max']) })),
  approve: (run) => click(run, run.chance.one(['olivia', 'omar']), 'approve'),
  deny: (run) => click(run, run.chance.one(['olivia', 'omar']), 'deny'),
  'both owners approve': (run) => {
    const story = someStory(run);
    if (story === undefined) return;
    clickOn(run, story, 'olivia', 'approve');
    clickOn(run, story, 'omar', 'approve');
  },
  'decide on GitHub': (run) => onGitHub(run, run.chance.one(['approve', 'deny'])),
  cancel: (run) => onGitHub(run, 'cancel'),
  'webhooks come twice': ({ bench }) => setWebhooks(bench, 'twice'),
  'webhooks are lost': ({ bench }) => setWebhooks(bench, 'lose'),
  'webhooks are held': (run) => {
    run.reordered = true;
    setWebhooks(run.bench, 'hold');
  },
  'webhooks come': ({ bench }) => setWebhooks(bench, 'deliver'),
  'Slack is away': ({ bench }) => bench.slack.faults.add({ times: 6, effect: { status: 500 } }),
  'Slack asks for patience': ({ bench }) =>
    bench.slack.faults.add({ times: 4, effect: { status: 429, retryAfter: 1 } }),
  'Slack loses its answers': (run) => {
    run.mayDouble = true;
    run.bench.slack.faults.add({ method: /^chat\./, times: 2, effect: { reset: true, executed: true } });
  },
  'GitHub is away': ({ bench }) =>
    bench.github.faults.add({ match: () => true, times: 6, effect: { status: 503 } }),
  'GitHub decides and answers 502': ({ bench }) =>
    bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 502, after: 'executed' } }),
  'GitHub answers 502': ({ bench }) =>
    bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 502 } }),
  'GitHub refuses': ({ bench }) =>
    bench.github.faults.add({ match: isDecision, times: 1, effect: { status: 403 } }),
  'the mail server is down': ({ bench }) => bench.mailbox.setDown(true),
  'the mail server is up': ({ bench }) => bench.mailbox.setDown(false),
  'the database breaks off': (run) => {
    // What was sent, and could not be recorded, is sent once more.
    run.mayDouble = true;
    run.bench.postgres.cut();
  },
  'the database is away': (run) => {
    run.mayDouble = true;
    run.bench.postgres.refuse(true);
    run.later(200, () => run.bench.postgres.refuse(false));
  },
  SIGKILL: async (run) => {
    run.mayDouble = true;
    const program = await someProgram(run);
    program?.kill('SIGKILL');
    await switchOver(run);
  },
  SIGTERM: async (run) => {
    const program = await someProgram(run);
    run.underWay.push(program?.stop() ?? Promise.resolve());
    await switchOver(run);
  },
  'another process serves': (run) => switchOver(run),
} satisfies Record<string, (run: Run) => void | Promise<void>>;

export type Act = keyof typeof ACTS;

/** Those that a schedule has more of. */
export const COMMON: readonly [Act, ...Act[]] = [
  'ask',
  'ask',
  'approve',
  'approve',
  'approve',
  'deny',
  'both owners approve',
  'decide on GitHub',
  'SIGKILL',
  'SIGKILL',
  'webhooks come',
];

function someStory({ chance, stories }: Run): Story | undefined {
  return stories[chance.below(stories.length)];
}

function click(run: Run, owner: 'olivia' | 'omar', action: 'approve' | 'deny'): void {
  const story = someStory(run);
  if (story !== undefined) clickOn(run, story, owner, action);
}

function clickOn(run: Run, story: Story, owner: 'olivia' | 'omar', action: 'approve' | 'deny'): void {
  const { bench, underWay } = run;
  const user = PEOPLE[owner];
  const card = cardsOf(bench, story.name).find((each) => bench.slack.read(each).includes('[Approve]'));
  if (card === undefined) return;
  const spot = { user, channel: REVIEW_CHANNEL, ts: card.ts, actionId: ACTIONS[action] };
  const clicked = bench.slack.click(spot).then(async ({ error }) => {
    if (error === undefined && action === 'deny') await submitDenial(bench, user);
  });
  underWay.push(clicked);
}

/** Whoever sees no modal after a moment, or one of another click, gives up. */
async function submitDenial({ slack }: Bench, user: string): Promise<void> {
  const view = await slack.until(() => slack.views(user).at(-1), 1_000).catch(() => undefined);
  if (view === undefined) return;
  await slack
    .submitView({ user, viewId: view.id, values: { reason: { reason: 'No' } } })
    .catch(() => undefined);
  for (const { id } of slack.views(user)) {
    await slack.closeView({ user, viewId: id, all: true }).catch(() => undefined);
  }
}

function onGitHub(run: Run, act: 'approve' | 'deny' | 'cancel'): void {
  const { github } = run.bench;
  const story = someStory(run);
  if (story?.request.state !== 'pending') return;
  story.endedOnPage = true;
  if (act === 'cancel') github.cancel(story.request.id);
  else github.decideOnPage({ requestId: story.request.id, by: 'omar', action: act });
}

/** What was held comes before what follows; in whatever order, since each is sent without waiting for the last. */
function setWebhooks(bench: Bench, mode: 'deliver' | 'twice' | 'lose' | 'hold'): void {
  const held = bench.github.webhookDeliveries.filter(({ state }) => state === 'held').map(({ guid }) => guid);
  bench.github.webhookMode = mode;
  for (const guid of held.reverse()) void bench.github.releaseHeld([guid]);
}

async function someProgram({ bench, chance }: Run) {
  const programs = await bench.programs();
  return programs[chance.below(programs.length)];
}

/** Requests go to another process that takes them. */
async function switchOver({ bench, chance }: Run): Promise<void> {
  const serving = bench.living().filter(({ role }) => role !== 'worker');
  const next = serving[chance.below(serving.length)];
  if (next) bench.connect(next.port);
}
