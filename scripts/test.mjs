// `npm test [-- jest arguments]`: Jest on native ES modules.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const jest = createRequire(import.meta.url).resolve('jest/bin/jest');

// `--disable-warning=ExperimentalWarning` would hide every experimental feature; this hides the one that
// Jest cannot do without. A data: URL, because a path with a space does not survive NODE_OPTIONS.
const silenceVmModulesWarning = `
const emitWarning = process.emitWarning;
process.emitWarning = function (warning, ...rest) {
  if (String(warning).startsWith('VM Modules is an experimental feature')) return;
  return emitWarning.call(this, warning, ...rest);
};`;
const nodeOptions = [
  process.env.NODE_OPTIONS,
  '--experimental-vm-modules',
  `--import=data:text/javascript,${encodeURIComponent(silenceVmModulesWarning)}`,
];

const child = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, NODE_OPTIONS: nodeOptions.filter(Boolean).join(' ') },
});

// A terminal sends Ctrl-C to Jest as well, and sending it twice would cut its teardown short.
const forwarded = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
process.on('SIGINT', () => {});
for (const signal of forwarded) process.on(signal, () => child.kill(signal));

child.on('error', (error) => {
  console.error(`Jest could not be started: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code, signal) => {
  if (signal) console.error(`Jest was ended by ${signal}.`);
  process.exitCode = code ?? 1;
});
