import { PEOPLE } from '../../../src/sandbox/people.js';
import type { Bench } from './bench.js';
import type { CrashPoint } from './crash-points.js';
import { judge } from './judge.js';
import type { Judgement } from './judgement.js';
import { quiet } from './quiet.js';
import type { Scenario } from './scenario.js';

/** What became of one run of a scenario. */
export interface Verdict {
  readonly scenario: string;
  readonly kills: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  /** Doubled where the process died between the send and its record, as invariant 4 allows. */
  readonly withinWindow: readonly string[];
}

/** Steps that a scenario takes while nobody dies. */
export interface Rehearsal extends Verdict {
  readonly steps: ReadonlySet<string>;
}

/** Runs a scenario without a crash, and remembers its steps. */
export async function rehearse(bench: Bench, scenario: Scenario): Promise<Rehearsal> {
  const steps = new Set<string>();
  const stop = bench.onStep(({ at, kind }) => {
    steps.add(at);
    if (kind !== undefined) steps.add(`${at} ${kind}`);
  });
  await attend(bench);
  const deathsBefore = bench.deaths;
  const { lost, doubled } = await runAndJudge(bench, scenario, scenario.ends ?? ['approved']);
  await attend(bench);
  stop();
  const died = bench.deaths > deathsBefore ? ['the process, which ended by itself'] : [];
  const excused = scenario.losesAnswer ? doubled.filter((what) => what in SENT_AS) : [];
  return {
    scenario: scenario.name,
    kills: 0,
    lost: [...lost, ...died],
    doubled: doubled.filter((what) => !excused.includes(what)),
    withinWindow: excused,
    steps,
  };
}

async function attend(bench: Bench): Promise<void> {
  for (const program of await bench.programs()) await program.attend();
}

/** Runs a scenario in which the process dies at this point, and another takes over. */
export async function crash(bench: Bench, point: CrashPoint, scenario: Scenario): Promise<Verdict> {
  const deathsBefore = bench.deaths;
  const [program] = await bench.programs();
  await program?.die({ at: point.at, moment: point.moment, kind: point.kind });
  const { lost, doubled } = await runAndJudge(bench, scenario, null);
  await program?.spare().catch(() => undefined);
  const kills = bench.deaths - deathsBefore;
  const spared = kills === 0 ? ['the process did not die'] : [];
  const excused = doubled.filter((what) => program?.unrecorded.includes(SENT_AS[what] ?? ''));
  return {
    scenario: scenario.name,
    kills,
    lost: [...lost, ...spared],
    doubled: doubled.filter((what) => !excused.includes(what)),
    withinWindow: excused,
  };
}

/** After a crash a scenario may end otherwise: what GitHub would have refused once it takes the second time. */
async function runAndJudge(
  bench: Bench,
  scenario: Scenario,
  ends: readonly string[] | null,
): Promise<Judgement> {
  try {
    await begin(bench);
    const story = await scenario.act(bench);
    await heal(bench);
    const { lost, doubled } = await judge(bench, story, scenario.allowance);
    const { state } = story.request;
    const otherwise = ends !== null && !ends.includes(state) ? [`it ended as ${state}`] : [];
    return { lost: [...lost, ...otherwise], doubled };
  } catch (error) {
    await heal(bench).catch(() => undefined);
    return { lost: [error instanceof Error ? error.message : String(error)], doubled: [] };
  }
}

/** Longer than requests count as a burst; what came before is none of the next scenario's business. */
const PAUSE_MS = 61_000;

/** Longer than a scenario takes by the clocks that it turns. */
const SIGNED_IN_MS = 3_600_000;

/** A pause, and an approver who can decide: a crash may have cost them their sign-in. */
async function begin(bench: Bench): Promise<void> {
  await bench.shift(bench.now() - Date.now() + PAUSE_MS);
  // Slack is asked once a day in which language somebody reads; here it is in every scenario.
  await bench.rows('DELETE FROM preferences');
  const good = await bench.rows(
    `SELECT 1 FROM link_credentials WHERE slack_user_id = $1 AND refreshing_until IS NULL
        AND refresh_expires_at IS NOT NULL AND access_expires_at > $2`,
    [PEOPLE.olivia, new Date(bench.now() + SIGNED_IN_MS)],
  );
  if (good.length === 0) await bench.signIn('olivia');
}

/** Ends every fault, so that the next scenario begins with nothing wrong. */
async function heal(bench: Bench): Promise<void> {
  bench.github.faults.clear();
  bench.slack.faults.clear();
  bench.mailbox.setDown(false);
  bench.postgres.refuse(false);
  bench.github.webhookMode = 'deliver';
  await bench.github.releaseHeld();
  await quiet(bench);
}

/** How the process calls what it sends. */
const SENT_AS: Record<string, string> = {
  'the card': 'card',
  'the summary': 'summary',
  'that it waits': 'message',
  'the message to the requester': 'message',
  'the word to the approver': 'message',
  'the e-mail': 'mail',
  'the digest': 'digest',
  'the digest in person': 'digestMessage',
  'the mail of a digest': 'digestMail',
};
