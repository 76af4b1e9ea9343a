import { PEOPLE, REVIEW_CHANNEL } from '../../../src/sandbox/people.js';
import { ACTIONS } from '../../../src/slack/action-ids.js';
import type { Bench } from './bench.js';
import { inTime, quiet } from './quiet.js';
import { pending, type Scenario } from './scenario.js';
import { digestsOf, type Story } from './story.js';

const DAY_MS = 24 * 3_600_000;
/** After its time, when what was recorded before it is there to be counted. */
const SENT_AFTER_MS = 11_000;

/** A day's digest: to the channel, to an owner who wants it in person, and by e-mail to both owners. */
export const DIGEST_SCENARIOS: readonly Scenario[] = [
  {
    name: 'a digest is due, and a request is approved in it',
    allowance: { digest: true },
    async act(bench) {
      const story = await pending(bench);
      await wantsDigestInPerson(bench, PEOPLE.olivia);
      await everythingSealed(bench);
      const due = nextDigest(bench);
      await bench.shift(due - Date.now() + SENT_AFTER_MS);
      await announced(bench, due);
      await quiet(bench);
      await approveInDigest(bench, story);
      await quiet(bench);
      return story;
    },
  },
];

async function wantsDigestInPerson(bench: Bench, slackUserId: string): Promise<void> {
  await bench.rows(
    `INSERT INTO preferences (slack_user_id, unwanted) VALUES ($1, '{digest-channel-only}')
      ON CONFLICT (slack_user_id) DO UPDATE SET unwanted = excluded.unwanted`,
    [slackUserId],
  );
}

/** So that there is a new head of the ledger for the digest to carry. */
async function everythingSealed(bench: Bench): Promise<void> {
  await inTime(bench, 'everything sealed', async () => {
    bench.wakeNowAndThen('seal-ledger');
    const open = await bench.rows(
      'SELECT id FROM ledger_entries e WHERE NOT EXISTS (SELECT 1 FROM ledger_seals s WHERE s.entry_id = e.id)',
    );
    return open.length === 0;
  });
}

/** The instant, in milliseconds, of the next digest by the processes' clock. */
function nextDigest(bench: Bench): number {
  const now = bench.now();
  const today = Date.parse(`${new Date(now).toISOString().slice(0, 10)}T${bench.digestTime}:00Z`);
  return today > now ? today : today + DAY_MS;
}

async function announced(bench: Bench, due: number): Promise<void> {
  await inTime(bench, 'a digest announced', async () => {
    bench.wakeNowAndThen('sweep');
    const found = await bench.rows(
      "SELECT id FROM deliveries WHERE kind = 'digest' AND payload->>'until' = $1",
      [new Date(due).toISOString()],
    );
    return found.length > 0;
  });
}

/** Whose click was not acknowledged clicks again. */
async function approveInDigest(bench: Bench, story: Story): Promise<void> {
  const user = PEOPLE.olivia;
  const [row] = await bench.rows<{ id: number }>('SELECT id FROM token_requests WHERE pat_request_id = $1', [
    story.request.id,
  ]);
  await inTime(bench, 'a click in the digest acknowledged', async () => {
    await bench.programs();
    const digest = digestsOf(bench, REVIEW_CHANNEL, story.name).at(-1);
    if (digest === undefined) return false;
    const spot = { user, channel: REVIEW_CHANNEL, ts: digest.ts, value: String(row?.id) };
    const { error } = await bench.slack.click({ ...spot, actionId: ACTIONS.approve });
    if (error !== undefined) return false;
    story.taken.push({ slackUserId: user, action: 'approve' });
    return true;
  });
}
