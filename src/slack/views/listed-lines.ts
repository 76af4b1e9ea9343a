import type { RichTextBlock } from '@slack/types';
import type { ListedRequest } from '../../application/models.js';
import type { Translator } from '../../i18n/translator.js';
import { inParts } from './parts.js';
import { profileLink } from './request-lines.js';
import { bullets, foreign, type Inline, moment, richText, styled } from './rich-text.js';
import { statedOf, stateLine } from './state-line.js';

const NAME_LIMIT = 60;
const REASON_LIMIT = 150;
const PERMISSIONS_SHOWN = 4;

/** "mona asks for access to acme with deploy-bot", and since when. */
export function askedLine(t: Translator, request: ListedRequest, webUrl: string): Inline[] {
  return t.parts<Inline>('home.asked', {
    requester: profileLink(webUrl, request.requester),
    organization: organizationOf(request),
    token: tokenOf(request),
    since: since(t, request),
  });
}

/** Which repositories, which permissions, until when; on one line. */
export function accessLine(t: Translator, request: ListedRequest): Inline[] {
  const expires = request.tokenExpiresAt
    ? t.parts<Inline>('home.expires', {
        when: moment(request.tokenExpiresAt, t.date(request.tokenExpiresAt), '{date_short_pretty}'),
      })
    : [t.text('home.expires.never')];
  return [...repositories(t, request), ' · ', permissions(t, request), ' · ', ...expires];
}

/** Of whoever asked: what waits since when, or what became of it and why. */
export function ownLine(t: Translator, request: ListedRequest, webUrl: string): Inline[] {
  const what = {
    number: `#${request.patRequestId}`,
    token: tokenOf(request),
    organization: organizationOf(request),
  };
  if (request.state === 'pending') {
    return t.parts<Inline>('home.own.waiting', { ...what, since: since(t, request) });
  }
  const outcome = outcomeOf(t, request, webUrl);
  return t.parts<Inline | Inline[]>('home.own', { ...what, outcome }).flat();
}

/** Of others: whose it was, and what became of it. */
export function decidedLine(t: Translator, request: ListedRequest, webUrl: string): Inline[] {
  const parts = t.parts<Inline | Inline[]>('home.theirs', {
    token: tokenOf(request),
    organization: organizationOf(request),
    requester: profileLink(webUrl, request.requester),
    outcome: outcomeOf(t, request, webUrl),
  });
  return parts.flat();
}

/** Lines with bullets, in as many blocks as Slack wants. */
export function bulletBlocks(rows: readonly Inline[][]): RichTextBlock[] {
  return inParts(rows).map((part) => richText(bullets(part)));
}

function outcomeOf(t: Translator, request: ListedRequest, webUrl: string): Inline[] {
  const reason = request.decision?.reason;
  const line = stateLine(t, statedOf(request, webUrl));
  return reason ? [...line, ` ${t.text('home.reason', { reason: foreign(reason, REASON_LIMIT) })}`] : line;
}

function tokenOf({ tokenName }: ListedRequest): Inline {
  return styled(foreign(tokenName, NAME_LIMIT), { code: true });
}

function organizationOf({ organization }: ListedRequest): Inline {
  return styled(foreign(organization.login, NAME_LIMIT), { bold: true });
}

function since(t: Translator, { requestedAt }: ListedRequest): Inline {
  return moment(requestedAt, t.date(requestedAt), '{date_short_pretty}, {time} ({ago})');
}

function repositories(t: Translator, request: ListedRequest): Inline[] {
  const { repositorySelection, repositoryNames, repositoryCount, organization } = request;
  if (repositorySelection === 'none') return [t.text('card.repositories.none')];
  if (repositorySelection === 'all') {
    return [t.text('card.repositories.all', { organization: foreign(organization.login, NAME_LIMIT) })];
  }
  if (repositoryNames.length === 0) {
    if (repositoryCount === null) return [t.text('card.repositories.unknown')];
    return [t.text('card.repositories.count-only', { count: repositoryCount })];
  }
  const named = repositoryNames.flatMap((name, index): Inline[] => [
    ...(index === 0 ? [] : [t.text('words.comma')]),
    styled(foreign(name, NAME_LIMIT), { code: true }),
  ]);
  const rest = (repositoryCount ?? 0) - repositoryNames.length;
  return rest > 0 ? [...named, t.text('words.comma'), t.text('card.more', { count: rest })] : named;
}

function permissions(t: Translator, { permissions: asked }: ListedRequest): string {
  if (asked.length === 0) return t.text('home.permissions.none');
  const shown = asked.slice(0, PERMISSIONS_SHOWN).map(({ name, level }) =>
    t.text('card.permission', {
      name: foreign(name, 40).replaceAll('_', ' '),
      level: t.text(`card.level.${level}`),
    }),
  );
  const rest = asked.length - shown.length;
  return [...shown, ...(rest > 0 ? [t.text('card.more', { count: rest })] : [])].join(t.text('words.comma'));
}
