import type { CardModel, ListedRequest } from '../../application/models.js';
import type { Decision } from '../../domain/decision.js';
import type { TokenRequest } from '../../domain/token-request.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { organizationInline, profileLink, requesterInline } from './request-lines.js';
import { emoji, foreign, type Inline, mention, moment } from './rich-text.js';

const EMOJI = {
  pending: 'hourglass_flowing_sand',
  deciding: 'hourglass_flowing_sand',
  approved: 'white_check_mark',
  denied: 'no_entry',
  cancelled: 'leftwards_arrow_with_hook',
  expired: 'hourglass',
  closed: 'grey_question',
} as const;

/** What the line needs to know of a request; a card knows more. */
export interface Stated
  extends Pick<CardModel, 'decision' | 'requesterSlackId' | 'approverSlackId' | 'webUrl'>,
    Partial<Pick<CardModel, 'appState'>> {
  readonly request: Pick<
    TokenRequest,
    'state' | 'organization' | 'requester' | 'requestedAt' | 'endedAt' | 'tokenExpiresAt'
  >;
}

/** A request of a list, for the line; people go by their GitHub logins, and by Slack's only where that is on record. */
export function statedOf(request: ListedRequest, webUrl: string): Stated {
  const { decision } = request;
  return {
    request,
    decision,
    requesterSlackId: null,
    approverSlackId: decision?.approver.slackUserId ?? null,
    webUrl,
  };
}

/** Where the request stands: what happened, who did it and when. */
export function stateLine(t: Translator, stated: Stated): Inline[] {
  const { request, decision } = stated;
  // When we noticed that a token had expired is no news to anybody.
  const noted = request.state === 'expired' ? request.tokenExpiresAt : request.endedAt;
  const when = noted ?? request.requestedAt;
  const values = {
    approver: decision ? approverInline(stated, decision) : '',
    requester: requesterInline(stated),
    organization: organizationInline(request),
    team: foreign(decision?.delegatedBy ?? '', 80),
    when: moment(when, t.date(when)),
  };
  const line = t.parts<Inline | Inline[]>(stateKey(stated), values).flat();
  return [emoji(EMOJI[request.state]), ' ', ...line];
}

/** The approver as people know them: Slack mention where there is one, and the GitHub login. */
export function approverInline(
  { webUrl, approverSlackId }: Pick<Stated, 'webUrl' | 'approverSlackId'>,
  { approver }: Decision,
): Inline[] {
  const name = profileLink(webUrl, approver.github);
  return approverSlackId === null ? [name] : [mention(approverSlackId), ' (', name, ')'];
}

/** True when the records do not say who decided: GitHub's lists never do. */
export function isUnnamed({ approver }: Decision): boolean {
  return approver.github.id === 0;
}

function stateKey({ request, decision, appState = 'installed' }: Stated): MessageKey {
  const { state } = request;
  if (state === 'pending' && appState !== 'installed') return `state.pending.${appState}`;
  if (state === 'deciding')
    return decision?.action === 'deny' ? 'state.deciding.deny' : 'state.deciding.approve';
  if (state !== 'approved' && state !== 'denied') return `state.${state}`;
  if (decision === null || isUnnamed(decision)) return `state.${state}.unnamed`;
  if (decision.delegatedBy !== null) return `state.${state}.delegated`;
  return decision.path === 'github' ? `state.${state}.github` : `state.${state}`;
}
