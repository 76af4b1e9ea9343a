// The daily digest of many organizations, a hundred requests waiting in each: posted to Slack and mailed to the owner.
// GitHub is asked two things: who owns an organization, and, before the mail leaves, whether that person still does. So
// the stand-in knows every organization. It does not know the requests, which only a comparison would notice.
import { storeOrganizations } from '../support/records.mjs';
import { CHANNEL, startWorld } from '../support/world.mjs';

const EACH = 100;
const SIZES = [10, 100, 1_000];
/** V8 gives what is young more room the longer there is work, however little is kept: up to here, it has. */
const WARM_UP = 300;
/** The most memory, of a thousand organizations to ten. */
const FLAT = 1.3;

export async function digestRow({ cluster }) {
  const measured = [];
  for (const size of SIZES) measured.push(await measureDigest({ cluster }, size));
  const figures = {};
  for (const [index, size] of SIZES.entries()) {
    figures[`${size.toLocaleString('en')}: seconds`] = measured[index].seconds;
    figures[`${size.toLocaleString('en')}: peak MiB`] = measured[index].peak / 2 ** 20;
  }
  const growth = measured.at(-1).peak / measured[0].peak;
  const wrong = measured.reduce((sum, one) => sum + one.wrong, 0);
  return [
    {
      row: `digest, ${EACH} waiting in each organization`,
      unit: '',
      figures: { ...figures, 'memory, last / first': growth, 'organizations not told once': wrong },
      goal: `memory ≤ ${FLAT} × from ${SIZES[0]} to ${SIZES.at(-1).toLocaleString('en')} organizations; each told once`,
      reached: growth <= FLAT && wrong === 0,
    },
  ];
}

export async function measureDigest({ cluster }, size) {
  const world = await startWorld(cluster);
  try {
    const worker = await world.program('worker', { ...dueSinceMidnight(), SYNC_INTERVAL_SECONDS: '86400' });
    // It would look up what GitHub does not know, so they come after it.
    await world.firstComparison();
    // What is done once for every organization is no part of it: to take over what was set, as was done for acme.
    const followed =
      "SELECT count(*) FROM organizations WHERE login = 'acme' AND settings_followed IS NOT NULL";
    await world.until('the first sweep', async () => (await world.count(followed)) === 1);
    const others = await addOrganizations(world, 'early', WARM_UP);
    await sendDigests(world, WARM_UP);
    const logins = await addOrganizations(world, 'org', size);
    await worker.order('watch');
    const start = performance.now();
    await sendDigests(world, WARM_UP + size);
    const seconds = (performance.now() - start) / 1_000;
    const { peak } = await worker.order('watched');
    return { seconds, peak, wrong: notToldOnce(world, [...others, ...logins]) };
  } finally {
    await world.close();
  }
}

async function addOrganizations(world, prefix, count) {
  const logins = Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
  const organizations = logins.map((login) => world.github.addOrganization({ login, owners: ['olivia'] }));
  await storeOrganizations(world, organizations, EACH);
  return logins;
}

/** An organization gets its first digest on the day after it became known. */
async function sendDigests(world, count) {
  await world.rows("UPDATE organizations SET created_at = now() - interval '2 days' WHERE login <> 'acme'");
  world.wake('sweep');
  const sent = "SELECT count(*) FROM deliveries WHERE kind IN ('digest', 'digest-mail') AND state = 'sent'";
  await world.until('all digests sent', async () => (await world.count(sent)) >= 2 * count, 900);
}

/** A place on earth where it is noon, so that the day's digest is due, and the day does not end meanwhile. */
function dueSinceMidnight() {
  const ahead = 12 - new Date().getUTCHours();
  // The signs of these names are the wrong way round.
  return { DIGEST_TIME: '00:00', DIGEST_TIMEZONE: `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}` };
}

/** Of those who were told twice or not at all, on Slack or by mail. */
function notToldOnce({ slack, mailbox }, logins) {
  const told = new Map();
  const tell = (place, text) => {
    const key = `${place} ${text.split(':')[0]}`;
    told.set(key, (told.get(key) ?? 0) + 1);
  };
  for (const { method, args } of slack.calls) {
    if (method === 'chat.postMessage' && args.channel === CHANNEL) tell('channel', args.text);
  }
  for (const { parsed } of mailbox.mails) tell('mail', parsed.subject ?? '');
  const once = (login) => told.get(`channel ${login}`) === 1 && told.get(`mail ${login}`) === 1;
  return logins.filter((login) => !once(login)).length;
}
