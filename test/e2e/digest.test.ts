import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PatRequest } from '../../src/sandbox/github/world-entities.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  endHealthy,
  ephemeralTo,
  mailThatSays,
  modalThatSays,
  PEOPLE,
  quiet,
  REVIEW_CHANNEL,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

const MINUTE = 60_000;

let trial: Trial;
let ahead = 0;
let asked: readonly [PatRequest, PatRequest, PatRequest, PatRequest];

/** More repositories than Details shows on a page. */
const REPOSITORIES = Array.from({ length: 60 }, (_, index) => `service-${index}`);

/** Four requests wait when the digest comes to be due, while nobody is there. */
beforeAll(async () => {
  const soon = new Date(Date.now() + 3 * MINUTE);
  trial = await startTrial({
    clock: { now: () => new Date(Date.now() + ahead) },
    environment: { DIGEST_TIME: soon.toISOString().slice(11, 16), DIGEST_EMAILS: 'security@acme.example' },
    before: ({ github }) => {
      for (const name of REPOSITORIES) github.addRepository({ org: 'acme', name, private: true });
    },
  });
  const ask = (name: string, repositories = ['payments']) =>
    askForAccess(trial, { name, repositories }).request;
  asked = [ask('deploy-bot'), ask('backup'), ask('everything', REPOSITORIES), ask('reports')];
  await cardThatSays(trial, 'reports');
  await quiet(trial);
  ahead = 4 * MINUTE;
  await trial.restart();
});
afterAll(() => endHealthy(trial));

/** The digest in the review channel, once it says `text`. */
function digestThatSays(text: string) {
  return trial.eventually(`a digest that says “${text}”`, () =>
    trial.slack.messages(REVIEW_CHANNEL).find((message) => {
      const said = trial.slack.read(message);
      return said.includes('[What was decided]') && said.includes(text);
    }),
  );
}

async function clickInDigest(
  user: string,
  action: 'approve' | 'deny' | 'details',
  request: PatRequest,
): Promise<void> {
  const { ts } = await digestThatSays('acme: ');
  const [row] = await trial.rows<{ id: string }>('SELECT id FROM token_requests WHERE pat_request_id = $1', [
    request.id,
  ]);
  const actionId = ACTIONS[action];
  await trial.slack.click({ user, channel: REVIEW_CHANNEL, ts, actionId, value: String(row?.id) });
}

describe('the daily digest', () => {
  it('is posted to the channel, and mailed to each owner', async () => {
    await digestThatSays('acme: 4 token requests wait for a decision.');

    const { parsed } = await mailThatSays(trial, 'acme: 4 token requests wait for a decision');
    await trial.eventually('two mails', () => trial.mailbox.mails.length === 2);

    const to = trial.mailbox.mails.map((mail) => JSON.stringify(mail.parsed.to)).sort();
    expect(to).toEqual([
      expect.stringContaining('olivia@acme.example'),
      expect.stringContaining('omar@acme.example'),
    ]);
    for (const { id } of asked) expect(parsed.text).toContain(`personal-access-token-requests/${id}`);
  });

  it('approves, and shows that', async () => {
    await clickInDigest(PEOPLE.olivia, 'approve', asked[0]);

    const after = await digestThatSays('Approved by');

    expect(trial.slack.read(after)).toContain('acme: 3 token requests wait for a decision.');
    expect(asked[0].state).toBe('approved');
  });

  it('denies with a reason', async () => {
    await clickInDigest(PEOPLE.omar, 'deny', asked[1]);
    const modal = await modalThatSays(trial, PEOPLE.omar, 'Deny the request');
    const values = { reason: { reason: 'Too broad' } };
    await trial.slack.submitView({ user: PEOPLE.omar, viewId: modal.id, values });

    await digestThatSays('Denied by');

    expect(asked[1].state).toBe('denied');
  });

  it('shows what was decided in the details that were opened from it, also after leafing through them', async () => {
    await clickInDigest(PEOPLE.olivia, 'details', asked[2]);
    const { id: viewId } = await modalThatSays(trial, PEOPLE.olivia, 'Repositories 1–50 of 60');
    await trial.slack.click({ user: PEOPLE.olivia, viewId, actionId: 'token-request.details-page.1' });
    await modalThatSays(trial, PEOPLE.olivia, 'Repositories 51–60 of 60');
    const values = { decision: { decision: 'approve' }, reason: { reason: 'Read all of them' } };
    await trial.slack.submitView({ user: PEOPLE.olivia, viewId, values });

    await digestThatSays('acme: 1 token request waits for a decision.');

    expect(asked[2].state).toBe('approved');
  });

  it('is no card: a click on what was decided tells the person, and leaves the rest of it as it is', async () => {
    trial.github.decideOnPage({ requestId: asked[3].id, by: 'omar', action: 'deny' });
    await cardThatSays(trial, 'Denied on GitHub by');

    await clickInDigest(PEOPLE.olivia, 'approve', asked[3]);

    await ephemeralTo(trial, PEOPLE.olivia, 'Denied on GitHub by');
    const after = trial.slack.read(await digestThatSays('Denied on GitHub by'));
    for (const name of ['deploy-bot', 'backup', 'everything', 'reports']) expect(after).toContain(name);
    expect(trial.slack.messages(REVIEW_CHANNEL).filter(({ ts }) => ts).length).toBe(5);
  });
});
