// Part of `npm run lint`: checks manifest.json against the SDK's `Manifest` type, which knows the names of
// scopes and events that Slack's JSON Schema does not. The SDK does not export the type under its name, but
// `apps.manifest.create` takes it. The JSON is written into a module as a literal, because
// TypeScript widens the texts of an imported JSON file, and then no union of names accepts them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const compiler = join(root, 'node_modules', '.bin', 'tsc');
const cache = join(root, 'node_modules', '.cache');

function moduleOf(manifest) {
  return [
    "import type { AppsManifestCreateArguments } from '@slack/web-api';",
    "type Manifest = AppsManifestCreateArguments['manifest'];",
    `export const manifest = ${JSON.stringify(manifest, null, 2)} satisfies Manifest;`,
    '',
  ].join('\n');
}

function compile(directory) {
  const options = {
    compilerOptions: {
      target: 'ES2023',
      module: 'NodeNext',
      moduleResolution: 'NodeNext',
      types: [],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
    },
    files: ['manifest.ts'],
  };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify(options));
  return spawnSync(process.execPath, [compiler, '-p', directory], { cwd: root, encoding: 'utf8' });
}

mkdirSync(cache, { recursive: true });
const directory = mkdtempSync(join(cache, 'check-manifest-'));
try {
  const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'));
  writeFileSync(join(directory, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(directory, 'manifest.ts'), moduleOf(manifest));
  const { status, stdout, stderr, error } = compile(directory);
  if (status === 0) {
    console.log("manifest.json agrees with the SDK's Manifest type.");
  } else {
    console.error(
      `manifest.json does not agree with the SDK's Manifest type:\n${stdout ?? ''}${stderr ?? ''}`,
    );
    if (error) console.error(error.message);
    process.exitCode = 1;
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
