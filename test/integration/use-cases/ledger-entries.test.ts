import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideInBulk } from '../../../src/application/decide-in-bulk.js';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { draftBulkDecision } from '../../../src/application/draft-bulk-decision.js';
import { expireTokenRequests } from '../../../src/application/expire-token-requests.js';
import { lookUpMissing } from '../../../src/application/look-up-missing.js';
import { OutsideError } from '../../../src/domain/errors.js';
import {
  ACME,
  aNewDecision,
  aNewTokenRequest,
  aReport,
  MONA,
  NOW,
  OLIVIA,
  OSCAR,
} from '../../support/builders.js';
import { emptyLedger, ledgerEntries, type ShownEntry } from '../ledger-world.js';
import {
  aClick,
  BOT,
  createWorldDatabase,
  githubDown,
  hear,
  noAnswer,
  person,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workChunks,
  workDecisions,
  workDecisionsFor,
} from './use-case-world.js';

const MINUTE = 60_000;
const byOlivia = { slackUserId: SLACK_USERS.olivia, isStranger: false };

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

const entries = () => ledgerEntries(records.query);
const kinds = async () => (await entries()).map(({ kind }) => kind);
/** The entry that was written last. */
const last = async (): Promise<ShownEntry> => {
  const entry = (await entries()).at(-1);
  if (entry === undefined) throw new Error('nothing is on the record');
  return entry;
};
const request = () => theRequest(world, records);
async function ask(): Promise<number> {
  await hear(world, 'created');
  return (await request()).id;
}
async function click(over: Parameters<typeof aClick>[1] = {}): Promise<number> {
  const id = await ask();
  await decideTokenRequest(world, aClick(id, over));
  return id;
}

describe('a token request leaves an entry', () => {
  it('when it is seen: who asked for what, their words apart from the facts', async () => {
    const id = await ask();
    await hear(world, 'created');
    await hear(world, 'listed');

    expect(await entries()).toMatchObject([
      {
        kind: 'request-seen',
        at: NOW,
        organization_id: ACME.id,
        token_request_id: id,
        decision_id: null,
        trace: 't',
        data: {
          organization: 'acme',
          patRequestId: 9_001,
          state: 'pending',
          repositorySelection: 'subset',
          repositoryCount: 1,
          repositories: ['acme/payments'],
          permissions: ['repository/contents:read'],
          tokenExpiresAt: '2026-06-01T00:00:00.000Z',
        },
        persons: {
          requester: {
            github_user_id: MONA.id,
            slack_user_id: null,
            fields: { login: 'mona', tokenName: 'deploy-bot', reason: null },
          },
        },
      },
    ]);
  });

  it('when the requester takes it back', async () => {
    await ask();

    await hear(world, 'cancelled');
    await hear(world, 'cancelled');

    expect(await kinds()).toEqual(['request-seen', 'request-cancelled']);
    expect(await last()).toMatchObject({ trace: 't', persons: { requester: { github_user_id: MONA.id } } });
  });

  it('when its token expires', async () => {
    await ask();
    world.clock.pass(365 * 24 * 60 * MINUTE);

    await expireTokenRequests(world, 'sweep');
    await expireTokenRequests(world, 'sweep');

    expect(await kinds()).toEqual(['request-seen', 'request-expired']);
    expect(await last()).toMatchObject({ trace: 'sweep', at: world.clock.now() });
  });

  it('when it is gone from GitHub', async () => {
    await ask();
    world.clock.pass(6 * MINUTE);

    await lookUpMissing(world, ACME, new Set(), 'sync');

    expect(await kinds()).toEqual(['request-seen', 'request-closed']);
  });
});

describe('a decision leaves an entry', () => {
  it('when it is asked: who decided what about whose request, by which path and why', async () => {
    const id = await click({ action: 'deny', reason: 'Too much' });

    const { decision_id, ...entry } = await last();

    expect(entry).toMatchObject({
      kind: 'decision-asked',
      organization_id: ACME.id,
      token_request_id: id,
      trace: 'click',
      data: { organization: 'acme', patRequestId: 9_001, action: 'deny', path: 'card', state: 'asked' },
      persons: {
        approver: {
          github_user_id: OLIVIA.id,
          slack_user_id: SLACK_USERS.olivia,
          fields: { login: 'olivia', reason: 'Too much' },
        },
        requester: { github_user_id: MONA.id, fields: { login: 'mona', tokenName: 'deploy-bot' } },
      },
    });
    expect(JSON.stringify(entry.data)).not.toMatch(/olivia|mona|deploy-bot|Too much/);
    expect(decision_id).not.toBeNull();
  });

  it('and one when it was carried out, with whose token', async () => {
    await click();

    await workDecisions(world);
    await hear(world, 'approved', { sender: BOT });

    expect(await kinds()).toEqual(['request-seen', 'decision-asked', 'decided']);
    expect((await last()).data).toMatchObject({ action: 'approve', state: 'done', decidedAs: 'app' });
  });

  it('when it was made on GitHub itself', async () => {
    await ask();

    await hear(world, 'denied');

    expect(await kinds()).toEqual(['request-seen', 'decided']);
    expect(await last()).toMatchObject({
      data: { action: 'deny', path: 'github' },
      persons: { approver: { github_user_id: OLIVIA.id, slack_user_id: null } },
    });
  });

  it('when GitHub refuses it', async () => {
    await click();
    world.github.pending = [aReport({ word: 'listed' })];
    world.github.failures.push(new OutsideError('github', 'refused', '422'));

    await workDecisions(world);

    expect(await kinds()).toEqual(['request-seen', 'decision-asked', 'decision-refused']);
    expect((await last()).data).toMatchObject({ state: 'refused', failure: 'github-422' });
  });

  it('when it is released, for GitHub cannot be reached', async () => {
    await click();
    world.github.down = githubDown();

    await workDecisionsFor(world, 20 * MINUTE);

    expect(await kinds()).toEqual(['request-seen', 'decision-asked', 'decision-released']);
    expect((await last()).data).toMatchObject({ failure: 'github-down' });
  });

  it('when another owner was first, with theirs', async () => {
    await click();

    await hear(world, 'denied', { sender: person(OSCAR) });

    expect(await kinds()).toEqual(['request-seen', 'decision-asked', 'decision-superseded', 'decided']);
    expect((await last()).persons.approver).toMatchObject({ github_user_id: OSCAR.id });
  });

  it('when nobody can tell what became of it, with the end of the request', async () => {
    await click({ action: 'deny' });
    world.github.failures.push(noAnswer());

    await workDecisionsFor(world, 5 * MINUTE);

    const written = await kinds();
    expect(written.slice(0, 2)).toEqual(['request-seen', 'decision-asked']);
    expect(written.slice(2)).toEqual(['decision-lost', 'request-closed']);
  });

  it('when GitHub says later who made it', async () => {
    const id = await ask();
    const { tokenId, permissions } = aReport().content;
    world.github.grants = [{ tokenId, permissions, grantedAt: NOW }];
    await lookUpMissing(world, ACME, new Set(), 'sync');

    await hear(world, 'approved', { sender: person(OSCAR) });

    expect(await kinds()).toEqual(['request-seen', 'decided', 'decider-named']);
    expect(await last()).toMatchObject({
      token_request_id: id,
      persons: { approver: { github_user_id: OSCAR.id, fields: { login: 'oscar' } } },
    });
  });

  it('when it turns out to have been another owner’s', async () => {
    await click();
    world.github.failures.push(noAnswer());
    const { tokenId, permissions } = aReport().content;
    world.github.grants = [{ tokenId, permissions, grantedAt: NOW }];
    await workDecisionsFor(world, MINUTE);

    await hear(world, 'approved', { sender: person(OSCAR) });

    const written = await entries();
    expect(written.map(({ kind }) => kind)).toEqual([
      ...['request-seen', 'decision-asked', 'decided', 'decision-superseded', 'decided'],
    ]);
    expect(written[3]).toMatchObject({
      data: { state: 'superseded', disowned: true },
      persons: { approver: { github_user_id: OLIVIA.id } },
    });
  });
});

describe('a decision on many requests', () => {
  it('leaves an entry for each that was claimed, and for each that was carried out', async () => {
    const ids: number[] = [];
    for (const patRequestId of [9_001, 9_002, 9_003]) {
      await hear(world, 'created', { patRequestId }, { tokenId: patRequestId });
      ids.push((await theRequest(world, records, patRequestId)).id);
    }
    await hear(world, 'cancelled', { patRequestId: 9_002 });
    const asking = { actor: byOlivia, tokenRequestIds: ids, trace: 'bulk' };
    const { id } = (await draftBulkDecision(world, asking)).bulk;
    await emptyLedger(records.query);

    await decideInBulk(world, {
      bulkId: id,
      actor: byOlivia,
      action: 'deny',
      reason: 'All of you',
      viewId: null,
      trace: 'bulk',
      deadline: new Date(NOW.getTime() + MINUTE),
    });
    const asked = await entries();
    await workChunks(world);
    for (const patRequestId of [9_001, 9_003]) await hear(world, 'denied', { patRequestId, sender: BOT });

    expect(asked).toMatchObject(
      [ids[0], ids[2]].map((requestId) => ({
        kind: 'decision-asked',
        token_request_id: requestId,
        data: { action: 'deny', path: 'list', bulkId: id },
        persons: { approver: { fields: { reason: 'All of you' } } },
      })),
    );
    expect((await kinds()).slice(2)).toEqual(['decided', 'decided']);
  });
});

describe('a link leaves an entry', () => {
  it('when it is made, replaced and removed', async () => {
    await world.links.make('U0MONA', MONA, NOW);
    await world.links.make('U0MONA', { id: 12, login: 'max' }, NOW);

    await world.links.remove('U0MONA', 'unlinked', NOW);

    const told = (await entries()).map(({ kind, data, persons }) => [
      kind,
      data.origin,
      data.removal,
      persons.person?.github_user_id,
      persons.person?.slack_user_id,
    ]);
    expect(told).toEqual([
      ['link-made', 'member', undefined, MONA.id, 'U0MONA'],
      ['link-removed', 'member', 'replaced', MONA.id, 'U0MONA'],
      ['link-made', 'member', undefined, 12, 'U0MONA'],
      ['link-removed', 'member', 'unlinked', 12, 'U0MONA'],
    ]);
  });

  it('when the operator sets it', async () => {
    const pairs = new Map([['U0BOSS', 'boss']]);

    await world.links.keepOperators(pairs, NOW);
    await world.links.keepOperators(pairs, NOW);

    expect(await kinds()).toEqual(['link-removed', 'link-removed', 'link-made']);
    expect((await last()).data).toEqual({ origin: 'operator' });
  });
});

describe('an entry', () => {
  it('is not there when its change was rolled back', async () => {
    const id = await ask();
    await emptyLedger(records.query);

    const failed = world.database.transaction(async (within) => {
      await within.decisions.add(aNewDecision(id));
      await within.tokenRequests.setState(id, 'closed', NOW);
      await within.links.make('U0MONA', MONA, NOW);
      throw new Error('no');
    });

    await expect(failed).rejects.toThrow('no');
    expect(await entries()).toEqual([]);
  });

  it('that cannot be written takes its change back, also outside of a transaction', async () => {
    const id = await ask();
    await records.query('ALTER TABLE ledger_entries RENAME TO ledger_entries_gone');

    const failed = await Promise.allSettled([
      world.database.decisions.add(aNewDecision(id)),
      world.database.tokenRequests.setState(id, 'closed', NOW),
      world.database.tokenRequests.insert(aNewTokenRequest({ patRequestId: 9_002 })),
      world.database.links.make('U0MONA', MONA, NOW),
    ]);

    await records.query('ALTER TABLE ledger_entries_gone RENAME TO ledger_entries');
    expect(failed.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await records.query('SELECT id FROM decisions')).toEqual([]);
    expect(await records.query('SELECT id FROM token_requests')).toHaveLength(1);
    expect(await world.links.find('U0MONA')).toBeUndefined();
  });

  it('takes what PostgreSQL does not take as JSON, so that nobody’s words keep a request from being seen', async () => {
    const tokenName = 'half \ud83d and whole 😀';

    await hear(world, 'created', {}, { tokenName });

    expect((await last()).persons.requester?.fields).toMatchObject({ tokenName: 'half \ufffd and whole 😀' });
  });

  it('is not written for a decision that has ended already', async () => {
    await click();
    await workDecisions(world);
    const { decision_id: id } = await last();
    await emptyLedger(records.query);

    const ended = await world.database.decisions.end(id ?? 0, { state: 'released', at: NOW });

    expect(ended).toBe(false);
    expect(await entries()).toEqual([]);
  });
});
