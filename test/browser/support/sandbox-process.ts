import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../../dist/bundle/main.js', import.meta.url));

export interface SandboxProcess {
  readonly url: string;
  /** Makes a token on GitHub, without the page; as Mona, when nobody else is named. */
  ask(name: string, owner?: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts the built program as `npm start` does, with no settings, in a directory of its own. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'patrol-browser-'));
  // As root, PostgreSQL runs as another user, who must get to its data.
  chmodSync(directory, 0o755);
  const child = spawn(process.execPath, [main, 'all'], {
    cwd: directory,
    // What they ask for gets cards, however much it is.
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', DATA_DIR: directory },
      BURST_LIMIT: '1000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await addressOf(child);
  return {
    url,
    ask: (name, owner = 'mona') => ask(url, name, owner),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const [, url] = /PATrol sandbox: (http:\S+)/.exec(said) ?? [];
      if (url) resolve(url);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(`The sandbox did not start: ${said}`)));
  });
}

async function ask(url: string, name: string, owner: string): Promise<void> {
  const response = await fetch(`${url}/api/github/create-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      ...{ owner, name, reason: 'A test', expiresInDays: 30 },
      ...{ repositorySelection: 'subset', repositories: ['payments'] },
      permissions: { repository: { contents: 'read' } },
    }),
  });
  const { error } = (await response.json()) as { error?: string };
  if (error) throw new Error(error);
}
