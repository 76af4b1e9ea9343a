// A process of PATrol, started from the built program, that ends itself with SIGKILL at a step that its parent names.
import { writeSync } from 'node:fs';
import { basename } from 'node:path';
import { startApp } from '../../../dist/src/app.js';
import { loadConfig } from '../../../dist/src/config.js';
import { createLog } from '../../../dist/src/log.js';

/** Where the use cases are, and the jobs that run them: a step is named by the line that takes it. */
const OURS = /\/dist\/src\/(application|jobs)\/[^/]+$/;

let shiftMs = 0;
/** The order to die at a step; and the order to wait before one. */
let death;
/** The order to die during a send. */
let deadlySend;
let hold;
let app;
const underWay = new Set();
const seen = new Set();

const orders = {
  async start({ databaseUrl, role, alone, shiftMs: shift }) {
    shiftMs = shift;
    const clock = { now: () => new Date(Date.now() + shiftMs) };
    const log = createLog('info', (line) => process.stdout.write(line));
    const given = { databaseUrl, role, alone, log, clock, around, host: '127.0.0.1', jobPollMs: 2_000 };
    app = await startApp(loadConfig(process.env), { ...given, paced: false });
    return { port: app.port };
  },
  async shift({ shiftMs: shift }) {
    shiftMs = shift;
  },
  /** `afterMs`: not at the step itself but so long after its beginning. */
  async die({ at, moment, kind, times = 1, afterMs }) {
    death = { at, moment, kind, times, afterMs };
  },
  /** Between the beginning of one of these sends and its record, so long after its beginning. */
  async dieDuringSend({ sends, times, afterMs }) {
    deadlySend = { sends, times, afterMs };
  },
  async spare() {
    death = undefined;
    deadlySend = undefined;
  },
  async measure() {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    const resources = {};
    for (const type of process.getActiveResourcesInfo()) resources[type] = (resources[type] ?? 0) + 1;
    const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
    return { rss, heapUsed, resources, listeners };
  },
  /** Tells each step anew. */
  async attend() {
    seen.clear();
  },
  async hold({ at }) {
    hold = { at };
    hold.over = new Promise((resolve) => {
      hold.release = resolve;
    });
  },
  async release() {
    hold?.release();
    hold = undefined;
  },
  async stepsUnderWay() {
    return [...underWay].map(({ at }) => at);
  },
  async stop() {
    await app?.stop();
  },
};

process.on('message', async ({ id, order, ...details }) => {
  try {
    process.send({ id, answer: await orders[order](details) });
  } catch (error) {
    process.send({ id, failure: String(error?.stack ?? error) });
  }
  if (order === 'stop') process.disconnect();
});
// Whoever ends the parent ends this, too.
process.on('disconnect', () => process.exit(0));

function around(step, take) {
  const at = lineOf(step);
  const kind = step.args[0]?.payload?.kind;
  tell(at, kind);
  if (hold !== undefined && at.endsWith(` ${hold.at}`)) {
    process.send({ held: hold.at });
    return hold.over.then(() => taken(at, kind, take));
  }
  return taken(at, kind, take);
}

function taken(at, kind, take) {
  strike(at, kind, 'before');
  const call = at.slice(at.indexOf(' ') + 1);
  noteSend(call);
  const recorded = threaten(at);
  const result = take();
  // GitHub's pages are an iteration, and come one by one.
  if (!(result instanceof Promise)) return result;
  const entry = { at };
  underWay.add(entry);
  const end = () => {
    underWay.delete(entry);
    noteRecord(call, kind);
    strike(at, kind, 'after');
    recorded();
  };
  result.then(end, end);
  return result;
}

function strike(at, kind, moment) {
  if (death === undefined || death.moment !== moment) return;
  if (death.at !== '*' && death.at !== at) return;
  if (death.kind !== undefined && death.kind !== kind) return;
  death.times -= 1;
  if (death.times > 0) return;
  const { afterMs } = death;
  death = undefined;
  if (afterMs === undefined) die();
  const until = performance.now() + afterMs;
  const wait = () => (performance.now() >= until ? die() : setImmediate(wait));
  wait();
}

/** Returns what is to be called when the step has ended: a send that is on record is spared. */
function threaten(at) {
  const order = deadlySend;
  if (order === undefined) return () => {};
  if (at.endsWith(' deliveries.succeed')) {
    return () => {
      order.until = undefined;
    };
  }
  if (order.until === undefined && order.sends.some((send) => at.endsWith(` ${send}`))) {
    order.times -= 1;
    if (order.times <= 0) {
      const until = performance.now() + order.afterMs;
      order.until = until;
      const wait = () => {
        if (order.until !== until || deadlySend !== order) return;
        if (performance.now() >= until) die();
        setImmediate(wait);
      };
      setImmediate(wait);
    }
  }
  return () => {};
}

/** What was begun to be sent and is not on record, by how the judge of doubles calls it. */
const unrecorded = { card: 0, summary: 0, message: 0, mail: 0, digest: 0, digestMessage: 0, digestMail: 0 };

const SENDS = {
  'slack.postCard': 'card',
  'slack.postSummary': 'summary',
  'slack.directMessage': 'message',
  'mailer.send': 'mail',
  'slack.postDigest': 'digest',
  'slack.directDigest': 'digestMessage',
  'mailer.sendDigest': 'digestMail',
};
const SENT_BY = {
  card: 'card',
  summary: 'summary',
  'requester-message': 'message',
  'approver-message': 'message',
  'requester-mail': 'mail',
  digest: 'digest',
  'digest-message': 'digestMessage',
  'digest-mail': 'digestMail',
};

function noteSend(call) {
  if (call in SENDS) unrecorded[SENDS[call]] += 1;
}

function noteRecord(call, kind) {
  if (call === 'cards.save') unrecorded.card = 0;
  if (call === 'summaries.shown') unrecorded.summary = 0;
  if (!/^deliveries\.(succeed|retry|fail|putBack)$/.test(call) || !(kind in SENT_BY)) return;
  unrecorded[SENT_BY[kind]] = Math.max(unrecorded[SENT_BY[kind]] - 1, 0);
}

/** A pipe is written to at once, so its last words outlive it. */
function die() {
  const sent = Object.keys(unrecorded).filter((what) => unrecorded[what] > 0);
  writeSync(1, `${JSON.stringify({ unrecorded: sent })}\n`);
  process.kill(process.pid, 'SIGKILL');
}

function tell(at, kind) {
  const step = kind === undefined ? at : `${at} ${kind}`;
  if (seen.has(step)) return;
  seen.add(step);
  process.send({ step: { at, kind } });
}

function lineOf({ part, member }) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  Error.prepareStackTrace = (_, sites) => sites;
  Error.stackTraceLimit = 15;
  Error.captureStackTrace(holder, lineOf);
  const sites = holder.stack;
  Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  const site = sites.find((candidate) => OURS.test(candidate.getFileName() ?? ''));
  if (site === undefined) return `elsewhere ${part}.${member}`;
  return `${basename(site.getFileName(), '.js')}:${site.getLineNumber()} ${part}.${member}`;
}

process.send({ ready: true });
