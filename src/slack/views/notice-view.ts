import type { NoticeModel } from '../../application/models.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import type { MessageContent } from './card-view.js';
import { organizationInline, requesterInline, tokenInline } from './request-lines.js';
import {
  clip,
  foreignLines,
  type Inline,
  link,
  moment,
  plain,
  quote,
  richText,
  section,
} from './rich-text.js';
import { approverInline, isUnnamed } from './state-line.js';

/** A short message to one person, or in the thread of a card. */
export function noticeView(t: Translator, notice: NoticeModel): MessageContent {
  const said = t.parts<Inline | Inline[]>(noticeKey(notice), noticeValues(t, notice)).flat();
  const reason = notice.kind === 'decided' ? notice.decision?.reason : null;
  const next = nextSteps(t, notice);
  const elements = [
    section(...said),
    ...(reason ? [quote(foreignLines(reason, 1_024))] : []),
    ...(next.length > 0 ? [section(...next)] : []),
  ];
  const text = [plain(said), ...(reason ? [plain([foreignLines(reason, 1_024)])] : []), plain(next)];
  return { text: clip(text.join(' ').trim(), 1_000), blocks: [richText(...elements)] };
}

function noticeKey({ kind, decision }: NoticeModel): MessageKey {
  switch (kind) {
    case 'waiting':
    case 'expired':
    case 'no-address':
    case 'reminder':
    case 'expired-undecided':
      return `notice.${kind}`;
    case 'decision-failed':
      return 'notice.failed';
    case 'decided': {
      const outcome = decision?.action === 'approve' ? 'approved' : 'denied';
      return decision === null || isUnnamed(decision) ? `notice.${outcome}.unnamed` : `notice.${outcome}`;
    }
  }
}

function noticeValues(t: Translator, notice: NoticeModel): Record<string, Inline | Inline[]> {
  const { request, decision } = notice;
  return {
    token: tokenInline(request),
    organization: organizationInline(request),
    requester: requesterInline(notice),
    approver: decision ? approverInline(notice, decision) : '',
    why: decision?.failure ? failureText(t, decision.failure) : '',
    since: moment(request.requestedAt, t.date(request.requestedAt), '{date_short_pretty}, {time} ({ago})'),
  };
}

/** Why a decision was not carried out, and what to do next. */
export function failureText(t: Translator, failure: string): string {
  const known = [
    'not-owner',
    'not-linked',
    'not-signed-in',
    'not-active',
    'account-changed',
    'other-workspace',
    'own-request',
    'app-not-installed',
    'superseded',
    'lost',
    'unseen',
  ] as const;
  const silent = ['github-down', 'github-limited', 'outcome-unknown', 'app-gone-since'] as const;
  const refused = ['github-403', 'github-404', 'github-422', 'github-sso', 'github-app-gone'] as const;
  const code = [...known, ...silent, ...refused].find((candidate) => candidate === failure);
  return t.text(code === undefined ? 'failure.other' : `failure.${code}`);
}

function nextSteps(t: Translator, notice: NoticeModel): Inline[] {
  const { kind, decision, requestUrl, webUrl } = notice;
  if (kind === 'no-address' || kind === 'reminder' || kind === 'expired-undecided') return [];
  if (kind === 'decision-failed') {
    const page = link(requestUrl, t.text('card.on-github'));
    const mend = decision?.failureLink;
    return mend ? [link(mend, t.text('failure.github-sso.link')), ' ', page] : [page];
  }
  const tokens = link(`${webUrl}/settings/personal-access-tokens`, t.text('notice.your-tokens'));
  if (kind !== 'decided') return [tokens];
  if (decision?.action === 'approve') return [t.text('notice.approved.next'), ' ', tokens];
  const noReason =
    decision?.reason || decision?.path === 'github' ? [] : [t.text('notice.denied.no-reason'), ' '];
  return [...noReason, t.text('notice.denied.next'), ' ', tokens];
}
