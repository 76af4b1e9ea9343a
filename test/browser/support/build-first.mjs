import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The browser gets the built program, so it must be that of the sources. */
// biome-ignore lint/style/noDefaultExport: Jest calls the default export
export default function buildFirst() {
  const script = fileURLToPath(new URL('../../../scripts/ensure-build.mjs', import.meta.url));
  execFileSync(process.execPath, [script], { stdio: 'inherit' });
}
