import type { Bench } from './bench.js';
import { type Chance, createChance } from './chance.js';
import { judge } from './judge.js';
import type { Judgement } from './judgement.js';
import { quiet } from './quiet.js';
import { ACTS, type Act, COMMON, type Run } from './schedule-acts.js';
import type { Story } from './story.js';

export interface ScheduleVerdict {
  readonly seed: number;
  readonly acts: readonly string[];
  readonly requests: number;
  readonly deaths: number;
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
  readonly withinWindow: readonly string[];
}

/** Lets happen what the seed says, heals everything, and judges each request. */
export async function runSchedule(bench: Bench, seed: number): Promise<ScheduleVerdict> {
  const chance = createChance(seed);
  const run: Run = {
    bench,
    chance,
    stories: [],
    underWay: [],
    mayDouble: false,
    reordered: false,
    later: (ms, act) =>
      void run.underWay.push(new Promise<void>((resolve) => setTimeout(resolve, ms)).then(act)),
  };
  const deathsBefore = bench.deaths;
  const acts = plan(chance);
  try {
    for (const act of acts) {
      await ACTS[act](run);
      await new Promise((resolve) => setTimeout(resolve, chance.below(80)));
    }
    await Promise.all(run.underWay);
    await heal(bench);
    const judgements = await Promise.all(run.stories.map((story) => judgeStory(run, story)));
    const doubled = judgements.flatMap((judgement) => judgement.doubled);
    const isExcused = (what: string) => run.mayDouble && !what.startsWith('the decision');
    return {
      seed,
      acts,
      requests: run.stories.length,
      deaths: bench.deaths - deathsBefore,
      lost: judgements.flatMap(({ lost }) => lost),
      doubled: doubled.filter((what) => !isExcused(what)),
      withinWindow: doubled.filter(isExcused),
    };
  } catch (error) {
    const lost = [error instanceof Error ? error.message : String(error)];
    return { seed, acts, requests: run.stories.length, deaths: 0, lost, doubled: [], withinWindow: [] };
  } finally {
    await bench.shift(0);
  }
}

/** The first acts are requests, without which nothing can happen. */
function plan(chance: Chance): Act[] {
  const all = Object.keys(ACTS) as [Act, ...Act[]];
  const length = 10 + chance.below(10);
  const more = Array.from({ length }, () => (chance.below(2) === 0 ? chance.one(COMMON) : chance.one(all)));
  return ['ask', 'ask', ...more];
}

async function heal(bench: Bench): Promise<void> {
  bench.slack.faults.clear();
  bench.github.faults.clear();
  bench.mailbox.setDown(false);
  bench.postgres.refuse(false);
  bench.github.webhookMode = 'deliver';
  await bench.programs();
  await bench.github.releaseHeld();
  await quiet(bench);
}

/** Of what was over before we heard of it there may be no card, and no word of an approval. */
async function judgeStory(run: Run, story: Story): Promise<Judgement> {
  const [row] = await run.bench.rows<{ announced: boolean }>(
    'SELECT announced FROM token_requests WHERE pat_request_id = $1',
    [story.request.id],
  );
  const isUnheard = row?.announced === false && (run.reordered || wasHeardTooLate(run.bench, story));
  const unheard = { cards: 0, ...(story.request.state === 'approved' ? SILENT : {}) } as const;
  return judge(run.bench, story, { unansweredClicks: true, ...(isUnheard ? unheard : {}) });
}

/** GitHub had begun to tell of its end before it could deliver that it was made. */
function wasHeardTooLate({ github }: Bench, { request }: Story): boolean {
  const taken = github.webhookDeliveries.filter(
    ({ state, payload }) =>
      state === 'delivered' &&
      (payload.personal_access_token_request as { id?: number } | undefined)?.id === request.id,
  );
  const made = taken.filter(({ action }) => action === 'created');
  const told = Math.min(...made.map(({ at, durationMs }) => at.getTime() + durationMs));
  return taken.some(({ action, at }) => action !== 'created' && at.getTime() <= told);
}

const SILENT = { message: 'none', mail: 'none' } as const;
