import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { announceDigests } from '../../../src/application/announce-digests.js';
import { announceLedgerHead } from '../../../src/application/announce-ledger-head.js';
import { deliver } from '../../../src/application/deliver.js';
import { refreshDigest } from '../../../src/application/refresh-digest.js';
import { sealLedger } from '../../../src/application/seal-ledger.js';
import { OutsideError } from '../../../src/domain/errors.js';
import type { OrganizationSettings } from '../../../src/domain/organization-settings.js';
import type { GitHubUser } from '../../../src/domain/token-request.js';
import { ACME, MONA, NOW, OLIVIA, OSCAR } from '../../support/builders.js';
import { emptyLedger } from '../ledger-world.js';
import {
  aProfile,
  CHANNEL,
  createWorldDatabase,
  hear,
  person,
  SLACK_USERS,
  theRequest,
  type World,
  type WorldDatabase,
  workDueDeliveries,
} from './use-case-world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP = 30 * MINUTE;
/** A digest is sent so long after its time. */
const SETTLING = 10_000;
const DAY = 24 * HOUR;
const UMBRELLA = { id: 2_002, login: 'umbrella', installationId: 5_002 };

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

const startAt = (instant: string) => world.clock.pass(new Date(instant).getTime() - NOW.getTime());

/** What has come so far is known since long, and was announced. */
async function knownForLong(): Promise<void> {
  await records.query("UPDATE organizations SET created_at = '2026-01-01'");
  await workDueDeliveries(world);
}

/** Two processes look at once, and send what is due. */
async function sweep(context: World = world): Promise<void> {
  await Promise.all([announceDigests(context, 'a'), announceDigests(context, 'b')]);
  await Promise.all([announceLedgerHead(context, 'a'), announceLedgerHead(context, 'b')]);
  world.clock.pass(SETTLING);
  await workDueDeliveries(context);
}

/** Passes the time, looking every half hour; returns when something was posted to a channel. */
async function pass(ms: number, context: World = world): Promise<string[]> {
  const posted: string[] = [];
  for (let passed = 0; passed < ms; passed += STEP) {
    world.clock.pass(STEP - (world.clock.now().getTime() % STEP));
    const before = world.slack.digests.length;
    await sweep(context);
    const more = world.slack.digests.length - before;
    posted.push(...Array.from({ length: more }, () => world.clock.now().toISOString()));
  }
  return posted;
}

const as = (over: Partial<OrganizationSettings>): World => ({ ...world, usual: { ...world.usual, ...over } });
/** GitHub says that these own acme, and nobody else. */
function ownedBy(owners: readonly GitHubUser[]): void {
  const { memberships } = world.github;
  memberships.clear();
  for (const user of owners) memberships.set(user.login, { user, state: 'active', role: 'admin' });
}
const mailed = () => world.mailer.sentDigests.map(({ to }) => to).sort();
const days = (posted: string[]) => posted.map((instant) => instant.slice(0, 10));

describe('the daily digest in the channel', () => {
  it('is posted once a day at its time, by processes that look at once and again', async () => {
    startAt('2026-03-02T07:00:00Z');
    await hear(world, 'created');
    await knownForLong();

    const posted = await pass(3 * DAY);

    expect(posted).toEqual([
      '2026-03-02T09:00:10.000Z',
      '2026-03-03T09:00:10.000Z',
      '2026-03-04T09:00:10.000Z',
    ]);
    expect(world.slack.digests.map(({ to }) => to)).toEqual([CHANNEL, CHANNEL, CHANNEL]);
  });

  it('tells how many pend, the oldest first, and what has changed since the day before', async () => {
    startAt('2026-03-02T07:00:00Z');
    await hear(world, 'created', {}, { requestedAt: new Date('2026-03-01T10:00:00Z') });
    await hear(world, 'created', { patRequestId: 9_002 }, { tokenId: 2, tokenName: 'older' });
    await hear(world, 'created', { patRequestId: 9_003 }, { tokenId: 3 });
    await hear(world, 'created', { patRequestId: 9_004 }, { tokenId: 4 });
    world.clock.pass(HOUR);
    await hear(world, 'approved', { patRequestId: 9_003, sender: person(OSCAR) }, { tokenId: 3 });
    await hear(world, 'cancelled', { patRequestId: 9_004 }, { tokenId: 4 });
    await knownForLong();

    await pass(HOUR);

    const [{ digest } = { digest: undefined }] = world.slack.digests;
    expect(digest).toMatchObject({
      organization: { login: 'acme' },
      waiting: 2,
      since: new Date('2026-03-01T09:00:00Z'),
      until: new Date('2026-03-02T09:00:00Z'),
      changes: {
        added: 4,
        approved: 1,
        denied: 0,
        endedOtherwise: 1,
        deciders: [{ github: { id: OSCAR.id, login: 'oscar' }, approved: 1, denied: 0 }],
      },
    });
    expect(digest?.oldest.map(({ patRequestId }) => patRequestId)).toEqual([9_001, 9_002]);
    expect(digest?.changes.medianMs).toBe(0);
  });

  it('counts nothing twice and leaves nothing out from one day to the next, also when the clocks change', async () => {
    const paris = as({ timeZone: 'Europe/Paris' });
    startAt('2026-03-27T10:00:00Z');
    await hear(world, 'created');
    await knownForLong();

    for (let asked = 1; asked <= 12; asked += 1) {
      await hear(world, 'created', { patRequestId: asked }, { tokenId: asked });
      await pass(6 * HOUR, paris);
    }

    const told = world.slack.digests.map(({ digest }) => digest);
    expect(told.map(({ until }) => until.toISOString())).toEqual([
      '2026-03-27T08:00:00.000Z',
      '2026-03-28T08:00:00.000Z',
      '2026-03-29T07:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
    ]);
    expect(told.map(({ changes }) => changes.added)).toEqual([0, 5, 4, 4]);
    expect(told[1]?.since).toEqual(told[0]?.until);
    expect(told[2]?.since).toEqual(told[1]?.until);
  });

  it.each([
    ['forward', '2026-03-28T00:00:00Z', ['2026-03-28T08:00:10.000Z', '2026-03-29T07:00:10.000Z']],
    ['back', '2026-10-24T00:00:00Z', ['2026-10-24T07:00:10.000Z', '2026-10-25T08:00:10.000Z']],
  ])('comes at its time on the clock when that is put %s', async (_, start, instants) => {
    startAt(start);
    await hear(world, 'created', {}, { tokenExpiresAt: null });
    await knownForLong();

    expect(await pass(46 * HOUR, as({ timeZone: 'Europe/Paris' }))).toEqual(instants);
  });

  it.each([
    ['that clocks skip', '2026-03-28T12:00:00Z'],
    ['that clocks show twice', '2026-10-24T12:00:00Z'],
  ])('comes once at a time %s', async (_, start) => {
    startAt(start);
    await hear(world, 'created', {}, { tokenExpiresAt: null });
    await knownForLong();

    const posted = await pass(30 * HOUR, as({ timeZone: 'Europe/Paris', digestTime: '02:30' }));

    expect(posted.slice(-1)).toHaveLength(1);
    expect(new Set(days(posted)).size).toBe(posted.length);
  });

  it('is sent once on return when it was missed, on the same day', async () => {
    startAt('2026-03-02T07:00:00Z');
    await hear(world, 'created');
    await knownForLong();
    world.clock.pass(10 * HOUR);

    const posted = await pass(4 * HOUR);

    expect(posted).toEqual(['2026-03-02T17:30:10.000Z']);
    expect(world.slack.digests[0]?.digest.until).toEqual(new Date('2026-03-02T09:00:00Z'));
  });

  it('is not made up for on the next day, and the next one goes on where the last one ended', async () => {
    startAt('2026-03-02T07:00:00Z');
    await hear(world, 'created');
    await knownForLong();
    await pass(3 * HOUR);
    world.clock.pass(41 * HOUR);

    const posted = await pass(8 * HOUR);

    expect(posted).toEqual(['2026-03-04T09:00:10.000Z']);
    expect(world.slack.digests[1]?.digest.since).toEqual(new Date('2026-03-02T09:00:00Z'));
  });

  it('is not sent any more when Slack was down until the day was over', async () => {
    startAt('2026-03-02T08:30:00Z');
    await hear(world, 'created');
    await knownForLong();
    const down = Array.from({ length: 400 }, () => new OutsideError('slack', 'unavailable', 'ECONNREFUSED'));
    world.slack.failures.push(...down);
    await pass(15 * HOUR);
    world.slack.failures.splice(0);

    const posted = await pass(10 * HOUR);

    expect(posted).toEqual(['2026-03-03T09:00:10.000Z']);
  });

  it('is taken over by another process when the one that was to send it died', async () => {
    startAt('2026-03-02T09:00:00Z');
    await hear(world, 'created');
    await knownForLong();
    await announceDigests(world, 'dies');
    world.clock.pass(SETTLING);
    const now = world.clock.now();
    await world.database.deliveries.claimDue({
      now,
      leaseUntil: new Date(now.getTime() + 45_000),
      limit: 50,
    });

    const posted = await pass(HOUR);

    expect(posted).toEqual(['2026-03-02T09:30:10.000Z']);
  });

  it('is silent when nothing pends, and says so where that is wanted', async () => {
    startAt('2026-03-02T07:00:00Z');
    await hear(world, 'created');
    await hear(world, 'approved');
    await knownForLong();

    const silent = await pass(DAY);
    const clear = await pass(DAY, as({ allClear: true }));

    expect(silent).toEqual([]);
    expect(clear).toEqual(['2026-03-03T09:00:10.000Z']);
    expect(world.slack.digests[0]?.digest).toMatchObject({ waiting: 0, oldest: [] });
    expect(world.github.calls.filter((call) => call === 'owners')).toHaveLength(1);
  });

  it('tells what changed before a day on which it had nothing to say', async () => {
    startAt('2026-03-02T07:00:00Z');
    await hear(world, 'created');
    await knownForLong();
    await pass(3 * HOUR);
    await hear(world, 'approved', { sender: person(OSCAR) });
    await pass(DAY);
    await hear(world, 'created', { patRequestId: 9_002 }, { tokenId: 2 });

    await pass(DAY);

    const [, next] = world.slack.digests;
    expect(world.slack.digests).toHaveLength(2);
    expect(next?.digest).toMatchObject({
      since: new Date('2026-03-02T09:00:00Z'),
      changes: { added: 1, approved: 1 },
    });
  });

  it('is sent at two minutes to midnight, too', async () => {
    const late = as({ digestTime: '23:58' });
    startAt('2026-03-02T23:58:00Z');
    await hear(world, 'created');
    await knownForLong();
    world.slack.profiles.set(
      SLACK_USERS.olivia,
      aProfile(SLACK_USERS.olivia, { email: 'olivia@acme.example' }),
    );
    world.mailer.failures.push(new OutsideError('smtp', 'unavailable', 'ECONNREFUSED'));
    await sweep(late);
    world.clock.pass(3 * MINUTE);

    await workDueDeliveries(late);

    expect(world.slack.digests).toHaveLength(1);
    expect(mailed()).toEqual(['olivia@acme.example']);
  });

  it('is each organization’s own, with what its owners have chosen', async () => {
    startAt('2026-03-02T07:00:00Z');
    await hear(world, 'created');
    await hear(world, 'created', { organization: UMBRELLA, patRequestId: 9_002 });
    await knownForLong();
    const chosen = { channel: 'C0OTHER', digestTime: '19:00', timeZone: 'Asia/Tokyo', language: 'ja' };
    await world.database.organizationSettings.save(UMBRELLA.id, chosen);

    const posted = await pass(5 * HOUR);

    expect(posted).toEqual(['2026-03-02T09:00:10.000Z', '2026-03-02T10:00:10.000Z']);
    expect(world.slack.digests.map(({ to, digest }) => [to, digest.organization.login])).toEqual([
      [CHANNEL, 'acme'],
      ['C0OTHER', 'umbrella'],
    ]);
    expect(world.slack.digests[1]?.digest.speech).toEqual({ language: 'ja', timeZone: 'Asia/Tokyo' });
  });

  it('is not posted where the App is suspended, also when that happens at the last moment', async () => {
    startAt('2026-03-02T09:00:00Z');
    await hear(world, 'created');
    await hear(world, 'created', { organization: UMBRELLA, patRequestId: 9_002 });
    await knownForLong();
    await world.database.organizations.setState(ACME.id, 'suspended', world.clock.now());
    await announceDigests(world, 't');
    await world.database.organizations.setState(UMBRELLA.id, 'suspended', world.clock.now());

    world.clock.pass(SETTLING);
    await workDueDeliveries(world);

    expect(world.slack.digests).toEqual([]);
    expect(mailed()).toEqual([]);
  });

  it('comes to an organization that is new from its second day on', async () => {
    startAt('2026-03-02T12:00:00Z');
    await hear(world, 'created');
    await records.query("UPDATE organizations SET created_at = '2026-03-02T11:00:00Z'");

    expect(await pass(DAY)).toEqual(['2026-03-03T09:00:10.000Z']);
  });

  it('can be turned off for the channel alone', async () => {
    startAt('2026-03-02T08:30:00Z');
    await hear(world, 'created');
    await knownForLong();
    world.slack.profiles.set(SLACK_USERS.olivia, aProfile(SLACK_USERS.olivia));

    await pass(HOUR, as({ digestInChannel: false }));

    expect(world.slack.digests).toEqual([]);
    expect(mailed()).toEqual([`${SLACK_USERS.olivia}@example.com`]);
  });

  it('reads page after page of many organizations', async () => {
    startAt('2026-03-02T08:30:00Z');
    await hear(world, 'created');
    await records.query(
      `INSERT INTO organizations (id, login, installation_id)
       SELECT 10000 + n, 'org-' || n, n FROM generate_series(1, 210) n`,
    );
    await knownForLong();

    await pass(STEP);

    const [row] = await records.query<{ count: number }>(
      "SELECT count(*)::int AS count FROM deliveries WHERE kind = 'digest' AND state = 'sent'",
    );
    expect(row?.count).toBe(211);
    expect(world.slack.digests).toHaveLength(1);
  });
});

describe('the digest to owners', () => {
  beforeEach(async () => {
    startAt('2026-03-02T08:30:00Z');
    await hear(world, 'created');
    await knownForLong();
  });

  it('goes by e-mail to the linked Slack profile’s address, else to GitHub’s public one', async () => {
    world.slack.profiles.set(
      SLACK_USERS.olivia,
      aProfile(SLACK_USERS.olivia, { email: 'olivia@acme.example' }),
    );
    ownedBy([OLIVIA, { id: 77, login: 'octavia' }]);
    world.github.emails.set('octavia', 'octavia@acme.example');
    await world.database.preferences.choose(SLACK_USERS.olivia, { language: 'fr', timeZone: 'Europe/Paris' });

    await pass(DAY);

    expect(mailed()).toEqual(['octavia@acme.example', 'olivia@acme.example']);
    const speeches = world.mailer.sentDigests.map(({ to, speech }) => [to, speech.language]);
    expect(new Map(speeches as [string, string][])).toEqual(
      new Map([
        ['octavia@acme.example', 'en'],
        ['olivia@acme.example', 'fr'],
      ]),
    );
  });

  it('goes to DIGEST_EMAILS, once, when owners have no known address', async () => {
    const digestEmails = ['security@acme.example', 'Security@acme.example', 'audit@acme.example'];

    await pass(DAY, { ...world, digestEmails });

    expect(mailed()).toEqual(['audit@acme.example', 'security@acme.example']);
  });

  it('goes to nobody who does not want it', async () => {
    world.slack.profiles.set(
      SLACK_USERS.olivia,
      aProfile(SLACK_USERS.olivia, { email: 'olivia@acme.example' }),
    );
    world.slack.profiles.set(SLACK_USERS.oscar, aProfile(SLACK_USERS.oscar, { email: 'oscar@acme.example' }));
    await world.database.unwantedMails.add('Olivia@acme.example', 'digest', world.clock.now());
    await world.database.preferences.choose(SLACK_USERS.oscar, { unwanted: ['digest-mail'] });

    await pass(DAY, { ...world, digestEmails: ['security@acme.example'] });

    expect(mailed()).toEqual([]);
  });

  it('goes to nobody who has muted it, also when only their e-mail address is known', async () => {
    const octavia = { id: 77, login: 'octavia' };
    ownedBy([octavia]);
    world.github.emails.set('octavia', 'U0OCTAVIA@example.com');
    world.slack.profiles.set('U0OCTAVIA', aProfile('U0OCTAVIA', { email: 'U0OCTAVIA@example.com' }));
    await world.database.preferences.choose('U0OCTAVIA', { muted: true });

    await pass(DAY);

    expect(mailed()).toEqual([]);
  });

  it('is sent to nobody who is no owner any more by then (invariant 5)', async () => {
    await world.database.preferences.choose(SLACK_USERS.oscar, { unwanted: ['digest-channel-only'] });
    ownedBy([OSCAR]);
    world.slack.profiles.set(SLACK_USERS.oscar, aProfile(SLACK_USERS.oscar, { email: 'oscar@acme.example' }));
    const down = () => new OutsideError('slack', 'unavailable', 'ECONNREFUSED');
    world.slack.failures.push(down(), down());
    world.mailer.failures.push(new OutsideError('smtp', 'unavailable', 'ECONNREFUSED'));
    await pass(STEP);
    ownedBy([OLIVIA]);

    await pass(HOUR);

    expect(world.slack.digests.map(({ to }) => to)).toEqual([CHANNEL]);
    expect(mailed()).toEqual([]);
  });

  it('is left out when the link in a mail was clicked just before', async () => {
    world.slack.profiles.set(
      SLACK_USERS.olivia,
      aProfile(SLACK_USERS.olivia, { email: 'olivia@acme.example' }),
    );
    world.mailer.failures.push(new OutsideError('smtp', 'unavailable', 'ECONNREFUSED'));
    await pass(STEP);
    await world.database.unwantedMails.add('olivia@acme.example', 'digest', world.clock.now());

    await pass(HOUR);

    expect(mailed()).toEqual([]);
  });

  it('comes as a direct message only to those who have said that the channel is not enough', async () => {
    await world.database.preferences.choose(SLACK_USERS.oscar, { unwanted: ['digest-channel-only'] });

    await pass(DAY);

    expect(world.slack.digests.map(({ to }) => to).sort()).toEqual([CHANNEL, SLACK_USERS.oscar]);
  });

  it('asks GitHub live who they are, and again when it does not answer', async () => {
    ownedBy([MONA]);
    world.github.emails.set('mona', 'mona@acme.example');
    world.github.down = new OutsideError('github', 'unavailable', 'ECONNREFUSED');
    await pass(HOUR);
    world.github.down = undefined;

    await pass(5 * HOUR);

    expect(mailed()).toEqual(['mona@acme.example']);
    expect(world.slack.digests).toHaveLength(1);
  });

  it('is tried again for one whose mail server is down, and sent to the others', async () => {
    ownedBy([MONA, { id: 77, login: 'octavia' }]);
    world.github.emails.set('mona', 'mona@acme.example').set('octavia', 'octavia@acme.example');
    world.mailer.failures.push(new OutsideError('smtp', 'unavailable', 'ECONNREFUSED'));

    await pass(DAY);

    expect(mailed()).toEqual(['mona@acme.example', 'octavia@acme.example']);
  });

  it('is not sent by e-mail where there is no mail server', async () => {
    await pass(DAY, { ...world, mailer: undefined } as unknown as World);

    const kinds = await records.query<{ kind: string }>(
      "SELECT kind FROM deliveries WHERE kind LIKE 'digest%'",
    );
    expect(kinds.map(({ kind }) => kind).sort()).toEqual(['digest', 'digest-owners']);
  });
});

describe('the head of the ledger', () => {
  beforeEach(async () => {
    startAt('2026-03-02T08:30:00Z');
  });

  it('is a line of the digest, and no message of its own', async () => {
    await hear(world, 'created');
    await hear(world, 'created', { organization: UMBRELLA, patRequestId: 9_002 });
    await knownForLong();
    await sealLedger(world, new Set());

    await pass(DAY);

    const heads = world.slack.digests.map(({ digest }) => digest.head);
    expect(heads.filter((head) => head !== null)).toHaveLength(1);
    expect(world.slack.heads).toEqual([]);
  });

  it('is carried by a digest that is tried again', async () => {
    await hear(world, 'created');
    await knownForLong();
    await sealLedger(world, new Set());
    const down = () => new OutsideError('slack', 'unavailable', 'ECONNREFUSED');
    world.slack.failures.push(down(), down(), down());

    await pass(DAY);

    expect(world.slack.digests.filter(({ digest }) => digest.head !== null)).toHaveLength(1);
    expect(world.slack.heads).toEqual([]);
  });

  it('is posted on its own when the digest that was to carry it cannot be posted', async () => {
    await hear(world, 'created');
    await knownForLong();
    await sealLedger(world, new Set());
    world.slack.failures.push(new OutsideError('slack', 'refused', 'invalid_blocks'));

    await pass(6 * HOUR);

    expect(world.slack.digests).toEqual([]);
    expect(world.slack.heads).toHaveLength(1);
  });

  it('is posted on its own on a day without a digest, and to a channel that gets none', async () => {
    await hear(world, 'created');
    await hear(world, 'approved');
    await knownForLong();
    await sealLedger(world, new Set());

    await pass(DAY);

    expect(world.slack.digests).toEqual([]);
    expect(world.slack.heads).toHaveLength(1);
  });
});

describe('a digest that somebody clicks in', () => {
  async function posted() {
    startAt('2026-03-02T08:30:00Z');
    await hear(world, 'created');
    await hear(world, 'created', { patRequestId: 9_002 }, { tokenId: 2 });
    await knownForLong();
    await pass(STEP);
    const [{ digest } = { digest: undefined }] = world.slack.digests;
    if (!digest) throw new Error('there is no digest');
    const tokenRequestIds = digest.oldest.map(({ id }) => id);
    return { digestId: digest.digestId, channel: CHANNEL, ts: 'digest-1', tokenRequestIds };
  }

  it('shows what has become of its requests, in their order, until none is being decided', async () => {
    const clicked = await posted();
    const request = await theRequest(world, records);
    await world.database.tokenRequests.claim(request.id);
    await refreshDigest(world, clicked, 'click');
    await refreshDigest(world, clicked, 'click again');
    await workDueDeliveries(world);
    await hear(world, 'approved');

    world.clock.pass(MINUTE);
    await workDueDeliveries(world);

    const seen = world.slack.updatedDigests.map(({ digest }) => [
      digest.waiting,
      ...digest.oldest.map(({ state }) => state),
    ]);
    expect(seen).toEqual([
      [1, 'deciding', 'pending'],
      [1, 'approved', 'pending'],
    ]);
  });

  it('stays in the language of who got it in person', async () => {
    const unwanted = ['digest-channel-only'] as const;
    await world.database.preferences.choose(SLACK_USERS.oscar, { unwanted: [...unwanted], language: 'ja' });
    await posted();
    const index = world.slack.digests.findIndex(({ to }) => to === SLACK_USERS.oscar);
    const own = world.slack.digests[index]?.digest;
    if (!own) throw new Error('oscar got no digest');
    const tokenRequestIds = own.oldest.map(({ id }) => id);
    const ts = `digest-${index + 1}`;

    await refreshDigest(world, { digestId: own.digestId, channel: 'D1', ts, tokenRequestIds }, 'click');
    await workDueDeliveries(world);

    expect(world.slack.updatedDigests.map(({ digest }) => digest.speech.language)).toEqual(['ja']);
  });

  it('shows nothing in a message that another database has posted, and nothing of other organizations', async () => {
    const clicked = await posted();
    await hear(world, 'created', { organization: UMBRELLA, patRequestId: 9_009 });
    const other = await theRequest(world, records, 9_009);

    await refreshDigest(world, { ...clicked, ts: 'another' }, 'click');
    await refreshDigest(world, { ...clicked, tokenRequestIds: [other.id] }, 'click');
    await workDueDeliveries(world);

    expect(world.slack.updatedDigests).toMatchObject([{ ts: 'digest-1', digest: { oldest: [] } }]);
  });

  it('is left alone when somebody has deleted it', async () => {
    const clicked = await posted();
    world.slack.failures.push(new OutsideError('slack', 'refused', 'message_not_found'));
    await refreshDigest(world, clicked, 'click');

    await workDueDeliveries(world);

    expect(world.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('a delivery of a digest', () => {
  it('that another version has written is tried again, not lost', async () => {
    startAt('2026-03-02T09:00:00Z');
    await hear(world, 'created');
    await knownForLong();
    await announceDigests(world, 't');
    await records.query(`UPDATE deliveries SET payload = payload - 'date' WHERE kind = 'digest'`);
    world.clock.pass(SETTLING);
    const now = world.clock.now();
    const [delivery] = await world.database.deliveries.claimDue({
      now,
      leaseUntil: new Date(now.getTime() + 45_000),
      limit: 1,
    });

    if (delivery) await deliver(world, delivery);

    const [row] = await records.query<{ state: string }>(
      "SELECT state FROM deliveries WHERE kind = 'digest'",
    );
    expect(row?.state).toBe('pending');
  });
});
