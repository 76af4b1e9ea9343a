import { describe, expect, it } from '@jest/globals';
import { deliveryPayload } from '../../../src/application/delivery.js';
import type { FailedDelivery } from '../../../src/application/operations-ports.js';
import type { StatusModel } from '../../../src/application/read-status.js';
import { english } from '../../../src/i18n/translator.js';
import { plainText } from '../../../src/sandbox/slack/message-text.js';
import { maskedAddress, statusView } from '../../../src/slack/views/status-view.js';
import { ACME, NOW } from '../../support/builders.js';
import { HOSTILE, messageFaults } from '../../support/slack-faults.js';

const t = english;
const CARD = { kind: 'card', channel: 'C0REVIEW' } as const;

function aFailed(over: Partial<FailedDelivery> = {}): FailedDelivery {
  return {
    ...{
      id: 1,
      payload: CARD,
      kind: 'card',
      failedAt: NOW,
      error: 'slack refused: is_archived',
      trace: 'tr-1',
    },
    ...{ tokenName: 'deploy-bot', requesterLogin: 'mona', organization: 'acme', requestCount: 1 },
    ...over,
  };
}

function aModel(over: Partial<StatusModel> = {}): StatusModel {
  return {
    ...{ organizations: [ACME], silent: [], waiting: 0, oldestSince: null, unknownOutcomes: 0 },
    services: { slack: 'ok', github: 'ok', database: 'ok', smtp: 'ok' },
    comparisons: [{ organization: ACME, at: NOW }],
    failed: [],
    failedCount: { count: over.failed?.length ?? 0, capped: false },
    ...over,
  };
}

const said = (over: Partial<StatusModel> = {}) => plainText(statusView(t, aModel(over)));
const saidOf = (over: Partial<FailedDelivery>) => said({ failed: [aFailed(over)] });

describe('how PATrol is doing', () => {
  it('is said of every service, and that nothing is wrong', () => {
    const text = said();

    for (const service of ['Slack', 'GitHub', 'Database', 'E-mail']) {
      expect(text).toContain(`${service}: answers`);
    }
    expect(text).toContain('acme: last compared with GitHub');
    expect(text).toContain('Nothing waits to be sent');
    expect(text).toContain('No message about requests of yours was given up in the last 7 days.');
    expect(text).not.toContain('does not say whether');
  });

  it.each([
    ['slack', 'unreachable', 'Slack: does not answer'],
    ['github', 'refused', 'GitHub: does not take PATrol’s credentials'],
    ['database', 'refused', 'Database: takes no changes'],
    ['smtp', 'off', 'E-mail: none is set up'],
    ['smtp', 'unknown', 'E-mail: the process that answers you has not asked it lately'],
  ] as const)('says of %s that it is %s', (service, state, expected) => {
    const services = { slack: 'ok', github: 'ok', database: 'ok', smtp: 'ok', [service]: state } as const;

    const text = said({ services });

    expect(text).toContain(expected);
  });

  it('says what waits since when, what GitHub does not tell, and where it was never asked', () => {
    const comparisons = [{ organization: ACME, at: null }];

    const text = said({ waiting: 3, oldestSince: NOW, unknownOutcomes: 2, comparisons });

    expect(text).toMatch(/3 messages wait to be sent, the oldest since \S/);
    expect(text).toContain('2 decisions were sent, and GitHub does not say whether they were carried out');
    expect(text).toContain('acme: not compared with GitHub yet');
  });

  it('counts the organizations for which there is no room', () => {
    const organizations = Array.from({ length: 300 }, (_, id) => ({ ...ACME, id }));

    const text = said({ organizations });

    expect(text).toContain('299 other organizations were compared later than these');
    expect(said()).not.toContain('compared later');
  });

  it('tells whoever may decide nowhere only that', () => {
    const nowhere = said({ organizations: [] });
    const silent = said({ organizations: [], silent: ['acme'] });

    expect(nowhere).toContain('for those who may decide');
    expect(silent).toContain('Left out: acme.');
    for (const text of [nowhere, silent]) expect(text).not.toContain('answers');
  });
});

describe('a delivery that was given up', () => {
  it.each([
    ['slack refused: is_archived', 'The channel is archived. Unarchive it'],
    ['slack refused: user_not_found', 'this person is gone or deactivated'],
    ['slack refused: user_disabled', 'this person is gone or deactivated'],
    ['slack refused: cannot_dm_bot', 'is a bot'],
    ['slack refused: restricted_action', 'A workspace admin can allow it'],
    ['slack unavailable: channel_not_found', 'Invite PATrol there'],
    ['slack refused: constructor', 'Slack refused it: constructor. Tell whoever runs PATrol.'],
    ['smtp refused: EENVELOPE 550', 'does not take mail for this address'],
    ['github refused: 410', 'GitHub refused it: 410.'],
    ['Cannot read properties of secret-value', 'look for tr-1 in the log'],
  ])('because of %j says why and what to do', (error, expected) => {
    const text = saidOf({ error });

    expect(text).toContain(expected);
    expect(text).not.toContain('secret-value');
  });

  it.each([
    [CARD, 'the card (#'],
    [
      { kind: 'requester-mail', address: 'mona@acme.example', decisionId: 1 },
      'the e-mail to whoever asked (m…@acme.example), about',
    ],
    [
      { kind: 'approver-message', slackUserId: 'U0OLIVIA', decisionId: 1 },
      'the message to whoever decided (@',
    ],
    [{ kind: 'bulk-progress', bulkId: 1 }, 'the message to whoever decided, about'],
  ] as const)('says what was to be sent, and where: %j', (payload, expected) => {
    const text = saidOf({ payload: deliveryPayload.parse(payload) });

    expect(text).toContain(expected);
    expect(text).not.toContain('mona@');
  });

  it.each([
    ['erased', 'slack refused: is_archived'],
    ['U0WRONG', 'slack refused: user_not_found'],
    ['U0OLIVIA', 'slack refused: user_disabled'],
  ])('mentions nobody whom Slack may not know: %s, %s', (slackUserId, error) => {
    const payload = deliveryPayload.parse({ kind: 'approver-message', slackUserId, decisionId: 1 });

    const view = statusView(t, aModel({ failed: [aFailed({ payload, error })] }));

    expect(messageFaults(view)).toEqual([]);
    expect(JSON.stringify(view.blocks)).not.toContain('"type":"user"');
    expect(plainText(view)).toContain(`the message to whoever decided (${slackUserId})`);
  });

  it('of another version is shown all the same', () => {
    expect(saidOf({ payload: null, kind: 'pigeon' })).toContain('a message, about');
  });

  it('can be tried again, unless this version cannot read it', () => {
    expect(saidOf({})).toContain('[Try again]');
    expect(saidOf({ payload: null })).not.toContain('[Try again]');
  });

  it('of several requests names one, and counts the others', () => {
    expect(saidOf({ requestCount: 4 })).toContain('about deploy-bot and 3 others of mona in acme.');
  });

  it.each([
    [
      { kind: 'organization-news', organizationId: 1, channel: 'C0REVIEW', appState: 'suspended' },
      /the news of where PATrol is installed \(#.*\), about acme\. The channel is archived/,
    ],
    [{ kind: 'organization-cards', organizationId: 1 }, /the update of all cards, about acme\. The channel/],
  ])('about no single request says which organization: %j', (payload, expected) => {
    const about = { tokenName: null, requesterLogin: null, requestCount: 0 };

    const text = saidOf({ payload: deliveryPayload.parse(payload), ...about });

    expect(text).toMatch(expected);
  });

  it('is one of ten that are shown; the others are counted', () => {
    const failed = Array.from({ length: 10 }, (_, id) => aFailed({ id }));

    const some = said({ failed, failedCount: { count: 12, capped: false } });
    const many = said({ failed, failedCount: { count: 1_000, capped: true } });

    expect(some).toContain('12 messages were given up in the last 7 days');
    expect(some).toContain('and 2 more');
    expect(many).toContain('More than 1,000 messages');
  });

  it.each(HOSTILE)('lets nothing of a stranger’s take effect: %s', (_, hostile) => {
    const failed = Array.from({ length: 10 }, (_each, id) =>
      aFailed({
        id,
        ...{ tokenName: hostile, requesterLogin: hostile, organization: hostile, trace: hostile },
        error: `slack refused: ${hostile}`,
        payload: { kind: 'requester-mail', address: `${hostile}@${hostile}`, decisionId: 1 },
      }),
    );
    const organization = { id: 1, login: hostile };

    const view = statusView(t, aModel({ failed, comparisons: [{ organization, at: NOW }] }));

    expect(messageFaults(view)).toEqual([]);
  });

  it.each([
    ['mona@acme.example', 'm…@acme.example'],
    ['"a@b"@acme.example', '"…@acme.example'],
    ['nonsense', '…'],
    ['', '…'],
  ])('shows no whole address: %j', (address, shown) => {
    expect(maskedAddress(address)).toBe(shown);
  });
});
