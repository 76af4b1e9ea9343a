import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./program.mjs', import.meta.url));
/** What it wrote last is kept, to explain what went wrong. */
const KEPT_CHARACTERS = 200_000;

export type Role = 'all' | 'web' | 'worker';

export interface Death {
  /** As a step is named; `*` for any. */
  readonly at: string;
  readonly moment: 'before' | 'after';
  /** Only of deliveries of this kind. */
  readonly kind?: string;
  /** At which of these steps; default the first. */
  readonly times?: number;
  /** So long after the step began, instead of at it. */
  readonly afterMs?: number;
}

export interface DeathDuringSend {
  /** As steps are called, `slack.postCard`. */
  readonly sends: readonly string[];
  /** At which of them, at the earliest. */
  readonly times: number;
  /** So long after it began, unless it is on record by then: then during the next one. */
  readonly afterMs: number;
}

export interface StepSeen {
  readonly at: string;
  readonly kind?: string;
}

/** A process of PATrol that dies when it is told to. */
export interface FaultyProgram {
  readonly role: Role;
  readonly port: number;
  readonly isAlive: boolean;
  /** What it wrote, the last of it. */
  readonly output: string;
  /** Once it has died by its own hand: what it had begun to send, and not put on record. */
  readonly unrecorded: readonly string[];
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  shift(shiftMs: number): Promise<void>;
  die(death: Death): Promise<void>;
  dieDuringSend(death: DeathDuringSend): Promise<void>;
  spare(): Promise<void>;
  /** Has it tell each step anew that it takes; all that it took before has been told when this resolves. */
  attend(): Promise<void>;
  /** Waits before this step, once; resolves when it does. */
  hold(at: string): Promise<{ reached: Promise<void>; release(): Promise<void> }>;
  /** Calls of the database and of the outside that have begun and not ended. */
  stepsUnderWay(): Promise<string[]>;
  kill(signal: 'SIGKILL'): void;
  /** Ends it in order, as SIGTERM does. */
  stop(): Promise<void>;
}

export interface FaultyProgramOptions {
  readonly environment: Readonly<Record<string, string>>;
  readonly databaseUrl: string;
  readonly role: Role;
  /** Nobody else works on the database. */
  readonly alone: boolean;
  readonly shiftMs: number;
  readonly onStep: (step: StepSeen) => void;
}

/** Starts one; resolves when it listens. */
export async function startFaultyProgram(options: FaultyProgramOptions): Promise<FaultyProgram> {
  const { environment, role, onStep } = options;
  const child = fork(PROGRAM, {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment },
    // It does not live long enough for optimizing to pay.
    execArgv: ['--no-opt'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT_CHARACTERS);
    });
  }
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }));
  const told = listen(child, onStep);
  await told.ready;
  const { databaseUrl, alone, shiftMs } = options;
  const { port } = (await told
    .order('start', { databaseUrl, role, alone, shiftMs })
    .catch((error: unknown) => {
      child.kill('SIGKILL');
      throw new Error(`${String(error)}\n${output}`);
    })) as { port: number };
  return {
    role,
    port,
    ended,
    get isAlive() {
      return child.exitCode === null && child.signalCode === null;
    },
    get output() {
      return output;
    },
    get unrecorded() {
      const [, sent] = /^\{"unrecorded":(\[.*\])\}$/m.exec(output) ?? [];
      return sent === undefined ? [] : (JSON.parse(sent) as string[]);
    },
    shift: async (shift) => void (await told.order('shift', { shiftMs: shift })),
    die: async (death) => void (await told.order('die', { ...death })),
    attend: async () => void (await told.order('attend')),
    dieDuringSend: async (death) => void (await told.order('dieDuringSend', { ...death })),
    spare: async () => void (await told.order('spare')),
    async hold(at) {
      const reached = told.held(at);
      await told.order('hold', { at });
      return { reached, release: async () => void (await told.order('release')) };
    },
    stepsUnderWay: () => told.order('stepsUnderWay') as Promise<string[]>,
    kill: (signal) => void child.kill(signal),
    async stop() {
      let isLate = false;
      const inTime = setTimeout(() => {
        isLate = child.kill('SIGKILL');
      }, DRAINED_WITHIN_MS);
      await told.order('stop').catch(() => undefined);
      await ended;
      clearTimeout(inTime);
      if (isLate) throw new Error('a process did not finish in its 25 seconds');
    },
  };
}

/** The platform kills what has not ended soon after (`main.ts`). */
const DRAINED_WITHIN_MS = 25_000;

interface Message {
  readonly id?: number;
  readonly answer?: unknown;
  readonly failure?: string;
  readonly step?: StepSeen;
  readonly held?: string;
  readonly ready?: boolean;
}

/** Orders and their answers; an order to a dead process fails. */
function listen(child: ChildProcess, onStep: (step: StepSeen) => void) {
  const waiting = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  const holds = new Map<string, () => void>();
  let next = 1;
  let isReady = () => {};
  const ready = new Promise<void>((resolve, reject) => {
    isReady = resolve;
    child.once('exit', () => reject(new Error('the process ended before it was ready')));
  });
  ready.catch(() => undefined);
  child.on('message', (message: Message) => {
    if (message.ready !== undefined) isReady();
    if (message.step !== undefined) onStep(message.step);
    if (message.held !== undefined) holds.get(message.held)?.();
    const asked = message.id === undefined ? undefined : waiting.get(message.id);
    if (message.id === undefined || asked === undefined) return;
    waiting.delete(message.id);
    if (message.failure === undefined) asked.resolve(message.answer);
    else asked.reject(new Error(message.failure));
  });
  const end = () => {
    for (const { reject } of waiting.values()) reject(new Error('the process ended'));
    waiting.clear();
  };
  child.on('exit', end);
  child.on('error', end);
  return {
    ready,
    held: (at: string) => new Promise<void>((resolve) => holds.set(at, resolve)),
    order(order: string, details: object = {}): Promise<unknown> {
      const id = next;
      next += 1;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        child.send({ id, order, ...details }, (error) => {
          if (error) reject(error);
        });
      });
    },
  };
}
