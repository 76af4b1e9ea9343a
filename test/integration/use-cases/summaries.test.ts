import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceAgain } from '../../../src/application/announce-again.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { deliver } from '../../../src/application/deliver.js';
import { recordTokenRequest } from '../../../src/application/record-token-request.js';
import { syncOrganizations } from '../../../src/application/sync-organizations.js';
import { OutsideError } from '../../../src/domain/errors.js';
import { ACME, aReport } from '../../support/builders.js';
import {
  aClick,
  CHANNEL,
  createWorldDatabase,
  hear,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDeliveries,
} from './use-case-world.js';

let records: WorldDatabase;
let world: World;

beforeAll(async () => {
  records = await createWorldDatabase();
});

afterAll(async () => {
  await records?.drop();
});

beforeEach(async () => {
  world = await records.fresh();
});

const FIRST = 9_001;
const globex = { id: 2_002, login: 'globex', installationId: 5_002 };

/** So many new requests, one right after the other. */
async function theyAsk(count: number, from = FIRST, organization = ACME): Promise<void> {
  for (let patRequestId = from; patRequestId < from + count; patRequestId += 1) {
    await hear(world, 'created', { patRequestId, organization }, { tokenId: patRequestId });
  }
}

/** The database's own clock says when a request came; this says that it was earlier. */
const age = (seconds: number) =>
  records.query(`UPDATE token_requests SET created_at = created_at - interval '${seconds} seconds'`);

const lastSummary = () => world.slack.summaries.at(-1);

describe('many new requests of one organization', () => {
  it('get cards up to the limit, and one summary for all others', async () => {
    await theyAsk(25);

    await workDeliveries(world);

    expect(world.slack.posted).toHaveLength(10);
    expect(lastSummary()).toMatchObject({
      kind: 'burst',
      organization: { login: 'acme' },
      channel: CHANNEL,
      counts: { pending: 15 },
    });
    expect(await records.query('SELECT id FROM summaries')).toHaveLength(1);
  });

  it('get cards when they are as many as the limit allows', async () => {
    await theyAsk(10);

    await workDeliveries(world);

    expect(world.slack.posted).toHaveLength(10);
    expect(world.slack.summaries).toEqual([]);
  });

  it('leave no request unannounced, whatever card or summary it got', async () => {
    await theyAsk(25);

    await workDeliveries(world);

    expect(await records.query('SELECT id FROM token_requests WHERE presentation IS NULL')).toEqual([]);
  });

  it('never exceed the limit when their cards are posted side by side', async () => {
    await theyAsk(40);
    const now = new Date(world.clock.now().getTime() + 1_000);
    const due = await world.database.deliveries.claimDue({ now, leaseUntil: now, limit: 200 });

    await Promise.all(due.map((delivery) => deliver(world, delivery)));

    expect(world.slack.posted).toHaveLength(10);
  });

  it('are summed up for each organization apart', async () => {
    await theyAsk(12);
    await theyAsk(9, 9_501, globex);

    await workDeliveries(world);

    expect(
      world.slack.posted.filter(({ card }) => card.request.organization.login === 'globex'),
    ).toHaveLength(9);
    expect(world.slack.summaries.map(({ organization }) => organization.login)).toEqual(['acme']);
  });

  it('are followed by single cards once it is quiet again', async () => {
    await theyAsk(25);
    await workDeliveries(world);
    await age(61);

    await theyAsk(1, 9_901);
    await workDeliveries(world);

    expect(world.slack.posted.at(-1)?.card.request.patRequestId).toBe(9_901);
    expect(world.slack.summaries).toHaveLength(1);
  });

  it('start another summary when they come in another burst, later', async () => {
    await theyAsk(12);
    await workDeliveries(world);
    await age(3_600);
    world.clock.pass(3_600_000);

    await theyAsk(12, 9_501);
    await workDeliveries(world);

    expect(await records.query('SELECT ts FROM summaries ORDER BY id')).toEqual([
      { ts: 'summary-1' },
      { ts: 'summary-2' },
    ]);
  });
});

describe('a summary', () => {
  beforeEach(async () => {
    world = { ...world, burstLimit: 1 };
    await theyAsk(4);
    await workDeliveries(world);
  });

  it('follows what becomes of its requests, and they never get cards', async () => {
    const member = await theRequest(world, records, FIRST + 2);

    await decideTokenRequest(world, aClick(member.id));
    await workDecisions(world);
    await hear(world, 'cancelled', { patRequestId: FIRST + 3 }, { tokenId: FIRST + 3 });
    await workDeliveries(world);

    expect(lastSummary()).toMatchObject({ counts: { approved: 1, pending: 1, cancelled: 1 } });
    expect(world.slack.posted).toHaveLength(1);
    expect(await records.query('SELECT ts FROM summaries')).toEqual([{ ts: 'summary-1' }]);
  });

  it('is brought up to date once for what happens at the same time', async () => {
    for (const patRequestId of [FIRST + 1, FIRST + 2, FIRST + 3]) {
      await hear(world, 'denied', { patRequestId }, { tokenId: patRequestId });
    }
    const waiting = await records.query(
      "SELECT id FROM deliveries WHERE kind = 'summary' AND state = 'pending'",
    );

    await workDeliveries(world);

    expect(waiting).toHaveLength(1);
    expect(lastSummary()).toMatchObject({ counts: { denied: 3 } });
  });

  it('is posted again when somebody deleted it while requests wait', async () => {
    world.slack.failures.push(new OutsideError('slack', 'refused', 'message_not_found'));

    await hear(world, 'denied', { patRequestId: FIRST + 1 }, { tokenId: FIRST + 1 });
    await workDeliveries(world);

    expect(await records.query('SELECT ts FROM summaries')).toEqual([{ ts: 'summary-2' }]);
  });

  it('is updated once more after an update that got no answer, since that one may land late', async () => {
    world.slack.failures.push(new OutsideError('slack', 'unknown', 'network'));

    await hear(world, 'denied', { patRequestId: FIRST + 1 }, { tokenId: FIRST + 1 });
    await workDeliveries(world);

    const shown = world.slack.summaries.slice(1).map(({ counts }) => counts.denied);
    expect(shown).toEqual([1, 1]);
  });

  it('is not posted again when all are decided', async () => {
    for (const patRequestId of [FIRST + 1, FIRST + 2, FIRST + 3]) {
      await hear(world, 'denied', { patRequestId }, { tokenId: patRequestId });
    }
    world.slack.failures.push(new OutsideError('slack', 'refused', 'message_not_found'));

    await workDeliveries(world);

    expect(await records.query('SELECT ts FROM summaries')).toEqual([{ ts: 'summary-1' }]);
    expect(
      await records.query("SELECT id FROM deliveries WHERE state IN ('pending', 'sending', 'failed')"),
    ).toEqual([]);
  });
});

describe('a summary that could not be posted', () => {
  it('is posted at the next start, in the channel that is set by then', async () => {
    world = { ...world, burstLimit: 1 };
    await theyAsk(1);
    await workDeliveries(world);
    await theyAsk(3, FIRST + 1);
    world.slack.failures.push(new OutsideError('slack', 'refused', 'is_archived'));
    await workDeliveries(world);
    const failed = await records.query("SELECT kind FROM deliveries WHERE state = 'failed'");

    world = { ...world, channel: 'C0OTHER' };
    await announceAgain(world, 'start');
    await workDeliveries(world);

    expect(failed).toEqual([{ kind: 'summary' }]);
    expect(lastSummary()).toMatchObject({ channel: 'C0OTHER', counts: { pending: 3 } });
    expect(world.slack.posted).toHaveLength(1);
  });
});

describe("an organization's first comparison with GitHub", () => {
  const listed = (patRequestId: number) =>
    aReport({ word: 'listed', patRequestId, sender: undefined }, { tokenId: patRequestId, reason: 'For CI' });

  beforeEach(() => {
    world.github.installed = [{ organization: ACME, suspended: false }];
    world.github.pending = [listed(9_001), listed(9_002)];
  });

  it('announces what waits there by one summary, however little it is', async () => {
    await syncOrganizations(world, 'sync');

    await workDeliveries(world);

    expect(world.slack.posted).toEqual([]);
    expect(lastSummary()).toMatchObject({ kind: 'first-sync', counts: { pending: 2 } });
  });

  it('leaves a card to what came after another process had ended it', async () => {
    await hear(world, 'created', { patRequestId: FIRST });
    await world.database.organizations.markSynced(ACME.id, world.clock.now());

    await recordTokenRequest(world, listed(FIRST + 1), { trace: 'slow', isFirstSync: true });
    await workDeliveries(world);

    expect(world.slack.posted).toHaveLength(2);
    expect(world.slack.summaries).toEqual([]);
  });

  it('is over once the list was read as a whole: what a later one finds gets a card', async () => {
    await syncOrganizations(world, 'sync');
    world.github.pending.push(listed(9_003));

    await syncOrganizations(world, 'sync');
    await workDeliveries(world);

    expect(world.slack.posted.map(({ card }) => card.request.patRequestId)).toEqual([9_003]);
  });

  it('does not hide a burst that comes right after it, nor makes a single request one of many', async () => {
    world.github.pending = Array.from({ length: 12 }, (_, index) => listed(9_001 + index));
    await syncOrganizations(world, 'sync');
    await workDeliveries(world);

    await theyAsk(1, 9_501);
    await workDeliveries(world);
    const single = world.slack.posted.length;
    await theyAsk(12, 9_601);
    await workDeliveries(world);

    expect(single).toBe(1);
    expect(await records.query('SELECT kind FROM summaries ORDER BY id')).toEqual([
      { kind: 'first-sync' },
      { kind: 'burst' },
    ]);
  });

  it('goes on as the first one when it was broken off', async () => {
    const { repositoriesOf } = world.github;
    world.github.repositoriesOf = async () => {
      throw new OutsideError('github', 'unavailable', '503');
    };
    world.github.pending = [
      listed(9_001),
      aReport({ word: 'listed', patRequestId: 9_002 }, { repositories: undefined }),
    ];
    await syncOrganizations(world, 'sync');
    world.github.repositoriesOf = repositoriesOf;

    await syncOrganizations(world, 'sync');
    await workDeliveries(world);

    expect(world.slack.posted).toEqual([]);
    expect(lastSummary()).toMatchObject({ counts: { pending: 2 } });
  });
});
