import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { decideTokenRequest } from '../../../src/application/decide-token-request.js';
import { USER_TOKEN_REFUSED } from '../../../src/application/github-ports.js';
import type { GitHubSignIn, SignIn } from '../../../src/application/link-ports.js';
import { createOwnSignIns } from '../../../src/application/own-sign-in.js';
import { forgetRevoked, removeLink } from '../../../src/application/remove-link.js';
import { OutsideError } from '../../../src/domain/errors.js';
import { NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import {
  aClick,
  aProfile,
  createWorldDatabase,
  githubDown,
  hear,
  noAnswer,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workDecisions,
  workDecisionsFor,
  workDeliveries,
} from './use-case-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let records: WorldDatabase;
let world: World;
/** What GitHub is asked to renew, and what it answers. */
let renewed: string[];
let renewal: (refreshToken: string) => Promise<SignIn>;
let revoked: string[];

const signInAt = (issuedAt: Date, name: string): SignIn => ({
  accessToken: `ghu_${name}`,
  accessExpiresAt: new Date(issuedAt.getTime() + 8 * HOUR),
  refreshToken: `ghr_${name}`,
  refreshExpiresAt: null,
});

const gitHubSignIn: GitHubSignIn = {
  authorizeUrl: async () => '',
  exchange: async () => signInAt(NOW, 'exchanged'),
  async renew(refreshToken) {
    renewed.push(refreshToken);
    return renewal(refreshToken);
  },
  whoIs: async () => OLIVIA,
  async revoke(accessToken) {
    revoked.push(accessToken);
  },
};

beforeAll(async () => {
  records = await createWorldDatabase();
});
beforeEach(async () => {
  world = await records.fresh();
  world.policy.decideAs = 'owner';
  renewed = [];
  revoked = [];
  renewal = async () => signInAt(world.clock.now(), 'renewed');
  const { database, clock, log } = world;
  world = { ...world, signIns: createOwnSignIns({ database, clock, log, signIn: gitHubSignIn }) };
  await world.database.links.note(SLACK_USERS.olivia, OLIVIA, NOW);
  await signIn(signInAt(NOW, 'olivia'));
  await hear(world, 'created');
});
afterAll(() => records.drop());

const request = () => theRequest(world, records);
const signIn = (given: SignIn) =>
  world.database.signIns.save({ githubUserId: OLIVIA.id, slackUserId: SLACK_USERS.olivia }, given, NOW);
const click = async (over: Parameters<typeof aClick>[1] = {}) =>
  decideTokenRequest(world, aClick((await request()).id, over));
const decision = async () => {
  const [row] = await records.query(
    'SELECT state, failure, failure_link, decided_as, delegated_by FROM decisions ORDER BY id DESC',
  );
  return row;
};
const bySomebody = (slackUserId: string) => ({ actor: { slackUserId, isStranger: false } });

describe('an owner’s decision', () => {
  it('is sent with their own token, and the record says so', async () => {
    await click();

    await workDecisions(world);

    expect(world.github.decided).toMatchObject([{ action: 'approve', userToken: 'ghu_olivia' }]);
    expect(await decision()).toMatchObject({ state: 'done', decided_as: 'owner', delegated_by: null });
  });

  it('is sent with the App’s token where the operator says so, and the record says so', async () => {
    world.policy.decideAs = 'app';
    await click();

    await workDecisions(world);

    expect(world.github.decided).toMatchObject([{ userToken: null }]);
    expect(await decision()).toMatchObject({ state: 'done', decided_as: 'app', delegated_by: null });
  });

  it('is not taken without a sign-in, and nothing is sent', async () => {
    await world.database.signIns.remove(OLIVIA.id);

    const clicked = click();

    await expect(clicked).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('is given back, and they are told, when the sign-in was removed after the click', async () => {
    await click();
    await world.database.signIns.remove(OLIVIA.id);

    await workDecisions(world);
    await workDeliveries(world);

    expect(world.github.decided).toEqual([]);
    expect(await decision()).toMatchObject({ state: 'released', failure: 'not-signed-in' });
    expect(await request()).toMatchObject({ state: 'pending' });
    expect(world.slack.messages).toMatchObject([
      { to: SLACK_USERS.olivia, notice: { kind: 'decision-failed' } },
    ]);
  });

  it('that needs a SAML session is given back with GitHub’s link to one', async () => {
    const link = 'https://github.example/orgs/acme/sso?authorization_request=A1';
    world.github.pending = [];
    world.github.failures.push(new OutsideError('github', 'refused', 'sso', { link }));
    world.github.pendingRequestsOf = async () => [{ patRequestId: 9_001 } as never];
    await click();

    await workDecisions(world);

    expect(await decision()).toMatchObject({
      state: 'refused',
      failure: 'github-sso',
      failure_link: link,
    });
    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('is given back when Slack says that they were deactivated after the click', async () => {
    await click();
    world.slack.profiles.set(SLACK_USERS.olivia, aProfile(SLACK_USERS.olivia, { deleted: true }));

    await workDecisions(world);

    expect(world.github.decided).toEqual([]);
    expect(await decision()).toMatchObject({ state: 'released', failure: 'not-active' });
  });

  it('waits while Slack does not say who they are, and is sent once it does', async () => {
    const { profile } = world.slack;
    await click();
    world.slack.profile = async () => {
      throw new OutsideError('slack', 'unavailable', 'ECONNREFUSED');
    };
    await workDecisions(world);
    const silent = [...world.github.decided];
    world.slack.profile = profile;

    await workDecisionsFor(world, 5 * MINUTE);

    expect(silent).toEqual([]);
    expect(world.github.decided).toHaveLength(1);
  });
});

describe('a person whom Slack does not vouch for', () => {
  it.each([
    ['a bot', { isBot: true }, 'not-active'],
    ['deactivated', { deleted: true }, 'not-active'],
    ['of another workspace, in a shared channel', { isStranger: true }, 'other-workspace'],
  ])('decides nothing: %s', async (_, over, code) => {
    world.slack.profiles.set(SLACK_USERS.olivia, aProfile(SLACK_USERS.olivia, over));

    const clicked = click();

    await expect(clicked).rejects.toMatchObject({ code });
    expect(await request()).toMatchObject({ state: 'pending' });
  });

  it('decides nothing while Slack is silent', async () => {
    world.slack.profile = async () => {
      throw new OutsideError('slack', 'unknown', 'timeout');
    };

    const clicked = click();

    await expect(clicked).rejects.toMatchObject({ code: 'person-unknown' });
    expect(await request()).toMatchObject({ state: 'pending' });
  });
});

describe('a member of an approver team', () => {
  beforeEach(() => {
    world.policy.approverTeams = ['acme/security', 'globex/security'];
    world.github.memberships.set('oscar', { user: OSCAR, state: 'active', role: 'member' });
    world.github.teamMembers.add('acme/security/oscar');
  });

  it('decides with the App’s token, and the record says on whose delegation', async () => {
    await click(bySomebody(SLACK_USERS.oscar));

    await workDecisions(world);

    expect(world.github.decided).toMatchObject([{ userToken: null }]);
    expect(await decision()).toMatchObject({
      state: 'done',
      decided_as: 'app',
      delegated_by: 'acme/security',
    });
  });

  it('who has left the team after the click decides nothing', async () => {
    await click(bySomebody(SLACK_USERS.oscar));
    world.github.teamMembers.clear();

    await workDecisions(world);

    expect(world.github.decided).toEqual([]);
    expect(await decision()).toMatchObject({ state: 'released', failure: 'not-owner' });
  });

  it.each([
    ['is in the team of another organization only', 'globex/security/oscar'],
    ['is in another team of the organization', 'acme/interns/oscar'],
  ])('decides nothing who %s', async (_, membership) => {
    world.github.teamMembers.clear();
    world.github.teamMembers.add(membership);

    const clicked = click(bySomebody(SLACK_USERS.oscar));

    await expect(clicked).rejects.toMatchObject({ code: 'not-owner' });
  });

  it('decides nothing while GitHub does not say who is in the team', async () => {
    world.github.isTeamMember = async () => {
      throw githubDown();
    };

    const clicked = click(bySomebody(SLACK_USERS.oscar));

    await expect(clicked).rejects.toMatchObject({ code: 'github-silent' });
  });
});

describe('an owner’s token', () => {
  it('is renewed when its eight hours are over, and the old pair is forgotten', async () => {
    world.clock.pass(8 * HOUR);
    await click();

    await workDecisions(world);

    expect(renewed).toEqual(['ghr_olivia']);
    expect(world.github.decided).toMatchObject([{ userToken: 'ghu_renewed' }]);
    expect(await world.database.signIns.find(OLIVIA.id)).toMatchObject({ refreshToken: 'ghr_renewed' });
  });

  it('is renewed once for ten calls at a time, in this process and in another', async () => {
    world.clock.pass(8 * HOUR);
    const { database, clock, log } = world;
    const other = createOwnSignIns({ database, clock, log, signIn: gitHubSignIn });
    const ask = (signIns: typeof other) =>
      signIns.tokenOf(OLIVIA.id).catch((error: unknown) => (error as OutsideError).code);

    const tokens = await Promise.all(
      Array.from({ length: 10 }, (_, index) => ask(index % 2 ? other : world.signIns)),
    );

    expect(renewed).toEqual(['ghr_olivia']);
    expect(new Set(tokens).has('ghu_renewed')).toBe(true);
    // Whoever came while the other was renewing it comes again in a moment.
    expect(tokens.filter((token) => !['ghu_renewed', 'token-being-renewed'].includes(token))).toEqual([]);
    expect(await ask(other)).toBe('ghu_renewed');
  });

  it('that cannot be renewed now delays the decision, which is then made once', async () => {
    world.clock.pass(8 * HOUR);
    await click();
    renewal = async () => {
      throw noAnswer();
    };
    await workDecisions(world);
    const meanwhile = { decided: [...world.github.decided], state: (await request()).state };
    renewal = async () => signInAt(world.clock.now(), 'renewed');

    await workDecisionsFor(world, 5 * MINUTE);

    expect(meanwhile).toEqual({ decided: [], state: 'deciding' });
    expect(world.github.decided).toMatchObject([{ userToken: 'ghu_renewed' }]);
  });

  it('that GitHub will not renew is forgotten, the claim given back, and its owner told', async () => {
    world.clock.pass(8 * HOUR);
    await click();
    renewal = async () => {
      throw new OutsideError('github', 'refused', 'bad_refresh_token');
    };

    await workDecisions(world);

    expect(await decision()).toMatchObject({ state: 'released', failure: 'not-signed-in' });
    expect(await world.database.signIns.find(OLIVIA.id)).toBeUndefined();
    expect(await world.database.links.find(SLACK_USERS.olivia)).toMatchObject({ isSignedIn: false });
  });

  it('is kept when GitHub refuses us rather than the token, as with a wrong client secret', async () => {
    world.clock.pass(8 * HOUR);
    await click();
    renewal = async () => {
      throw new OutsideError('github', 'unavailable', 'incorrect_client_credentials');
    };

    await workDecisionsFor(world, 20 * MINUTE);

    expect(await decision()).toMatchObject({ state: 'released', failure: 'github-down' });
    expect(await world.database.signIns.find(OLIVIA.id)).toMatchObject({ refreshToken: 'ghr_olivia' });
  });

  it('that was renewed for a sign-in that its person has replaced meanwhile is given up, not stored', async () => {
    world.clock.pass(8 * HOUR);
    await click();
    renewal = async () => {
      await signIn(signInAt(world.clock.now(), 'anew'));
      return signInAt(world.clock.now(), 'late');
    };

    await workDecisionsFor(world, 5 * MINUTE);

    expect(revoked).toEqual(['ghu_late']);
    expect(world.github.decided).toMatchObject([{ userToken: 'ghu_anew' }]);
  });

  it('is not stored, and sends nothing, when its person unlinks while it is renewed', async () => {
    world.clock.pass(8 * HOUR);
    await click();
    renewal = async () => {
      await world.database.signIns.remove(OLIVIA.id);
      return signInAt(world.clock.now(), 'late');
    };

    await workDecisions(world);

    expect(revoked).toEqual(['ghu_late']);
    expect(world.github.decided).toEqual([]);
    expect(await decision()).toMatchObject({ state: 'released', failure: 'not-signed-in' });
  });

  it('that GitHub did not take does not overwrite the one that another process has stored since', async () => {
    await signIn(signInAt(NOW, 'newer'));

    await world.signIns.distrust(OLIVIA.id, 'ghu_olivia');

    expect(await world.signIns.tokenOf(OLIVIA.id)).toBe('ghu_newer');
  });

  it('that GitHub does not take before its time is renewed, and the decision sent again', async () => {
    world.github.failures.push(new OutsideError('github', 'unavailable', USER_TOKEN_REFUSED));
    await click();

    await workDecisionsFor(world, 5 * MINUTE);

    expect(world.github.decided).toMatchObject([{ userToken: 'ghu_olivia' }, { userToken: 'ghu_renewed' }]);
    expect(await decision()).toMatchObject({ state: 'done', decided_as: 'owner' });
  });

  it('that never expires is forgotten when GitHub does not take it', async () => {
    await signIn({ ...signInAt(NOW, 'eternal'), accessExpiresAt: null, refreshToken: null });
    world.github.failures.push(new OutsideError('github', 'unavailable', USER_TOKEN_REFUSED));
    await click();

    await workDecisionsFor(world, 5 * MINUTE);

    expect(await decision()).toMatchObject({ state: 'released', failure: 'not-signed-in' });
  });

  it('stands in no log, record, message or error', async () => {
    world.clock.pass(8 * HOUR);
    renewal = async () => {
      throw noAnswer();
    };
    await click();
    await workDecisionsFor(world, 20 * MINUTE);
    await workDeliveries(world);

    const tables = [
      'decisions',
      'deliveries',
      'links',
      'link_credentials',
      'link_attempts',
      'token_requests',
    ];
    const rows = await Promise.all(
      tables.map((table) => records.query(`SELECT row_to_json(x)::text AS text FROM ${table} x`)),
    );

    const all = JSON.stringify([rows, world.log.lines, world.slack.messages]);
    expect(all).not.toMatch(/gh[ur]_/);
  });
});

describe('a link that is removed', () => {
  const webhook = (deliveryId: string) => ({
    deliveryId,
    event: 'github_app_authorization',
    action: 'revoked',
  });

  it('is not removed again by the same webhook, after its person has connected anew', async () => {
    await forgetRevoked(world, OLIVIA, webhook('one'));
    await signIn(signInAt(NOW, 'again'));

    const forgotten = await forgetRevoked(world, OLIVIA, webhook('one'));

    expect(forgotten).toBe(false);
    expect(await world.database.signIns.find(OLIVIA.id)).toMatchObject({ accessToken: 'ghu_again' });
  });

  it('by its person ends the sign-in here and at GitHub', async () => {
    await world.database.links.remove(SLACK_USERS.olivia, 'operator', NOW);
    await world.database.links.make(SLACK_USERS.olivia, OLIVIA, NOW);
    await signIn(signInAt(NOW, 'olivia'));

    const outcome = await removeLink({ ...world, signIn: gitHubSignIn }, SLACK_USERS.olivia);

    expect(outcome).toBe('removed');
    expect(revoked).toEqual(['ghu_olivia']);
    expect(await world.database.links.find(SLACK_USERS.olivia)).toBeUndefined();
    expect(await world.database.signIns.find(OLIVIA.id)).toBeUndefined();
  });

  it('of the operator stays, without its sign-in', async () => {
    const outcomes = [
      await removeLink({ ...world, signIn: gitHubSignIn }, SLACK_USERS.olivia),
      await removeLink({ ...world, signIn: gitHubSignIn }, SLACK_USERS.olivia),
      await removeLink({ ...world, signIn: gitHubSignIn }, SLACK_USERS.mona),
    ];

    expect(outcomes).toEqual(['signed-out', 'of-operator', 'none']);
    expect(await world.database.links.find(SLACK_USERS.olivia)).toMatchObject({ isSignedIn: false });
  });

  it('because GitHub says that the authorization was revoked takes the tokens, and its person is told once', async () => {
    await world.database.links.remove(SLACK_USERS.olivia, 'operator', NOW);
    await world.database.links.make(SLACK_USERS.olivia, OLIVIA, NOW);
    await signIn(signInAt(NOW, 'olivia'));

    const forgotten = [
      await forgetRevoked(world, { id: OLIVIA.id, login: 'renamed' }, webhook('one')),
      await forgetRevoked(world, { id: OLIVIA.id, login: 'renamed' }, webhook('two')),
      await forgetRevoked(world, { id: 999, login: 'olivia' }, webhook('three')),
    ];
    await workDeliveries(world);

    expect(forgotten).toEqual([true, false, false]);
    expect(await world.database.links.find(SLACK_USERS.olivia)).toBeUndefined();
    expect(await world.database.signIns.find(OLIVIA.id)).toBeUndefined();
    expect(world.slack.linkNews).toMatchObject([{ to: SLACK_USERS.olivia, news: { news: 'revoked' } }]);
  });
});
