import type { DigestMailModel } from '../application/digest-model.js';
import type { ListedRequest } from '../application/models.js';
import { requestPage, requestsPage } from '../domain/token-request.js';
import { warningsOf } from '../domain/warnings.js';
import { digestChanges, digestMedian } from '../i18n/digest-changes.js';
import type { Translator } from '../i18n/translator.js';
import { warningSentence } from '../i18n/warning-sentence.js';
import { layOutMail, type MailContent, type MailItem, oneLine } from './mail-layout.js';
import { stopLine } from './stop-link.js';

const NAME_LIMIT = 120;
const PERMISSIONS_SHOWN = 4;
const REASON_LIMIT = 200;

/**
 * S3 by e-mail: what waits in an organization, each request with its dangers, its reason and the way to GitHub's page of
 * it, and what has changed; `stop` is where this address ends such mails.
 */
export function digestMail(t: Translator, digest: DigestMailModel, stop?: string): MailContent {
  const { waiting, oldest, webUrl } = digest;
  const organization = shortened(digest.organization.login);
  const isClear = waiting === 0;
  return layOutMail(t.locale, subject(t, organization, waiting), {
    greeting: t.text('digest.mail.greeting'),
    said: said(t, organization, digest),
    list: [...oldest.map((request) => line(t, request, webUrl)), ...rest(t, digest)],
    reasonLabel: '',
    reason: '',
    next: t.text(isClear ? 'digest.mail.next.clear' : 'digest.mail.next'),
    linkText: t.text('digest.mail.link'),
    link: requestsPage(webUrl, digest.organization),
    footer: t.text('digest.mail.footer', { organization }),
    stop: stopLine(t, 'digest', stop),
  });
}

function subject(t: Translator, organization: string, count: number): string {
  return count === 0
    ? t.text('digest.mail.subject.clear', { organization })
    : t.text('digest.mail.subject', { organization, count });
}

function said(t: Translator, organization: string, { waiting, since, changes }: DigestMailModel): string {
  const headline =
    waiting === 0
      ? t.text('digest.clear', { organization })
      : t.text('digest.waiting', { organization, count: waiting });
  const changed = t.text('digest.since', {
    since: t.date(since),
    changes: digestChanges(t, changes, shortened),
  });
  return [headline, changed, digestMedian(t, changes)].filter((text) => text !== '').join(' ');
}

function rest(t: Translator, { waiting, oldest }: DigestMailModel): string[] {
  const count = waiting - oldest.length;
  return count > 0 ? [t.text('home.more', { count: t.text('home.count', { count }) })] : [];
}

function line(t: Translator, request: ListedRequest, webUrl: string): MailItem {
  const text = t.text('digest.mail.line', {
    requester: shortened(request.requester.login),
    token: shortened(request.tokenName),
    access: access(t, request),
    since: t.date(request.requestedAt),
  });
  const warning = warningSentence(t, warningsOf(request));
  const details = [...(warning === '' ? [] : [warning]), reason(t, request)];
  return { text, details, link: requestPage(webUrl, request) };
}

/** The requester's own reason, which stands on one line however many it has. */
function reason(t: Translator, { reason: given }: ListedRequest): string {
  if (given === undefined) return t.text('card.reason.unknown');
  const said = clipped(given ?? '', REASON_LIMIT);
  return said === '' ? t.text('card.reason.none') : `${t.text('mail.reason')} ${said}`;
}

function access(t: Translator, request: ListedRequest): string {
  const { tokenExpiresAt } = request;
  return t.text('digest.mail.access', {
    repositories: repositories(t, request),
    permissions: permissions(t, request),
    expires:
      tokenExpiresAt === null
        ? t.text('home.expires.never')
        : t.text('home.expires', { when: t.date(tokenExpiresAt) }),
  });
}

function repositories(t: Translator, request: ListedRequest): string {
  const { repositorySelection, repositoryNames, repositoryCount, organization } = request;
  if (repositorySelection === 'none') return t.text('card.repositories.none');
  if (repositorySelection === 'all') {
    return t.text('card.repositories.all', { organization: shortened(organization.login) });
  }
  const count = Math.max(repositoryCount ?? 0, repositoryNames.length);
  if (count === 0) return t.text('card.repositories.unknown');
  if (repositoryNames.length === 0) return t.text('card.repositories.count-only', { count });
  return withRest(t, repositoryNames.map(shortened), count);
}

function permissions(t: Translator, { permissions: asked }: ListedRequest): string {
  if (asked.length === 0) return t.text('home.permissions.none');
  const shown = asked.slice(0, PERMISSIONS_SHOWN).map(({ name, level }) =>
    t.text('card.permission', {
      name: shortened(name).replaceAll('_', ' '),
      level: t.text(`card.level.${level}`),
    }),
  );
  return withRest(t, shown, asked.length);
}

function withRest(t: Translator, shown: readonly string[], count: number): string {
  const more = count - shown.length;
  return [...shown, ...(more > 0 ? [t.text('card.more', { count: more })] : [])].join(t.text('words.comma'));
}

/** On one line, and no longer than a reader of mail has room for. */
function shortened(name: string): string {
  return clipped(name, NAME_LIMIT);
}

function clipped(text: string, limit: number): string {
  const characters = [...oneLine(text)];
  return characters.length <= limit ? characters.join('') : `${characters.slice(0, limit - 1).join('')}…`;
}
