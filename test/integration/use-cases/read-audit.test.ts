import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AuditStart } from '../../../src/application/ledger-ports.js';
import { AUDIT_PAGE, type AuditModel, readAudit } from '../../../src/application/read-audit.js';
import { sealLedger } from '../../../src/application/seal-ledger.js';
import type { NewLedgerEntry } from '../../../src/domain/ledger.js';
import { parseAuditQuery } from '../../../src/domain/parse-audit-query.js';
import { ACME, MONA, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import { anEntry, append, emptyLedger } from '../ledger-world.js';
import {
  createWorldDatabase,
  githubDown,
  SLACK_USERS,
  type World,
  type WorldDatabase,
} from './use-case-world.js';

const BETA = { id: 1_002, login: 'beta', installationId: 5_002 };
const DAY = 24 * 3_600_000;

let records: WorldDatabase;
let world: World;

beforeAll(async () => {
  records = await createWorldDatabase();
});
beforeEach(async () => {
  world = await records.fresh();
  await emptyLedger(records.query);
  await world.database.organizations.save(ACME);
  // Olivia is an owner of acme, and of nothing else.
  const asked = world.github.membership;
  world.github.membership = async (organization, user, budgetMs) =>
    organization.id === ACME.id ? asked(organization, user, budgetMs) : null;
});
afterAll(async () => {
  await records.drop();
});

const olivia = { slackUserId: SLACK_USERS.olivia, isStranger: false };
function read(typed = '', from: AuditStart | null = null, actor = olivia): Promise<AuditModel> {
  const { query } = parseAuditQuery(typed);
  if (query === undefined) throw new Error(`not a query: ${typed}`);
  return readAudit(world, { actor, query, from });
}
const idsOf = ({ rows }: AuditModel) => rows.map(({ entry }) => entry.id);

describe('reading the ledger', () => {
  it('is for owners: the entries of their organizations and of none, newest first', async () => {
    await world.database.organizations.save(BETA);
    await world.database.ledger.append(
      anEntry(),
      anEntry({ organizationId: BETA.id }),
      anEntry({ kind: 'link-made', organizationId: null, people: [] }),
      anEntry(),
    );
    await sealLedger(world, new Set());

    const model = await read();

    expect(idsOf(model)).toEqual([4, 3, 1]);
    expect(model).toMatchObject({ newer: null, older: null, count: { count: 3, capped: false } });
    expect(model.head).toMatchObject({ seq: 4 });
  });

  it('of another organization is not possible, whatever is asked', async () => {
    await world.database.organizations.save(BETA);
    await world.database.ledger.append(anEntry({ organizationId: BETA.id }));

    const found = await Promise.all(
      ['org:beta', 'owner:mona', 'request:9001', '-org:acme', 'deploy'].map((q) => read(q)),
    );

    expect(found.map(({ count }) => count.count)).toEqual([0, 0, 0, 0, 0]);
  });

  it('shows a member nothing, however much there is', async () => {
    await append(world.database, 3);
    world.github.memberships.set('olivia', { user: OLIVIA, state: 'active', role: 'member' });

    const model = await read();

    expect(model).toMatchObject({ organizations: [], rows: [], count: { count: 0 }, head: null });
  });

  it('shows nothing while GitHub is silent, and says so', async () => {
    await append(world.database, 3);
    world.github.down = githubDown();

    expect(await read()).toMatchObject({ organizations: [], silent: ['acme'], rows: [] });
  });

  it.each([
    ['somebody who is not linked', 'U0NOBODY', false, 'not-linked'],
    ['a stranger', SLACK_USERS.olivia, true, 'other-workspace'],
  ])('is refused to %s', async (_, slackUserId, isStranger, code) => {
    const reading = read('', null, { slackUserId, isStranger });

    await expect(reading).rejects.toMatchObject({ code });
  });
});

describe('the pages of the ledger', () => {
  const last = (model: AuditModel) => model.rows.at(-1)?.entry.id;

  it('lead to the oldest entry and back, each entry once', async () => {
    await append(world.database, 2 * AUDIT_PAGE + 3);

    const first = await read();
    const second = await read('', first.older);
    const third = await read('', second.older);
    const back = await read('', third.newer);
    const front = await read('', back.newer);

    expect([first, second, third].flatMap(idsOf)).toEqual(
      Array.from({ length: 23 }, (_, index) => 23 - index),
    );
    expect([last(first), last(second), last(third)]).toEqual([14, 4, 1]);
    expect([first.newer, third.older]).toEqual([null, null]);
    expect(idsOf(back)).toEqual(idsOf(second));
    expect(back.older).toEqual({ before: 4 });
    expect(idsOf(front)).toEqual(idsOf(first));
    expect(front.newer).toBeNull();
  });

  it('stay where they are while entries are added', async () => {
    await append(world.database, 2 * AUDIT_PAGE);
    const first = await read();

    await append(world.database, 5);

    expect(idsOf(await read('', first.older))).toEqual(Array.from({ length: 10 }, (_, index) => 10 - index));
  });

  it('ask GitHub anew each time', async () => {
    await append(world.database, 2 * AUDIT_PAGE);
    const first = await read();
    world.github.memberships.set('olivia', { user: OLIVIA, state: 'active', role: 'member' });

    const second = await read('', first.older);

    expect(second).toMatchObject({ organizations: [], rows: [] });
  });
});

describe('a query of the ledger finds', () => {
  const decided = (over: Partial<NewLedgerEntry>, login = OSCAR.login): NewLedgerEntry => ({
    ...anEntry({ kind: 'decided', data: { patRequestId: 9_002, action: 'deny' }, ...over }),
    people: [
      { role: 'approver', githubUserId: 1, slackUserId: null, fields: { login, reason: null } },
      {
        role: 'requester',
        githubUserId: 12,
        slackUserId: null,
        fields: { login: 'Max', tokenName: 'CI 100%_Bot' },
      },
    ],
  });
  beforeEach(async () => {
    await world.database.organizations.save(BETA);
    world.github.membership = async () => ({ user: OLIVIA, state: 'active', role: 'admin' });
    await world.database.ledger.append(
      anEntry({ at: new Date(NOW.getTime() - 3 * DAY) }),
      decided({ at: new Date(NOW.getTime() - DAY) }),
      decided({ organizationId: BETA.id, data: { patRequestId: 9_003, action: 'approve' } }, 'olivia'),
      anEntry({
        ...{ kind: 'link-made', organizationId: null, tokenRequestId: null, data: { origin: 'member' } },
        people: [{ role: 'person', githubUserId: MONA.id, slackUserId: 'U0MONA', fields: { login: 'mona' } }],
      }),
      anEntry({ kind: 'person-erased', organizationId: null, data: {}, people: [] }),
    );
  });

  it.each([
    ['', [5, 4, 3, 2, 1]],
    ['owner:mona', [1]],
    ['owner:MAX,mona', [3, 2, 1]],
    ['-owner:max', [5, 4, 1]],
    ['by:oscar', [2]],
    ['by:mona', [4]],
    ['by:max', []],
    ['org:beta', [3]],
    ['-org:beta', [5, 4, 2, 1]],
    ['request:9002', [2]],
    ['-request:9002', [5, 4, 3, 1]],
    ['action:deny', [2]],
    ['action:approve,link-made', [4, 3]],
    ['-action:decided', [5, 4, 1]],
    ['newer:2d', [5, 4, 3, 2]],
    ['older:2d', [1]],
    ['"ci 100%_"', [3, 2]],
    ['"%"', [3, 2]],
    ['-deploy', [5, 4, 3, 2]],
    ['owner:max action:approve', [3]],
  ])('what it asks for: %s', async (typed, ids) => {
    const model = await read(typed);

    expect(idsOf(model)).toEqual(ids);
    expect(model.count).toEqual({ count: ids.length, capped: false });
  });
});
