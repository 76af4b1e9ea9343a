import type { IncomingCall } from '../../../src/sandbox/github/fault-list.js';
import type { PatRequestState } from '../../../src/sandbox/github/world-entities.js';
import type { Bench } from './bench.js';
import type { Allowance } from './judgement.js';
import { inTime, quiet } from './quiet.js';
import { approve, askAnew, type Story } from './story.js';

/** What happens to one request, and what goes wrong meanwhile. Each leaves the bench as it found it. */
export interface Scenario {
  readonly name: string;
  /** How it ends at GitHub; by default approved. */
  readonly ends?: readonly PatRequestState[];
  readonly allowance?: Allowance;
  /** An answer is lost on the way: what it was about may be sent once more (invariant 4). */
  readonly losesAnswer?: true;
  act(bench: Bench): Promise<Story>;
}

/** A decision of one request, as it comes to GitHub. */
export const isDecision = ({ method, path }: IncomingCall) =>
  method === 'POST' && /-requests\/\d+$/.test(path);

/** A request whose card is there. */
export async function pending(bench: Bench, token: Parameters<typeof askAnew>[1] = {}): Promise<Story> {
  const story = askAnew(bench, token);
  await quiet(bench);
  return story;
}

/** Approved after the acts of the fault were prepared. */
export async function approveDespite(bench: Bench, prepare: (story: Story) => void): Promise<Story> {
  const story = await pending(bench);
  prepare(story);
  await approve(bench, story);
  await quiet(bench);
  return story;
}

/** Webhooks are lost meanwhile, so that only GitHub's lists can tell. */
export async function approveUnheard(
  bench: Bench,
  { prepare, until }: { prepare: () => void; until: (story: Story) => Promise<unknown> },
): Promise<Story> {
  const story = await pending(bench);
  bench.github.webhookMode = 'hold';
  prepare();
  await approve(bench, story);
  await until(story);
  bench.github.faults.clear();
  bench.github.webhookMode = 'deliver';
  await bench.github.releaseHeld();
  await quiet(bench);
  return story;
}

export function decisionState(bench: Bench, { request }: Story, ...states: string[]): () => Promise<boolean> {
  return async () => {
    const rows = await bench.rows(
      `SELECT d.id FROM decisions d JOIN token_requests t ON t.id = d.token_request_id
        WHERE t.pat_request_id = $1 AND d.state = ANY($2)`,
      [request.id, states],
    );
    return rows.length > 0;
  };
}

export const settled = (bench: Bench) => (story: Story) =>
  inTime(
    bench,
    'the decision settled',
    decisionState(bench, story, 'done', 'released', 'refused', 'superseded', 'lost'),
  );

/** Does something between the click and the decision's first step. */
export async function approveBehind(bench: Bench, step: string, act: () => void): Promise<Story> {
  const story = await pending(bench);
  const [program] = await bench.programs();
  const held = await program?.hold(step);
  await approve(bench, story);
  act();
  await held?.release().catch(() => undefined);
  await quiet(bench);
  return story;
}
