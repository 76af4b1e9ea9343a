import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Bench, startBench } from './support/bench.js';
import { type CrashPoint, findCrashPoints, isOfWalks, staleExceptions } from './support/crash-points.js';
import { SCENARIOS } from './support/scenarios.js';
import { table } from './support/table.js';
import { crash, type Rehearsal, rehearse, type Verdict } from './support/trial-of-points.js';
import { BURST_LIMIT } from './support/usual-scenarios.js';

/** As many as there are cores to be had; each has a database, stand-ins and a process of its own. */
const LANES = 2;
const MINUTES = 60_000;

describe('a process that is ended by SIGKILL', () => {
  // To look at a few again: FAULT_POINTS=markSent npm run test:faults -- crash
  const points = findCrashPoints().filter(({ name }) => name.match(process.env.FAULT_POINTS ?? ''));
  const environment = { BURST_LIMIT: String(BURST_LIMIT) };
  const benches: Bench[] = [];
  const rehearsals = new Map<string, Rehearsal>();
  const verdicts = new Map<CrashPoint, Verdict>();

  beforeAll(async () => {
    benches.push(
      ...(await Promise.all(
        Array.from({ length: LANES }, () => startBench({ roles: ['all'], environment })),
      )),
    );
    await eachInLane(SCENARIOS, async (bench, scenario) => {
      rehearsals.set(scenario.name, await rehearse(bench, scenario));
    });
    await eachInLane(points, async (bench, point) => {
      // Some steps are taken once only in the life of a process, so more than one scenario may have to be tried.
      const scenarios = SCENARIOS.filter(({ name }) => rehearsals.get(name)?.steps.has(stepOf(point)));
      for (const scenario of scenarios) {
        const verdict = await crash(bench, point, scenario);
        verdicts.set(point, verdict);
        if (verdict.kills > 0) break;
      }
    });
  }, 10 * MINUTES);
  afterAll(async () => {
    process.stdout.write(report());
    await Promise.all(benches.map((bench) => bench.close()));
  });

  /** Shares the work among the lanes. */
  async function eachInLane<T>(
    items: readonly T[],
    work: (bench: Bench, item: T) => Promise<void>,
  ): Promise<void> {
    const queue = [...items];
    await Promise.all(
      benches.map(async (bench) => {
        for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(bench, item);
      }),
    );
  }

  it.each(points.map((point) => ({ point, title: `${point.moment} ${point.name}` })))(
    'loses and doubles nothing when it dies $title',
    ({ point }) => {
      const verdict = verdicts.get(point);

      expect(verdict).toBeDefined();
      expect(verdict).toMatchObject({ kills: 1, lost: [], doubled: [] });
    },
  );

  it.each(SCENARIOS.map(({ name }) => name))('loses and doubles nothing when %s', (name) => {
    expect(rehearsals.get(name)).toMatchObject({ lost: [], doubled: [] });
  });

  it('takes no step of the walks that is no crash point here', () => {
    const known = new Set(findCrashPoints().map(({ at }) => at));

    const taken = [...rehearsals.values()].flatMap(({ steps }) => [...steps]);

    expect(taken.filter((step) => isOfWalks(step) && !isKnown(known, step))).toEqual([]);
  });

  it('makes no exception for what is not there any more', () => {
    expect(staleExceptions()).toEqual([]);
  });

  it('says nothing that Slack or GitHub would refuse', () => {
    expect(benches.flatMap(({ github, slack }) => [...github.violations, ...slack.violations])).toEqual([]);
  });

  function report(): string {
    const crashes = points.map((point) => {
      const verdict = verdicts.get(point);
      const place = [point.moment, point.name, verdict?.scenario ?? 'not reached'];
      return [...place, ...numbers(verdict)];
    });
    const faults = [...rehearsals.values()].map((rehearsal) => [
      rehearsal.scenario,
      rehearsal.lost.length,
      rehearsal.doubled.length,
      rehearsal.withinWindow.length,
    ]);
    return (
      table('Faults without a crash', ['fault', 'lost', 'doubled', 'answer lost'], faults) +
      table(
        'Crash points of the walks (one SIGKILL each)',
        ['moment', 'crash point', 'while', 'kills', 'lost', 'doubled', 'within the window'],
        crashes,
      )
    );
  }
});

function stepOf({ at, kind }: CrashPoint): string {
  return kind === undefined ? at : `${at} ${kind}`;
}

function isKnown(known: ReadonlySet<string>, step: string): boolean {
  return known.has(step.split(' ').slice(0, 2).join(' '));
}

function numbers(verdict: Verdict | undefined): number[] {
  if (verdict === undefined) return [0, 0, 0, 0];
  return [verdict.kills, verdict.lost.length, verdict.doubled.length, verdict.withinWindow.length];
}
