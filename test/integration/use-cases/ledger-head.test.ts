import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceLedgerHead } from '../../../src/application/announce-ledger-head.js';
import { sealLedger } from '../../../src/application/seal-ledger.js';
import { printHead } from '../../../src/domain/ledger.js';
import { NOW } from '../../support/builders.js';
import { append, emptyLedger } from '../ledger-world.js';
import {
  CHANNEL,
  createWorldDatabase,
  type World,
  type WorldDatabase,
  workDueDeliveries,
} from './use-case-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let records: WorldDatabase;
let world: World;

beforeAll(async () => {
  records = await createWorldDatabase();
});
beforeEach(async () => {
  world = await records.fresh();
  await emptyLedger(records.query);
});
afterAll(async () => {
  await records.drop();
});

/** Passes the time, looking twice every ten minutes, as two processes do; returns when something was posted. */
async function pass(hours: number, context: World = world): Promise<string[]> {
  const posted: string[] = [];
  for (let minute = 0; minute < hours * 60; minute += 10) {
    world.clock.pass(10 * MINUTE);
    const before = world.slack.heads.length;
    await Promise.all([announceLedgerHead(context, 'sweep'), announceLedgerHead(context, 'sweep')]);
    await workDueDeliveries(world);
    const more = world.slack.heads.length - before;
    posted.push(...Array.from({ length: more }, () => world.clock.now().toISOString()));
  }
  return posted;
}
async function somethingHappens(): Promise<void> {
  await append(world.database, 1);
  await sealLedger(world, new Set());
}
const startAt = (instant: string) => world.clock.pass(new Date(instant).getTime() - NOW.getTime());
const inParis = () => ({ ...world, usual: { ...world.usual, timeZone: 'Europe/Paris' } });

describe('the head of the ledger', () => {
  it('is posted once a day at the time of the digest, if something new was sealed', async () => {
    startAt('2026-03-02T08:00:00Z');
    await somethingHappens();
    const first = await pass(24);
    const quiet = await pass(24);
    await somethingHappens();

    const later = await pass(24);

    expect(first).toEqual(['2026-03-02T09:00:00.000Z']);
    expect(quiet).toEqual([]);
    expect(later).toEqual(['2026-03-04T09:00:00.000Z']);
    const last = await world.database.seals.last();
    expect(world.slack.heads.at(-1)).toEqual({
      channel: CHANNEL,
      head: last && printHead({ seq: 2, seal: last.seal.toString('hex') }),
      entries: 2,
    });
  });

  it('is that of the time of the digest when nobody was there then', async () => {
    startAt('2026-03-02T08:00:00Z');
    await somethingHappens();
    world.clock.pass(5 * HOUR);
    await somethingHappens();

    const posted = await pass(1);

    expect(posted).toEqual(['2026-03-02T13:10:00.000Z']);
    expect(world.slack.heads).toMatchObject([{ entries: 1 }]);
  });

  it('waits for the next day when all was sealed after the time of the digest', async () => {
    startAt('2026-03-02T12:00:00Z');
    await somethingHappens();

    expect(await pass(24)).toEqual(['2026-03-03T09:00:00.000Z']);
  });

  it('is not there while nothing is sealed', async () => {
    await append(world.database, 1);

    expect(await pass(24)).toEqual([]);
  });

  it.each([
    ['forward', '2026-03-28T00:00:00Z', ['2026-03-28T08:00:00.000Z', '2026-03-29T07:00:00.000Z']],
    ['back', '2026-10-24T00:00:00Z', ['2026-10-24T07:00:00.000Z', '2026-10-25T08:00:00.000Z']],
  ])('is posted at the time on the clock, also when that is put %s', async (_, start, instants) => {
    startAt(start);
    await somethingHappens();
    const before = await pass(12, inParis());
    await somethingHappens();

    const after = await pass(24, inParis());

    expect([...before, ...after]).toEqual(instants);
  });

  it.each([
    ['that does not exist on that day', '02:30', '2026-03-28T12:00:00Z', 1],
    ['that comes twice on that day', '02:30', '2026-10-24T12:00:00Z', 1],
    ['that is midnight', '00:00', '2026-10-24T12:00:00Z', 1],
  ])('is posted once at a time %s', async (_, time, start, times) => {
    startAt(start);
    await somethingHappens();

    const posted = await pass(30, {
      ...world,
      usual: { ...world.usual, digestTime: time, timeZone: 'Europe/Paris' },
    });

    expect(posted).toHaveLength(times);
  });

  it('is tried again while Slack is down, and posted once', async () => {
    startAt('2026-03-02T08:55:00Z');
    await somethingHappens();
    world.slack.failures.push(new Error('down'), new Error('down'));

    await pass(2);

    expect(world.slack.heads).toHaveLength(1);
  });
});
