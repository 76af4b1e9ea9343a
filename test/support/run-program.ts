import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Builds the program as `npm start` does; quick when nothing changed. */
export function buildProgram(): void {
  const built = spawnSync(process.execPath, [join(ROOT, 'scripts/ensure-build.mjs')], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
}

export interface Program {
  readonly child: ChildProcess;
  /** All that it wrote so far. */
  readonly output: () => string;
  /** Resolves with the first match in what it writes; rejects when it ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

/** Starts the built program with exactly this environment, in a folder of its own. */
export function runProgram(
  command: string | readonly string[],
  environment: Record<string, string>,
  cwd: string,
): Program {
  const child = spawn(process.execPath, [join(ROOT, 'dist/bundle/main.js'), ...[command].flat()], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      child.emit('output');
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return { child, output: () => output, says: (pattern) => says(child, () => output, pattern), ended };
}

async function says(child: ChildProcess, output: () => string, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = pattern.exec(output());
    if (match) return match;
    if (child.exitCode !== null) throw new Error(`it ended without saying ${pattern}:\n${output()}`);
    await Promise.race([once(child, 'output'), once(child, 'close')]);
  }
}
