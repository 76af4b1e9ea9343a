import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BulkChunk } from '../../../src/application/bulk-ports.js';
import { carryOutBulk } from '../../../src/application/carry-out-bulk.js';
import { type BulkAsked, decideInBulk } from '../../../src/application/decide-in-bulk.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { draftBulkDecision } from '../../../src/application/draft-bulk-decision.js';
import { loadBulk } from '../../../src/application/load-bulk.js';
import type { BulkModel } from '../../../src/application/models.js';
import { readBulk } from '../../../src/application/read-bulk.js';
import { OutsideError } from '../../../src/domain/errors.js';
import type { Report } from '../../../src/domain/report.js';
import type { GitHubUser, Organization } from '../../../src/domain/token-request.js';
import { ACME, ASKED_AT, aReport, EXPIRES_AT, MONA, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import {
  aClick,
  aProfile,
  BOT,
  createWorldDatabase,
  githubDown,
  hear,
  leaseChunks,
  noAnswer,
  person,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workChunks,
  workChunksFor,
  workDecisions,
  workDueDeliveries,
} from './use-case-world.js';

const MINUTE = 60_000;
const BETA: Organization = { id: 1_002, login: 'beta', installationId: 5_002 };
const MAX: GitHubUser = { id: 12, login: 'max' };
const byOlivia = { slackUserId: SLACK_USERS.olivia, isStranger: false };
const byOscar = { slackUserId: SLACK_USERS.oscar, isStranger: false };
const VIEW = 'V0PROGRESS';

let records: WorldDatabase;
let world: World;
/** Of the requests that pend, in the order in which they were made; and who made them. */
let ids: number[];
let requesters: GitHubUser[];

beforeAll(async () => {
  records = await createWorldDatabase();
});

afterAll(async () => {
  await records?.drop();
});

beforeEach(async () => {
  world = await records.fresh({
    [SLACK_USERS.olivia]: OLIVIA.login,
    [SLACK_USERS.oscar]: OSCAR.login,
    [SLACK_USERS.mona]: MONA.login,
    U0MAX: MAX.login,
  });
  world.slack.views.add(VIEW);
  world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona));
  world.slack.profiles.set('U0MAX', aProfile('U0MAX'));
  ids = [];
  requesters = [];
});

interface Asked {
  readonly organization?: Organization;
  readonly requester?: GitHubUser;
  readonly tokenExpiresAt?: Date | null;
}

const patIdOf = (index: number) => 9_001 + index;
const tokenIdOf = (index: number) => 70_001 + index;

/** Members ask, one after the other; GitHub's list shows what they ask. */
async function theyAsk(...all: Asked[]): Promise<void> {
  for (const { organization = ACME, requester = MONA, tokenExpiresAt = EXPIRES_AT } of all) {
    const patRequestId = patIdOf(ids.length);
    const content = {
      requester,
      tokenId: tokenIdOf(ids.length),
      tokenName: `token-${ids.length}`,
      tokenExpiresAt,
    };
    await hear(world, 'created', { organization, patRequestId, sender: person(requester) }, content);
    world.github.pending.push(aReport({ word: 'listed', organization, patRequestId }, content));
    ids.push((await theRequest(world, records, patRequestId)).id);
    requesters.push(requester);
  }
  await workDueDeliveries(world);
  world.slack.messages.length = 0;
  world.slack.posted.length = 0;
  world.github.calls.length = 0;
}

/** Mona asks so often; without a webhook each time, which would take long. */
async function sheAsksOften(count: number): Promise<void> {
  await world.database.organizations.save(ACME);
  const { permissions } = aReport().content;
  for (let index = 0; index < count; index += 1) {
    const content = { tokenId: tokenIdOf(index), permissions };
    world.github.pending.push(aReport({ word: 'listed', patRequestId: patIdOf(index) }, content));
  }
  const added = await records.query<{ id: number }>(
    `INSERT INTO token_requests (organization_id, pat_request_id, state, requester_id, requester_login, token_id,
       token_name, reason_known, repository_selection, repositories_known, announced, requested_at)
     SELECT $1, 9001 + n, 'pending', $2, $3, 70001 + n, 'token-' || n, true, 'none', true, false, $4
       FROM generate_series(0, $5 - 1) n ORDER BY n RETURNING id`,
    [ACME.id, MONA.id, MONA.login, ASKED_AT, count],
  );
  ids = added.map(({ id }) => id);
  requesters = ids.map(() => MONA);
}

/** They do not stand in GitHub's list any more. */
function leaveTheList(...indexes: number[]): void {
  const gone = indexes.map(patIdOf);
  world.github.pending = world.github.pending.filter(({ patRequestId }) => !gone.includes(patRequestId));
}

/** GitHub's list of tokens proves that they were approved. */
function wereGranted(...indexes: number[]): void {
  leaveTheList(...indexes);
  const { permissions } = aReport().content;
  world.github.grants.push(
    ...indexes.map((index) => ({ tokenId: tokenIdOf(index), permissions, grantedAt: world.clock.now() })),
  );
}

/** GitHub's webhook tells that it was decided; by our App unless somebody is named. */
function webhook(index: number, word: 'approved' | 'denied' | 'cancelled', over: Partial<Report> = {}) {
  leaveTheList(index);
  return hear(
    world,
    word,
    { patRequestId: patIdOf(index), sender: word === 'cancelled' ? person(MONA) : BOT, ...over },
    { requester: requesters[index], tokenId: tokenIdOf(index), tokenName: `token-${index}` },
  );
}

const draft = (selected: readonly number[] = ids) =>
  draftBulkDecision(world, { actor: byOlivia, tokenRequestIds: selected, trace: 'bulk' });

async function decide(bulkId: number, over: Partial<BulkAsked> = {}): Promise<BulkModel> {
  const bulk = await decideInBulk(world, {
    bulkId,
    actor: byOlivia,
    action: 'deny',
    reason: null,
    viewId: VIEW,
    trace: 'confirmed',
    deadline: new Date(NOW.getTime() + 3_600_000_000),
    ...over,
  });
  return loadBulk(world, bulk);
}

/** Olivia selects all of them and decides. */
async function askFor(over: Partial<BulkAsked> = {}): Promise<number> {
  const { bulk } = await draft();
  await decide(bulk.id, over);
  world.github.calls.length = 0;
  return bulk.id;
}

/** What the records say, whoever may read it. */
async function read(bulkId: number, page = 1): Promise<BulkModel> {
  const bulk = await world.database.bulkDecisions.find(bulkId);
  if (bulk === undefined) throw new Error(`there is no bulk decision ${bulkId}`);
  return loadBulk(world, bulk, page);
}

/** What became of the requests, in the order in which they were made. */
async function outcomes(bulkId: number): Promise<string[]> {
  const { results, pages } = await read(bulkId);
  const all = [...results];
  for (let page = 2; page <= pages; page += 1) all.push(...(await read(bulkId, page)).results);
  return ids.map((id) => {
    const result = all.find(({ request }) => request.id === id);
    const why = result?.refusal ?? result?.failure;
    return [result?.outcome, ...(why && result?.outcome === 'refused' ? [why] : [])].join(': ');
  });
}

const states = async () =>
  (await records.query<{ state: string }>('SELECT state FROM token_requests ORDER BY id')).map(
    ({ state }) => state,
  );
const decisions = () =>
  records.query('SELECT token_request_id, action, state, failure, path, bulk_id FROM decisions ORDER BY id');
const sizes = () => world.github.decidedTogether.map(({ patRequestIds }) => patRequestIds.length);
const counts = ({ counts }: BulkModel) =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

describe('a draft', () => {
  it('freezes what was selected, in its order, and says how many of whose', async () => {
    await theyAsk({}, { requester: MAX }, { organization: BETA }, {});

    const model = await draft([ids[3], ids[1], ids[2], ids[3]] as number[]);

    expect(model).toMatchObject({
      bulk: { state: 'drafted', slackUserId: SLACK_USERS.olivia, action: null, askedAt: null },
      total: 3,
      requesters: [
        { login: 'mona', count: 2 },
        { login: 'max', count: 1 },
      ],
      organizations: [ACME, BETA],
      page: 1,
      pages: 1,
    });
    expect(counts(model)).toEqual({ waiting: 3 });
    expect(model.results.map(({ request }) => request.id)).toEqual([ids[3], ids[1], ids[2]]);
    expect(await states()).toEqual(Array(4).fill('pending'));
  });

  it('leaves out what the approver may not read, and is none when nothing is left', async () => {
    await theyAsk({}, { organization: BETA });
    const { membership } = world.github;
    world.github.membership = async (organization, ...rest) =>
      organization.id === BETA.id ? null : membership(organization, ...rest);

    const both = await draft();
    const none = draft([ids[1] as number]);

    expect(both).toMatchObject({ total: 1, organizations: [ACME] });
    await expect(none).rejects.toMatchObject({ code: 'nothing-selected' });
  });

  it('is not made smaller only because GitHub was silent for a moment', async () => {
    await theyAsk({}, { organization: BETA });
    const { membership } = world.github;
    world.github.membership = async (organization, ...rest) => {
      if (organization.id === BETA.id) throw noAnswer();
      return membership(organization, ...rest);
    };

    const refused = draft();

    await expect(refused).rejects.toMatchObject({ code: 'github-silent', details: { organization: 'beta' } });
  });

  it('has to have something, and at most a thousand requests', async () => {
    const none = draft([]);
    const tooMany = draft(Array.from({ length: 1_001 }, (_, index) => index + 1));

    await expect(none).rejects.toMatchObject({ code: 'nothing-selected' });
    await expect(tooMany).rejects.toMatchObject({
      code: 'too-many-selected',
      details: { limit: 1_000, count: 1_001 },
    });
    expect(world.github.calls).toEqual([]);
  });

  it('is gone for everybody else, and after a day', async () => {
    await theyAsk({});
    const { bulk } = await draft();

    const codeOf = (work: Promise<unknown>) => work.catch((error: { code?: string }) => error.code);
    const read = await codeOf(readBulk(world, byOscar, bulk.id, 1));
    const decided = await codeOf(decide(bulk.id, { actor: byOscar }));
    await world.database.bulkDecisions.forgetDraftsBefore(new Date(NOW.getTime() + 1));
    const late = await codeOf(decide(bulk.id));

    expect([read, decided, late]).toEqual(['bulk-gone', 'bulk-gone', 'bulk-gone']);
  });
});

describe('what should be looked at twice', () => {
  it('is told of everything that was selected, the worst first, and not of a first page only', async () => {
    const harmless = Array.from({ length: 25 }, () => ({}));
    await theyAsk(...harmless, { tokenExpiresAt: null });

    const { farReaching, results } = await draft();

    expect(results.map(({ request }) => request.id)).not.toContain(ids[25]);
    expect(farReaching.map(({ id }) => id)).toEqual([ids[25]]);
  });
});

describe('the results of a bulk decision', () => {
  it('are hidden from whoever decided it and is an owner no more (invariant 5)', async () => {
    await theyAsk({}, {});
    const { bulk } = await draft();
    await decide(bulk.id);
    world.github.memberships.delete(OLIVIA.login);

    const read = readBulk(world, byOlivia, bulk.id, 1);

    await expect(read).rejects.toMatchObject({ code: 'not-yours-to-read' });
  });
});

describe('asking for a bulk decision', () => {
  it('is logged with the trace of the draft, which goes on, and with that of the click', async () => {
    await theyAsk({});

    await askFor();

    const [line] = world.log.lines.filter(({ message }) => message === 'bulk decision claimed');
    expect(line?.fields).toMatchObject({ trace: 'bulk', click: 'confirmed' });
  });

  it('claims everything, on record by which path, and asks once for each organization who may', async () => {
    await theyAsk({}, { organization: BETA }, {}, { organization: BETA });
    const { bulk } = await draft();
    world.github.calls.length = 0;

    const model = await decide(bulk.id, { reason: '  Too much  ' });

    expect(world.github.calls).toEqual(['membership', 'membership']);
    expect(model).toMatchObject({
      bulk: { state: 'asked', action: 'deny', reason: 'Too much', viewId: VIEW, askedAt: NOW },
    });
    expect(counts(model)).toEqual({ waiting: 4 });
    expect(await states()).toEqual(Array(4).fill('deciding'));
    expect(await world.database.decisions.current(ids[0] as number)).toMatchObject({
      action: 'deny',
      reason: 'Too much',
      path: 'list',
      approver: { github: OLIVIA, slackUserId: SLACK_USERS.olivia },
      state: 'asked',
      bulkId: bulk.id,
    });
    expect(world.wake.woken.bulkDecisions).toBe(1);
  });

  it('decides exactly what was frozen, not what came since', async () => {
    await theyAsk({});
    const { bulk } = await draft();
    await theyAsk({});

    await decide(bulk.id);

    expect(await states()).toEqual(['deciding', 'pending']);
  });

  it('can be done once', async () => {
    await theyAsk({}, {});
    const { bulk } = await draft();

    const clicks = await Promise.allSettled([
      decide(bulk.id),
      decide(bulk.id, { action: 'approve' }),
      decide(bulk.id),
    ]);
    const later = decide(bulk.id);

    await expect(later).rejects.toMatchObject({ code: 'bulk-already-asked' });
    const refused = clicks.flatMap((click) => (click.status === 'rejected' ? [click.reason.code] : []));
    expect(refused).toEqual(Array(2).fill('bulk-already-asked'));
    expect(await decisions()).toHaveLength(2);
  });

  it('leaves to everybody else what they have decided meanwhile, and what is their own or over', async () => {
    const soon = new Date(NOW.getTime() + MINUTE);
    await theyAsk({}, { requester: OLIVIA }, { tokenExpiresAt: soon }, {}, {}, {});
    const { bulk } = await draft();
    await decideTokenRequest(world, aClick(ids[3] as number, { actor: byOscar }));
    await webhook(4, 'cancelled');
    world.clock.pass(2 * MINUTE);

    const model = await decide(bulk.id);

    expect(await outcomes(bulk.id)).toEqual([
      'waiting',
      'refused: own-request',
      'refused: token-expired',
      'already-decided',
      'cancelled',
      'waiting',
    ]);
    expect(model.results.map(({ outcome }) => outcome)).toEqual([
      'refused',
      'refused',
      'already-decided',
      'cancelled',
      'waiting',
      'waiting',
    ]);
    expect(model.results[2]).toMatchObject({ request: { decision: { approver: { github: OSCAR } } } });
    expect(await states()).toEqual(['deciding', 'pending', 'pending', 'deciding', 'cancelled', 'deciding']);
  });

  it('gives the requests of an organization its refusal, and goes on with the others', async () => {
    await theyAsk({}, { organization: BETA });
    const { bulk } = await draft();
    const { membership } = world.github;
    world.github.membership = async (organization, ...rest) => {
      if (organization.id === BETA.id) throw noAnswer();
      return membership(organization, ...rest);
    };

    await decide(bulk.id);

    expect(await outcomes(bulk.id)).toEqual(['waiting', 'refused: github-silent']);
    expect(await states()).toEqual(['deciding', 'pending']);
  });

  it.each<[string, () => void, string]>([
    ['no owner anywhere', () => world.github.memberships.delete('olivia'), 'not-owner'],
    [
      'not known to GitHub in time',
      () => {
        world.github.down = noAnswer();
      },
      'github-silent',
    ],
    [
      'in organizations without the App',
      () => {
        world.github.down = new OutsideError('github', 'refused', '404');
      },
      'app-not-installed',
    ],
  ])('stays a draft when the approver is %s', async (_, change, code) => {
    await theyAsk({}, { organization: BETA });
    const { bulk } = await draft();
    change();

    const refused = decide(bulk.id);

    await expect(refused).rejects.toMatchObject({ code });
    expect(await read(bulk.id)).toMatchObject({ bulk: { state: 'drafted' } });
    expect(await states()).toEqual(['pending', 'pending']);
  });

  it.each<[string, Partial<BulkAsked>, string]>([
    ['after Slack has told that it failed', { deadline: new Date(NOW.getTime() - 1) }, 'too-slow'],
    ['for a reason that GitHub would not take', { reason: 'x'.repeat(1_025) }, 'reason-too-long'],
    ['by somebody of another workspace', { actor: { ...byOlivia, isStranger: true } }, 'other-workspace'],
  ])('is not done %s', async (_, over, code) => {
    await theyAsk({});
    const { bulk } = await draft();

    const refused = decide(bulk.id, over);

    await expect(refused).rejects.toMatchObject({ code });
    expect(await states()).toEqual(['pending']);
    expect(await decisions()).toEqual([]);
    expect(await read(bulk.id)).toMatchObject({ bulk: { state: 'drafted' } });
  });

  it('ends at once when nothing is left to decide', async () => {
    await theyAsk({});
    const { bulk } = await draft();
    await webhook(0, 'denied', { sender: person(OSCAR) });

    const model = await decide(bulk.id);
    await workDueDeliveries(world);

    expect(model).toMatchObject({ bulk: { state: 'ended', endedAt: NOW } });
    expect(world.slack.bulkMessages).toMatchObject([
      { to: SLACK_USERS.olivia, bulk: { results: [{ outcome: 'already-decided' }] } },
    ]);
    expect(world.github.decidedTogether).toEqual([]);
  });

  it('does not let two bulk decisions wait for each other, and divides what both want', async () => {
    await sheAsksOften(5);
    const first = await draft();
    const actor = byOscar;
    const second = await draftBulkDecision(world, {
      actor,
      tokenRequestIds: ids.toReversed(),
      trace: 'other',
    });

    // Each has locked what lies before the one in the middle, on its way through them.
    const both = await world.database.transaction(async (inner) => {
      await inner.tokenRequests.lock(ids[2] as number);
      const asked = Promise.all([decide(first.bulk.id), decide(second.bulk.id, { actor })]);
      await untilTwoWait();
      return { asked };
    });
    await both.asked;

    expect(await decisions()).toHaveLength(5);
    expect(new Set((await decisions()).map(({ bulk_id }) => bulk_id)).size).toBe(1);
  });
});

async function untilTwoWait(): Promise<void> {
  for (;;) {
    const waiting = await records.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    if (waiting.length === 2) return;
  }
}

describe('carrying a bulk decision out', () => {
  it('is one call for each organization, and each request is done once its webhook tells', async () => {
    await theyAsk({}, { organization: BETA }, {});
    const bulkId = await askFor({ reason: 'Too much' });

    await workChunks(world);
    const promised = await outcomes(bulkId);
    await webhook(0, 'denied');
    await webhook(1, 'denied', { organization: BETA });
    const nearly = await read(bulkId);
    await webhook(2, 'denied');
    await workChunksFor(world, 10 * MINUTE);

    expect(world.github.decidedTogether).toMatchObject([
      { org: 'acme', patRequestIds: [9_001, 9_003], action: 'deny', reason: 'Too much' },
      { org: 'beta', patRequestIds: [9_002], action: 'deny', reason: 'Too much' },
    ]);
    expect(world.github.calls).toEqual(['membership', 'decideTogether 2', 'membership', 'decideTogether 1']);
    expect(promised).toEqual(Array(3).fill('submitted'));
    expect(nearly.bulk.state).toBe('asked');
    expect(await outcomes(bulkId)).toEqual(Array(3).fill('done'));
    expect(await read(bulkId)).toMatchObject({ bulk: { state: 'ended' } });
    expect(await states()).toEqual(Array(3).fill('denied'));
  });
});

describe('a chunk', () => {
  it('is a hundred requests, whoever leases first: 250 are three calls', async () => {
    await sheAsksOften(250);
    const bulkId = await askFor();

    const leased: BulkChunk[] = [];
    while (leased.length < 3) {
      leased.push(...(await Promise.all(Array.from({ length: 8 }, () => leaseChunks(world, 1)))).flat());
    }
    await Promise.all(leased.map((chunk) => carryOutBulk(world, chunk)));

    expect(sizes().sort((a, b) => b - a)).toEqual([100, 100, 50]);
    expect(new Set(world.github.decidedTogether.flatMap(({ patRequestIds }) => patRequestIds)).size).toBe(
      250,
    );
    expect(counts(await read(bulkId))).toEqual({ submitted: 250 });
    expect((await read(bulkId)).pages).toBe(13);
  });

  it('is not sent once its approver is no owner any more, though the one before it was (invariant 5)', async () => {
    await sheAsksOften(150);
    await askFor();
    const [first] = await leaseChunks(world, 1);
    const [second] = await leaseChunks(world, 1);

    await carryOutBulk(world, first as BulkChunk);
    world.github.memberships.delete('olivia');
    await carryOutBulk(world, second as BulkChunk);

    expect(sizes()).toEqual([100]);
  });

  it('does not keep the decision of one request waiting, nor is it leased as one', async () => {
    await theyAsk({}, {});
    const { bulk } = await draft([ids[0] as number]);
    await decide(bulk.id);
    await decideTokenRequest(world, aClick(ids[1] as number));

    await workDecisions(world);

    expect(world.github.decided).toHaveLength(1);
    expect(world.github.decidedTogether).toEqual([]);
  });

  it('is not sent when its approver is no owner any more, and asks again after a no', async () => {
    await theyAsk({}, { organization: BETA });
    const bulkId = await askFor();
    world.github.memberships.delete('olivia');

    await workChunks(world);

    expect(world.github.decidedTogether).toEqual([]);
    expect(await outcomes(bulkId)).toEqual(['refused: not-owner', 'refused: not-owner']);
    expect(await states()).toEqual(['pending', 'pending']);
  });

  it('waits while GitHub does not say who the approver is, and is given back after a quarter of an hour', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    world.github.down = githubDown();

    await workChunksFor(world, 14 * MINUTE);
    const waiting = await outcomes(bulkId);
    await workChunksFor(world, 5 * MINUTE);

    expect(waiting).toEqual(['waiting', 'waiting']);
    expect(world.github.decidedTogether).toEqual([]);
    expect(await outcomes(bulkId)).toEqual(['refused: github-down', 'refused: github-down']);
    expect(await states()).toEqual(['pending', 'pending']);
  });

  it('is not sent by a process that was held up for longer than its lease', async () => {
    await theyAsk({}, {});
    await askFor();
    const [late] = await leaseChunks(world);
    world.clock.pass(MINUTE);
    const [successor] = await leaseChunks(world);

    for (const chunk of [late, successor, late]) if (chunk) await carryOutBulk(world, chunk);

    expect(sizes()).toEqual([2]);
  });

  it('is taken up by the next process when one died before the call, and sent then', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    await leaseChunks(world);

    await workChunksFor(world, MINUTE);

    expect(sizes()).toEqual([2]);
    expect(await outcomes(bulkId)).toEqual(['submitted', 'submitted']);
  });

  it('is looked up by the next process when one died after the call, and not sent again', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor({ action: 'approve' });
    const [chunk] = await leaseChunks(world);
    world.github.meanwhile = () => new Promise(() => undefined);
    if (chunk) void carryOutBulk(world, chunk);
    while (world.github.decidedTogether.length === 0) await new Promise(setImmediate);
    wereGranted(0, 1);

    await workChunksFor(world, MINUTE);

    expect(sizes()).toEqual([2]);
    expect(world.github.calls.slice(2)).toEqual(['pendingRequestsOf 2', 'grantsOf 2']);
    expect(await outcomes(bulkId)).toEqual(['done', 'done']);
  });

  it('keeps its lease while it works, less what it has given back', async () => {
    await theyAsk({}, {});
    await askFor();
    const [chunk] = await leaseChunks(world);
    const [first, second] = chunk?.decisions ?? [];
    if (!chunk || !first || !second) throw new Error('there is one of two');
    await world.database.bulkChunks.markSent(chunk.decisions, NOW, { decidedAs: 'app', delegatedBy: null });
    await world.database.bulkChunks.accept([first], NOW, NOW);

    await world.database.bulkChunks.renewLease(chunk.decisions, new Date(NOW.getTime() + 10 * MINUTE));
    world.clock.pass(MINUTE);
    const next = await leaseChunks(world);

    expect(next.flatMap(({ decisions }) => decisions.map(({ id }) => id))).toEqual([first.id]);
  });
});

describe('what GitHub promised', () => {
  it('is looked up when no webhook comes, and an approval proved by its grant', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor({ action: 'approve' });
    await workChunks(world);
    wereGranted(0);

    await workChunksFor(world, 5_000);
    const partly = await outcomes(bulkId);
    wereGranted(1);
    await workChunksFor(world, 10_000);

    expect(partly).toEqual(['done', 'submitted']);
    expect(await outcomes(bulkId)).toEqual(['done', 'done']);
    expect(await states()).toEqual(['approved', 'approved']);
    expect(sizes()).toEqual([2]);
  });

  it('is taken for kept when a request that it should deny is gone for ten seconds', async () => {
    await theyAsk({});
    const bulkId = await askFor({ action: 'deny' });
    await workChunks(world);
    leaveTheList(0);

    await workChunksFor(world, 9_000);
    const early = await outcomes(bulkId);
    await workChunksFor(world, MINUTE);

    expect(early).toEqual(['submitted']);
    expect(await outcomes(bulkId)).toEqual(['done']);
    expect(await states()).toEqual(['denied']);
  });

  it('is taken back when a webhook tells late that somebody else denied it, and the results say so', async () => {
    await theyAsk({});
    const bulkId = await askFor({ action: 'deny' });
    await workChunks(world);
    leaveTheList(0);
    await workChunksFor(world, MINUTE);
    await workDueDeliveries(world);

    await webhook(0, 'denied', { sender: person(OSCAR) });
    await workDueDeliveries(world);

    expect(await outcomes(bulkId)).toEqual(['already-decided']);
    expect(world.slack.bulkMessages.at(-1)?.bulk).toMatchObject({
      bulk: { state: 'ended' },
      results: [{ outcome: 'already-decided', request: { decision: { approver: { github: OSCAR } } } }],
    });
  });

  it('proves no approval by itself: a request that is gone without a grant is lost after two minutes', async () => {
    await theyAsk({});
    const bulkId = await askFor({ action: 'approve' });
    await workChunks(world);
    leaveTheList(0);

    await workChunksFor(world, MINUTE);
    const early = await outcomes(bulkId);
    await workChunksFor(world, 3 * MINUTE);

    expect(early).toEqual(['submitted']);
    expect(await outcomes(bulkId)).toEqual(['unknown']);
    expect(await states()).toEqual(['closed']);
  });

  it('is waited for, and never asked for again or given back, however long a request pends (invariant 1)', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    await workChunks(world);
    await webhook(0, 'denied');

    await workChunksFor(world, 10 * MINUTE);
    const early = (await read(bulkId)).results;
    await workChunksFor(world, 20 * MINUTE);
    const late = (await read(bulkId)).results;
    const opposite = decideTokenRequest(world, aClick(ids[1] as number, { actor: byOscar }));
    await expect(opposite).rejects.toMatchObject({ code: 'already-decided' });
    world.github.calls.length = 0;
    await workChunksFor(world, 24 * 60 * MINUTE);
    const looks = world.github.calls.length;
    await webhook(1, 'denied');

    expect(early[0]).toMatchObject({ outcome: 'submitted', failure: null });
    expect(late[0]).toMatchObject({ outcome: 'submitted', failure: 'outcome-unknown' });
    expect(world.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(looks).toBeLessThan(150);
    expect(sizes()).toEqual([2]);
    expect(await outcomes(bulkId)).toEqual(['done', 'done']);
  });

  it('is nobody’s to tell after a day without access to the lists: the App was removed', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    await workChunks(world);
    world.github.down = new OutsideError('github', 'refused', '404');

    await workChunksFor(world, 23 * 60 * MINUTE);
    const early = await outcomes(bulkId);
    await workChunksFor(world, 2 * 60 * MINUTE);

    expect(early).toEqual(['submitted', 'submitted']);
    expect(await outcomes(bulkId)).toEqual(['unknown', 'unknown']);
    expect(await read(bulkId)).toMatchObject({ bulk: { state: 'ended' } });
  });

  it('may be kept after a call that was never answered: it is not given back before that is long ago', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    world.github.refuseTogether = noAnswer;

    await workChunksFor(world, 16 * MINUTE);
    const early = await outcomes(bulkId);
    const calls = sizes().length;
    await workChunksFor(world, 20 * MINUTE);

    expect(early).toEqual(['submitted', 'submitted']);
    expect(sizes()).toHaveLength(calls);
    expect(await outcomes(bulkId)).toEqual(['refused: github-down', 'refused: github-down']);
    expect(await states()).toEqual(['pending', 'pending']);
  });

  it('is looked up fifty at a time', async () => {
    await sheAsksOften(60);
    await askFor({ action: 'approve' });
    await workChunks(world);

    await workChunksFor(world, 5_000);

    expect(world.github.calls.slice(2)).toEqual(['pendingRequestsOf 50', 'pendingRequestsOf 10']);
  });

  it('is overruled by what the webhook says of somebody else, and only for that request', async () => {
    await theyAsk({}, {}, {}, {});
    const bulkId = await askFor({ action: 'deny' });
    await workChunks(world);

    await webhook(0, 'approved', { sender: person(OSCAR) });
    await webhook(1, 'cancelled');
    await webhook(2, 'denied', { sender: person(OSCAR) });
    await webhook(3, 'denied');

    expect(await outcomes(bulkId)).toEqual(['already-decided', 'cancelled', 'already-decided', 'done']);
    expect(await read(bulkId)).toMatchObject({ bulk: { state: 'ended' } });
  });

  it('may be kept though the answer never came: that is looked up, never sent blindly again', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor({ action: 'approve' });
    world.github.failures.push(noAnswer());

    await workChunks(world);
    const unknown = await outcomes(bulkId);
    wereGranted(0);
    await workChunksFor(world, 50_000);
    const looked = await outcomes(bulkId);
    await workChunksFor(world, 2 * MINUTE);

    expect(unknown).toEqual(['submitted', 'submitted']);
    expect(looked).toEqual(['done', 'submitted']);
    expect(world.github.decidedTogether.slice(1)).toMatchObject([{ patRequestIds: [9_002] }]);
  });

  it.each<[string, () => unknown, string, number]>([
    ['the approver may not', () => world.github.memberships.delete('olivia'), 'not-owner', 1],
    [
      'GitHub refuses that',
      () => world.github.failures.push(new OutsideError('github', 'refused', '403')),
      'github-403',
      2,
    ],
  ])(
    'may be kept though the call may not be made again: it is given back later, with the reason: %s',
    async (_, happens, failure, calls) => {
      await theyAsk({}, {});
      const bulkId = await askFor();
      world.github.failures.push(noAnswer());
      await workChunks(world);
      happens();

      await workChunksFor(world, 15 * MINUTE);
      const early = (await read(bulkId)).results;
      await workChunksFor(world, 2 * MINUTE);

      expect(early.map(({ outcome }) => outcome)).toEqual(['submitted', 'submitted']);
      expect(sizes()).toHaveLength(calls);
      expect(await outcomes(bulkId)).toEqual([`refused: ${failure}`, `refused: ${failure}`]);
      expect(await states()).toEqual(['pending', 'pending']);
    },
  );

  it('is none when the answer never came: a request that is gone then is lost, not denied', async () => {
    await theyAsk({});
    const bulkId = await askFor({ action: 'deny' });
    world.github.failures.push(noAnswer());
    await workChunks(world);
    leaveTheList(0);

    await workChunksFor(world, MINUTE);
    const early = await outcomes(bulkId);
    await workChunksFor(world, 3 * MINUTE);

    expect(early).toEqual(['submitted']);
    expect(await outcomes(bulkId)).toEqual(['unknown']);
  });

  it('is said to be unknown, in the results and once in the log, when the lists are silent for long', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    await workChunks(world);
    world.github.down = githubDown();

    await workChunksFor(world, 30 * MINUTE);

    expect((await read(bulkId)).results).toMatchObject([
      { outcome: 'submitted', failure: 'outcome-unknown' },
      { outcome: 'submitted', failure: 'outcome-unknown' },
    ]);
    expect(world.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(await states()).toEqual(['deciding', 'deciding']);
  });
});

describe('a call that GitHub refuses', () => {
  const unprocessable = (code = '422') => new OutsideError('github', 'refused', code);

  it.each(['422', '404'])('is made again without what was ended meanwhile: %s', async (code) => {
    await theyAsk({}, {}, {}, {});
    const bulkId = await askFor({ action: 'deny' });
    wereGranted(1);
    leaveTheList(2);
    world.github.failures.push(unprocessable(code));

    await workChunks(world);
    await webhook(0, 'denied');
    await webhook(3, 'denied');

    expect(world.github.decidedTogether.map(({ patRequestIds }) => patRequestIds)).toEqual([
      [9_001, 9_002, 9_003, 9_004],
      [9_001, 9_004],
    ]);
    expect(await outcomes(bulkId)).toEqual(['done', 'already-decided', 'cancelled', 'done']);
    expect(await states()).toEqual(['denied', 'approved', 'closed', 'denied']);
  });

  it('is halved when all of its requests pend, until the one that GitHub does not want stands alone', async () => {
    await sheAsksOften(100);
    const bulkId = await askFor();
    world.github.refuseTogether = (asked) => (asked.includes(patIdOf(70)) ? unprocessable() : undefined);

    await workChunks(world);

    const expected = Array(100).fill('submitted');
    expected[70] = 'refused: github-422';
    expect(await outcomes(bulkId)).toEqual(expected);
    expect(sizes().length).toBeLessThanOrEqual(1 + 14);
    expect(world.github.calls.filter((name) => name.startsWith('pending'))).toEqual([
      'pendingRequestsOf 50',
      'pendingRequestsOf 50',
      'pendingRequestsOf 1',
    ]);
    expect((await states())[70]).toBe('pending');
  });

  it('is not sent in halves once its approver is no owner any more (invariant 5)', async () => {
    await sheAsksOften(100);
    const bulkId = await askFor();
    world.github.refuseTogether = () => {
      world.github.memberships.delete('olivia');
      return unprocessable();
    };

    await workChunks(world);

    expect(sizes()).toEqual([100]);
    expect(new Set(await outcomes(bulkId))).toEqual(new Set(['refused: not-owner']));
  });

  it('finds two requests that GitHub does not want, wherever they stand', async () => {
    await sheAsksOften(100);
    const bulkId = await askFor();
    const unwanted = [3, 97];
    world.github.refuseTogether = (asked) =>
      unwanted.some((index) => asked.includes(patIdOf(index))) ? unprocessable() : undefined;

    await workChunks(world);

    const expected = Array(100).fill('submitted');
    for (const index of unwanted) expected[index] = 'refused: github-422';
    expect(await outcomes(bulkId)).toEqual(expected);
  });

  it('is not halved for long when GitHub takes none of them', async () => {
    await sheAsksOften(300);
    const bulkId = await askFor();
    world.github.refuseTogether = () => unprocessable();

    await workChunks(world);

    expect(sizes()).toHaveLength(3 * (1 + 2 + 4));
    expect(counts(await read(bulkId))).toEqual({ refused: 300 });
    expect(await read(bulkId)).toMatchObject({ bulk: { state: 'ended' } });
  });

  it('costs twenty refusals at most, however many of its requests GitHub does not want', async () => {
    await sheAsksOften(100);
    const bulkId = await askFor();
    const wanted = new Set(Array.from({ length: 50 }, (_, index) => patIdOf(index)));
    let refusals = 0;
    world.github.refuseTogether = (asked) => {
      if (asked.every((id) => wanted.has(id))) return undefined;
      refusals += 1;
      return unprocessable();
    };

    await workChunks(world);

    expect(refusals).toBe(20);
    expect(counts(await read(bulkId))).toEqual({ submitted: 50, refused: 50 });
  });

  it('is not followed by its halves when GitHub wants to be left alone, nor by other chunks', async () => {
    await sheAsksOften(200);
    const bulkId = await askFor();
    const wait = new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 90_000 });
    world.github.failures.push(unprocessable(), wait);

    for (const chunk of await leaseChunks(world, 1)) await carryOutBulk(world, chunk);
    await workChunksFor(world, 89_000);
    const early = sizes();
    await workChunksFor(world, 2_000);

    expect(early).toEqual([100, 50]);
    expect(sizes().slice(2)).toEqual([100, 100]);
    expect(counts(await read(bulkId))).toEqual({ submitted: 200 });
  });

  it.each(['403', '400'])('gives all of them back when it is about none of them: %s', async (code) => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    world.github.failures.push(unprocessable(code));

    await workChunks(world);

    expect(sizes()).toEqual([2]);
    expect(await outcomes(bulkId)).toEqual(Array(2).fill(`refused: github-${code}`));
    expect(await states()).toEqual(['pending', 'pending']);
    expect(await read(bulkId)).toMatchObject({ bulk: { state: 'ended' } });
  });

  it('gives nothing back that an earlier call of ours may have decided', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor({ action: 'approve' });
    world.github.failures.push(noAnswer());
    await workChunksFor(world, 63_000);
    leaveTheList(0, 1);
    world.github.failures.push(unprocessable());

    await workChunksFor(world, 20_000);

    expect(await outcomes(bulkId)).toEqual(['submitted', 'submitted']);
    expect(await states()).toEqual(['deciding', 'deciding']);
  });

  it('is made again when it was never made: GitHub was down, or wanted us to wait', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    world.github.failures.push(
      githubDown(),
      new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 90_000 }),
    );

    await workChunksFor(world, MINUTE);
    const early = sizes();
    await workChunksFor(world, MINUTE);

    expect(early).toEqual([2, 2]);
    expect(sizes()).toEqual([2, 2, 2]);
    expect(await outcomes(bulkId)).toEqual(['submitted', 'submitted']);
  });

  it('leaves out what a webhook has settled since it was leased', async () => {
    await theyAsk({}, {});
    const bulkId = await askFor();
    const [chunk] = await leaseChunks(world);
    await webhook(0, 'denied', { sender: person(OSCAR) });

    if (chunk) await carryOutBulk(world, chunk);

    expect(world.github.decidedTogether).toMatchObject([{ patRequestIds: [9_002] }]);
    expect(await outcomes(bulkId)).toEqual(['already-decided', 'submitted']);
  });
});

describe('a requester', () => {
  const told = () => world.slack.bulkNotices.map(({ to, notice }) => [to, notice.decided.length]);

  it('is told once, in a message and an e-mail, when the last of theirs is decided', async () => {
    await theyAsk({}, { requester: MAX }, {}, { requester: MAX }, { organization: BETA });
    await askFor({ reason: 'Too much' });
    await workChunks(world);

    await webhook(0, 'denied');
    await webhook(2, 'denied');
    await workDueDeliveries(world);
    const early = told();
    await webhook(4, 'denied', { organization: BETA });
    await workDueDeliveries(world);

    expect(early).toEqual([]);
    expect(told()).toEqual([[SLACK_USERS.mona, 3]]);
    expect(world.slack.bulkNotices[0]?.notice).toMatchObject({
      approverSlackId: SLACK_USERS.olivia,
      decided: [
        { id: ids[0], decision: { action: 'deny', reason: 'Too much' } },
        { id: ids[2] },
        { id: ids[4], organization: BETA },
      ],
    });
    expect(world.mailer.sentBulk.map(({ to, decided }) => [to, decided.length])).toEqual([
      [`${SLACK_USERS.mona}@example.com`, 3],
    ]);
    expect(world.slack.messages).toEqual([]);
    expect(world.mailer.sent).toEqual([]);
  });

  it('gets no e-mail about many at an address that wants none', async () => {
    await theyAsk({}, {});
    await world.database.unwantedMails.add(`${SLACK_USERS.mona}@example.com`, 'decision', NOW);
    await askFor();
    await workChunks(world);

    await webhook(0, 'denied');
    await webhook(1, 'denied');
    await workDueDeliveries(world);

    expect(told()).toEqual([[SLACK_USERS.mona, 2]]);
    expect(world.mailer.sentBulk).toEqual([]);
  });

  it('reads of one decision as of any other', async () => {
    await theyAsk({}, { requester: MAX }, { requester: MAX });
    await askFor();
    await workChunks(world);

    await webhook(0, 'denied');
    await workDueDeliveries(world);

    expect(world.slack.messages).toMatchObject([
      { to: SLACK_USERS.mona, notice: { kind: 'decided', decision: { action: 'deny' } } },
    ]);
    expect(world.mailer.sent).toMatchObject([{ decision: { action: 'deny' } }]);
    expect(told()).toEqual([]);
  });

  it('is told of nothing before there is something, and together of what comes late (invariant 4)', async () => {
    await theyAsk({}, {}, {}, {});
    await askFor();
    world.github.down = githubDown();
    await workChunksFor(world, 6 * MINUTE);
    await workDueDeliveries(world);
    world.github.down = undefined;
    await workChunksFor(world, 2 * MINUTE);

    for (const index of [0, 1, 2, 3]) {
      await webhook(index, 'denied');
      await workDueDeliveries(world);
    }

    expect(told()).toEqual([[SLACK_USERS.mona, 4]]);
    expect(world.mailer.sentBulk).toHaveLength(1);
    expect([world.slack.messages, world.mailer.sent]).toEqual([[], []]);
  });

  it('is told every five minutes at most, while something of theirs is on its way', async () => {
    await theyAsk(...Array.from({ length: 10 }, () => ({})));
    await askFor();
    await workChunks(world);

    for (const index of ids.keys()) {
      await webhook(index, 'denied');
      await workDueDeliveries(world);
      world.clock.pass(MINUTE);
    }

    expect(told()).toEqual([
      [SLACK_USERS.mona, 6],
      [SLACK_USERS.mona, 4],
    ]);
    expect(world.mailer.sentBulk).toHaveLength(2);
  });

  it('is told together of what GitHub tells after it was given up', async () => {
    await theyAsk({}, {}, {});
    const bulkId = await askFor();
    world.github.failures.push(noAnswer());
    await workChunks(world);
    leaveTheList(0, 1, 2);
    await workChunksFor(world, 5 * MINUTE);
    const given = await outcomes(bulkId);

    for (const index of [0, 1, 2]) {
      await webhook(index, 'denied');
      await workDueDeliveries(world);
    }
    world.clock.pass(5 * MINUTE);
    await workDueDeliveries(world);

    expect(given).toEqual(['unknown', 'unknown', 'unknown']);
    expect(told()).toEqual([[SLACK_USERS.mona, 3]]);
  });

  it.each(['403', '404'])('is told though GitHub does not show their e-mail address: %s', async (code) => {
    await theyAsk({}, {});
    world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: null }));
    await askFor();
    await workChunks(world);
    world.github.publicEmail = async () => {
      throw new OutsideError('github', 'refused', code);
    };

    for (const index of [0, 1]) await webhook(index, 'denied');
    await workDueDeliveries(world);

    expect(told()).toEqual([[SLACK_USERS.mona, 2]]);
  });

  it('is told after five minutes of what is known, and then of the last', async () => {
    await theyAsk({}, {}, {});
    await askFor({ action: 'approve' });
    await workChunks(world);
    await webhook(0, 'approved');
    await webhook(1, 'approved');

    world.clock.pass(5 * MINUTE);
    await workDueDeliveries(world);
    const first = told();
    await webhook(2, 'approved');
    await workDueDeliveries(world);

    expect(first).toEqual([[SLACK_USERS.mona, 2]]);
    expect(told()).toHaveLength(1);
    expect(world.slack.messages).toMatchObject([{ notice: { kind: 'decided', request: { id: ids[2] } } }]);
    expect(world.mailer.sent).toHaveLength(1);
  });

  it('is told once however many results come at the same moment, and the decision ends', async () => {
    await theyAsk({}, { requester: MAX }, {}, { requester: MAX }, {}, {}, {}, {});
    const bulkId = await askFor();
    await workChunks(world);

    await Promise.all(ids.map((_, index) => webhook(index, 'denied')));
    await workDueDeliveries(world);

    expect(await read(bulkId)).toMatchObject({ bulk: { state: 'ended' } });
    expect(told().sort()).toEqual([
      ['U0MAX', 2],
      [SLACK_USERS.mona, 6],
    ]);
  });

  it('is not forgotten when something is decided just while nothing was found to tell', async () => {
    await theyAsk({}, {}, {});
    await askFor();
    await workChunks(world);
    await webhook(0, 'denied');
    await webhook(1, 'denied');
    const { bulkDecisions } = world.database;
    const looks = [async () => [], bulkDecisions.untold];
    const blind = {
      ...bulkDecisions,
      untold: (...of: [number, number]) => (looks.shift() ?? bulkDecisions.untold)(...of),
    };

    world.clock.pass(5 * MINUTE);
    await workDueDeliveries({ ...world, database: { ...world.database, bulkDecisions: blind } });

    expect(told()).toEqual([[SLACK_USERS.mona, 2]]);
  });

  it('hears nothing of what was not carried out, and of somebody else’s decision as ever', async () => {
    await theyAsk({}, { requester: MAX });
    await askFor();
    const [chunk] = await leaseChunks(world);
    await webhook(1, 'denied', { sender: person(OSCAR) });
    world.github.failures.push(new OutsideError('github', 'refused', '403'));

    if (chunk) await carryOutBulk(world, chunk);
    world.clock.pass(10 * MINUTE);
    await workDueDeliveries(world);

    expect(told()).toEqual([]);
    expect(world.slack.messages).toMatchObject([
      { to: 'U0MAX', notice: { decision: { approver: { github: OSCAR } } } },
    ]);
  });

  it('is not told twice when the process dies after it was decided what to tell', async () => {
    await theyAsk({}, {});
    await askFor();
    await workChunks(world);
    await webhook(0, 'denied');
    await webhook(1, 'denied');
    const lease = { leaseUntil: new Date(NOW.getTime() + MINUTE), limit: 50 };
    await workDueDeliveries(world);

    await records.query("UPDATE deliveries SET state = 'pending' WHERE kind = 'bulk-requester'");
    await workDueDeliveries(world);

    expect(await world.database.deliveries.claimDue({ now: NOW, ...lease })).toEqual([]);
    expect(told()).toHaveLength(1);
    expect(world.mailer.sentBulk).toHaveLength(1);
  });

  it('who cannot be reached is noted on one card', async () => {
    const requester = { id: 13, login: 'nemo' };
    await theyAsk({ requester }, { requester }, { requester });
    world.slack.replies.length = 0;
    await records.query("DELETE FROM deliveries WHERE kind = 'card-note'");
    await askFor();
    await workChunks(world);

    for (const index of [0, 1, 2]) await webhook(index, 'denied');
    await workDueDeliveries(world);

    expect(world.slack.replies).toMatchObject([{ notice: { kind: 'no-address', request: { id: ids[0] } } }]);
    expect(told()).toEqual([]);
  });
});

describe('the approver', () => {
  const shown = () => world.slack.bulkMessages.map(({ bulk }) => counts(bulk));

  it('sees the progress in one message and the modal, and the results as soon as the last one is there', async () => {
    await theyAsk({}, {});
    await askFor();

    await workDueDeliveries(world);
    await workChunks(world);
    world.clock.pass(2_000);
    await workDueDeliveries(world);
    await webhook(0, 'denied');
    await webhook(1, 'denied');
    await workDueDeliveries(world);
    world.clock.pass(10 * MINUTE);
    await workDueDeliveries(world);

    expect(shown()).toEqual([{ waiting: 2 }, { submitted: 2 }, { done: 2 }]);
    expect(world.slack.bulkModals.map(({ bulk }) => counts(bulk))).toEqual(shown());
    expect(world.slack.bulkMessages.at(-1)?.bulk.bulk.state).toBe('ended');
  });

  it('gets no further message for each request that was not decided', async () => {
    await theyAsk({}, {}, {});
    await askFor();
    await webhook(0, 'denied', { sender: person(OSCAR) });
    world.github.failures.push(new OutsideError('github', 'refused', '403'));

    await workChunks(world);

    expect(await records.query("SELECT id FROM deliveries WHERE kind = 'approver-message'")).toEqual([]);
  });

  it('has the message even if the modal is closed or cannot be updated', async () => {
    await theyAsk({}, {});
    await askFor();
    await workDueDeliveries(world);
    world.slack.updateBulkModal = async () => {
      throw new OutsideError('slack', 'unavailable', 'network');
    };
    await workChunks(world);
    world.clock.pass(2_000);
    await workDueDeliveries(world);
    world.slack.views.clear();
    world.slack.updateBulkModal = async () => false;

    await webhook(0, 'denied');
    world.clock.pass(2_000);
    await workDueDeliveries(world);

    expect(shown()).toHaveLength(3);
    expect(await records.query('SELECT view_id FROM bulk_decisions')).toEqual([{ view_id: null }]);
  });

  it('has the last state in the modal once Slack is back', async () => {
    await theyAsk({});
    await askFor();
    await workDueDeliveries(world);
    await workChunks(world);
    await webhook(0, 'denied');
    const { updateBulkModal } = world.slack;
    world.slack.updateBulkModal = async () => {
      throw new OutsideError('slack', 'unavailable', 'network');
    };
    await workDueDeliveries(world);
    world.slack.updateBulkModal = updateBulkModal;

    world.clock.pass(MINUTE);
    await workDueDeliveries(world);

    expect(world.slack.bulkModals.at(-1)?.bulk.bulk.state).toBe('ended');
  });

  it('gets a new message when the first one was deleted', async () => {
    await theyAsk({});
    await askFor();
    await workDueDeliveries(world);
    world.slack.updateBulk = async () => {
      throw new OutsideError('slack', 'refused', 'message_not_found');
    };

    await workChunks(world);
    world.clock.pass(2_000);
    await workDueDeliveries(world);

    expect(shown()).toHaveLength(2);
  });

  it('is shown what has changed less and less often', async () => {
    await theyAsk({});
    const bulkId = await askFor();
    const at: number[] = [];
    world.slack.updateBulk = async () => {
      at.push((world.clock.now().getTime() - NOW.getTime()) / 1_000);
    };

    for (let second = 0; second <= 300; second += 1) {
      await records.query('UPDATE decisions SET failure = $1 WHERE bulk_id = $2', [`${second}`, bulkId]);
      await workDueDeliveries(world);
      world.clock.pass(1_000);
    }

    expect(at.slice(0, 3)).toEqual([2, 4, 6]);
    expect(at.length).toBeLessThan(60);
    expect((at.at(-1) ?? 0) - (at.at(-2) ?? 0)).toBeGreaterThan(20);
  });
});

describe('what the approver is shown', () => {
  it('is not sent again as long as nothing has changed', async () => {
    await theyAsk({});
    await askFor();
    await workChunks(world);

    for (let minute = 0; minute < 30; minute += 1) {
      await workDueDeliveries(world);
      world.clock.pass(MINUTE);
    }

    expect(world.slack.bulkMessages).toHaveLength(1);
    expect(world.slack.bulkModals).toHaveLength(1);
  });

  it('is the end at once, also when the last result comes while the progress is sent', async () => {
    await theyAsk({});
    await askFor();
    await workChunks(world);
    const { postBulk } = world.slack;
    world.slack.postBulk = async (to, bulk) => {
      await webhook(0, 'denied');
      return postBulk(to, bulk);
    };
    world.clock.pass(10 * MINUTE);

    await workDueDeliveries(world);

    expect(world.slack.bulkMessages.map(({ bulk }) => bulk.bulk.state)).toEqual(['asked', 'ended']);
  });

  it('waits for as long as Slack wants before the modal is tried again', async () => {
    await theyAsk({});
    await askFor();
    let tries = 0;
    world.slack.updateBulkModal = async () => {
      tries += 1;
      throw new OutsideError('slack', 'unavailable', 'ratelimited', { retryAfterMs: 30_000 });
    };

    for (let second = 0; second < 30; second += 1) {
      await workDueDeliveries(world);
      world.clock.pass(1_000);
    }
    const early = tries;
    await workDueDeliveries(world);

    expect([early, tries]).toEqual([1, 2]);
  });
});

describe('bulk decisions side by side', () => {
  it('are drafted while others are claimed, in whatever order, and neither fails', async () => {
    await sheAsksOften(300);

    const refused: unknown[] = [];
    for (let round = 0; round < 5; round += 1) {
      const { bulk } = await draft();
      const all = [decide(bulk.id), draft(ids.toReversed()), draft(ids.toReversed())];
      const settled = await Promise.allSettled(all);
      refused.push(...settled.flatMap((one) => (one.status === 'rejected' ? [one.reason] : [])));
      await records.query('DELETE FROM bulk_decision_items');
      await records.query('DELETE FROM decisions');
      await records.query("UPDATE token_requests SET state = 'pending'");
    }

    expect(refused).toEqual([]);
  });

  it('are drafted while one of their requests is being changed', async () => {
    await theyAsk({}, {});

    const model = await world.database.transaction(async (inner) => {
      await inner.tokenRequests.lock(ids[0] as number);
      return draft();
    });

    expect(model.total).toBe(2);
  });

  it('are leased by one process at a time, and the other does not wait', async () => {
    await theyAsk({});
    await askFor();

    const meanwhile = await world.database.transaction(async (inner) => {
      const now = world.clock.now();
      await inner.bulkChunks.claimDue({ now, leaseUntil: now, limit: 0 });
      return leaseChunks(world);
    });
    const then = await leaseChunks(world);

    expect(meanwhile).toEqual([]);
    expect(then).toHaveLength(1);
  });

  it('are tried once more after a deadlock', async () => {
    await theyAsk({}, {});
    const [first, second] = ids as [number, number];
    let arrived = 0;
    let attempts = 0;
    const lockBoth = (one: number, other: number) =>
      world.database.transaction(async (inner) => {
        attempts += 1;
        await inner.tokenRequests.lock(one);
        arrived += 1;
        while (arrived < 2) await new Promise(setImmediate);
        await inner.tokenRequests.lock(other);
      });

    await Promise.all([lockBoth(first, second), lockBoth(second, first)]);

    expect(attempts).toBe(3);
  });
});

describe('a delivery that is not added while one waits', () => {
  const homes = {
    tokenRequestId: null,
    payload: { kind: 'homes', shows: { organizationId: 1 } },
    trace: 't',
  } as const;
  const add = () => world.database.deliveries.add({ ...homes, unlessWaiting: true });
  const claim = () => {
    const now = world.clock.now();
    return world.database.deliveries.claimDue({
      now,
      leaseUntil: new Date(now.getTime() + MINUTE),
      limit: 9,
    });
  };

  it('is added once the one that waited is on its way', async () => {
    const first = await add();
    const second = await add();
    await claim();
    const third = await add();

    expect([first, second, third]).toEqual([true, false, true]);
  });

  it('holds the one that waits until our change can be read', async () => {
    await add();

    const claimed = await world.database.transaction(async (inner) => {
      await inner.deliveries.add({ ...homes, unlessWaiting: true });
      return claim();
    });

    expect(claimed).toEqual([]);
    expect(await claim()).toHaveLength(1);
  });
});
