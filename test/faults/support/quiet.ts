import type { Bench } from './bench.js';

/** Long, for machines that have much else to do. */
const PATIENCE_MS = 60_000;
/** What is due sooner is waited for; for all else the clocks are turned. */
const SOON_MS = 100;

/** Waits for something to become true, asked at every event of a stand-in; the clocks are not turned meanwhile. */
export async function eventually<T>(
  bench: Bench,
  what: string,
  look: () => T | Promise<T>,
): Promise<NonNullable<T>> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > deadline) {
      throw new Error(`waited ${PATIENCE_MS} ms in vain: ${what}\n${await explain(bench)}`);
    }
    await somethingHappens(bench);
  }
}

/** The same, with the clocks turned to whatever is due next, so that no test waits for a pause between two tries. */
export function inTime<T>(bench: Bench, what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  return eventually(bench, what, async () => {
    const seen = await look();
    if (!seen) await hurry(bench);
    return seen;
  });
}

/**
 * Waits until the processes live and nothing is on its way: no webhook, no decision, no delivery. Webhooks that
 * reached nobody are sent again, as GitHub can be asked to.
 */
export async function quiet(bench: Bench): Promise<void> {
  let calm = 0;
  await eventually(bench, 'everything decided and delivered', async () => {
    await bench.programs();
    await bench.github.settled();
    await bench.slack.settled();
    const isCalm = !(await redeliver(bench)) && !(await hurry(bench));
    calm = isCalm ? calm + 1 : 0;
    // Twice: what one process has just let go of, another may be about to take.
    return calm === 2;
  });
}

/** Sends again what failed, once for each webhook; false when nothing had. */
async function redeliver({ github }: Bench): Promise<boolean> {
  const done = new Set(
    github.webhookDeliveries.filter(({ state }) => state === 'delivered').map(({ guid }) => guid),
  );
  const failed = github.webhookDeliveries.filter(({ guid, state }) => !done.has(guid) && state !== 'held');
  const guids = new Set(failed.map(({ guid }) => guid));
  for (const guid of guids) await github.redeliver(guid);
  return guids.size > 0;
}

interface Open {
  readonly open: number;
  readonly due: Date | null;
}

/** Has whatever is open be due now; false when nothing is. */
async function hurry(bench: Bench): Promise<boolean> {
  const [row] = await bench.rows<Open>(
    `SELECT count(*)::int AS open, min(due) AS due FROM (
       SELECT CASE state WHEN 'sending' THEN greatest(leased_until, next_attempt_at) ELSE next_attempt_at END AS due
         FROM deliveries candidate
        WHERE state IN ('pending', 'sending')
          AND NOT EXISTS (SELECT 1 FROM deliveries earlier WHERE earlier.lane = candidate.lane
                             AND earlier.id < candidate.id AND earlier.state IN ('pending', 'sending'))
       UNION ALL
       SELECT greatest(next_attempt_at, coalesce(leased_until, next_attempt_at)) FROM decisions
        WHERE state IN ('asked', 'checking', 'sent')
       UNION ALL
       SELECT greatest(next_attempt_at, leased_until) FROM webhook_deliveries WHERE payload IS NOT NULL) waiting`,
  );
  if (row === undefined || row.open === 0) return false;
  const wait = (row.due?.getTime() ?? 0) - bench.now();
  if (wait > SOON_MS && (await isIdle(bench))) {
    await bench.shift(bench.now() - Date.now() + wait);
    bench.wake();
  } else if (wait < -SOON_MS) bench.wakeNowAndThen();
  return true;
}

/** While a step is under way, what is leased belongs to a living process, whose lease must not run out. */
async function isIdle(bench: Bench): Promise<boolean> {
  const programs = await bench.programs();
  const busy = await Promise.all(programs.map((program) => program.stepsUnderWay().catch(() => ['?'])));
  return busy.every((steps) => steps.length === 0);
}

/** Resolves at the next event of a stand-in; a short tick covers what only the database shows. */
function somethingHappens({ slack, github, mailbox }: Bench): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(tick);
      slack.off('change', done);
      for (const stop of stops) stop();
      resolve();
    };
    const tick = setTimeout(done, 15);
    slack.on('change', done);
    const stops = [github.on('change', done), mailbox.onMail(done)];
  });
}

/** What is left open, and what the processes are at. */
async function explain(bench: Bench): Promise<string> {
  const programs = await bench.programs();
  const steps = await Promise.all(programs.map((program) => program.stepsUnderWay().catch(String)));
  const open = await bench.rows(
    `SELECT id, kind, state, attempts, next_attempt_at, leased_until, last_error FROM deliveries
      WHERE state IN ('pending', 'sending') LIMIT 5`,
  );
  const decisions = await bench.rows(
    `SELECT id, state, attempts, asked_at, sent_at, next_attempt_at, leased_until, failure FROM decisions
      WHERE state IN ('asked', 'checking', 'sent') LIMIT 5`,
  );
  const webhooks = await bench.rows(
    `SELECT delivery_id, action, attempts, next_attempt_at, leased_until FROM webhook_deliveries
      WHERE payload IS NOT NULL LIMIT 5`,
  );
  const written = `${bench.output()}${programs.map(({ output }) => output).join('')}`.split('\n').slice(-15);
  const now = new Date(bench.now());
  return [
    ...[{ now, steps, open, decisions, webhooks }].map((seen) => JSON.stringify(seen)),
    ...written,
  ].join('\n');
}
