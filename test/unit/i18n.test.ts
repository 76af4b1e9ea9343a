import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { IntlMessageFormat } from 'intl-messageformat';
import type { CardModel } from '../../src/application/models.js';
import type { BulkRefusal } from '../../src/domain/bulk-decision.js';
import type { Decision } from '../../src/domain/decision.js';
import { DomainError, type DomainErrorCode } from '../../src/domain/errors.js';
import { bulkMail } from '../../src/email/bulk-mail.js';
import { decisionMail } from '../../src/email/decision-mail.js';
import { en } from '../../src/i18n/en.js';
import { createTranslator, english, type MessageKey, type Translator } from '../../src/i18n/translator.js';
import { attempt } from '../../src/slack/listener-wrapper.js';
import { bulkNoticeView } from '../../src/slack/views/bulk-notice-view.js';
import { bulkResultsView } from '../../src/slack/views/bulk-results-view.js';
import { bulkView } from '../../src/slack/views/bulk-view.js';
import { cardView } from '../../src/slack/views/card-view.js';
import { decideSelectedView } from '../../src/slack/views/decide-selected-view.js';
import { denyView } from '../../src/slack/views/deny-view.js';
import { detailsView } from '../../src/slack/views/details-view.js';
import { noticeView } from '../../src/slack/views/notice-view.js';
import {
  aCardModel,
  aDecision,
  aLog,
  aMail,
  aTokenRequest,
  NOW,
  someRepositories,
} from '../support/builders.js';
import { aBulkMail, aBulkModel, aBulkNotice, aBulkResult } from '../support/bulk-builders.js';

const KEYS = Object.keys(en) as MessageKey[];

/** Values for a message's placeholders, by their names: numbers where it formats or counts them. */
function valuesFor(key: MessageKey): Record<string, string | number> {
  const values: Record<string, string | number> = {};
  const visit = (elements: readonly { type: number; value?: unknown; options?: object }[]) => {
    for (const { type, value, options } of elements) {
      const isLiteral = type === 0 || type === 7;
      const isNumber = type === 2 || type === 6;
      if (!isLiteral) values[String(value)] = isNumber ? 7 : `<${value}>`;
      for (const option of Object.values(options ?? {})) visit(option.value);
    }
  };
  visit(new IntlMessageFormat(en[key], 'en', undefined, { ignoreTag: true }).getAst());
  return values;
}

describe('every message', () => {
  it.each(KEYS)('is formatted with its placeholders: %s', (key) => {
    const values = valuesFor(key);

    const text = english.text(key, values);

    expect(text.trim()).not.toBe('');
    expect(text).not.toMatch(/[{}]/);
    for (const value of Object.values(values)) expect(text).toContain(String(value));
  });

  it.each(KEYS.filter((key) => Object.keys(valuesFor(key)).length > 0))(
    'needs all of its placeholders: %s',
    (key) => {
      const format = () => english.text(key, {});

      expect(format).toThrow(/was not provided/);
    },
  );

  it('is used somewhere', async () => {
    const used = new Set<string>([...literalKeys(), ...(await renderedKeys())]);

    const unused = KEYS.filter((key) => !used.has(key));

    expect(unused).toEqual([]);
  });
});

/** The keys that stand in the code as they are. */
function literalKeys(): string[] {
  const root = new URL('../../src/', import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const code = files.filter(
    (name) => name.endsWith('.ts') && !name.startsWith('i18n') && !name.startsWith('sandbox'),
  );
  const text = code.map((name) => readFileSync(new URL(name, root), 'utf8')).join('\n');
  return [...text.matchAll(/'([a-z][a-z-]*(?:\.[a-z-]+)+)'/g)].map(([, key]) => key ?? '');
}

/** A translator that notes what it is asked for. */
function noting(): { t: Translator; keys: Set<string> } {
  const keys = new Set<string>();
  return {
    keys,
    t: {
      ...english,
      text: (key, values) => {
        keys.add(key);
        return english.text(key, values);
      },
      parts: (key, values) => {
        keys.add(key);
        return english.parts(key, values);
      },
    },
  };
}

const ERROR_CODES: Record<DomainErrorCode, true> = {
  'not-linked': true,
  'not-signed-in': true,
  'not-active': true,
  'account-changed': true,
  'person-unknown': true,
  'too-many-tries': true,
  'link-expired': true,
  'link-denied': true,
  'link-refused': true,
  'link-taken': true,
  'link-of-operator': true,
  'not-owner': true,
  'own-request': true,
  'other-workspace': true,
  'already-decided': true,
  'request-gone': true,
  'token-expired': true,
  'reason-too-long': true,
  'github-silent': true,
  'app-not-installed': true,
  'too-slow': true,
  'not-yours-to-read': true,
  'list-gone': true,
  'nothing-selected': true,
  'too-many-selected': true,
  'bulk-gone': true,
  'bulk-already-asked': true,
};

const BULK_REFUSALS: Record<BulkRefusal, true> = {
  'already-decided': true,
  'app-not-installed': true,
  'github-silent': true,
  'not-owner': true,
  'not-signed-in': true,
  'own-request': true,
  'request-gone': true,
  'token-expired': true,
};

const FAILURES = [
  'not-owner',
  'not-linked',
  'not-signed-in',
  'not-active',
  'account-changed',
  'other-workspace',
  'own-request',
  'app-not-installed',
  'github-down',
  'github-limited',
  'outcome-unknown',
  'superseded',
  'lost',
  'github-403',
  'github-404',
  'github-422',
  'github-sso',
  'github-410',
];

/** The keys that are put together from parts: everything is shown that can be. */
async function renderedKeys(): Promise<string[]> {
  const { t, keys } = noting();
  for (const card of everyCard()) {
    cardView(t, card);
    denyView(t, card);
    for (const mayDecide of [true, false]) detailsView(t, { card, mayDecide }, 1);
    for (const kind of ['waiting', 'decided', 'expired', 'decision-failed', 'no-address'] as const) {
      noticeView(t, { ...card, kind });
    }
    if (card.decision) decisionMail(t, aMail({ ...card, decision: card.decision }));
  }
  for (const view of everyBulk()) view(t);
  const details = { login: 'x', organization: 'x', length: 1, limit: 1, count: 1 };
  for (const code of Object.keys(ERROR_CODES) as DomainErrorCode[]) {
    await attempt({ t, log: aLog(), linking: { isOffered: true } }, 'trace', async () => {
      throw new DomainError(code, details);
    });
  }
  return [...keys];
}

/** Everything that people see of a bulk decision. */
function everyBulk(): ((t: Translator) => unknown)[] {
  const refusals = Object.keys(BULK_REFUSALS) as BulkRefusal[];
  const outcomes = [
    'waiting',
    'submitted',
    'done',
    'refused',
    'unknown',
    'already-decided',
    'cancelled',
  ] as const;
  const results = [
    ...outcomes.map((outcome) => aBulkResult(outcome)),
    ...refusals.map((refusal) => aBulkResult('refused', { refusal })),
  ];
  const unnamed = { approver: { github: { id: 0, login: 'ghost' }, slackUserId: null } };
  return (['approve', 'deny'] as const).flatMap((action) => [
    ...[results, [aBulkResult('done')]].flatMap((shown) =>
      (['asked', 'ended'] as const).flatMap((state) => {
        const model = aBulkModel(shown, { state, action });
        return [(t: Translator) => bulkView(t, model), (t: Translator) => bulkResultsView(t, model)];
      }),
    ),
    (t) => decideSelectedView(t, aBulkModel(results)),
    ...[{ action }, { action, ...unnamed }].flatMap((decision) => [
      (t: Translator) => bulkNoticeView(t, aBulkNotice(2, decision)),
      (t: Translator) => bulkMail(t, aBulkMail(2, decision)),
      (t: Translator) =>
        bulkMail(t, {
          ...aBulkMail(2, decision),
          decided: [...aBulkMail(1, decision).decided, ...inUmbrella(decision)],
        }),
    ]),
  ]);
}

function inUmbrella(decision: Partial<Decision>) {
  return aBulkMail(1, decision, { organization: { id: 2, login: 'umbrella', installationId: null } }).decided;
}

function everyCard(): CardModel[] {
  const levels = ['read', 'write', 'admin'] as const;
  const permissions = (['organization', 'repository', 'other'] as const).flatMap((group) =>
    levels.map((level) => ({ group, name: `${group}-${level}`, level })),
  );
  const requests = [
    aTokenRequest({ repositorySelection: 'all', permissions, tokenExpiresAt: null }),
    aTokenRequest({ repositorySelection: 'none', permissions: [], reason: null }),
    aTokenRequest({ repositories: undefined, repositoryCount: null, reason: undefined }),
    aTokenRequest({ repositories: undefined, repositoryCount: 3 }),
    aTokenRequest({ repositories: someRepositories(250), repositoryCount: 250 }),
  ];
  const unnamed = { github: { id: 0, login: 'ghost' }, slackUserId: null };
  const decisions = (['approve', 'deny'] as const).flatMap((action) => [
    aDecision({ action }),
    aDecision({ action, path: 'github' }),
    aDecision({ action, delegatedBy: 'acme/security' }),
    aDecision({ action, path: 'github', approver: unnamed }),
    ...FAILURES.map((failure) => aDecision({ action, state: 'refused', failure })),
  ]);
  const states = ['pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed'] as const;
  return states.flatMap((state) =>
    requests.flatMap((request) =>
      [null, ...(request === requests[0] ? decisions : [])].map((decision) =>
        aCardModel({ request: { ...request, state, endedAt: NOW }, decision }),
      ),
    ),
  );
}

describe('a translator', () => {
  it('puts values in as they are, whatever they look like', () => {
    const token = "<b>{organization}</b> '{' #";

    const text = english.text('mail.approved.subject', { token, organization: 'acme' });

    expect(text).toBe(`Approved: your token “${token}” for acme`);
  });

  it('gives the pieces of a message, in which values may be anything', () => {
    const name = { type: 'text', text: 'acme/payments' };

    const parts = english.parts('card.repositories.private', { name });

    expect(parts).toEqual([name, ' (private)']);
  });

  it('counts in the plural of its language', () => {
    const texts = [1, 2].map((count) => english.text('card.repositories.count-only', { count }));

    expect(texts).toEqual(['1 repository', '2 repositories']);
  });

  it('shows an instant in its language and in the time zone that is asked for', () => {
    const french = createTranslator('fr', en);

    const dates = [english.date(NOW), french.date(NOW, 'Asia/Tokyo')];

    expect(dates[0]).toMatch(/^Mar 2, 2026, 9:00\sAM$/);
    expect(dates[1]).toMatch(/^2 mars 2026.*18:00$/);
  });
});
