import type { LedgerRow, StoredPerson } from '../../application/ledger-ports.js';
import type { Json } from '../../domain/canonical-json.js';
import { LEDGER_KINDS, type LedgerKind, type LedgerRole } from '../../domain/ledger.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { profileLink } from './request-lines.js';
import { foreign, type Inline, mention, moment, styled } from './rich-text.js';
import { settingChanges } from './setting-changes.js';

const NAME_LIMIT = 60;
const REASON_LIMIT = 150;
const DATA_LIMIT = 300;

const PATHS: ReadonlyMap<string, MessageKey> = new Map<string, MessageKey>([
  ['card', 'audit.path.card'],
  ['deny-modal', 'audit.path.card'],
  ['details-modal', 'audit.path.details'],
  ['home', 'audit.path.home'],
  ['list', 'audit.path.list'],
  ['github', 'audit.path.github'],
]);

const KEYS: Record<LedgerKind, MessageKey | { readonly approve: MessageKey; readonly deny: MessageKey }> = {
  'request-seen': 'audit.request-seen',
  'request-cancelled': 'audit.request-cancelled',
  'request-expired': 'audit.request-expired',
  'request-closed': 'audit.request-closed',
  'decision-asked': { approve: 'audit.decision-asked.approve', deny: 'audit.decision-asked.deny' },
  decided: { approve: 'audit.decided.approve', deny: 'audit.decided.deny' },
  'decision-refused': 'audit.decision-refused',
  'decision-released': 'audit.decision-released',
  'decision-superseded': 'audit.decision-superseded',
  'decision-lost': 'audit.decision-lost',
  'decider-named': 'audit.decider-named',
  'link-made': 'audit.link-made',
  'link-removed': 'audit.link-removed',
  'app-installed': 'audit.app-installed',
  'app-suspended': 'audit.app-suspended',
  'app-uninstalled': 'audit.app-uninstalled',
  'settings-changed': 'audit.settings-changed',
  'organization-settings-changed': 'audit.organization-settings-changed',
  'person-erased': 'audit.person-erased',
};

/** One entry of the ledger: when, what happened, who did it, with which token, by which path, why. */
export function auditLine(t: Translator, row: LedgerRow, webUrl: string): Inline[] {
  const { at } = row.entry;
  const isInstant = !Number.isNaN(at.getTime());
  const when = isInstant ? moment(at, t.date(at)) : '—';
  return t.parts<Inline | Inline[]>('audit.line', { when, what: whatOf(t, row, webUrl) }).flat();
}

function whatOf(t: Translator, row: LedgerRow, webUrl: string): Inline[] {
  const { kind, data } = row.entry;
  const values = {
    subject: subjectOf(t, row, webUrl),
    approver: personOf(t, row, 'approver', webUrl),
    person: personOf(t, row, 'person', webUrl),
    how: howOf(t, row),
    failure: foreign(text(data.failure), NAME_LIMIT),
    organization: styled(foreign(text(data.organization), NAME_LIMIT), { bold: true }),
    origin: t.text(data.origin === 'operator' ? 'audit.by-operator' : 'audit.by-member'),
    kind: foreign(kind, NAME_LIMIT),
    changes: settingChanges(t, data.changed),
    data: styled(foreign(JSON.stringify(data), DATA_LIMIT), { code: true }),
  };
  return t.parts<Inline | Inline[]>(keyOf(row), values).flat();
}

function keyOf({ entry }: LedgerRow): MessageKey {
  const kind = LEDGER_KINDS.find((known) => known === entry.kind);
  if (kind === undefined) return 'audit.other';
  const key = KEYS[kind];
  if (typeof key === 'string') return key;
  return entry.data.action === 'deny' ? key.deny : key.approve;
}

/** The token of whom, where, and GitHub's number of the request. */
function subjectOf(t: Translator, row: LedgerRow, webUrl: string): Inline[] {
  const { data } = row.entry;
  const requester = find(row, 'requester');
  const name = requester?.fields.tokenName;
  const values = {
    token: name == null ? t.text('audit.erased') : styled(foreign(name, NAME_LIMIT), { code: true }),
    requester: personOf(t, row, 'requester', webUrl),
    organization: styled(foreign(text(data.organization), NAME_LIMIT), { bold: true }),
    number: `#${foreign(text(data.patRequestId), NAME_LIMIT)}`,
  };
  return t.parts<Inline | Inline[]>('audit.subject', values).flat();
}

/** By which path, on which team's delegation, and why. */
function howOf(t: Translator, row: LedgerRow): string {
  const { path, delegatedBy } = row.entry.data;
  const key = PATHS.get(text(path));
  const reason = find(row, 'approver')?.fields.reason;
  const team = text(delegatedBy);
  return [
    ...(key ? [t.text(key)] : []),
    ...(team === '' ? [] : [t.text('audit.for-team', { team: foreign(team, NAME_LIMIT) })]),
    ...(reason ? [t.text('home.reason', { reason: foreign(reason, REASON_LIMIT) })] : []),
  ].join(t.text('words.comma'));
}

function personOf(t: Translator, row: LedgerRow, role: LedgerRole, webUrl: string): Inline[] {
  const person = find(row, role);
  if (person === undefined) return [t.text('audit.erased')];
  if (person.githubUserId === 0) return [t.text('audit.unnamed')];
  const login = profileLink(webUrl, { id: 0, login: person.fields.login ?? '' });
  const { slackUserId } = person;
  return slackUserId === null ? [login] : [login, ' (', mention(slackUserId), ')'];
}

function find({ people }: LedgerRow, role: LedgerRole): StoredPerson | undefined {
  return people.find((person) => person.role === role);
}

function text(value: Json | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
