import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { erasePerson, findPerson } from '../../../src/application/erase-person.js';
import { readStatus, type ShownStates } from '../../../src/application/read-status.js';
import { sendAgain } from '../../../src/application/send-again.js';
import { OutsideError } from '../../../src/domain/errors.js';
import { ACME, MONA, NOW } from '../../support/builders.js';
import {
  createWorldDatabase,
  hear,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workDeliveries,
} from './use-case-world.js';

const MAX = { id: 12, login: 'max' };
const GLOBEX = { id: 2_002, login: 'globex', installationId: 77 };
const DAY_MS = 24 * 3_600_000;
const SERVICES: ShownStates = { slack: 'ok', github: 'ok', database: 'ok', smtp: 'off' };

let records: WorldDatabase;
let world: World;

beforeAll(async () => {
  records = await createWorldDatabase();
});
afterAll(async () => {
  await records.drop();
});
beforeEach(async () => {
  world = await records.fresh();
});

const read = (slackUserId = SLACK_USERS.olivia) =>
  readStatus({ ...world, services: async () => SERVICES }, { slackUserId, isStranger: false });

/** Of this request at GitHub, the card fails for good. */
async function cardFails(patRequestId: number, over: Parameters<typeof hear>[2] = {}) {
  world.slack.failures.push(new OutsideError('slack', 'refused', 'is_archived'));
  await hear(world, 'created', { patRequestId, ...over }, { tokenName: `token-${patRequestId}` });
  await workDeliveries(world);
}

describe('the status that an owner reads', () => {
  it('has what failed for good about requests of theirs, with its reason', async () => {
    await cardFails(1);

    const status = await read();

    expect(status.failed).toMatchObject([
      {
        ...{ tokenName: 'token-1', requesterLogin: MONA.login, organization: 'acme', requestCount: 1 },
        ...{ payload: { kind: 'card' }, error: 'slack refused: is_archived' },
      },
    ]);
  });

  it('searches the organizations that it is given, and no other', async () => {
    await cardFails(1);
    await cardFails(2, { organization: GLOBEX });
    const since = new Date(NOW.getTime() - DAY_MS);

    const of = async (organizationIds: number[]) =>
      (await world.database.operations.failed({ organizationIds, since }, 10)).found.map(
        ({ tokenName }) => tokenName,
      );

    expect(await of([ACME.id])).toEqual(['token-1']);
    expect(await of([GLOBEX.id])).toEqual(['token-2']);
    expect(await of([])).toEqual([]);
  });

  it('shows the last ten, newest first, counts the others, and forgets after a week', async () => {
    for (let id = 1; id <= 12; id += 1) {
      await cardFails(id);
      // Slowly enough for each to have a card of its own.
      world.clock.pass(61_000);
    }

    const status = await read();
    world.clock.pass(7 * DAY_MS + 1_000);
    const later = await read();

    expect(status.failed.map(({ tokenName }) => tokenName)).toEqual(
      [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((id) => `token-${id}`),
    );
    expect(status.failedCount).toEqual({ count: 12, capped: false });
    expect(later.failedCount.count).toBe(0);
  });

  it('finds the requests of a message about many, as far as they are the reader’s', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2, organization: GLOBEX });
    await workDeliveries(world);
    await records.query(`
      WITH bulk AS (
        INSERT INTO bulk_decisions (slack_user_id, state, created_at, trace, action)
        VALUES ('U0OLIVIA', 'asked', now(), 't', 'approve') RETURNING id),
      made AS (
        INSERT INTO decisions (token_request_id, bulk_id, action, path, github_user_id, github_login, state,
                               asked_at, next_attempt_at, trace)
        SELECT r.id, bulk.id, 'approve', 'list', 1, 'olivia', 'done', now(), now(), 't'
          FROM token_requests r, bulk RETURNING id, bulk_id)
      INSERT INTO deliveries (kind, lane, payload, trace, state, ended_at, last_error)
      SELECT 'bulk-requester-mail', 'x', jsonb_build_object('kind', 'bulk-requester-mail', 'bulkId', max(bulk_id),
               'address', 'mona@acme.example', 'decisionIds', jsonb_agg(id)), 't', 'failed', now(),
             'smtp refused: EENVELOPE 550' FROM made`);
    const since = new Date(0);
    const of = (organizationIds: number[]) =>
      world.database.operations.failed({ organizationIds, since }, 10);

    const [one, both] = [await of([ACME.id]), await of([ACME.id, GLOBEX.id])];

    expect(one.found).toMatchObject([{ organization: 'acme', requestCount: 1 }]);
    expect(both.found).toMatchObject([{ requestCount: 2 }]);
  });

  it('has nothing that was to go to somebody who was erased, for nobody can be told any more', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await workDeliveries(world);
    await records.query(`
      INSERT INTO deliveries (kind, lane, token_request_id, payload, trace, state, ended_at, last_error)
      SELECT 'approver-message', 'x', id, '{"kind":"approver-message","slackUserId":"U0GONE","decisionId":1}', 't',
             'failed', now(), 'slack refused: user_disabled' FROM token_requests`);
    const search = { organizationIds: [ACME.id], since: new Date(0) };
    const { operations } = world.database;
    const before = await operations.failed(search, 10);
    const person = await findPerson(world, { slackUserIds: ['U0GONE'] });

    await erasePerson(world, person, { dryRun: false });

    const after = await operations.failed(search, 10);
    expect([before.count.count, after.count.count, after.found]).toEqual([1, 0, []]);
    expect(await operations.takeUpAgain(search, before.found[0]?.id ?? 0, NOW)).toBeFalsy();
  });

  it('finds what is about a whole organization, and has it tried again, too', async () => {
    await hear(world, 'created');
    await workDeliveries(world);
    await records.query(
      `INSERT INTO deliveries (kind, lane, payload, trace, state, ended_at, last_error)
       SELECT 'organization-cards', 'x', jsonb_build_object('kind', 'organization-cards', 'organizationId', $1::bigint),
              't', 'failed', now(), 'no'`,
      [ACME.id],
    );
    const search = { organizationIds: [ACME.id], since: new Date(0) };
    const { operations } = world.database;

    const { found, count } = await operations.failed(search, 10);
    const elsewhere = await operations.failed({ ...search, organizationIds: [GLOBEX.id] }, 10);

    expect(found).toMatchObject([{ organization: 'acme', tokenName: null, requestCount: 0 }]);
    expect([count.count, elsewhere.count.count]).toEqual([1, 0]);
    expect(await operations.takeUpAgain(search, found[0]?.id ?? 0, NOW)).toEqual({ trace: 't' });
  });

  it('names of a message to one requester about many requests only theirs', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2 }, { requester: MAX, tokenName: 'his' });
    await workDeliveries(world);
    await records.query(
      `WITH bulk AS (
         INSERT INTO bulk_decisions (slack_user_id, state, created_at, trace, action)
         VALUES ('U0OLIVIA', 'asked', now(), 't', 'approve') RETURNING id),
       made AS (
         INSERT INTO decisions (token_request_id, bulk_id, action, path, github_user_id, github_login, state,
                                asked_at, next_attempt_at, trace)
         SELECT r.id, bulk.id, 'approve', 'list', 1, 'olivia', 'done', now(), now(), 't'
           FROM token_requests r, bulk RETURNING bulk_id)
       INSERT INTO deliveries (kind, lane, payload, trace, state, ended_at, last_error)
       SELECT 'bulk-requester', 'x', jsonb_build_object('kind', 'bulk-requester', 'bulkId', max(bulk_id),
                'requesterId', $1::bigint), 't', 'failed', now(), 'no' FROM made`,
      [MAX.id],
    );

    const { found } = await world.database.operations.failed(
      { organizationIds: [ACME.id], since: new Date(0) },
      10,
    );

    expect(found).toMatchObject([{ tokenName: 'his', requesterLogin: MAX.login, requestCount: 1 }]);
  });

  it('finds the requests that a summary was to announce', async () => {
    await hear(world, 'created', { patRequestId: 1 });
    await hear(world, 'created', { patRequestId: 2 });
    await workDeliveries(world);
    await records.query(`
      WITH summary AS (
        INSERT INTO summaries (organization_id, channel, kind, opened_at, last_joined_at)
        SELECT id, 'C0REVIEW', 'burst', now(), now() FROM organizations WHERE login = 'acme' RETURNING id),
      joined AS (
        UPDATE token_requests SET presentation = 'summary', summary_id = summary.id FROM summary RETURNING summary_id)
      INSERT INTO deliveries (kind, lane, payload, trace, state, ended_at, last_error)
      SELECT 'summary', 'x', jsonb_build_object('kind', 'summary', 'summaryId', max(summary_id)), 't', 'failed',
             now(), 'slack refused: is_archived' FROM joined`);

    const search = { organizationIds: [ACME.id], since: new Date(0) };
    const { found } = await world.database.operations.failed(search, 10);

    expect(found).toMatchObject([{ kind: 'summary', organization: 'acme', requestCount: 2 }]);
  });

  it('tells what waits, when GitHub was compared last, and of decisions that nobody knows the outcome of', async () => {
    await hear(world, 'created');
    await world.database.organizations.markSynced(ACME.id, NOW);
    const request = await theRequest(world, records);
    await records.query(
      `INSERT INTO decisions (token_request_id, action, path, github_user_id, github_login, state, asked_at,
                              next_attempt_at, trace, failure)
       VALUES ($1, 'approve', 'card', 1, 'olivia', 'sent', now(), now(), 't', 'outcome-unknown')`,
      [request.id],
    );

    const status = await read();

    expect(status.comparisons).toEqual([{ organization: { id: ACME.id, login: ACME.login }, at: NOW }]);
    expect(status.waiting).toBeGreaterThan(0);
    expect(status.oldestSince).toBeInstanceOf(Date);
    expect(status.unknownOutcomes).toBe(1);
    expect(status.services).toEqual(SERVICES);
  });

  it('tells of the organizations that were compared the longest ago, and of no more than ten', async () => {
    const ids = Array.from({ length: 11 }, (_, index) => 3_000 + index);
    for (const id of ids) {
      await world.database.organizations.save({ id, login: `o${id}`, installationId: id });
      if (id > 3_000) {
        await world.database.organizations.markSynced(id, new Date(NOW.getTime() - id * 1_000));
      }
    }

    const status = await read();

    expect(status.organizations).toHaveLength(11);
    expect(status.comparisons.map(({ organization }) => organization.id)).toEqual([
      3_000,
      ...ids.slice(2).reverse(),
    ]);
  });

  it('is empty for whoever may decide nowhere', async () => {
    await cardFails(1);
    world.github.memberships.clear();

    const status = await read();

    expect(status).toMatchObject({ organizations: [], comparisons: [], failed: [], waiting: 0 });
  });

  it('is not for somebody who is not linked', async () => {
    await expect(read('U0NOBODY')).rejects.toMatchObject({ code: 'not-linked' });
  });
});

describe('a delivery that was given up', () => {
  const again = async (delivery: number, slackUserId = SLACK_USERS.olivia) => {
    const context = { ...world, services: async () => SERVICES };
    await sendAgain(context, { actor: { slackUserId, isStranger: false }, delivery, trace: 'again' });
  };
  const states = async () =>
    (await records.query<{ state: string }>("SELECT state FROM deliveries WHERE kind = 'card'")).map(
      ({ state }) => state,
    );

  it('is sent when an owner has it tried again', async () => {
    await cardFails(1);
    const [failed] = (await read()).failed;

    await again(failed?.id ?? 0);
    await workDeliveries(world);

    expect(await states()).toEqual(['sent']);
    expect((await read()).failed).toEqual([]);
  });

  it('stays given up when somebody else asks, who may not decide about its request', async () => {
    await cardFails(1);
    const [failed] = (await read()).failed;
    world.github.memberships.clear();

    await again(failed?.id ?? 0);

    expect(await states()).toEqual(['failed']);
  });

  it('is not sent beside what follows it to the same place, and not at once', async () => {
    await cardFails(1);
    const [failed] = (await read()).failed;
    await records.query(
      `INSERT INTO deliveries (kind, lane, payload, trace, state, leased_until)
       SELECT kind, lane, payload, 'later', 'sending', now() + interval '1 hour' FROM deliveries WHERE kind = 'card'`,
    );

    await again(failed?.id ?? 0);
    const beside = await states();
    await records.query("UPDATE deliveries SET state = 'pending' WHERE trace = 'later'");
    await again(failed?.id ?? 0);

    expect(beside).toEqual(['failed', 'sending']);
    expect(await states()).toEqual(['pending', 'pending']);
  });

  it('starts anew: its tries and its age are counted from then, and both traces are in the log', async () => {
    await cardFails(1);
    const [failed] = (await read()).failed;
    await records.query(
      "UPDATE deliveries SET attempts = 9, created_at = created_at - interval '3 days' WHERE kind = 'card'",
    );

    await again(failed?.id ?? 0);

    const rows = await records.query<{ attempts: number }>(
      "SELECT attempts FROM deliveries WHERE kind = 'card'",
    );
    expect(rows).toEqual([{ attempts: 0 }]);
    const { oldestSeconds } = await world.database.deliveries.backlog(world.clock.now());
    expect(oldestSeconds).toBeLessThan(DAY_MS / 1_000);
    const [line] = world.log.lines.filter(({ message }) => message === 'delivery taken up again');
    expect(line?.fields).toMatchObject({ trace: failed?.trace, click: 'again' });
  });

  it('is not sent twice when two owners ask at once', async () => {
    await cardFails(1);
    const [failed] = (await read()).failed;

    await Promise.all([again(failed?.id ?? 0), again(failed?.id ?? 0, SLACK_USERS.oscar)]);
    await workDeliveries(world);

    expect(world.log.lines.filter(({ message }) => message === 'delivery taken up again')).toHaveLength(1);
    expect(world.slack.posted).toHaveLength(1);
  });
});

describe('what the metrics read', () => {
  it('counts requests by state and failed deliveries by kind, and finds who was compared the longest ago', async () => {
    await cardFails(1);
    await hear(world, 'created', { patRequestId: 2 });
    await hear(world, 'denied', { patRequestId: 2 });
    await world.database.organizations.save(GLOBEX);
    await world.database.organizations.markSynced(ACME.id, NOW);
    const earlier = new Date(NOW.getTime() - DAY_MS);
    await world.database.organizations.markSynced(GLOBEX.id, earlier);

    const { operations } = world.database;

    expect(await operations.requestsByState()).toEqual({ pending: 1, denied: 1 });
    expect(await operations.failedByKind(earlier)).toEqual({ card: 1 });
    expect(await operations.leastCompared()).toEqual(earlier);
    await world.database.organizations.setState(GLOBEX.id, 'uninstalled', NOW);
    expect(await operations.leastCompared()).toEqual(NOW);
  });
});
