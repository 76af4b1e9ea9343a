import type { CardModel } from '../../application/models.js';
import type {
  GitHubUser,
  Permission,
  PermissionGroup,
  RequestedRepository,
  TokenRequest,
} from '../../domain/token-request.js';
import { warningsOf } from '../../domain/warnings.js';
import type { Translator } from '../../i18n/translator.js';
import { warningSentence } from '../../i18n/warning-sentence.js';
import { emoji, foreign, type Inline, link, mention, moment, styled } from './rich-text.js';

/** How much of a request a view has room for. */
export interface Room {
  readonly repositories: number;
  /** Of each group. */
  readonly permissions: number;
}

const NAME_LIMIT = 120;

/** GitHub login as a link, with the Slack mention when the two are linked. */
export function requesterInline({
  request,
  webUrl,
  requesterSlackId,
}: Pick<CardModel, 'webUrl' | 'requesterSlackId'> & {
  readonly request: Pick<TokenRequest, 'requester'>;
}): Inline[] {
  const login = profileLink(webUrl, request.requester);
  return requesterSlackId === null ? [login] : [login, ' (', mention(requesterSlackId), ')'];
}

/** A GitHub user's login, leading to their profile. */
export function profileLink(webUrl: string, { login }: GitHubUser): Inline {
  return link(`${webUrl}/${encodeURIComponent(foreign(login, NAME_LIMIT))}`, foreign(login, NAME_LIMIT), {
    bold: true,
  });
}

export function tokenInline({ tokenName }: Pick<TokenRequest, 'tokenName'>): Inline {
  return styled(foreign(tokenName, NAME_LIMIT), { code: true });
}

export function organizationInline({ organization }: Pick<TokenRequest, 'organization'>): Inline {
  return styled(foreign(organization.login, NAME_LIMIT), { bold: true });
}

/** "mona asks for access to acme with the token x". */
export function headline(t: Translator, card: CardModel): Inline[] {
  const { request } = card;
  const waits = request.state === 'pending' || request.state === 'deciding';
  return t
    .parts<Inline | Inline[]>(waits ? 'card.headline' : 'card.headline.ended', {
      requester: requesterInline(card),
      organization: organizationInline(request),
      token: tokenInline(request),
    })
    .flat();
}

/** What the request asks, a bullet each: repositories, permissions by group, expiry, last use, age. */
export function accessLines(t: Translator, request: TokenRequest, room: Room): Inline[][] {
  const labelled = (key: Parameters<Translator['text']>[0], ...value: Inline[]): Inline[] => [
    styled(t.text('words.label', { label: t.text(key) }), { bold: true }),
    ...value,
  ];
  const waits = request.state === 'pending' || request.state === 'deciding';
  return [
    labelled('card.repositories', ...repositoriesValue(t, request, room.repositories)),
    ...permissionLines(t, request.permissions, room.permissions),
    labelled(
      'card.expires',
      request.tokenExpiresAt ? shown(t, request.tokenExpiresAt) : t.text('card.expires.never'),
    ),
    labelled(
      'card.last-used',
      request.tokenLastUsedAt ? shown(t, request.tokenLastUsedAt) : t.text('card.last-used.never'),
    ),
    labelled(
      waits ? 'card.waiting' : 'card.asked',
      moment(request.requestedAt, t.date(request.requestedAt), '{date_short_pretty}, {time} ({ago})'),
    ),
  ];
}

/** "Look twice: …" for far-reaching requests; [] for harmless ones. */
export function warningLine(t: Translator, request: Parameters<typeof warningsOf>[0]): Inline[] {
  const sentence = warningSentence(t, warningsOf(request));
  return sentence === '' ? [] : [emoji('warning'), ' ', sentence];
}

export function repositoryInlines(t: Translator, repositories: readonly RequestedRepository[]): Inline[] {
  return repositories.flatMap(({ fullName, private: isPrivate }, index) => {
    const name = styled(foreign(fullName, NAME_LIMIT), { code: true });
    const marked = isPrivate ? t.parts<Inline>('card.repositories.private', { name }) : [name];
    return index === 0 ? marked : [t.text('words.comma'), ...marked];
  });
}

function repositoriesValue(t: Translator, request: TokenRequest, limit: number): Inline[] {
  const { repositorySelection, repositories, repositoryCount, organization } = request;
  if (repositorySelection === 'none') return [t.text('card.repositories.none')];
  if (repositorySelection === 'all') {
    return [t.text('card.repositories.all', { organization: foreign(organization.login, NAME_LIMIT) })];
  }
  if (repositories === undefined) {
    if (repositoryCount === null) return [t.text('card.repositories.unknown')];
    return [t.text('card.repositories.count-only', { count: repositoryCount })];
  }
  const count = Math.max(repositories.length, repositoryCount ?? 0);
  if (limit === 0) return [t.text('card.repositories.count-only', { count })];
  if (count <= limit) return repositoryInlines(t, repositories);
  return [
    t.text('card.repositories.among', { count }),
    ...repositoryInlines(t, repositories.slice(0, limit)),
  ];
}

function permissionLines(t: Translator, permissions: readonly Permission[], limit: number): Inline[][] {
  const groups: PermissionGroup[] = ['organization', 'repository', 'other'];
  return groups.flatMap((group) => {
    const of = permissions.filter((permission) => permission.group === group);
    if (of.length === 0) return [];
    const shown = of.slice(0, limit).map(({ name, level }) =>
      t.text('card.permission', {
        name: foreign(name, 60).replaceAll('_', ' '),
        level: t.text(`card.level.${level}`),
      }),
    );
    const label = styled(t.text('words.label', { label: t.text(`card.permissions.${group}`) }), {
      bold: true,
    });
    return [[label, shown.join(t.text('words.comma')), ...more(t, of.length - shown.length)]];
  });
}

function more(t: Translator, count: number): Inline[] {
  return count > 0 ? [t.text('words.comma'), t.text('card.more', { count })] : [];
}

function shown(t: Translator, instant: Date): Inline {
  return moment(instant, t.date(instant));
}
