import type { PlainTextOption } from '@slack/types';
import type { ListedRequest } from '../../application/models.js';
import type { PermissionLevel } from '../../domain/token-request.js';
import { type Warning, warningsOf } from '../../domain/warnings.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { clipUnits, foreign } from './rich-text.js';

/** Slack's limit for the text and for the description of an option, in UTF-16 units. */
const OPTION_LIMIT = 75;
const SEPARATOR = ' · ';
/** Nobody reads more of a name in such a line, and what follows must survive it. */
const NAME_LIMIT = 60;
/** What is shorter than that says nothing any more. */
const SHORTEST = 10;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** From here on an expiry is worth a place in the line. */
const NEAR_MS = 7 * DAY_MS;

const WARNINGS: Record<Warning, MessageKey> = {
  'writes-everywhere': 'list.line.writes-everywhere',
  administers: 'list.line.administers',
  'never-expires': 'list.line.never-expires',
};
const LEVELS: Record<PermissionLevel, MessageKey> = {
  admin: 'card.level.admin',
  write: 'card.level.write',
  read: 'card.level.read',
};

/**
 * Names the request among others: "mona · deploy-bot", with the organization where several are listed, and with the
 * number, "#9001", where they are of one name.
 */
export function lineTitle(
  request: ListedRequest,
  { several, numbered = false }: { several: boolean; numbered?: boolean },
): string {
  const names = [
    request.requester.login,
    request.tokenName,
    ...(several ? [request.organization.login] : []),
  ];
  return joined([
    ...(numbered ? [{ text: `#${request.patRequestId}`, firm: true }] : []),
    ...names.map((name) => ({ text: foreign(name, NAME_LIMIT), firm: false })),
  ]);
}

/** What matters about it, the risk first: "⚠ never expires · payments and 2 more · write: contents · 3 days ago". */
export function lineDescription(t: Translator, request: ListedRequest, now: Date): string {
  const warnings = warningsOf(request);
  const dangers = warnings.map((warning) => t.text(WARNINGS[warning])).join(t.text('words.comma'));
  const risk = dangers === '' ? [] : [{ text: `⚠ ${dangers}`, firm: true }];
  // That it writes everywhere says already that it asks for all repositories.
  const where = warnings.includes('writes-everywhere') ? '' : accessText(t, request);
  const access = [where, permissionsText(t, request)].filter((text) => text !== '');
  const expiry = expiryText(t, request, now);
  return joined([
    ...risk,
    ...access.map((text) => ({ text, firm: false })),
    { text: ageText(t, request, now), firm: true },
    ...(expiry === undefined ? [] : [{ text: expiry, firm: true }]),
  ]);
}

/** The request as an option of check boxes. */
export function lineOption(
  t: Translator,
  request: ListedRequest,
  { several, now }: { several: boolean; now: Date },
): PlainTextOption {
  return {
    value: String(request.id),
    text: { type: 'plain_text', emoji: false, text: lineTitle(request, { several }) },
    description: { type: 'plain_text', emoji: false, text: lineDescription(t, request, now) },
  };
}

interface Part {
  readonly text: string;
  /** Never cut. */
  readonly firm: boolean;
}

/** Joins the parts in the room that an option has: the longest of those that may be cut are, or give way. */
function joined(parts: readonly Part[]): string {
  const shown = parts.map(({ text, firm }) => ({ text: clipUnits(text, OPTION_LIMIT), firm }));
  for (;;) {
    const over = shown.map(({ text }) => text).join(SEPARATOR).length - OPTION_LIMIT;
    if (over <= 0) return shown.map(({ text }) => text).join(SEPARATOR);
    const longest = shown
      .filter(({ firm }) => !firm)
      .reduce<(typeof shown)[number] | undefined>(
        (found, part) => (part.text.length > (found?.text.length ?? 0) ? part : found),
        undefined,
      );
    // Only what is firm is left, and too long: the end gives way.
    if (longest === undefined) return clipUnits(shown.map(({ text }) => text).join(SEPARATOR), OPTION_LIMIT);
    if (longest.text.length <= SHORTEST) shown.splice(shown.indexOf(longest), 1);
    else longest.text = clipUnits(longest.text, longest.text.length - 1);
  }
}

function accessText(t: Translator, request: ListedRequest): string {
  const { repositorySelection, repositoryNames, repositoryCount } = request;
  if (repositorySelection === 'all') return t.text('list.line.all');
  if (repositorySelection === 'none') return t.text('list.line.none');
  const [first] = repositoryNames;
  if (first === undefined) {
    if (repositoryCount === null) return t.text('list.line.unknown');
    return t.text('card.repositories.count-only', { count: repositoryCount });
  }
  // The organization is known already; the name alone says more in the same room.
  const name = foreign(first.slice(first.indexOf('/') + 1), NAME_LIMIT);
  const count = Math.max(repositoryCount ?? 0, repositoryNames.length) - 1;
  return count > 0 ? t.text('list.line.more', { name, count }) : name;
}

/** The strongest levels; what can only be read is named when there is nothing stronger. */
function permissionsText(t: Translator, { permissions }: ListedRequest): string {
  const withLevel = (level: PermissionLevel) => {
    const names = permissions.filter((permission) => permission.level === level).map(({ name }) => name);
    if (names.length === 0) return [];
    const shown = names
      .map((name) => foreign(name, NAME_LIMIT).replaceAll('_', ' '))
      .join(t.text('words.comma'));
    return [t.text('list.line.permissions', { level: t.text(LEVELS[level]), names: clipUnits(shown, 200) })];
  };
  const strong = [...withLevel('admin'), ...withLevel('write')];
  return (strong.length > 0 ? strong : withLevel('read')).join('; ');
}

function expiryText(t: Translator, { tokenExpiresAt }: ListedRequest, now: Date): string | undefined {
  if (tokenExpiresAt === null || tokenExpiresAt.getTime() - now.getTime() > NEAR_MS) return undefined;
  return t.text('list.line.expires', { when: timeFromNow(t, tokenExpiresAt, now) });
}

/** GitHub's clock may be ahead of ours: nothing is asked in the future. */
function ageText(t: Translator, { requestedAt }: ListedRequest, now: Date): string {
  if (now.getTime() - requestedAt.getTime() < MINUTE_MS) return t.text('list.line.just-now');
  return timeFromNow(t, requestedAt, now);
}

/** "3 days ago", "in 5 hr."; never "in 0 min.". */
function timeFromNow(t: Translator, instant: Date, now: Date): string {
  const ms = instant.getTime() - now.getTime();
  const format = new Intl.RelativeTimeFormat(t.locale, { numeric: 'always', style: 'short' });
  if (Math.abs(ms) >= DAY_MS) return format.format(Math.trunc(ms / DAY_MS), 'day');
  if (Math.abs(ms) >= HOUR_MS) return format.format(Math.trunc(ms / HOUR_MS), 'hour');
  return format.format(Math.trunc(ms / MINUTE_MS) || Math.sign(ms) || 1, 'minute');
}
