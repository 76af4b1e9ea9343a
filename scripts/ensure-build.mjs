// Runs before `npm start`: brings dist/ up to date where the compiler is installed (a clone), and accepts
// the dist/ that is there where it is not (an image made with `npm ci --omit=dev`).
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(root, 'node_modules', '.bin', 'tsc');
const main = join(root, 'dist', 'bundle', 'main.js');
const projects = [
  {
    config: 'tsconfig.build.json',
    state: '.tsbuildinfo',
    written: join(root, 'dist', 'src', 'main.js'),
  },
  {
    config: 'tsconfig.client.build.json',
    state: '.tsbuildinfo-client',
    written: join(root, 'dist', 'src', 'sandbox', 'page', 'client', 'main.js'),
  },
];

async function build() {
  // The incremental state remembers what was written once, so without this a deleted file stays deleted.
  for (const { state, written } of projects) {
    if (!existsSync(written)) rmSync(join(root, 'dist', state), { force: true });
  }
  // `-b`, for it sees within a tenth of a second that nothing changed.
  const configs = projects.map(({ config }) => config);
  const result = spawnSync(process.execPath, [compiler, '-b', ...configs], { cwd: root, encoding: 'utf8' });
  if (result.status === 0) return bundle();
  process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`);
  console.error(`The build failed${result.error ? `: ${result.error.message}` : '.'}`);
  process.exit(1);
}

async function bundle() {
  try {
    await (await import('./bundle.mjs')).bundle();
  } catch (error) {
    if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error('The dependencies are not those of this version. Run `npm ci`, then try again.');
    process.exit(1);
  }
}

if (existsSync(compiler)) {
  await build();
} else if (!existsSync(main)) {
  console.error(
    existsSync(join(root, 'node_modules'))
      ? 'PATrol is not built and TypeScript is not installed. Run `npm ci && npm run build` (without --omit=dev).'
      : 'The dependencies are not installed. Run `npm ci`, then try again.',
  );
  process.exit(1);
}
