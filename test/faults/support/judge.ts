import type { RecordedCall } from '../../../src/sandbox/github/fault-list.js';
import { REVIEW_CHANNEL } from '../../../src/sandbox/people.js';
import type { Bench } from './bench.js';
import { judgeApprovers, judgeDigests, judgeRequester } from './judge-messages.js';
import { type Allowance, counted, type Judgement, joined, type RecordedDecision } from './judgement.js';
import { cardsOf, type Story } from './story.js';

/** An owner who never decides on GitHub's page. */
const SLACK_ONLY = 'olivia';

const JUST: Judgement = { lost: [], doubled: [] };

interface Recorded {
  readonly id: number;
  readonly state: string;
}

/** GitHub is the authority; what the card says of each of its states. */
const SAID = {
  pending: ['[Approve]'],
  approved: ['Approved by', 'Approved on GitHub'],
  denied: ['Denied by', 'Denied on GitHub'],
  cancelled: ['Cancelled by'],
} as const;

/** Compares, once all is quiet, what PATrol knows and has told with what is true at GitHub. */
export async function judge(bench: Bench, story: Story, allowance: Allowance = {}): Promise<Judgement> {
  const [recorded] = await bench.rows<Recorded>(
    'SELECT id, state FROM token_requests WHERE pat_request_id = $1',
    [story.request.id],
  );
  if (recorded === undefined) return { lost: ['the request'], doubled: [] };
  const decisions = await bench.rows<RecordedDecision>(
    `SELECT state, action, path, slack_user_id AS "slackUserId" FROM decisions WHERE token_request_id = $1`,
    [recorded.id],
  );
  const judged: Judgement[] = [
    judgeState(story, recorded),
    ...(allowance.summary ? [await judgeSummary(bench, recorded)] : [judgeCards(bench, story, allowance)]),
    judgeDecisions(bench, story, decisions),
    allowance.unansweredClicks ? JUST : judgeClicks(bench, story, decisions),
    judgeRequester(bench, story, allowance),
    judgeApprovers(bench, story, decisions, allowance),
    allowance.digest ? judgeDigests(bench, story) : JUST,
    await judgeRecord(bench, story, recorded),
    await judgeFailed(bench, recorded, allowance),
  ];
  return {
    lost: judged.flatMap(({ lost }) => lost),
    doubled: judged.flatMap(({ doubled }) => doubled),
  };
}

function judgeState({ request }: Story, { state }: Recorded): Judgement {
  const lost = state === request.state ? [] : [`the outcome: ${request.state}, recorded as ${state}`];
  return { lost, doubled: [] };
}

/** A card that was posted twice is told by its number; the one on record shows the truth. */
function judgeCards(bench: Bench, { name, request }: Story, allowance: Allowance): Judgement {
  const cards = cardsOf(bench, name);
  const { lost, doubled } = counted('the card', cards.length, allowance.cards ?? 1);
  const texts = cards.map((each) => bench.slack.read(each));
  const isTrue = texts.some((text) => SAID[request.state].some((said) => text.includes(said)));
  const untrue = cards.length > 0 && !isTrue ? [`the card’s state: ${request.state}`] : [];
  return { lost: [...lost, ...untrue], doubled };
}

/** The last summary stands for this request alone; one that was posted twice says the same of the same time. */
async function judgeSummary(bench: Bench, { id }: Recorded): Promise<Judgement> {
  const [place] = await bench.rows<{ ts: string | null }>(
    'SELECT s.ts FROM summaries s JOIN token_requests t ON t.summary_id = s.id WHERE t.id = $1',
    [id],
  );
  const earlier = await bench.rows<{ ts: string }>('SELECT ts FROM summaries WHERE ts IS NOT NULL');
  const known = new Set(earlier.map(({ ts }) => ts));
  const all = bench.slack.messages(REVIEW_CHANNEL).filter((message) => isSummary(bench.slack.read(message)));
  const own = all.filter(({ ts }) => ts === place?.ts);
  const orphans = all.filter(({ ts }) => !known.has(ts) && !bench.forgiven.has(ts));
  for (const { ts } of orphans) bench.forgiven.add(ts);
  return counted('the summary', own.length + orphans.length, 1);
}

function isSummary(text: string): boolean {
  return text.includes('announced here together');
}

/** At most one decision leaves for a request, and none after GitHub has carried ours out. */
function judgeDecisions(
  bench: Bench,
  { request, endedOnPage }: Story,
  decisions: readonly RecordedDecision[],
): Judgement {
  const calls = decisionCalls(bench, request.id);
  const done = decisions.filter(({ state }) => state === 'done');
  // Whoever decides on GitHub's page while their click is on its way is the same person: whose it was cannot be told.
  const isOurs = !endedOnPage && done.some(({ path }) => path !== 'github');
  const late = isOurs ? calls.filter(({ at }) => request.decidedAt !== null && at > request.decidedAt) : [];
  const isDecided = request.state === 'approved' || request.state === 'denied';
  const { lost, doubled } = counted('the decision on record', done.length, isDecided ? 1 : 0);
  const isMistaken = done.some(
    ({ action, path }) =>
      request.state !== (action === 'approve' ? 'approved' : 'denied') ||
      (path === 'github' && request.decidedBy?.login === SLACK_ONLY),
  );
  return {
    lost: [...lost, ...(isMistaken ? ['whose decision it was'] : [])],
    doubled: [...doubled, ...late.map(() => 'the decision at GitHub')],
  };
}

function decisionCalls({ github }: Bench, requestId: number): RecordedCall[] {
  const path = `/personal-access-token-requests/${requestId}`;
  return github.calls.filter((call) => call.method === 'POST' && call.path.endsWith(path));
}

/** An acknowledged click is on record as a decision, or its person has read why not. */
function judgeClicks({ slack }: Bench, { taken }: Story, decisions: readonly RecordedDecision[]): Judgement {
  const unheard = taken.filter(
    ({ slackUserId }) =>
      !decisions.some((decision) => decision.slackUserId === slackUserId) &&
      slack.ephemerals(slackUserId).length === 0,
  );
  return { lost: unheard.map(({ slackUserId }) => `the click of ${slackUserId}`), doubled: [] };
}

async function judgeRecord(bench: Bench, { request }: Story, { id }: Recorded): Promise<Judgement> {
  const entries = await bench.rows<{ kind: string }>(
    "SELECT kind FROM ledger_entries WHERE token_request_id = $1 AND kind IN ('request-seen', 'decided')",
    [id],
  );
  const number = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
  const isDecided = request.state === 'approved' || request.state === 'denied';
  return joined(
    counted('the entry of the request', number('request-seen'), 1),
    counted('the entry of the decision', number('decided'), isDecided ? 1 : 0),
  );
}

async function judgeFailed(bench: Bench, { id }: Recorded, { failed = 0 }: Allowance): Promise<Judgement> {
  const rows = await bench.rows<{ kind: string; reason: string | null }>(
    "SELECT kind, last_error AS reason FROM deliveries WHERE token_request_id = $1 AND state = 'failed'",
    [id],
  );
  const unsaid = rows.filter(({ reason }) => !reason).map(({ kind }) => `why the ${kind} failed`);
  // A new process tries again what nobody has seen, and may fail again.
  const isRight = failed === 0 ? rows.length === 0 : rows.length >= failed;
  const lost = isRight ? [] : [`${rows.length} deliveries failed, ${failed} were to`];
  return { lost: [...lost, ...unsaid], doubled: [] };
}
