import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { App, Octokit } from 'octokit';
import { listInstallations } from '../../../src/github/list-installations.js';
import { ACME, aLog } from '../../support/builders.js';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

function anAppThatIsAnswered(rows: unknown[]): App {
  const fetch = async () => Response.json(rows);
  const settings = { appId: 1, privateKey, webhooks: { secret: 's' } };
  return new App({ ...settings, Octokit: Octokit.defaults({ request: { fetch } }) });
}

const acme = { id: 5_001, target_type: 'Organization', account: { id: ACME.id, login: ACME.login } };
const enterprise = {
  id: 5_002,
  target_type: 'Enterprise',
  account: { id: 7, slug: 'acme-inc', name: 'ACME' },
};
const person = { id: 5_003, target_type: 'User', account: { id: 11, login: 'mona' } };

describe('the list of installations', () => {
  it('has those in organizations; the log tells of others at its most talkative', async () => {
    const log = aLog();
    const app = anAppThatIsAnswered([enterprise, person, { ...acme, suspended_at: null }]);

    const found = await listInstallations(app, log);

    expect(found).toEqual([{ organization: ACME, suspended: false }]);
    expect(log.lines).toMatchObject([
      { level: 'debug', fields: { installation: 5_002, target: 'Enterprise' } },
      { level: 'debug', fields: { installation: 5_003, target: 'User' } },
    ]);
  });

  it('says where the App is suspended', async () => {
    const app = anAppThatIsAnswered([{ ...acme, suspended_at: '2026-03-02T08:00:00Z' }]);

    const found = await listInstallations(app);

    expect(found).toEqual([{ organization: ACME, suspended: true }]);
  });

  it('is none at all where an organization cannot be read, rather than one without it', async () => {
    const app = anAppThatIsAnswered([acme, { ...acme, id: 5_004, account: { id: 1_002 } }]);

    const reading = listInstallations(app);

    await expect(reading).rejects.toThrow();
  });
});
