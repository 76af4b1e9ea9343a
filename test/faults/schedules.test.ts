import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bench, startBench } from './support/bench.js';
import { runSchedule, type ScheduleVerdict } from './support/schedule.js';
import { table } from './support/table.js';

/** So many schedules share a workspace, before it is too full to be looked at quickly. */
const IN_ONE_WORKSPACE = 20;
const MINUTES_EACH = 2;

const first = Number(process.env.FAULT_SEED ?? Math.floor(Math.random() * 1_000_000_000));
const number = Number(process.env.FAULT_SCHEDULES ?? 20);

describe('three processes, whatever happens to them and around them', () => {
  const seeds = Array.from({ length: number }, (_, index) => first + index);
  const verdicts: ScheduleVerdict[] = [];
  let bench: Bench | undefined;

  beforeAll(
    async () => {
      process.stdout.write(`FAULT_SEED=${first} FAULT_SCHEDULES=${number}\n`);
      for (const [index, seed] of seeds.entries()) {
        if (index % IN_ONE_WORKSPACE === 0) {
          await bench?.close();
          bench = await startBench({ roles: ['web', 'worker', 'all'] });
        }
        if (bench) verdicts.push(await runSchedule(bench, seed));
      }
    },
    number * MINUTES_EACH * 60_000,
  );
  afterAll(async () => {
    process.stdout.write(report());
    await bench?.close();
  });

  it.each(seeds)('keep every promise in the schedule of seed %i', (seed) => {
    const verdict = verdicts.find((each) => each.seed === seed);

    expect(verdict).toMatchObject({ lost: [], doubled: [] });
  });

  it('say nothing that Slack or GitHub would refuse', () => {
    expect([...(bench?.github.violations ?? []), ...(bench?.slack.violations ?? [])]).toEqual([]);
  });

  function report(): string {
    const rows = verdicts.map(({ seed, acts, requests, deaths, lost, doubled, withinWindow }) => [
      seed,
      acts.length,
      requests,
      deaths,
      lost.length,
      doubled.length,
      withinWindow.length,
    ]);
    const sums = [1, 2, 3, 4, 5, 6].map((column) => rows.reduce((sum, row) => sum + (row[column] ?? 0), 0));
    return table(
      `Random schedules; FAULT_SEED=${first} FAULT_SCHEDULES=${number} npm run test:faults repeats them`,
      ['seed', 'acts', 'requests', 'processes ended', 'lost', 'doubled', 'within the window'],
      [...rows, ['all', ...sums]],
    );
  }
});
