import { existsSync } from 'node:fs';
import { UsageError } from './commands/usage-error.js';
import { ConfigError, loadSandboxConfig, namesNoService } from './config.js';
import { endGracefully } from './end-gracefully.js';
import { createLog } from './log.js';
import { explained, StartError } from './start-error.js';

/** What a command does not need is not loaded: most of the time and the memory of a start is the code of libraries. */
async function main(command: string, args: readonly string[]): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  switch (command) {
    case 'all':
      if (namesNoService(process.env) && process.env.NODE_ENV !== 'production') return sandbox();
      return (await import('./serve.js')).serve('all');
    case 'web':
    case 'worker':
      return (await import('./serve.js')).serve(command);
    case 'migrate':
    case 'migrate:revert':
    case 'schema:check':
      return (await import('./commands/tend-database.js')).tendDatabase(command);
    case 'ledger:verify':
    case 'ledger:export':
    case 'privacy:erase':
    case 'prune':
      return (await import('./commands/tend-records.js')).tendRecords(command, args);
    default:
      throw new Error(
        `Unknown command ${command}: all, web, worker, migrate, migrate:revert, schema:check, ledger:verify, ledger:export, privacy:erase or prune`,
      );
  }
}

async function sandbox(): Promise<void> {
  const { burstLimit, dataDir, logLevel, port } = loadSandboxConfig(process.env);
  const { startSandbox } = await import('./sandbox/start-sandbox.js').catch(withoutDevelopmentPackages);
  const log = createLog(logLevel);
  endGracefully(log, await explained(startSandbox({ burstLimit, dataDir, log, port })));
}

/** An image without the development packages has no sandbox, and nothing else to do without settings. */
function withoutDevelopmentPackages(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
  throw new StartError(
    'No settings are given, and the sandbox needs the development packages (npm ci without --omit=dev). ' +
      'To run against Slack and GitHub, set the variables that .env.example explains.',
  );
}

main(process.argv[2] ?? 'all', process.argv.slice(3)).catch((error: unknown) => {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  // A wrong configuration is the operator's to mend: the list says all, a stack trace would hide it.
  if (error instanceof ConfigError || error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else
    process.stderr.write(
      `PATrol ends: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  process.exit(1);
});
