import { deliveryPayload } from '../../src/application/delivery.js';
import type { FailedDelivery } from '../../src/application/operations-ports.js';
import { decisionMail } from '../../src/email/decision-mail.js';
import { questionPage } from '../../src/http/link-pages.js';
import { wordsPage } from '../../src/http/page.js';
import { inlineMessage } from '../../src/slack/explain-problem.js';
import { auditLoadingView, auditView } from '../../src/slack/views/audit-view.js';
import { bulkLoadingView } from '../../src/slack/views/bulk-results-view.js';
import { cardView } from '../../src/slack/views/card-view.js';
import { connectView } from '../../src/slack/views/connect-view.js';
import { denyView } from '../../src/slack/views/deny-view.js';
import { detailsView, loadingView } from '../../src/slack/views/details-view.js';
import { helpView, unknownCommandLine } from '../../src/slack/views/help-view.js';
import { homeLoadingView, homeView } from '../../src/slack/views/home-view.js';
import { ledgerHeadView } from '../../src/slack/views/ledger-head-view.js';
import { linkNewsView } from '../../src/slack/views/link-news-view.js';
import { noChoice } from '../../src/slack/views/list-controls.js';
import {
  listLoadingView,
  listProblemView,
  listView,
  unreadListView,
} from '../../src/slack/views/list-view.js';
import { noticeView } from '../../src/slack/views/notice-view.js';
import { organizationNewsView } from '../../src/slack/views/organization-news-view.js';
import { overviewView } from '../../src/slack/views/overview-view.js';
import { queryProblemLines } from '../../src/slack/views/query-problem-lines.js';
import { queryProblemView } from '../../src/slack/views/query-problem-view.js';
import { statusView } from '../../src/slack/views/status-view.js';
import { summaryView } from '../../src/slack/views/summary-view.js';
import { aCardModel, aMail, NOW } from './builders.js';
import { mail, message, page, type Shown, view, webUrl } from './shown.js';
import { everyBulk } from './shown-bulk.js';
import { everyChoice, everyReminder } from './shown-choices.js';
import { everyDigest } from './shown-digest.js';
import { everyHome, everyList } from './shown-lists.js';
import { everyError, everyProblem } from './shown-problems.js';
import { everyAudit, everyStatus } from './shown-records.js';
import { everyCard, organizationOf, requestOf } from './shown-requests.js';
import type { Words } from './shown-words.js';

/** Everything that people see of PATrol, with these words of theirs in it. */
export function everythingShown(words: Words): Shown[] {
  return [
    ...everyCard(words).flatMap((card) => ofCard(card)),
    ...everyBulk(words),
    ...everyOrganization(words),
    ...lists(words),
    ...commands(words),
    ...linking(words),
    ...everyReminder(words),
    ...everyDigest(words),
    ...everyChoice(words),
    ...everyError(words),
  ];
}

function ofCard(card: ReturnType<typeof everyCard>[0]): Shown[] {
  const { decision } = card;
  const told = ['waiting', 'decided', 'expired', 'decision-failed'] as const;
  const kinds = [...told, 'no-address', 'reminder', 'expired-undecided'] as const;
  return [
    message('card', (t) => cardView(t, card)),
    view('deny', (t) => denyView(t, card)),
    ...[true, false].map((mayDecide) => view('details', (t) => detailsView(t, { card, mayDecide }, 1))),
    ...kinds.map((kind) => message(`notice ${kind}`, (t) => noticeView(t, { ...card, kind }))),
    ...(decision
      ? [undefined, `${webUrl}/stop`].map((stop) =>
          mail('decision', (t) => decisionMail(t, aMail({ ...card, decision }), stop)),
        )
      : []),
  ];
}

/** Everything that the channel sees of a whole organization. */
function everyOrganization(words: Words): Shown[] {
  const organization = organizationOf(words);
  const summary = { id: 1, organization, channel: 'C1', ts: null, digest: '', openedAt: NOW };
  const every = { pending: 2, deciding: 1, approved: 3, denied: 1, cancelled: 1, expired: 1, closed: 1 };
  return (['installed', 'suspended', 'uninstalled'] as const).flatMap((appState) => [
    ...[0, 1, 2].map((waiting) =>
      message('organization news', (t) =>
        organizationNewsView(t, { organization, waiting, webUrl, appState }),
      ),
    ),
    message('card', (t) => cardView(t, aCardModel({ request: requestOf(words), appState }))),
    ...(['burst', 'first-sync'] as const).flatMap((kind) =>
      [every, { pending: 2 }, { approved: 1 }].map((counts) =>
        message('summary', (t) => summaryView(t, { ...summary, kind, appState, counts })),
      ),
    ),
  ]);
}

function lists(words: Words): Shown[] {
  const payloads = deliveryPayload.options.map(
    ({ shape }) =>
      ({
        kind: shape.kind.value,
        channel: 'C0REVIEW',
        slackUserId: 'U0MONA',
      }) as unknown as FailedDelivery['payload'],
  );
  const problems = everyProblem(words);
  return [
    ...everyList(words).map((model) => view('list', (t) => listView(t, model, { webUrl }))),
    ...(['pending', 'history', 'mine', 'found'] as const).map((kind) =>
      view('list loading', (t) => listLoadingView(t, kind)),
    ),
    view('list problem', (t) => listProblemView(t, 'list', t.text('error.github-silent'))),
    view('unread list', (t) => unreadListView(t, 'pending', queryProblemLines(t, problems))),
    ...[true, false].map(
      (isGone): Shown => ({ surface: 'options', name: 'choices', show: (t) => noChoice(t, isGone) }),
    ),
    ...everyHome(words).flatMap((home) => [
      view('home', (t) => homeView(t, home)),
      message('overview', (t) => overviewView(t, home)),
    ]),
    view('home loading', homeLoadingView),
    ...everyAudit(words).map((model) => view('audit', (t) => auditView(t, model, webUrl))),
    view('audit loading', auditLoadingView),
    ...everyStatus(words, payloads).map((model) => message('status', (t) => statusView(t, model))),
    message('ledger head', (t) => ledgerHeadView(t, { head: `12:${'ab'.repeat(32)}`, entries: 12 })),
    view('details loading', loadingView),
    view('bulk loading', bulkLoadingView),
  ];
}

function commands(words: Words): Shown[] {
  const problems = everyProblem(words);
  const organizations = Array.from({ length: 12 }, () => organizationOf(words));
  const meant = [
    null,
    { as: 'name', command: '/tokens show' } as const,
    { as: 'subcommand', command: '/tokens' } as const,
  ];
  return [
    message('help', (t) => helpView(t, { organizations, webUrl })),
    ...meant.map((one) =>
      message('unknown command', (t) => inlineMessage(unknownCommandLine(t, words.tokenName, one))),
    ),
    ...problems.map((problem) => message('query problem', (t) => queryProblemView(t, [problem], null))),
    message('query problem', (t) => queryProblemView(t, problems.slice(0, 5), words.query)),
    message('query problem', (t) => queryProblemView(t, problems.slice(0, 5), null, '/tokens audit')),
  ];
}

function linking(words: Words): Shown[] {
  const question = {
    attemptId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
    slack: { id: 'U0MONA', name: words.requester },
    github: { id: 11, login: words.requester },
    replaces: words.approver,
  };
  const news = { login: words.requester, canConnect: true, resume: null };
  const resumes = [
    { kind: 'request', request: requestOf(words) } as const,
    ...(['pending', 'history', 'mine'] as const).map(
      (list) => ({ kind: 'list', list, query: words.query }) as const,
    ),
  ];
  return [
    view('connect', (t) => connectView(t, `${webUrl}/login`)),
    ...resumes.map((resume) =>
      message('link news', (t) => linkNewsView(t, { ...news, news: 'made', resume })),
    ),
    message('link news', (t) => linkNewsView(t, { ...news, news: 'revoked' })),
    message('link news', (t) => linkNewsView(t, { ...news, news: 'revoked', login: null })),
    page('question', (t) => questionPage(t, question)),
    page('linked', (t) =>
      wordsPage(t, 200, t.text('link.page.done'), t.text('link.page.done.next', { login: words.requester })),
    ),
  ];
}
