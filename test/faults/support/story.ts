import type { NewToken } from '../../../src/sandbox/github/token-acts.js';
import type { PatRequest } from '../../../src/sandbox/github/world-entities.js';
import { PEOPLE, REVIEW_CHANNEL } from '../../../src/sandbox/people.js';
import type { SlackMessage } from '../../../src/sandbox/slack/slack-objects.js';
import { ACTIONS } from '../../../src/slack/action-ids.js';
import { askForAccess } from '../../support/acts.js';
import type { Bench } from './bench.js';
import { eventually } from './quiet.js';

export type Owner = 'olivia' | 'omar' | 'mona';

/** One token request, and what people did with it. */
export interface Story {
  /** The token's name, which nobody else's token has. */
  readonly name: string;
  readonly request: PatRequest;
  /** Somebody decided on GitHub's page, or took the request back. */
  endedOnPage: boolean;
  /** Clicks that were acknowledged without a word against them. */
  readonly taken: { readonly slackUserId: string; readonly action: 'approve' | 'deny' }[];
}

let told = 0;

/** Somebody makes a token that needs an owner's approval. */
export function askAnew(bench: Bench, token: Partial<NewToken> = {}): Story {
  told += 1;
  // Of one length, so that none is a part of another.
  const name = `bot-${String(told).padStart(5, '0')}`;
  const { request } = askForAccess(bench, { name, ...token });
  return { name, request, endedOnPage: false, taken: [] };
}

/** The card of the request, once it says this; the last one, should there be more. */
export function cardThatSays(bench: Bench, { name }: Story, text: string): Promise<SlackMessage> {
  return eventually(bench, `a card of ${name} that says “${text}”`, () =>
    cardsOf(bench, name).findLast((card) => bench.slack.read(card).includes(text)),
  );
}

/** All cards of the request in the review channel, the oldest first. */
export function cardsOf({ slack }: Bench, name: string): SlackMessage[] {
  const about = slack.messages(REVIEW_CHANNEL).filter((message) => slack.read(message).includes(name));
  return about.filter((message) => !isDigest(slack.read(message)));
}

/** All digests in a channel that list the request, the oldest first. */
export function digestsOf({ slack }: Bench, channel: string, name: string): SlackMessage[] {
  const about = slack.messages(channel).filter((message) => slack.read(message).includes(name));
  return about.filter((message) => isDigest(slack.read(message)));
}

export function isDigest(text: string): boolean {
  return text.includes('The oldest first:') || text.includes('the requests in this digest:');
}

/** Clicks Approve; somebody whose click was not acknowledged clicks again, as long as there is a button. */
export async function approve(bench: Bench, story: Story, by: Owner = 'olivia'): Promise<void> {
  const user = PEOPLE[by];
  await untilTaken(bench, story, async (card) => {
    const spot = { user, channel: REVIEW_CHANNEL, ts: card.ts };
    const { error } = await bench.slack.click({ ...spot, actionId: ACTIONS.approve });
    if (error === undefined) story.taken.push({ slackUserId: user, action: 'approve' });
    return error === undefined;
  });
}

/** Opens Deny…, writes a reason and submits it. */
export async function deny(bench: Bench, story: Story, by: Owner = 'olivia'): Promise<void> {
  const user = PEOPLE[by];
  await untilTaken(bench, story, async (card) => {
    const spot = { user, channel: REVIEW_CHANNEL, ts: card.ts };
    const { error } = await bench.slack.click({ ...spot, actionId: ACTIONS.deny });
    if (error !== undefined) return false;
    const view = await bench.slack.until(() => bench.slack.views(user).at(-1), 3_000).catch(() => undefined);
    if (view === undefined) return false;
    const values = { reason: { reason: 'Ask for less' } };
    const submitted = await bench.slack.submitView({ user, viewId: view.id, values });
    const isTaken = submitted.error === undefined && submitted.outcome === 'cleared';
    if (isTaken) story.taken.push({ slackUserId: user, action: 'deny' });
    else await bench.slack.closeView({ user, viewId: view.id, all: true });
    return isTaken;
  });
}

async function untilTaken(
  bench: Bench,
  story: Story,
  act: (card: SlackMessage) => Promise<boolean>,
): Promise<void> {
  for (;;) {
    await bench.programs();
    const card = await eventually(bench, `a card of ${story.name}`, () => cardsOf(bench, story.name).at(-1));
    // What was not acknowledged may have been taken all the same.
    if (await isDecidedOrOnTheWay(bench, story)) return;
    if (!bench.slack.read(card).includes('[Approve]')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      continue;
    }
    if (await act(card)) return;
  }
}

async function isDecidedOrOnTheWay(bench: Bench, { request }: Story): Promise<boolean> {
  const [row] = await bench.rows<{ state: string }>(
    'SELECT state FROM token_requests WHERE pat_request_id = $1',
    [request.id],
  );
  return row !== undefined && row.state !== 'pending';
}
