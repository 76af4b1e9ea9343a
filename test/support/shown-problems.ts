import { DomainError, type DomainErrorCode } from '../../src/domain/errors.js';
import type { QueryProblem } from '../../src/domain/query.js';
import type { Translator } from '../../src/i18n/translator.js';
import { connectBlocks } from '../../src/slack/connect.js';
import { inlineMessage, problemModal } from '../../src/slack/explain-problem.js';
import { attempt } from '../../src/slack/listener-wrapper.js';
import { aLog } from './builders.js';
import { message, type Shown, view } from './shown.js';
import type { Words } from './shown-words.js';

const PROBLEMS: Record<QueryProblem['code'], true> = {
  'too-long': true,
  'unknown-qualifier': true,
  'unknown-value': true,
  'for-history': true,
  'for-pending': true,
  'missing-value': true,
  'bad-duration': true,
  'unclosed-quote': true,
  twice: true,
  'too-many': true,
};

export function everyProblem(words: Words): QueryProblem[] {
  const codes = Object.keys(PROBLEMS) as QueryProblem['code'][];
  const problem = { written: words.query, remedy: null };
  // These two are known by what would be right.
  const unmended = codes.filter((code) => code !== 'for-history' && code !== 'for-pending');
  return [
    ...codes.map((code) => ({ ...problem, code, suggestion: words.query })),
    ...unmended.map((code) => ({ ...problem, code, suggestion: null })),
  ];
}

const CODES: Record<DomainErrorCode, true> = {
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
  'settings-not-yours': true,
};

/** What stands against what somebody wanted, as a message and as a modal. */
export function everyError(words: Words): Shown[] {
  const details = { login: words.requester, organization: words.organization, length: 1, limit: 1, count: 1 };
  const thrown = [
    ...(Object.keys(CODES) as DomainErrorCode[]).map((code) => new DomainError(code, details)),
    new Error('x'),
  ];
  const titles = ['error.title', 'error.title.reading'] as const;
  return thrown.flatMap((error) => [
    ...[true, false].map((isOffered) =>
      message('problem', async (t) => {
        const problem = await problemOf(t, error, isOffered);
        return inlineMessage(
          [problem.text],
          connectBlocks({ t, linking: { isOffered } as never }, problem, null),
        );
      }),
    ),
    ...titles.map((title) =>
      view('problem', async (t) => {
        const problem = await problemOf(t, error, true);
        const said = { title: t.text(title), line: [problem.text], resume: null };
        return problemModal({ t, linking: { isOffered: true } as never }, problem, said);
      }),
    ),
  ]);
}

async function problemOf(t: Translator, error: Error, isOffered: boolean) {
  const context = { t, log: aLog(), linking: { isOffered }, trace: 'trace', heldUpMs: 0 };
  const problem = await attempt(context, async () => {
    throw error;
  });
  if (problem === undefined) throw new Error('there should be a problem');
  return problem;
}
