import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIT_PAGE } from '../../src/application/read-audit.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  click,
  endHealthy,
  ephemeralTo,
  modalThatSays,
  PEOPLE,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

const HOSTILE = '<!channel> *deploy* <https://evil.example|bot>';

describe('/tokens audit', () => {
  let trial: Trial;
  beforeAll(async () => {
    trial = await startTrial();
    await synced(trial);
    askForAccess(trial, { name: HOSTILE });
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await cardThatSays(trial, 'Approved by');
    for (let count = 0; count < AUDIT_PAGE; count += 1) askForAccess(trial, { name: `ci-${count}` });
    await quiet(trial);
    await trial.eventually('every entry sealed', async () => {
      const [row] = await trial.rows<{ open: number }>(
        `SELECT (SELECT count(*) FROM ledger_entries)::int - (SELECT count(*) FROM ledger_seals)::int AS open`,
      );
      return row?.open === 0;
    });
  });
  afterAll(async () => {
    await endHealthy(trial);
  });

  const audit = async (user: string, query = '') => {
    const asked = { user, channel: REVIEW_CHANNEL, command: '/tokens', text: `audit ${query}` };
    expect(await trial.slack.command(asked)).toMatchObject({ status: 200 });
  };
  const press = async (user: string, viewId: string, actionId: string) =>
    trial.slack.click({ user, viewId, actionId });

  it('shows an owner every change, page by page, and with what the chain ends', async () => {
    await audit(PEOPLE.olivia);
    const first = await modalThatSays(trial, PEOPLE.olivia, 'Every change in acme');
    const newest = trial.slack.read(first);

    await press(PEOPLE.olivia, first.id, ACTIONS.auditOlder);
    const older = trial.slack.read(await modalThatSays(trial, PEOPLE.olivia, 'approved by'));

    const [last] = await trial.rows<{ seq: string; seal: string }>(
      "SELECT seq, encode(seal, 'hex') AS seal FROM ledger_seals ORDER BY ledger_seals.seq DESC LIMIT 1",
    );
    expect(newest).toContain('seen: ci-9 of mona, acme #');
    expect(newest).toContain(`The chain of all entries ends with ${last?.seq}:${last?.seal}.`);
    expect(newest).toContain('[Older]');
    expect(older).toContain(`approved by olivia (@Olivia Owens): ${HOSTILE} of mona, acme #`);
    expect(older).toContain('on the card');
    expect(older).toContain('linked by whoever runs PATrol');
    await trial.slack.closeView({ user: PEOPLE.olivia, viewId: first.id, all: true });
  });

  it('finds what is asked for, and says what cannot be read', async () => {
    await audit(PEOPLE.olivia, 'by:olivia action:decided');
    const found = await modalThatSays(trial, PEOPLE.olivia, 'Only those that match');
    await audit(PEOPLE.olivia, 'by:olivia action:dney');

    const said = await ephemeralTo(trial, PEOPLE.olivia, 'Nothing was looked up');
    expect(trial.slack.read(found)).toContain('1 entry.');
    expect(said).toContain('/tokens audit by:olivia action:deny');
    await trial.slack.closeView({ user: PEOPLE.olivia, viewId: found.id, all: true });
  });

  it('is refused to a member, clearly, and shows them nothing', async () => {
    await audit(PEOPLE.mona);

    const refused = trial.slack.read(await modalThatSays(trial, PEOPLE.mona, 'for those who may decide'));
    expect(refused).not.toContain('ci-');
    expect(refused).not.toContain('olivia');
  });

  it('is not for somebody whose GitHub account is not known', async () => {
    await audit(PEOPLE.max);

    await modalThatSays(trial, PEOPLE.max, 'which GitHub account is yours');
  });
});
