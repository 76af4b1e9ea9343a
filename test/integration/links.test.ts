import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { SignIn } from '../../src/application/link-ports.js';
import type { Database } from '../../src/application/ports.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { createVault } from '../../src/persistence/vault.js';
import { MONA, NOW, OLIVIA, OSCAR } from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const KEY = Buffer.alloc(32, 1);
const NEW_KEY = Buffer.alloc(32, 2);
const SIGN_IN: SignIn = {
  accessToken: 'ghu_access',
  accessExpiresAt: new Date(NOW.getTime() + 8 * 3_600_000),
  refreshToken: 'ghr_refresh',
  refreshExpiresAt: new Date('2126-01-01T00:00:00.000Z'),
};
const LATER = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);

let testDatabase: TestDatabase;
let source: DataSource;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  source = await createDataSource({ url: testDatabase.url }).initialize();
  database = createDatabase(source, () => NOW, { vault: createVault({ current: KEY }) });
});
beforeEach(async () => {
  await source.query('DELETE FROM links');
  await source.query('DELETE FROM link_attempts');
});
afterAll(async () => {
  await source.destroy();
  await testDatabase.drop();
});

const pairs = async () => {
  const rows: { slack: string; login: string }[] = await source.query(
    'SELECT slack_user_id AS slack, github_login AS login FROM links ORDER BY slack_user_id',
  );
  return rows.map(({ slack, login }) => `${slack}=${login}`);
};
const keepOperators = (logins: Record<string, string>) =>
  database.transaction((records) => records.links.keepOperators(new Map(Object.entries(logins)), NOW));
const make = (slackUserId: string, user = OLIVIA) =>
  database.transaction((records) => records.links.make(slackUserId, user, NOW));

describe('a link', () => {
  it('is found by the Slack user and by the GitHub account, whatever that is called by now', async () => {
    await make('U0OLIVIA');

    const found = [
      await database.links.find('U0OLIVIA'),
      await database.links.ofGitHubUser({ id: OLIVIA.id, login: 'renamed' }),
      await database.links.ofGitHubUser({ id: 999, login: OLIVIA.login }),
      await database.links.find('U0OMAR'),
    ];

    const link = { slackUserId: 'U0OLIVIA', github: OLIVIA, byOperator: false, isSignedIn: false };
    expect(found).toEqual([link, link, undefined, undefined]);
  });

  it('is one for a Slack user: another account replaces the one before, with its sign-in', async () => {
    await make('U0OLIVIA');
    await database.signIns.save({ githubUserId: OLIVIA.id, slackUserId: 'U0OLIVIA' }, SIGN_IN, NOW);

    await make('U0OLIVIA', OSCAR);

    expect(await pairs()).toEqual(['U0OLIVIA=oscar']);
    expect(await database.signIns.find(OLIVIA.id)).toBeUndefined();
  });

  it('is one for a GitHub account', async () => {
    await make('U0OLIVIA');

    const second = make('U0OTHER');

    await expect(second).rejects.toMatchObject({ code: 'link-taken' });
    expect(await pairs()).toEqual(['U0OLIVIA=olivia']);
  });

  it('is made by one of two who confirm the same account at once, and the other is told why not', async () => {
    const made = await Promise.allSettled(['U0ONE', 'U0TWO', 'U0THREE'].map((id) => make(id)));

    const reasons = made.map((one) => (one.status === 'rejected' ? one.reason.code : 'made')).sort();
    expect(reasons).toEqual(['link-taken', 'link-taken', 'made']);
    expect(await pairs()).toHaveLength(1);
  });

  it('takes its sign-in with it when it is removed', async () => {
    await make('U0OLIVIA');
    await database.signIns.save({ githubUserId: OLIVIA.id, slackUserId: 'U0OLIVIA' }, SIGN_IN, NOW);

    const removed = [
      await database.links.remove('U0OLIVIA', 'unlinked', NOW),
      await database.links.remove('U0OLIVIA', 'unlinked', NOW),
    ];

    expect(removed).toEqual([true, false]);
    expect(await source.query('SELECT * FROM link_credentials')).toEqual([]);
  });
});

describe('a link of the operator', () => {
  it('comes and goes with what stands in the environment', async () => {
    await keepOperators({ U0OLIVIA: 'olivia', U0OSCAR: 'oscar' });
    const before = await pairs();

    await keepOperators({ U0OSCAR: 'oscar', U0MONA: 'mona' });

    expect(before).toEqual(['U0OLIVIA=olivia', 'U0OSCAR=oscar']);
    expect(await pairs()).toEqual(['U0MONA=mona', 'U0OSCAR=oscar']);
  });

  it('goes before links that people made, of the Slack user and of the account', async () => {
    await make('U0OLIVIA', OLIVIA);
    await make('U0MONA', MONA);

    await keepOperators({ U0OLIVIA: 'oscar', U0BOSS: 'Mona' });

    expect(await pairs()).toEqual(['U0BOSS=Mona', 'U0OLIVIA=oscar']);
  });

  it('is of whoever has the login when GitHub is first asked, and not of who has it later', async () => {
    await keepOperators({ U0OLIVIA: 'olivia' });

    await database.links.note('U0OLIVIA', OLIVIA, NOW);
    await database.links.note('U0OLIVIA', { id: 999, login: 'olivia' }, NOW);
    await database.links.note('U0OLIVIA', { id: OLIVIA.id, login: 'olivia-renamed' }, NOW);
    await keepOperators({ U0OLIVIA: 'olivia' });

    expect(await database.links.find('U0OLIVIA')).toMatchObject({
      github: { id: OLIVIA.id, login: 'olivia-renamed' },
      byOperator: true,
    });
  });

  it('takes over what the person has shown already: the account and the sign-in stay', async () => {
    await make('U0OLIVIA', OLIVIA);
    await database.signIns.save({ githubUserId: OLIVIA.id, slackUserId: 'U0OLIVIA' }, SIGN_IN, NOW);

    await keepOperators({ U0OLIVIA: 'Olivia' });

    expect(await database.links.find('U0OLIVIA')).toMatchObject({
      github: { id: OLIVIA.id },
      byOperator: true,
      isSignedIn: true,
    });
  });

  it('is not made twice by two processes that start at once', async () => {
    await Promise.all(
      Array.from({ length: 4 }, () => keepOperators({ U0OLIVIA: 'olivia', U0OSCAR: 'oscar' })),
    );

    expect(await pairs()).toEqual(['U0OLIVIA=olivia', 'U0OSCAR=oscar']);
  });
});

describe('a sign-in', () => {
  const owner = { githubUserId: OLIVIA.id, slackUserId: 'U0OLIVIA' };
  beforeEach(async () => {
    await make('U0OLIVIA');
    await database.signIns.save(owner, SIGN_IN, NOW);
  });

  it('is stored so that nothing of it can be read in the database', async () => {
    const [row] = await source.query('SELECT row_to_json(c)::text AS text FROM link_credentials c');

    expect(row.text).not.toContain('ghu_access');
    expect(row.text).not.toContain('ghr_refresh');
    expect(await database.signIns.find(OLIVIA.id)).toMatchObject(SIGN_IN);
    expect(await database.links.find('U0OLIVIA')).toMatchObject({ isSignedIn: true });
  });

  it('of another person, put in its row, is none', async () => {
    await make('U0OSCAR', OSCAR);
    await database.signIns.save({ githubUserId: OSCAR.id, slackUserId: 'U0OSCAR' }, SIGN_IN, NOW);

    await source.query(
      `UPDATE link_credentials SET sealed = (SELECT sealed FROM link_credentials WHERE github_user_id = $1)
        WHERE github_user_id = $2`,
      [OLIVIA.id, OSCAR.id],
    );

    expect(await database.signIns.find(OSCAR.id)).toBeUndefined();
  });

  it('may be renewed by one process at a time, and by another when that has died', async () => {
    const leases = [
      await database.signIns.lease(OLIVIA.id, NOW, LATER(20)),
      await database.signIns.lease(OLIVIA.id, LATER(19), LATER(39)),
      await database.signIns.lease(OLIVIA.id, LATER(20), LATER(40)),
    ];
    const { version = '' } = (await database.signIns.find(OLIVIA.id)) ?? {};
    await database.signIns.renew(OLIVIA.id, version, { ...SIGN_IN, accessToken: 'ghu_next' }, LATER(21));
    leases.push(await database.signIns.lease(OLIVIA.id, LATER(22), LATER(42)));

    expect(leases).toEqual([true, false, true, true]);
    expect(await database.signIns.find(OLIVIA.id)).toMatchObject({ accessToken: 'ghu_next' });
  });

  it('is encrypted anew when the key changes, and afterwards needs the one before no more', async () => {
    const changing = createDatabase(source, () => NOW, {
      vault: createVault({ current: NEW_KEY, previous: KEY }),
    });
    const after = createDatabase(source, () => NOW, { vault: createVault({ current: NEW_KEY }) });
    const unreadable = await after.signIns.rotate();

    const rotated = [await changing.signIns.rotate(), await changing.signIns.rotate()];

    expect(unreadable).toEqual({ rotated: 0, unreadable: 1 });
    expect(rotated).toEqual([
      { rotated: 1, unreadable: 0 },
      { rotated: 0, unreadable: 0 },
    ]);
    expect(await after.signIns.find(OLIVIA.id)).toMatchObject(SIGN_IN);
    expect(await database.signIns.find(OLIVIA.id)).toBeUndefined();
  });
});

describe('a way through GitHub’s sign-in', () => {
  const ID = '0b5a9c1e-1111-4222-8333-444455556666';
  const offer = () =>
    database.linkAttempts.offer({
      id: ID,
      ticket: 'ticket',
      slackUserId: 'U0MAX',
      resume: { kind: 'request', tokenRequestId: 7 },
      at: NOW,
      expiresAt: LATER(600),
    });
  const start = (now = NOW, state = 'state', browser = 'browser') =>
    database.linkAttempts.start('ticket', { state, browser, verifier: 'verifier', now });
  const comeBack = async (state = 'state', browser = 'browser') => {
    const returned = await database.linkAttempts.takeReturn(state, browser, NOW);
    return database.linkAttempts.authorize(ID, returned?.visit ?? '', MONA, SIGN_IN);
  };
  const authorize = async () => {
    await start();
    await comeBack();
  };
  const confirmation = { attemptId: ID, browser: 'browser', githubUserId: MONA.id };

  it('leads from the link to the confirmation, and remembers what the person wanted', async () => {
    await offer();

    const started = await start();
    const returned = await database.linkAttempts.takeReturn('state', 'browser', NOW);
    await database.linkAttempts.authorize(ID, returned?.visit ?? '', MONA, SIGN_IN);
    const asked = await database.linkAttempts.authorized(ID, 'browser', NOW);
    const confirmed = await database.linkAttempts.takeConfirmation(confirmation, NOW);

    const attempt = { id: ID, slackUserId: 'U0MAX', resume: { kind: 'request', tokenRequestId: 7 } };
    expect(started).toMatchObject(attempt);
    expect(returned).toMatchObject({ attempt, verifier: 'verifier' });
    expect(asked).toMatchObject({ ...attempt, github: MONA });
    expect(confirmed).toMatchObject({ attempt, signIn: SIGN_IN });
  });

  it('stores no ticket, state, cookie, verifier or token as it is', async () => {
    await offer();
    await authorize();

    const [row] = await source.query('SELECT row_to_json(a)::text AS text FROM link_attempts a');

    for (const secret of ['"ticket"', '"state":"state"', 'browser"', 'verifier', 'ghu_', 'ghr_']) {
      expect(row.text.replaceAll(/"(\w+)":/g, '')).not.toContain(secret);
    }
  });

  it('is good once: no step can be done a second time', async () => {
    await offer();
    await start();

    const returns = [
      await database.linkAttempts.takeReturn('state', 'browser', NOW),
      await database.linkAttempts.takeReturn('state', 'browser', NOW),
    ];
    await database.linkAttempts.authorize(ID, returns[0]?.visit ?? '', MONA, SIGN_IN);
    const confirmations = [
      await database.linkAttempts.takeConfirmation(confirmation, NOW),
      await database.linkAttempts.takeConfirmation(confirmation, NOW),
    ];
    const again = await start();

    expect(returns.map((taken) => taken !== undefined)).toEqual([true, false]);
    expect(confirmations.map((taken) => taken !== undefined)).toEqual([true, false]);
    expect(again).toBeUndefined();
  });

  it('is confirmed by one of two that confirm at once', async () => {
    await offer();
    await authorize();

    const taken = await Promise.all(
      Array.from({ length: 5 }, () => database.linkAttempts.takeConfirmation(confirmation, NOW)),
    );

    expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
  });

  it('goes on in the browser that began it, and in no other', async () => {
    await offer();
    await start();

    const elsewhere = await database.linkAttempts.takeReturn('state', 'another browser', NOW);
    await comeBack();
    const read = await database.linkAttempts.authorized(ID, 'another browser', NOW);
    const confirmed = await database.linkAttempts.takeConfirmation(
      { ...confirmation, browser: 'another browser' },
      NOW,
    );

    expect([elsewhere, read, confirmed]).toEqual([undefined, undefined, undefined]);
  });

  it('ends for whoever is asked about by us when somebody else opens the link or comes back meanwhile', async () => {
    await offer();
    await start(NOW, 'of the owner', 'browser of the owner');
    const owner = await database.linkAttempts.takeReturn('of the owner', 'browser of the owner', NOW);
    await start(NOW, 'of the thief', 'browser of the thief');
    await database.linkAttempts.takeReturn('of the thief', 'browser of the thief', NOW);

    const authorized = await database.linkAttempts.authorize(ID, owner?.visit ?? '', MONA, SIGN_IN);

    expect(authorized).toBe(false);
    expect(await database.linkAttempts.authorized(ID, 'browser of the thief', NOW)).toBeUndefined();
  });

  it('is confirmed for the account that the page has named, and for no other', async () => {
    await offer();
    await authorize();

    const confirmed = await database.linkAttempts.takeConfirmation(
      { ...confirmation, githubUserId: OLIVIA.id },
      NOW,
    );

    expect(confirmed).toBeUndefined();
  });

  it('gives back the sign-ins that nobody has confirmed, when it is forgotten', async () => {
    await offer();
    await authorize();

    const unneeded = await database.linkAttempts.forgetBefore(LATER(601));

    expect(unneeded).toEqual([SIGN_IN]);
  });

  it('takes only the answer to the last question that GitHub was asked', async () => {
    await offer();
    await start(NOW, 'first');
    await start(NOW, 'second');

    const first = await database.linkAttempts.takeReturn('first', 'browser', NOW);
    const second = await database.linkAttempts.takeReturn('second', 'browser', NOW);

    expect(first).toBeUndefined();
    expect(second).toBeDefined();
  });

  it('ends after ten minutes, at every step', async () => {
    await offer();
    const late = [await start(LATER(600))];
    await start();
    late.push((await database.linkAttempts.takeReturn('state', 'browser', LATER(600)))?.attempt);
    await comeBack();
    late.push(await database.linkAttempts.authorized(ID, 'browser', LATER(600)));
    late.push((await database.linkAttempts.takeConfirmation(confirmation, LATER(600)))?.attempt);

    await database.linkAttempts.forgetBefore(LATER(601));

    expect(late).toEqual([undefined, undefined, undefined, undefined]);
    expect(await source.query('SELECT * FROM link_attempts')).toEqual([]);
  });
});
