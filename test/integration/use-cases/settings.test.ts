import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { readOrganizationSettings } from '../../../src/application/read-organization-settings.js';
import { readPreferences } from '../../../src/application/read-preferences.js';
import {
  type SettingsAsked,
  saveOrganizationSettings,
} from '../../../src/application/save-organization-settings.js';
import { savePreferences } from '../../../src/application/save-preferences.js';
import { OutsideError } from '../../../src/domain/errors.js';
import { ACME, MONA, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import { USUAL } from '../../support/usual-settings.js';
import { emptyLedger, ledgerEntries } from '../ledger-world.js';
import {
  aProfile,
  createWorldDatabase,
  githubDown,
  SLACK_USERS,
  type World,
  type WorldDatabase,
} from './use-case-world.js';

const LANGUAGES = ['en', 'fr'];
const LATER = new Date(NOW.getTime() + 3_600_000);

let records: WorldDatabase;
let world: World;
beforeAll(async () => {
  records = await createWorldDatabase();
});
afterAll(async () => {
  await records.drop();
});
beforeEach(async () => {
  world = await records.fresh({
    [SLACK_USERS.olivia]: OLIVIA.login,
    [SLACK_USERS.oscar]: OSCAR.login,
    [SLACK_USERS.mona]: MONA.login,
  });
  await emptyLedger(records.query);
  await world.database.organizations.save(ACME);
  world.github.memberships.set('mona', { user: MONA, state: 'active', role: 'member' });
  world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona));
});

const who = (name: keyof typeof SLACK_USERS) => ({ slackUserId: SLACK_USERS[name], isStranger: false });

/** Olivia changes that in acme. */
function change(changed: SettingsAsked['change'], over: Partial<SettingsAsked> = {}) {
  const asked = { actor: who('olivia'), organizationId: ACME.id, trace: 'click', deadline: LATER };
  return saveOrganizationSettings({ ...world, languages: LANGUAGES }, { ...asked, change: changed, ...over });
}

/** Those of somebody. */
function choose(over: Partial<Parameters<typeof savePreferences>[1]> = {}) {
  const asked = { actor: who('mona'), language: null, timeZone: null, muted: false, notices: {} };
  return savePreferences(
    { ...world, languages: LANGUAGES },
    { ...asked, trace: 'click', deadline: LATER, ...over },
  );
}

const chosen = () => world.database.organizationSettings.find(ACME.id);

describe('the settings of an organization', () => {
  it('are the operator’s until an owner has chosen others', async () => {
    const before = await readOrganizationSettings(world, who('olivia'), ACME.id);
    await change({ channel: 'C0NEW', remindAfterHours: 8 });
    const after = await readOrganizationSettings(world, who('oscar'), ACME.id);

    expect(before).toMatchObject({ settings: USUAL, chosen: {}, organization: { login: 'acme' } });
    expect(after.settings).toEqual({ ...USUAL, channel: 'C0NEW', remindAfterHours: 8 });
    expect(after.chosen).toEqual({ channel: 'C0NEW', remindAfterHours: 8 });
  });

  it('keep what another owner has changed meanwhile', async () => {
    await change({ channel: 'C0NEW' });

    await change({ digestTime: '07:30' }, { actor: who('oscar') });

    expect(await chosen()).toEqual({ channel: 'C0NEW', digestTime: '07:30' });
  });

  it('are the operator’s again when an owner wants that', async () => {
    await change({ channel: 'C0NEW', allClear: true });

    const { saved } = (await change('usual')) as { saved: { settings: object } };

    expect(saved.settings).toEqual(USUAL);
    expect(await chosen()).toEqual({});
  });

  it('are on the record with who changed what, once, and nothing is when nothing changes', async () => {
    await change({ channel: 'C0NEW' });
    await change({ channel: 'C0NEW' });

    const entries = await ledgerEntries(records.query);

    const written = entries.filter(({ kind }) => kind === 'organization-settings-changed');
    expect(written).toMatchObject([
      {
        organization_id: ACME.id,
        data: { organization: 'acme', changed: { channel: { from: USUAL.channel, to: 'C0NEW' } } },
        trace: 'click',
        persons: {
          person: {
            github_user_id: OLIVIA.id,
            slack_user_id: SLACK_USERS.olivia,
            fields: { login: 'olivia' },
          },
        },
      },
    ]);
  });

  it('are put on the record in turn when two owners save at once', async () => {
    await Promise.all([change({ channel: 'C0ONE' }), change({ channel: 'C0TWO' }, { actor: who('oscar') })]);

    const entries = await ledgerEntries(records.query);
    const moves = entries.map(
      ({ data }) => (data.changed as { channel: { from: string; to: string } }).channel,
    );
    expect(moves.map(({ from }) => from)).toEqual([USUAL.channel, moves[0]?.to]);
    expect(await chosen()).toEqual({ channel: moves[1]?.to });
  });
});

describe('whoever may not decide in an organization', () => {
  it.each([
    ['a member', 'settings-not-yours', { actor: who('mona') }],
    ['a person of another workspace', 'other-workspace', { actor: { ...who('olivia'), isStranger: true } }],
    ['somebody who is not linked', 'not-linked', { actor: { slackUserId: 'U0NOBODY', isStranger: false } }],
    ['an owner of another organization', 'settings-not-yours', { organizationId: 4_242 }],
  ])('changes nothing, and reads nothing: %s', async (_, code, over) => {
    const asked = { actor: who('olivia'), organizationId: ACME.id, ...over };

    await expect(change({ channel: 'C0NEW' }, over)).rejects.toMatchObject({ code });
    await expect(readOrganizationSettings(world, asked.actor, asked.organizationId)).rejects.toMatchObject({
      code,
    });

    expect(await chosen()).toEqual({});
    expect(world.slack.tried).toEqual([]);
  });

  it('is everybody while GitHub is silent', async () => {
    world.github.down = githubDown();

    await expect(change({ allClear: true })).rejects.toMatchObject({ code: 'github-silent' });

    expect(await chosen()).toEqual({});
  });

  it('is an owner whom Slack calls deactivated, or of another workspace', async () => {
    const { olivia } = SLACK_USERS;
    world.slack.profiles.set(olivia, aProfile(olivia, { deleted: true }));
    await expect(change({ allClear: true })).rejects.toMatchObject({ code: 'not-active' });
    world.slack.profiles.set(olivia, aProfile(olivia, { isStranger: true }));
    await expect(change({ allClear: true })).rejects.toMatchObject({ code: 'other-workspace' });

    expect(await chosen()).toEqual({});
  });

  it.each(['suspended', 'uninstalled'] as const)('is everybody where the App is %s', async (state) => {
    await world.database.organizations.setState(ACME.id, state, NOW);

    await expect(change({ allClear: true })).rejects.toMatchObject({ code: 'app-not-installed' });

    expect(await chosen()).toEqual({});
  });

  it('is not a member of an approver team', async () => {
    world.policy.approverTeams = ['acme/security'];
    world.github.teamMembers.add('acme/security/mona');

    await change({ allClear: true }, { actor: who('mona') });

    expect(await chosen()).toEqual({ allClear: true });
  });
});

describe('a setting that cannot be', () => {
  it.each([
    [{ channel: '#general' }, 'channel'],
    [{ channel: 'D0DIRECT' }, 'channel'],
    [{ language: 'xx' }, 'language'],
    [{ timeZone: 'Mars/Olympus' }, 'time-zone'],
    [{ timeZone: '+02:00' }, 'time-zone'],
    [{ digestTime: '25:00' }, 'digest-time'],
    [{ working: { days: [], from: '09:00', until: '17:00' } }, 'days'],
    [{ working: { days: [8], from: '09:00', until: '17:00' } }, 'days'],
    [{ working: { days: [1], from: '', until: '17:00' } }, 'hours'],
    [{ working: { days: [1], from: '17:00', until: '09:00' } }, 'hours-order'],
    [{ working: { days: [1], from: '09:00', until: '09:00' } }, 'hours-order'],
    [{ remindAfterHours: -1 }, 'remind-after'],
    [{ remindAfterHours: 1_001 }, 'remind-after'],
    [{ remindOwnersAfterHours: 1.5 }, 'remind-owners-after'],
    [{ remindOwnersAfterHours: Number.NaN }, 'remind-owners-after'],
  ])('is refused with its field, and nothing is saved: %j', async (changed, problem) => {
    const result = await change({ allClear: true, ...changed });

    expect(result).toEqual({ problems: [problem] });
    expect(await chosen()).toEqual({});
  });

  it.each([
    ['not-invited', 'channel-not-invited'],
    ['archived', 'channel-archived'],
    ['refused', 'channel-refused'],
    ['unknown', 'channel-unknown'],
  ] as const)('is a channel in which we cannot post: %s', async (access, problem) => {
    world.slack.channels.set('C0NEW', access);

    const result = await change({ channel: 'C0NEW' });

    expect(result).toEqual({ problems: [problem] });
    expect(world.slack.tried).toMatchObject([{ channel: 'C0NEW', slackUserId: SLACK_USERS.olivia }]);
    expect(await chosen()).toEqual({});
  });

  it('is one that comes after the person was told that it failed', async () => {
    const saving = change({ allClear: true }, { deadline: new Date(NOW.getTime() - 1) });

    await expect(saving).rejects.toMatchObject({ code: 'too-slow' });
    expect(await chosen()).toEqual({});
    expect(await ledgerEntries(records.query)).toEqual([]);
  });
});

describe('a person’s own settings', () => {
  it('are kept, and what was not asked stays as it was', async () => {
    await choose({ notices: { 'own-mail': false, 'digest-message': true } });

    await choose({ language: 'fr', timeZone: 'Asia/Tokyo', muted: true, notices: { 'own-mail': true } });

    expect(await world.database.preferences.find(SLACK_USERS.mona)).toMatchObject({
      ...{ language: 'fr', timeZone: 'Asia/Tokyo', muted: true, unwanted: ['digest-channel-only'] },
    });
  });

  it('are on record once, also what an older version had put there twice', async () => {
    await choose();
    const kept = async () => (await world.database.preferences.find(SLACK_USERS.mona))?.unwanted;
    await records.query("UPDATE preferences SET unwanted = '{own-mail,digest-message}'");

    await choose({ notices: { 'own-message': true } });
    const stillWithout = await kept();
    await choose({ notices: { 'digest-message': true } });
    const opted = await kept();
    await choose({ notices: { 'digest-message': false } });

    expect([stillWithout, opted, await kept()]).toEqual([
      ['own-mail'],
      ['own-mail', 'digest-channel-only'],
      ['own-mail'],
    ]);
  });

  it('go back to Slack’s', async () => {
    await choose({ language: 'fr', timeZone: 'Asia/Tokyo' });

    await choose();

    expect(await world.database.preferences.find(SLACK_USERS.mona)).toMatchObject({
      ...{ language: null, timeZone: null },
    });
  });

  it.each([
    [{ language: 'xx' }, 'language'],
    [{ timeZone: 'Mars/Olympus' }, 'time-zone'],
  ])('are not saved when they cannot be: %j', async (over, problem) => {
    const problems = await choose(over);

    expect(problems).toEqual([problem]);
    expect(await world.database.preferences.find(SLACK_USERS.mona)).toBeUndefined();
  });

  it('bring App Home up to date for whoever has it open', async () => {
    await world.database.homes.opened(SLACK_USERS.mona, NOW);

    await choose({ language: 'fr' });

    const homes = await records.query("SELECT payload FROM deliveries WHERE kind = 'home'");
    expect(homes).toMatchObject([{ payload: { slackUserId: SLACK_USERS.mona } }]);
    expect(world.wake.woken.deliveries).toBe(1);
  });

  it('are nobody’s of another workspace', async () => {
    const actor = { ...who('mona'), isStranger: true };

    await expect(choose({ actor })).rejects.toMatchObject({ code: 'other-workspace' });

    expect(await readPreferences(world, actor)).toBe('stranger');
  });

  it('show which mails were stopped by a link at the address that Slack has of the person, and no others', async () => {
    const address = `${SLACK_USERS.mona}@example.com`;
    await world.database.unwantedMails.add(address.toUpperCase(), 'digest', NOW);
    await world.database.unwantedMails.add('somebody@example.com', 'decision', NOW);

    const before = await readPreferences(world, who('mona'));
    world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: null }));
    const withoutAddress = await readPreferences(world, who('mona'));
    const ofNobody = await readPreferences(world, { slackUserId: 'U0NOBODY', isStranger: false });

    expect(before).toMatchObject({ stopped: ['digest-mail'] });
    expect(withoutAddress).toMatchObject({ stopped: [] });
    expect(ofNobody).toMatchObject({ stopped: [] });
  });

  describe('when mails were stopped by a link', () => {
    const address = `${SLACK_USERS.mona}@example.com`;
    const kinds = ['decision', 'digest'] as const;
    const stopped = () => records.query('SELECT address, kind FROM unwanted_mails ORDER BY address, kind');
    const row = (kind: (typeof kinds)[number], of = address) => ({ address: of.toLowerCase(), kind });
    const OTHER = 'other@example.com';
    beforeEach(async () => {
      for (const kind of kinds) {
        await world.database.unwantedMails.add(address, kind, NOW);
        await world.database.unwantedMails.add(OTHER, kind, NOW);
      }
    });
    const ofOthers = kinds.map((kind) => row(kind, OTHER));

    it.each([
      [{ 'own-mail': true }, ['digest']],
      [{ 'digest-mail': true, 'own-mail': false }, ['decision']],
      [{ 'own-mail': true, 'digest-mail': true }, []],
      [{ 'own-message': true, 'own-mail': false }, ['decision', 'digest']],
      [{}, ['decision', 'digest']],
    ] as const)('bring back those that are wanted, of nobody else: %j', async (notices, left) => {
      await choose({ notices });

      expect(await stopped()).toEqual(
        expect.arrayContaining([...ofOthers, ...left.map((kind) => row(kind))]),
      );
      expect(await stopped()).toHaveLength(2 + left.length);
    });

    it('bring back nothing of an address that the person had before', async () => {
      world.slack.profiles.set(SLACK_USERS.mona, aProfile(SLACK_USERS.mona, { email: 'new@example.com' }));

      await choose({ notices: { 'own-mail': true, 'digest-mail': true } });

      expect(await stopped()).toHaveLength(4);
    });

    it('are not saved while Slack does not say whose address it is', async () => {
      const silent = async () => {
        throw new OutsideError('slack', 'unavailable', 'ratelimited');
      };
      const slack = { ...world.slack, profile: silent };
      const asked = { actor: who('mona'), language: 'fr', timeZone: null, muted: false, trace: 'click' };
      const save = (notices: Parameters<typeof savePreferences>[1]['notices']) =>
        savePreferences({ ...world, slack, languages: LANGUAGES }, { ...asked, notices, deadline: LATER });

      await expect(save({ 'own-mail': true })).rejects.toMatchObject({ code: 'person-unknown' });
      const kept = await world.database.preferences.find(SLACK_USERS.mona);
      const withoutMail = await save({ 'own-mail': false });

      expect(kept).toBeUndefined();
      expect(withoutMail).toEqual([]);
      expect(await stopped()).toHaveLength(4);
    });

    it('are saved with all else or not at all', async () => {
      const late = choose({ notices: { 'own-mail': true }, deadline: new Date(NOW.getTime() - 1) });

      await expect(late).rejects.toMatchObject({ code: 'too-slow' });
      expect(await stopped()).toHaveLength(4);
    });
  });

  it('come with the organizations that the person owns, as GitHub says now', async () => {
    const ofOlivia = await readPreferences(world, who('olivia'));
    const ofMona = await readPreferences(world, who('mona'));
    world.github.down = githubDown();
    const inSilence = await readPreferences(world, who('olivia'));
    const ofNobody = await readPreferences(world, { slackUserId: 'U0NOBODY', isStranger: false });

    expect(ofOlivia).toMatchObject({ organizations: [{ login: 'acme' }], silent: [], isLinked: true });
    expect(ofMona).toMatchObject({ organizations: [], silent: [], isLinked: true });
    expect(inSilence).toMatchObject({ organizations: [], silent: ['acme'], isLinked: true });
    expect(ofNobody).toMatchObject({ organizations: [], silent: [], isLinked: false });
  });
});
