import { describe, expect, it } from '@jest/globals';
import type { LedgerRow, StoredPerson } from '../../../src/application/ledger-ports.js';
import type { AuditModel } from '../../../src/application/read-audit.js';
import { EMPTY_AUDIT_QUERY } from '../../../src/domain/audit-query.js';
import { LEDGER_KINDS } from '../../../src/domain/ledger.js';
import { parseAuditQuery } from '../../../src/domain/parse-audit-query.js';
import { english } from '../../../src/i18n/translator.js';
import { plainText } from '../../../src/sandbox/slack/message-text.js';
import { auditLoadingView, auditView } from '../../../src/slack/views/audit-view.js';
import { ledgerHeadView } from '../../../src/slack/views/ledger-head-view.js';
import { ACME, MONA, NOW, OLIVIA } from '../../support/builders.js';
import { HOSTILE, messageFaults, viewFaults } from '../../support/slack-faults.js';

const t = english;
const WEB = 'https://github.example';
const HEAD = { seq: 12, seal: 'ab'.repeat(32) };
const salt = Buffer.alloc(16);

const aPerson = (role: string, over: Partial<StoredPerson> = {}): StoredPerson => ({
  role,
  salt,
  githubUserId: OLIVIA.id,
  slackUserId: 'U0OLIVIA',
  fields: { login: 'olivia', reason: null },
  ...over,
});
const mona = aPerson('requester', {
  githubUserId: MONA.id,
  slackUserId: null,
  fields: { login: 'mona', tokenName: 'deploy-bot', reason: null },
});

function aRow(
  kind: string,
  data: Record<string, string | number> = {},
  people: readonly StoredPerson[] = [aPerson('approver'), mona],
): LedgerRow {
  return {
    entry: {
      ...{ id: 7, uid: 'u', at: NOW, kind, organizationId: ACME.id, tokenRequestId: 1, decisionId: 5 },
      data: { organization: 'acme', patRequestId: 9_001, ...data },
      ...{ people: {}, trace: 't', mac: null },
    },
    people,
    seal: null,
  };
}

function aModel(rows: readonly LedgerRow[], over: Partial<AuditModel> = {}): AuditModel {
  return {
    ...{ query: EMPTY_AUDIT_QUERY, organizations: [ACME], silent: [], rows },
    ...{ newer: null, older: null, count: { count: rows.length, capped: false }, head: HEAD },
    ...over,
  };
}

const said = (model: AuditModel) => plainText(auditView(t, model, WEB));
const lineOf = (...row: Parameters<typeof aRow>) => said(aModel([aRow(...row)])).split('\n');

describe('the ledger in Slack', () => {
  it.each<[string, Parameters<typeof aRow>, string]>([
    ['request-seen', ['request-seen'], 'seen: deploy-bot of mona, acme #9001'],
    [
      'a decision that was asked',
      ['decision-asked', { action: 'approve', path: 'home' }],
      'asked to approve',
    ],
    [
      'a decision',
      [
        'decided',
        { action: 'deny', path: 'card' },
        [aPerson('approver', { fields: { login: 'olivia', reason: 'Too much' } }), mona],
      ],
      'deploy-bot of mona, acme #9001, on the card, “Too much”',
    ],
    [
      'a decision of a team’s member',
      ['decided', { action: 'approve', path: 'list', delegatedBy: 'acme/security' }],
      'in the list, for the team acme/security',
    ],
    [
      'a decision that nobody was named for',
      [
        'decided',
        { action: 'approve', path: 'github' },
        [aPerson('approver', { githubUserId: 0, slackUserId: null }), mona],
      ],
      'approved by somebody: deploy-bot of mona, acme #9001, on GitHub',
    ],
    [
      'a refusal',
      ['decision-refused', { failure: 'github-422', path: 'card' }],
      'GitHub refused (github-422)',
    ],
    ['a link', ['link-made', { origin: 'operator' }, [aPerson('person')]], 'linked by whoever runs PATrol'],
    [
      'people who were erased',
      ['decided', { action: 'deny', path: 'card' }, []],
      '(erased) of (erased), acme #9001',
    ],
    ['settings', ['settings-changed', { digest: 'off' }, []], '"digest":"off"'],
    ['a kind of a later version', ['moon-landed', {}, []], 'moon-landed'],
  ])('says in words: %s', (_, row, words) => {
    expect(lineOf(...row).join('\n')).toContain(words);
  });

  it('has words for every kind', () => {
    const lines = LEDGER_KINDS.map((kind) => lineOf(kind, { action: 'approve' }).join('\n'));

    expect(new Set(lines).size).toBe(LEDGER_KINDS.length);
  });

  it('says how many entries match, and with what the chain ends', () => {
    const all = said(aModel([aRow('decided')], { count: { count: 1_000, capped: true } }));
    const unsealed = said(aModel([aRow('decided')], { head: null }));

    expect(all).toContain('More than 1,000 entries.');
    expect(all).toContain(`The chain of all entries ends with 12:${HEAD.seal}.`);
    expect(unsealed).toContain('1 entry. They are not sealed');
  });

  it('has buttons to newer and older pages, where there are any', () => {
    const neither = said(aModel([aRow('decided')]));
    const both = auditView(t, aModel([aRow('decided')], { newer: { after: 7 }, older: { before: 7 } }), WEB);

    expect(neither).not.toContain('[');
    expect(plainText(both)).toContain('[Newer] [Older]');
    expect(JSON.stringify(both.blocks)).toContain('{\\"before\\":7}');
  });

  it('is refused to those who may decide nowhere, and says when GitHub is silent', () => {
    const nowhere = said(aModel([], { organizations: [] }));
    const silent = said(aModel([], { organizations: [], silent: ['acme'] }));

    expect(nowhere).toContain('The ledger is for those who may decide.');
    expect(silent).toContain('Left out: acme.');
    expect(silent).not.toContain('you are an owner of none');
  });

  it.each(HOSTILE)(
    'is what Slack accepts with %s in every text, and nothing of it takes effect',
    (_, text) => {
      const fields = { login: text, reason: text, tokenName: text };
      const people = ['approver', 'requester', 'person'].map((role) => aPerson(role, { fields }));
      const data = {
        organization: text,
        delegatedBy: text,
        failure: text,
        path: text,
        action: text,
        other: text,
      };
      const rows = [...LEDGER_KINDS, text].map((kind) => aRow(kind, data, people));
      const typed = parseAuditQuery(`"${text.replaceAll('"', '')}"`.slice(0, 900));
      const query = typed.query ?? EMPTY_AUDIT_QUERY;
      const over = { query, organizations: [{ ...ACME, login: text }], silent: [text] };

      const view = auditView(t, aModel(rows, { ...over, newer: { after: 1 }, older: { before: 1 } }), WEB);

      expect(viewFaults(view)).toEqual([]);
      expect((view.private_metadata ?? '').length).toBeLessThanOrEqual(3_000);
    },
  );

  it('opens with what Slack accepts', () => {
    expect(viewFaults(auditLoadingView(t))).toEqual([]);
  });
});

describe('the head of the ledger, posted', () => {
  it('says how to check it later', () => {
    const message = ledgerHeadView(t, { head: '12:abcd', entries: 12 });

    expect(messageFaults(message)).toEqual([]);
    expect(plainText(message)).toContain(
      'Ledger: 12 entries, head 12:abcd. Keep this message: npm run ledger:verify -- --head 12:abcd shows',
    );
  });
});
