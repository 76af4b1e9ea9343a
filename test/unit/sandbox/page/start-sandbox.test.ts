import { afterEach, describe, expect, it } from '@jest/globals';
import { startSandbox } from '../../../../src/sandbox/start-sandbox.js';

const quiet = () => undefined;
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const before = { ...process.env };

describe('the sandbox', () => {
  afterEach(() => {
    process.env = { ...before };
  });

  it('does not start in production', async () => {
    process.env.NODE_ENV = 'production';

    await expect(startSandbox({ dataDir: 'unused', port: 0, log })).rejects.toThrow('NODE_ENV=production');
  });

  it.each(['SLACK_BOT_TOKEN', 'GITHUB_PRIVATE_KEY'])('does not start beside a real %s', async (name) => {
    process.env[name] = 'real';

    await expect(startSandbox({ dataDir: 'unused', port: 0, log })).rejects.toThrow('real credentials');
  });
});
