import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bench, startBench } from './support/bench.js';
import { createChance } from './support/chance.js';
import { judge } from './support/judge.js';
import { quiet } from './support/quiet.js';
import { approve, askAnew } from './support/story.js';
import { table } from './support/table.js';

const LANES = 2;
/** What can be there twice; an update of a card changes nothing the second time. */
const SENDS = ['slack.postCard', 'slack.directMessage', 'mailer.send'];
/** Of one request that is approved: the card, that it waits, the outcome, the e-mail. */
const SENDS_OF_A_REQUEST = 4;
/** Longer than a send and its record take, so that any moment of them may be the last. */
const LONGEST_SEND_MS = 30;
/** So many requests share a workspace, before it is too full to be looked at quickly. */
const IN_ONE_WORKSPACE = 150;

const first = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1_000_000_000));
const number = Number(process.env.FAULT_KILLS);

describe('a process that is ended by SIGKILL at any moment of a send', () => {
  const chance = createChance(first);
  const doubled = new Map<string, number>();
  const lost: string[] = [];
  let kills = 0;
  let requests = 0;
  let messages = 0;

  beforeAll(async () => {
    process.stdout.write(`FAULT_SEED=${first} FAULT_KILLS=${number}\n`);
    await Promise.all(Array.from({ length: LANES }, lane));
  }, number * 60_000);
  afterAll(() => {
    process.stdout.write(report());
  });

  async function lane(): Promise<void> {
    while (kills < number) {
      const bench = await startBench({ roles: ['all'] });
      for (let run = 0; run < IN_ONE_WORKSPACE && kills < number; run += 1) await killOnce(bench);
      await bench.close();
    }
  }

  async function killOnce(bench: Bench): Promise<void> {
    const deathsBefore = bench.deaths;
    const [program] = await bench.programs();
    await program?.dieDuringSend({
      sends: SENDS,
      times: 1 + chance.below(SENDS_OF_A_REQUEST),
      afterMs: (chance.below(1_000) / 1_000) * LONGEST_SEND_MS,
    });
    const story = askAnew(bench);
    await quiet(bench);
    await approve(bench, story);
    await quiet(bench);
    await program?.spare().catch(() => undefined);
    await bench.shift(0);
    const judgement = await judge(bench, story);
    kills += bench.deaths - deathsBefore;
    requests += 1;
    messages += SENDS_OF_A_REQUEST;
    lost.push(...judgement.lost);
    for (const what of judgement.doubled) doubled.set(what, (doubled.get(what) ?? 0) + 1);
  }

  it('loses nothing', () => {
    expect(lost).toEqual([]);
  });

  it('doubles nothing but the message that was being sent', () => {
    const all = [...doubled.values()].reduce((sum, times) => sum + times, 0);

    expect(all).toBeLessThanOrEqual(kills);
    expect([...doubled.keys()].filter((what) => what.includes('decision'))).toEqual([]);
  });

  function report(): string {
    const rows = [...doubled].map(([what, times]) => [what, times]);
    const all = [...doubled.values()].reduce((sum, times) => sum + times, 0);
    const title = `${kills} kills during sends; ${requests} requests with ${messages} messages; ${lost.length} lost`;
    return table(title, ['doubled', 'times'], [...rows, ['all', all]]);
  }
});
