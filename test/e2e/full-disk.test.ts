import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addPeople, PEOPLE_ENVIRONMENT, REVIEW_CHANNEL } from '../../src/sandbox/people.js';
import { type StandIns, startStandIns } from '../../src/sandbox/stand-ins.js';
import { askForAccess } from '../support/acts.js';
import { farFromNow } from '../support/far-from-now.js';
import { makeOpenDirectory } from '../support/global-setup.js';
import { buildProgram, type Program, runProgram } from '../support/run-program.js';

/** A disk of its own, which only root can make, and not in every container. */
function mountSmallDisk(folder: string): boolean {
  mkdirSync(folder);
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m,mode=755', 'tmpfs', folder]).status === 0;
}

const probe = join(makeOpenDirectory(), 'probe');
const canMount = mountSmallDisk(probe);
if (canMount) spawnSync('umount', [probe]);
else console.log('Skipped: a full disk needs the right to mount one (root), which this run has not.');

(canMount ? describe : describe.skip)('the embedded database on a disk that is full', () => {
  let standIns: StandIns;
  let disk: string;
  let programs: Program[];
  beforeAll(buildProgram);
  beforeEach(async () => {
    standIns = await startStandIns({ mode: 'http', rateLimits: 'off' });
    addPeople(standIns);
    disk = join(makeOpenDirectory(), 'disk');
    mountSmallDisk(disk);
    programs = [];
  });
  afterEach(async () => {
    for (const { child } of programs) child.kill('SIGTERM');
    await Promise.all(programs.map(({ ended }) => ended));
    await standIns.close();
    spawnSync('umount', ['-l', disk]);
  });

  async function start(): Promise<{ program: Program; port: number }> {
    const program = runProgram(
      'all',
      {
        ...standIns.environment,
        ...PEOPLE_ENVIRONMENT,
        ...{ DECIDE_AS: 'app', DIGEST_TIME: farFromNow(), BURST_LIMIT: '2', SYNC_INTERVAL_SECONDS: '5' },
        DATA_DIR: join(disk, 'data'),
      },
      makeOpenDirectory(),
    );
    programs.push(program);
    const [, port] = await program.says(/"port":(\d+),"msg":"PATrol runs"/);
    standIns.connect(Number(port));
    return { program, port: Number(port) };
  }
  /** Takes the last byte. */
  function fill(): string {
    const file = join(disk, 'everything-else');
    const handle = openSync(file, 'w');
    const block = Buffer.alloc(64 * 1024, 1);
    try {
      for (;;) writeSync(handle, block);
    } catch {
      closeSync(handle);
    }
    return file;
  }
  const cards = () => standIns.slack.messages(REVIEW_CHANNEL).length;

  it('loses nothing: says what is wrong, and goes on when there is room again', async () => {
    const { program, port } = await start();
    askForAccess(standIns, { name: 'before' });
    await standIns.slack.until(() => cards() === 1, 20_000);
    const ballast = fill();

    let made = 1;
    const isRefused = () => standIns.github.webhookDeliveries.some(({ state }) => state === 'failed');
    await standIns.slack.until(() => {
      if (!isRefused()) askForAccess(standIns, { name: `during-${made++}` });
      return isRefused();
    }, 60_000);
    const reason = await unready(port);
    rmSync(ballast);

    expect(reason).toContain('the disk is full');
    await recorded(port, made);
    expect(program.child.exitCode).toBeNull();
    expect(program.output()).toContain('webhook could not be stored');
  });
});

/** What `/readyz` says once it says that the process is not ready. */
async function unready(port: number): Promise<string> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    const body = await response.text();
    if (response.status === 503) return body;
  }
  throw new Error('/readyz does not say that the database refuses writes');
}

/** Resolves once so many requests are on record, however long GitHub's lists take to tell of them. */
async function recorded(port: number, count: number): Promise<void> {
  const said = `patrol_token_requests{state="pending"} ${count}\n`;
  for (const deadline = Date.now() + 75_000; Date.now() < deadline; ) {
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    if (metrics.includes(said)) return;
  }
  throw new Error(`not all ${count} requests are on record`);
}
