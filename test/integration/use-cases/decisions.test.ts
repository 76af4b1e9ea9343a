import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AUTHORITY_BUDGET_MS } from '../../../src/application/authorize-approver.js';
import { carryOutDecision } from '../../../src/application/carry-out-decision.js';
import { type DecisionAsked, decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { readTokenRequest } from '../../../src/application/read-token-request.js';
import type { Decision } from '../../../src/domain/decision.js';
import { DomainError, OutsideError } from '../../../src/domain/errors.js';
import { ASKED_AT, aReport, EXPIRES_AT, MONA, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import {
  aClick,
  BOT,
  createWorldDatabase,
  githubDown,
  hear,
  leaseDecisions,
  noAnswer,
  person,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDecisionsFor,
} from './use-case-world.js';

const MINUTE = 60_000;
const byOscar = { slackUserId: SLACK_USERS.oscar, isStranger: false };

let records: WorldDatabase;
let world: World;
/** Of the request that pends. */
let id: number;

beforeAll(async () => {
  records = await createWorldDatabase();
});

afterAll(async () => {
  await records?.drop();
});

beforeEach(async () => {
  world = await records.fresh();
  await hear(world, 'created');
  id = (await theRequest(world, records)).id;
  world.wake.woken.decisions = 0;
  world.wake.woken.deliveries = 0;
});

const request = () => theRequest(world, records);
const click = (over: Partial<DecisionAsked> = {}) => decideTokenRequest(world, aClick(id, over));
const decisions = () =>
  records.query('SELECT action, state, failure, github_login, decided_as FROM decisions ORDER BY id');
/** What was added for people, in order, since the request came. */
const told = async () =>
  (
    await records.query(
      `SELECT kind, payload->>'news' AS news FROM deliveries WHERE kind <> 'card' ORDER BY id OFFSET 1`,
    )
  ).map(({ kind, news }) => (news ? `${kind} ${news}` : kind));

/** GitHub's list shows that the request pends. */
function itPends(): void {
  world.github.pending = [aReport({ word: 'listed' })];
}

/** GitHub's list of tokens shows one that proves the approval. */
function itWasGranted(): void {
  const { tokenId, permissions } = aReport().content;
  world.github.grants = [{ tokenId, permissions, grantedAt: NOW }];
}

describe('a decision', () => {
  it('claims the request, is on record with who, what, when, why and by which path, and wakes the job', async () => {
    const decision = await click({ action: 'deny', reason: '  Too much  ', path: 'deny-modal' });

    expect(decision).toMatchObject({
      tokenRequestId: id,
      action: 'deny',
      reason: 'Too much',
      path: 'deny-modal',
      approver: { github: OLIVIA, slackUserId: SLACK_USERS.olivia },
      state: 'asked',
      askedAt: NOW,
    });
    expect(await request()).toMatchObject({ state: 'deciding' });
    expect(await records.query("SELECT id FROM deliveries WHERE kind = 'card'")).toHaveLength(2);
    expect(world.wake.woken).toMatchObject({ decisions: 1, deliveries: 1 });
  });

  it.each([null, '', ' \n '])('needs no reason: %j', async (reason) => {
    const decision = await click({ action: 'deny', reason });

    expect(decision.reason).toBeNull();
  });

  it('may have a reason of 1,024 characters, emoji too, and of no more', async () => {
    const tooLong = await click({ reason: '🦄'.repeat(1_025) }).catch((error: unknown) => error);

    const decision = await click({ reason: '🦄'.repeat(1_024) });

    expect(tooLong).toMatchObject({ code: 'reason-too-long', details: { limit: 1_024, length: 1_025 } });
    expect(decision.reason).toBe('🦄'.repeat(1_024));
  });

  it('is made by one of two approvers who click at once, and the other is told that it is made', async () => {
    const clicks = await Promise.allSettled([
      click(),
      click({ actor: byOscar, action: 'deny' }),
      click(),
      click({ actor: byOscar, action: 'deny' }),
    ]);

    const refused = clicks.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused.map((error: DomainError) => error.code)).toEqual(Array(3).fill('already-decided'));
    expect(await decisions()).toHaveLength(1);
    await workDecisions(world);
    expect(world.github.decided).toHaveLength(1);
  });

  it.each([
    [
      'of another workspace',
      { actor: { slackUserId: SLACK_USERS.olivia, isStranger: true } },
      'other-workspace',
    ],
    ['who is not linked', { actor: { slackUserId: 'U0NOBODY', isStranger: false } }, 'not-linked'],
  ])('is refused to somebody %s', async (_, over, code) => {
    const refused = click(over);

    await expect(refused).rejects.toMatchObject({ code });
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(world.github.calls).toEqual([]);
  });

  it.each([
    ['no member', undefined, 'not-owner'],
    ['a member', { role: 'member' as const }, 'not-owner'],
    ['an owner who has not joined yet', { state: 'pending' as const }, 'not-owner'],
    ['the requester', { user: { id: MONA.id, login: 'olivia' } }, 'own-request'],
  ])('is refused to somebody who is %s now', async (_, difference, code) => {
    const { memberships } = world.github;
    if (difference)
      memberships.set('olivia', { user: OLIVIA, state: 'active', role: 'admin', ...difference });
    else memberships.delete('olivia');

    const refused = click();

    await expect(refused).rejects.toMatchObject({
      code,
      details: { login: 'olivia', organization: 'acme' },
    });
    expect(await decisions()).toEqual([]);
  });

  it('is refused when GitHub does not say in time who somebody is: no answer means no', async () => {
    const budgets: number[] = [];
    world.github.membership = async (_organization, _login, budgetMs) => {
      budgets.push(budgetMs);
      throw noAnswer();
    };

    const refused = click();

    await expect(refused).rejects.toMatchObject({ code: 'github-silent' });
    expect(budgets).toEqual([AUTHORITY_BUDGET_MS]);
    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('is refused where the App is not installed any more', async () => {
    world.github.membership = async () => {
      throw new OutsideError('github', 'refused', '404');
    };

    const refused = click();

    await expect(refused).rejects.toMatchObject({
      code: 'app-not-installed',
      details: { organization: 'acme' },
    });
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await decisions()).toEqual([]);
  });

  it('is refused when nobody knows the request', async () => {
    const refused = click({ tokenRequestId: id + 1 });

    await expect(refused).rejects.toMatchObject({ code: 'request-gone' });
  });

  it.each(['approved', 'denied', 'cancelled'] as const)(
    'is refused when it was %s meanwhile',
    async (word) => {
      await hear(world, word);

      const refused = click();

      await expect(refused).rejects.toMatchObject({ code: 'already-decided' });
      expect(await request()).toMatchObject({ state: word });
    },
  );

  it('is refused when the token’s life is over, though nobody has noticed yet', async () => {
    world.clock.pass(EXPIRES_AT.getTime() - NOW.getTime());

    const refused = click();

    await expect(refused).rejects.toMatchObject({ code: 'token-expired' });
    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('is not made after Slack has told the person that it failed', async () => {
    const refused = click({ deadline: new Date(NOW.getTime() - 1) });

    await expect(refused).rejects.toMatchObject({ code: 'too-slow' });
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await decisions()).toEqual([]);
    expect(world.wake.woken.decisions).toBe(0);
  });
});

describe('carrying a decision out', () => {
  it.each([
    ['approve', 'approved', null],
    ['deny', 'denied', 'Too much'],
  ] as const)('calls GitHub once, and tells the requester: %s', async (action, state, reason) => {
    await click({ action, reason });

    await workDecisions(world);
    await workDecisionsFor(world, 20 * MINUTE);

    expect(world.github.decided).toEqual([{ patRequestId: 9_001, action, reason, userToken: null }]);
    expect(await request()).toMatchObject({ state, endedAt: NOW });
    expect(await decisions()).toEqual([
      { action, state: 'done', failure: null, github_login: 'olivia', decided_as: 'app' },
    ]);
    expect(await told()).toEqual(['requester decided']);
    expect(await records.query("SELECT id FROM deliveries WHERE kind = 'card'")).toHaveLength(3);
  });

  it.each<[string, () => void, string]>([
    ['are no owner any more', () => world.github.memberships.delete('olivia'), 'not-owner'],
    [
      'are called otherwise, and somebody else has their login',
      () =>
        world.github.memberships.set('olivia', {
          user: { id: 77, login: 'olivia' },
          state: 'active',
          role: 'admin',
        }),
      'not-owner',
    ],
    [
      'have a login that is the requester’s by now',
      () => world.github.memberships.set('olivia', { user: MONA, state: 'active', role: 'admin' }),
      'not-owner',
    ],
    [
      'are not linked any more',
      () => {
        world.links.find = async () => undefined;
      },
      'not-linked',
    ],
    [
      'belong to an organization that has uninstalled the App',
      () => {
        world.github.membership = async () => {
          throw new OutsideError('github', 'refused', '403');
        };
      },
      'app-not-installed',
    ],
  ])(
    'asks once more who may decide: approvers who %s are told, and the request pends',
    async (_, change, failure) => {
      world = { ...world, links: { ...world.links } };
      await click();
      change();

      await workDecisions(world);

      expect(world.github.decided).toEqual([]);
      expect(await request()).toMatchObject({ state: 'pending', endedAt: null });
      expect(await decisions()).toMatchObject([{ state: 'released', failure }]);
      expect(await told()).toEqual(['approver-message']);
    },
  );

  it('can be asked for again once it was given back', async () => {
    await click();
    world.github.memberships.delete('olivia');
    await workDecisions(world);

    await click({ actor: byOscar });
    await workDecisions(world);

    expect(await decisions()).toMatchObject([
      { state: 'released', github_login: 'olivia' },
      { state: 'done', github_login: 'oscar' },
    ]);
    expect(await request()).toMatchObject({ state: 'approved' });
  });

  it('makes no call when the decision was superseded between its lease and the call', async () => {
    await click();
    const [leased] = await leaseDecisions(world);
    await hear(world, 'denied', { sender: person(OSCAR) });

    if (leased) await carryOutDecision(world, leased);

    expect(world.github.decided).toEqual([]);
    expect(await request()).toMatchObject({ state: 'denied' });
  });

  it('makes one call when two processes hold the decision to be theirs', async () => {
    await click();
    const [first] = await leaseDecisions(world);
    world.clock.pass(MINUTE);
    const [second] = await leaseDecisions(world);

    await Promise.all([first, second].map((leased) => leased && carryOutDecision(world, leased)));

    expect(world.github.decided).toHaveLength(1);
    expect(await request()).toMatchObject({ state: 'approved' });
  });
});

describe('a process that was held up for longer than its lease', () => {
  it('does not give the claim back while its successor calls GitHub', async () => {
    await click();
    const [late] = await leaseDecisions(world);
    world.clock.pass(MINUTE);
    const [successor] = await leaseDecisions(world);
    const withoutAuthority = { ...world, links: { ...world.links, find: async () => undefined } };
    world.github.meanwhile = async () => {
      if (late) await carryOutDecision(withoutAuthority, late);
    };

    if (successor) await carryOutDecision(world, successor);

    expect(await request()).toMatchObject({ state: 'approved' });
    expect(await decisions()).toMatchObject([{ state: 'done' }]);
  });
});

describe('GitHub being down', () => {
  it.each<[string, () => void, string]>([
    [
      'before the call',
      () => {
        world.github.down = githubDown();
      },
      'github-down',
    ],
    [
      'at the call',
      () => world.github.failures.push(...Array.from({ length: 100 }, githubDown)),
      'github-down',
    ],
    [
      'for a rate limit',
      () =>
        world.github.failures.push(
          ...Array.from(
            { length: 100 },
            () => new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 100_000 }),
          ),
        ),
      'github-limited',
    ],
  ])(
    '%s for a quarter of an hour gives the claim back, and the approver is told once',
    async (_, breakDown, failure) => {
      await click();
      breakDown();

      await workDecisionsFor(world, 12 * MINUTE);
      const before = await decisions();
      await workDecisionsFor(world, 3 * MINUTE);
      await workDecisionsFor(world, 60 * MINUTE);

      expect(before).toMatchObject([{ state: 'asked' }]);
      expect(await request()).toMatchObject({ state: 'pending' });
      expect(await decisions()).toMatchObject([{ state: 'released', failure }]);
      expect(await told()).toEqual(['approver-message']);
    },
  );

  it('for a while delays the decision, which is then made once', async () => {
    await click({ action: 'deny', reason: 'Too much' });
    world.github.down = githubDown();
    await workDecisionsFor(world, 5 * MINUTE);

    world.github.down = undefined;
    await workDecisionsFor(world, 5 * MINUTE);

    expect(world.github.decided).toMatchObject([{ patRequestId: 9_001, action: 'deny', reason: 'Too much' }]);
    expect(await request()).toMatchObject({ state: 'denied' });
    expect(await told()).toEqual(['requester decided']);
  });

  it('is not asked again earlier than it wants', async () => {
    await click();
    world.github.failures.push(
      new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 90_000 }),
    );

    await workDecisionsFor(world, 89_000);
    const early = world.github.decided.length;
    await workDecisionsFor(world, 2_000);

    expect(early).toBe(1);
    expect(world.github.decided).toHaveLength(2);
  });

  it('is not asked again earlier than it wants, also when it wants more than two minutes', async () => {
    await click();
    world.github.failures.push(
      new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 10 * MINUTE }),
    );

    await workDecisionsFor(world, 10 * MINUTE - 1);
    const early = world.github.decided.length;
    await workDecisionsFor(world, 1_000);

    expect(early).toBe(1);
    expect(world.github.decided).toHaveLength(2);
    expect(await decisions()).toMatchObject([{ state: 'done' }]);
    expect(await told()).toEqual(['requester decided']);
  });

  it('for a rate limit that outlasts a quarter of an hour gives the claim back at once', async () => {
    await click();
    world.github.failures.push(
      new OutsideError('github', 'unavailable', 'rate-limited', { retryAfterMs: 15 * MINUTE + 1 }),
    );

    await workDecisions(world);

    expect(world.github.decided).toHaveLength(1);
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await decisions()).toMatchObject([{ state: 'released', failure: 'github-limited' }]);
    expect(await told()).toEqual(['approver-message']);
  });

  it('until the token’s life is over ends the request', async () => {
    await records.query('UPDATE token_requests SET token_expires_at = $1', [
      new Date(NOW.getTime() + MINUTE),
    ]);
    await click();
    world.github.down = githubDown();

    await workDecisionsFor(world, 20 * MINUTE);

    expect(await request()).toMatchObject({ state: 'expired' });
  });
});

describe('GitHub’s refusal', () => {
  const refuse = (code: string) => world.github.failures.push(new OutsideError('github', 'refused', code));

  it.each(['403', '404', '422'])('of a request that still pends is told the approver: %s', async (code) => {
    await click();
    itPends();
    refuse(code);

    await workDecisions(world);

    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await decisions()).toMatchObject([{ state: 'refused', failure: `github-${code}` }]);
    expect(await told()).toEqual(['approver-message']);
  });

  it('of a request that is gone means that somebody was faster', async () => {
    await click();
    refuse('404');

    await workDecisions(world);
    await hear(world, 'denied', { sender: person(OSCAR) });

    expect(await decisions()).toMatchObject([
      { state: 'superseded', failure: 'superseded', github_login: 'olivia' },
      { state: 'done', action: 'deny', github_login: 'oscar' },
    ]);
    expect(await request()).toMatchObject({ state: 'denied' });
    expect(await told()).toEqual(['approver-message', 'requester decided']);
  });

  it('of a request that was approved meanwhile says so to both', async () => {
    await click({ action: 'deny' });
    refuse('422');
    itWasGranted();

    await workDecisions(world);

    expect(await request()).toMatchObject({ state: 'approved' });
    expect(await decisions()).toMatchObject([
      { state: 'superseded', action: 'deny' },
      { state: 'done', action: 'approve', github_login: 'ghost' },
    ]);
    expect(await told()).toEqual(['approver-message', 'requester decided']);
  });

  it('of the lists too is a refusal, and the claim is given back at once', async () => {
    await click();
    refuse('403');
    world.github.meanwhile = async () => {
      world.github.down = new OutsideError('github', 'refused', '403');
    };

    await workDecisions(world);

    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await decisions()).toMatchObject([{ state: 'refused', failure: 'github-403' }]);
    expect(await told()).toEqual(['approver-message']);
  });

  it('is looked into later when the lists do not answer', async () => {
    await click();
    refuse('422');
    world.github.meanwhile = async () => {
      world.github.down = githubDown();
    };

    await workDecisions(world);
    const before = await decisions();
    world.github.meanwhile = async () => undefined;
    world.github.down = undefined;
    await workDecisionsFor(world, MINUTE);

    expect(before).toMatchObject([{ state: 'asked' }]);
    expect(await decisions()).toMatchObject([{ state: 'done' }]);
  });
});

describe('a call whose answer is lost', () => {
  const theDecision = async (): Promise<Decision | undefined> => {
    const [row] = await records.query<{ id: number }>('SELECT id FROM decisions ORDER BY id DESC LIMIT 1');
    return row && world.database.decisions.find(row.id);
  };

  /** Olivia's decision left for GitHub, and nobody knows what became of it. */
  async function lose(over: Partial<DecisionAsked> = {}): Promise<void> {
    await click(over);
    world.github.failures.push(noAnswer());
    await workDecisions(world);
    world.github.calls.length = 0;
    expect(await theDecision()).toMatchObject({ state: 'sent', sentAt: NOW });
  }

  const errors = () => world.log.lines.filter(({ level }) => level === 'error');

  it.each([
    ['is silent', githubDown],
    ['does not answer in time', noAnswer],
    ['refuses its lists', () => new OutsideError('github', 'refused', '403')],
  ])(
    'keeps the claim however long GitHub %s; the approver is told once, after a quarter of an hour',
    async (_, failure) => {
      await lose();
      world.github.down = failure();

      await workDecisionsFor(world, 14 * MINUTE);
      const before = { told: await told(), errors: errors() };
      await workDecisionsFor(world, 46 * MINUTE);

      expect(before).toEqual({ told: [], errors: [] });
      expect(await request()).toMatchObject({ state: 'deciding' });
      expect(await theDecision()).toMatchObject({ state: 'sent', failure: 'outcome-unknown', sentAt: NOW });
      expect(await told()).toEqual(['approver-message']);
      expect(errors()).toMatchObject([
        {
          message: 'GitHub does not tell the outcome of a decision',
          fields: { decision: (await theDecision())?.id, trace: 'click' },
        },
      ]);
      expect(world.github.decided).toHaveLength(1);
    },
  );

  it('is no worry to the approver when a webhook tells its outcome while the lists are asked', async () => {
    await lose();
    world.github.down = githubDown();
    await workDecisionsFor(world, 14 * MINUTE);
    world.clock.pass(2 * MINUTE);
    world.github.pendingRequestsOf = async () => {
      await hear(world, 'approved', { sender: BOT });
      throw noAnswer();
    };

    await workDecisions(world);

    expect(await decisions()).toMatchObject([{ state: 'done', failure: null, decided_as: 'app' }]);
    expect(await told()).toEqual(['requester decided']);
  });

  it('that turns out to have had no effect after a quarter of an hour is given back, and the approver is told', async () => {
    await lose();
    world.github.down = githubDown();
    await workDecisionsFor(world, 20 * MINUTE);

    world.github.down = undefined;
    itPends();
    await workDecisionsFor(world, 2 * MINUTE);

    expect(world.github.decided).toHaveLength(1);
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await decisions()).toMatchObject([{ state: 'released', failure: 'github-down' }]);
    expect(await keysOfApprover()).toEqual(['outcome-unknown', 'github-down']);
  });

  it('that left late is not given back while it may still be carried out', async () => {
    await click();
    world.github.down = githubDown();
    await workDecisionsFor(world, 13 * MINUTE);
    world.github.down = undefined;
    world.github.failures.push(noAnswer());
    await workDecisionsFor(world, MINUTE);
    itPends();

    await workDecisionsFor(world, 10 * MINUTE);
    const before = await request();
    await workDecisionsFor(world, 10 * MINUTE);

    expect(before).toMatchObject({ state: 'deciding' });
    expect(world.github.decided.length).toBeGreaterThan(0);
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(await keysOfApprover()).toEqual(['outcome-unknown', 'github-down']);
  });

  /** For which failures the approver has got a message. */
  async function keysOfApprover(): Promise<unknown[]> {
    const rows = await records.query(
      `SELECT replace(dedupe_key, 'approver/' || (payload->>'decisionId') || '/', '') AS failure
         FROM deliveries WHERE kind = 'approver-message' ORDER BY id`,
    );
    return rows.map(({ failure }) => failure);
  }

  it('is found to have been carried out when a grant proves it, and the requester is told', async () => {
    await lose();
    world.github.down = githubDown();
    await workDecisionsFor(world, 14 * MINUTE);

    world.github.down = undefined;
    itWasGranted();
    await workDecisionsFor(world, 2 * MINUTE);

    expect(world.github.decided).toHaveLength(1);
    expect(await request()).toMatchObject({ state: 'approved' });
    expect(await decisions()).toEqual([
      { action: 'approve', state: 'done', failure: null, github_login: 'olivia', decided_as: 'app' },
    ]);
    expect(await told()).toEqual(['requester decided']);
  });

  it('is found to have been carried out, and the requester is told, also after the approver was warned', async () => {
    await lose();
    world.github.down = githubDown();
    await workDecisionsFor(world, 60 * MINUTE);

    world.github.down = undefined;
    itWasGranted();
    await workDecisionsFor(world, 2 * MINUTE);

    expect(world.github.decided).toHaveLength(1);
    expect(await request()).toMatchObject({ state: 'approved' });
    expect(await decisions()).toMatchObject([{ state: 'done', failure: null, decided_as: 'app' }]);
    expect(await keysOfApprover()).toEqual(['outcome-unknown']);
    expect(await told()).toEqual(['approver-message', 'requester decided']);
  });

  it('is not sent again while the list may only lag behind', async () => {
    await lose();
    itPends();

    await workDecisionsFor(world, 59_000);

    expect(world.github.decided).toHaveLength(1);
    expect(await theDecision()).toMatchObject({ state: 'sent' });
    expect(world.github.calls.filter((call) => call.startsWith('pendingRequestsOf')).length).toBeGreaterThan(
      1,
    );
  });

  it('is sent again once the list shows that it had no effect, after asking who may decide', async () => {
    await lose({ action: 'deny', reason: 'Too much' });
    itPends();

    await workDecisionsFor(world, 3 * MINUTE);

    const again = world.github.calls.lastIndexOf('decide');
    expect(world.github.decided).toMatchObject(
      Array(2).fill({ patRequestId: 9_001, action: 'deny', reason: 'Too much' }),
    );
    expect(world.github.calls.slice(0, again)).toContain('pendingRequestsOf 1');
    expect(world.github.calls[again - 1]).toBe('membership');
    expect(await decisions()).toMatchObject([{ state: 'done', action: 'deny' }]);
    expect(await told()).toEqual(['requester decided']);
  });

  describe('and that may not be sent again', () => {
    const sso = () => new OutsideError('github', 'refused', 'sso', { link: 'https://github.example/sso' });
    const cases: [string, () => unknown, string, string, number][] = [
      [
        'by an approver who has lost the authority meanwhile',
        () => world.github.memberships.delete('olivia'),
        'released',
        'not-owner',
        1,
      ],
      ...['403', '404', '422'].map((code): (typeof cases)[number] => [
        `since GitHub refuses that: ${code}`,
        () => world.github.failures.push(new OutsideError('github', 'refused', code)),
        'refused',
        `github-${code}`,
        2,
      ]),
    ];

    it.each(cases)(
      'is given back only when it cannot be carried out any more, with the reason: %s',
      async (_, happens, state, failure, calls) => {
        await lose();
        itPends();
        happens();

        await workDecisionsFor(world, 15 * MINUTE);
        const before = [await request(), await told()];
        await workDecisionsFor(world, 2 * MINUTE);

        expect(before).toMatchObject([{ state: 'deciding' }, []]);
        expect(world.github.decided).toHaveLength(calls);
        expect(await request()).toMatchObject({ state: 'pending' });
        expect(await decisions()).toMatchObject([{ state, failure }]);
        expect(await keysOfApprover()).toEqual([failure]);
      },
    );

    it('keeps the page where the approver can mend it', async () => {
      await lose();
      itPends();
      world.github.failures.push(sso());

      await workDecisionsFor(world, 17 * MINUTE);

      const failureLink = sso().options.link;
      expect(await theDecision()).toMatchObject({ state: 'refused', failure: 'github-sso', failureLink });
    });

    it.each(cases)('is found to have been carried out after all: %s', async (_, happens, __, ___, calls) => {
      await lose();
      itPends();
      happens();
      await workDecisionsFor(world, 10 * MINUTE);
      world.github.pending = [];
      itWasGranted();

      await workDecisionsFor(world, 2 * MINUTE);

      expect(world.github.decided).toHaveLength(calls);
      expect(await request()).toMatchObject({ state: 'approved' });
      expect(await decisions()).toMatchObject([{ state: 'done', failure: null }]);
      expect(await told()).toEqual(['requester decided']);
    });
  });

  it('is not taken for carried out because the token had access before it asked for more', async () => {
    const { tokenId, permissions } = aReport().content;
    world.github.grants = [{ tokenId, permissions, grantedAt: new Date(ASKED_AT.getTime() - 1) }];
    await lose();

    await workDecisionsFor(world, 5 * MINUTE);

    expect(await request()).toMatchObject({ state: 'closed' });
    expect(await decisions()).toMatchObject([{ state: 'lost' }]);
  });

  it('is superseded when the lists show the contrary', async () => {
    await lose({ action: 'deny' });
    itWasGranted();

    await workDecisionsFor(world, MINUTE);

    expect(await request()).toMatchObject({ state: 'approved' });
    expect(await decisions()).toMatchObject([
      { state: 'superseded', action: 'deny' },
      { state: 'done', action: 'approve', github_login: 'ghost' },
    ]);
    expect(await told()).toEqual(['approver-message', 'requester decided']);
  });

  it('is given up two minutes after the request is gone, and the approver is told', async () => {
    await lose({ action: 'deny' });

    await workDecisionsFor(world, 115_000);
    const before = await request();
    await workDecisionsFor(world, MINUTE);

    expect(before).toMatchObject({ state: 'deciding' });
    expect(await request()).toMatchObject({ state: 'closed' });
    expect(await decisions()).toMatchObject([{ state: 'lost', failure: 'lost' }]);
    expect(await told()).toEqual(['approver-message']);
  });

  it.each([
    ['the App', BOT, 'done', 'olivia', ['lost']],
    ['another owner', person(OSCAR), 'superseded', 'oscar', ['lost', 'superseded']],
  ] as const)(
    'is settled by a webhook after it was given up: denied by %s',
    async (_, sender, state, decider, messages) => {
      await lose({ action: 'deny', reason: 'Too much' });
      await workDecisionsFor(world, 5 * MINUTE);

      await hear(world, 'denied', { sender });

      expect(await request()).toMatchObject({ state: 'denied' });
      const onRecord = await decisions();
      expect(onRecord).toHaveLength(messages.length);
      expect(onRecord[0]).toMatchObject({ state, github_login: 'olivia' });
      expect(onRecord.at(-1)).toMatchObject({ state: 'done', action: 'deny', github_login: decider });
      expect(await keysOfApprover()).toEqual(messages);
      expect((await told()).filter((kind) => kind !== 'approver-message')).toEqual(['requester decided']);
    },
  );

  it('is settled by a webhook before anybody has to ask', async () => {
    await lose({ action: 'deny' });

    await hear(world, 'denied', { sender: BOT });
    await workDecisionsFor(world, 20 * MINUTE);

    expect(await decisions()).toMatchObject([{ state: 'done', decided_as: 'app' }]);
    expect(await told()).toEqual(['requester decided']);
  });

  it('was none of ours when another owner decided the same', async () => {
    await lose({ action: 'deny', reason: 'Too much' });

    await hear(world, 'denied', { sender: person(OSCAR) });

    expect(await decisions()).toMatchObject([
      { state: 'superseded', github_login: 'olivia' },
      { state: 'done', github_login: 'oscar' },
    ]);
    expect(await told()).toEqual(['approver-message', 'requester decided']);
  });

  it('because our process died is looked up, not repeated, by the next one', async () => {
    await click();
    const [leased] = await leaseDecisions(world);
    if (leased) await world.database.decisions.markSent(leased, NOW, { decidedAs: 'app', delegatedBy: null });
    world.clock.pass(MINUTE);
    itWasGranted();

    await workDecisions(world);

    expect(world.github.decided).toEqual([]);
    expect(await decisions()).toMatchObject([{ state: 'done' }]);
  });

  it('because our process died before it made the call is no loss: the next one makes it', async () => {
    await click();
    await leaseDecisions(world);
    world.clock.pass(MINUTE);

    await workDecisions(world);

    expect(world.github.decided).toHaveLength(1);
    expect(await request()).toMatchObject({ state: 'approved' });
  });

  describe('and that took effect only after it was sent again', () => {
    /** The second call comes too late, for the first was carried out after all. */
    async function comeTooLate(over: Partial<DecisionAsked> = {}, afterwards = () => {}): Promise<void> {
      await lose(over);
      itPends();
      world.github.meanwhile = async () => {
        world.github.pending = [];
        afterwards();
      };
      world.github.failures.push(new OutsideError('github', 'refused', '404'));
      while (world.github.decided.length < 2) await workDecisionsFor(world, 1_000);
    }

    it('is not over yet: that it was sent before is remembered', async () => {
      await comeTooLate({ action: 'deny' });

      const decision = await theDecision();

      expect(decision).toMatchObject({ state: 'sent', failure: null, sentAt: NOW });
      expect(await request()).toMatchObject({ state: 'deciding' });
      expect(await told()).toEqual([]);
    });

    it('keeps the claim when the lists fall silent just then', async () => {
      await comeTooLate({ action: 'deny' }, () => {
        world.github.down = githubDown();
      });

      await workDecisionsFor(world, 30 * MINUTE);

      expect(world.github.decided).toHaveLength(2);
      expect(await request()).toMatchObject({ state: 'deciding' });
      expect(await theDecision()).toMatchObject({ state: 'sent', failure: 'outcome-unknown' });
      expect(await told()).toEqual(['approver-message']);
    });

    it('is the approver’s decision all the same when the App’s webhook says so', async () => {
      await comeTooLate({ action: 'deny', reason: 'Too much' });

      await hear(world, 'denied', { sender: BOT });
      await workDecisionsFor(world, 20 * MINUTE);

      expect(world.github.decided).toHaveLength(2);
      expect(await decisions()).toEqual([
        { action: 'deny', state: 'done', failure: null, github_login: 'olivia', decided_as: 'app' },
      ]);
      expect(await told()).toEqual(['requester decided']);
    });

    it('is the approver’s decision all the same when a grant proves it', async () => {
      await comeTooLate({}, itWasGranted);

      await workDecisionsFor(world, 2 * MINUTE);

      expect(world.github.decided).toHaveLength(2);
      expect(await request()).toMatchObject({ state: 'approved' });
      expect(await decisions()).toEqual([
        { action: 'approve', state: 'done', failure: null, github_login: 'olivia', decided_as: 'app' },
      ]);
      expect(await told()).toEqual(['requester decided']);
    });

    it('is lost when nobody says so within two minutes', async () => {
      await comeTooLate({ action: 'deny' });

      await workDecisionsFor(world, 3 * MINUTE);

      expect(await request()).toMatchObject({ state: 'closed' });
      expect(await decisions()).toMatchObject([{ state: 'lost', failure: 'lost' }]);
      expect(await told()).toEqual(['approver-message']);
    });
  });

  it('is remembered to have been sent while a further call finds GitHub down', async () => {
    await lose({ action: 'deny' });
    itPends();
    world.github.failures.push(githubDown());
    while (world.github.decided.length < 2) await workDecisionsFor(world, 1_000);
    const between = await theDecision();

    await hear(world, 'denied', { sender: BOT });

    expect(between).toMatchObject({ state: 'asked', sentAt: NOW });
    expect(await decisions()).toMatchObject([{ state: 'done', action: 'deny', github_login: 'olivia' }]);
    expect(await told()).toEqual(['requester decided']);
  });

  it('is counted from when the answer failed to come, not from when it was sent', async () => {
    await click();
    world.github.meanwhile = async () => world.clock.pass(20_000);
    world.github.failures.push(noAnswer());

    await workDecisions(world);

    expect(await theDecision()).toMatchObject({ state: 'sent', sentAt: new Date(NOW.getTime() + 20_000) });
  });
});

describe('a decision that the lists showed to be carried out', () => {
  /** GitHub’s answer was lost; its lists show that the request was approved, and it is taken for ours. */
  beforeEach(async () => {
    await click();
    world.github.failures.push(noAnswer());
    itWasGranted();
    await workDecisionsFor(world, MINUTE);
  });

  it.each([
    ['the App', BOT],
    ['the approver, with whose token it was sent', person(OLIVIA)],
  ])('is ours when the webhook names %s', async (_, sender) => {
    await hear(world, 'approved', { sender });

    expect(await decisions()).toEqual([
      { action: 'approve', state: 'done', failure: null, github_login: 'olivia', decided_as: 'app' },
    ]);
    expect(await told()).toEqual(['requester decided']);
  });

  it('was another owner’s when the webhook names them, and the approver is told', async () => {
    const before = await decisions();
    const cards = () => records.query("SELECT id FROM deliveries WHERE kind = 'card'");
    const shown = await cards();

    await hear(world, 'approved', { sender: person(OSCAR) });
    await hear(world, 'approved', { sender: person(OSCAR) });

    expect(before).toMatchObject([{ state: 'done', github_login: 'olivia' }]);
    expect(await decisions()).toMatchObject([
      { action: 'approve', state: 'superseded', failure: 'superseded', github_login: 'olivia' },
      { action: 'approve', state: 'done', failure: null, github_login: 'oscar' },
    ]);
    expect(await request()).toMatchObject({ state: 'approved' });
    expect(await told()).toEqual(['requester decided', 'approver-message']);
    expect(await cards()).toHaveLength(shown.length + 1);
  });
});

describe('reading the details', () => {
  const read = (slackUserId: string, isStranger = false) =>
    readTokenRequest(world, { slackUserId, isStranger }, id);

  it('is for owners, who may decide while the request pends', async () => {
    const pending = await read(SLACK_USERS.olivia);
    await click();
    const deciding = await read(SLACK_USERS.oscar);

    expect(pending).toMatchObject({ mayDecide: true, card: { request: { id, state: 'pending' } } });
    expect(deciding).toMatchObject({
      mayDecide: false,
      card: { decision: { approver: { github: OLIVIA } } },
    });
  });

  it('is for the requester, who may not decide', async () => {
    await world.links.make(SLACK_USERS.mona, MONA, NOW);

    const details = await read(SLACK_USERS.mona);

    expect(details).toMatchObject({ mayDecide: false, card: { request: { id } } });
  });

  it.each([
    ['a member', SLACK_USERS.oscar, false, 'not-yours-to-read'],
    ['somebody who is not linked', 'U0NOBODY', false, 'not-linked'],
    ['a stranger', SLACK_USERS.olivia, true, 'other-workspace'],
  ])('is not for %s', async (_, slackUserId, isStranger, code) => {
    world.github.memberships.set('oscar', { user: OSCAR, state: 'active', role: 'member' });

    const reading = read(slackUserId, isStranger);

    await expect(reading).rejects.toBeInstanceOf(DomainError);
    await expect(reading).rejects.toMatchObject({ code });
  });

  it('is not possible when GitHub does not say who somebody is', async () => {
    world.github.down = githubDown();

    const reading = read(SLACK_USERS.olivia);

    await expect(reading).rejects.toMatchObject({ code: 'github-silent' });
  });
});
