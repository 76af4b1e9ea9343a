import { loadDatabaseConfig } from '../config.js';
import { createLog } from '../log.js';
import { openDatabase } from '../open-database.js';
import { revertMigration, runMigrations, schemaDifferences } from '../persistence/migrate.js';

/** The commands on the schema. */
export async function tendDatabase(command: 'migrate' | 'migrate:revert' | 'schema:check'): Promise<void> {
  const config = loadDatabaseConfig(process.env);
  const log = createLog('warn');
  const database = await openDatabase(config, log);
  try {
    if (command === 'migrate')
      say(`applied: ${(await runMigrations(database.url)).join(', ') || 'nothing was missing'}`);
    if (command === 'migrate:revert') {
      await revertMigration(database.url);
      say('took the last migration back');
    }
    if (command === 'schema:check') await checkSchema(database.url);
  } finally {
    await database.stop();
  }
}

async function checkSchema(url: string): Promise<void> {
  const differences = await schemaDifferences(url);
  if (differences.length === 0) return say('entities and migrations agree');
  say(`entities and migrations differ; this would make them agree:\n${differences.join(';\n')}`);
  process.exitCode = 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
