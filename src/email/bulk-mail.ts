import type { BulkMailModel } from '../application/models.js';
import type { Translator } from '../i18n/translator.js';
import { layOutMail, type MailContent, oneLine } from './mail-layout.js';
import { stopLine } from './stop-link.js';

/** How many requests a mail names before it counts the rest: more than a message, for it is the record to keep. */
const NAMED = 200;
/** GitHub's names are shorter; a mail of many must not grow beyond what readers of mail show. */
const NAME_LIMIT = 120;

/** S4 for many at once: one mail about all that one bulk decision decided of a requester's. */
export function bulkMail(t: Translator, mail: BulkMailModel, stop?: string): MailContent {
  const [first] = mail.decided;
  if (first === undefined) throw new Error('a mail needs at least one decided request');
  const { decision, requester } = first;
  const outcome = decision.action === 'approve' ? ('approved' as const) : ('denied' as const);
  const count = mail.decided.length;
  const approver = oneLine(decision.approver.github.login);
  return layOutMail(t.locale, subject(t, mail, outcome), {
    greeting: t.text('mail.greeting', { requester: oneLine(requester.login) }),
    said:
      decision.approver.github.id === 0
        ? t.text(`bulk.mail.${outcome}.unnamed`, { count })
        : t.text(`bulk.mail.${outcome}`, { approver, count }),
    list: tokenLines(t, mail),
    reasonLabel: t.text('mail.reason'),
    reason: decision.reason ?? '',
    next: t.text(outcome === 'approved' ? 'bulk.notice.approved.next' : 'bulk.notice.denied.next'),
    linkText: t.text('notice.your-tokens'),
    link: `${mail.webUrl}/settings/personal-access-tokens`,
    footer: t.text('mail.footer'),
    stop: stopLine(t, 'decision', stop),
    tone: outcome === 'approved' ? 'good' : 'bad',
  });
}

/** With the organization when it is the same for all. */
function subject(t: Translator, { decided }: BulkMailModel, outcome: 'approved' | 'denied'): string {
  const count = decided.length;
  const logins = new Set(decided.map(({ organization }) => organization.login));
  const [organization, ...others] = logins;
  return organization === undefined || others.length > 0
    ? t.text(`bulk.mail.${outcome}.subject`, { count })
    : t.text(`bulk.mail.${outcome}.subject.in`, { count, organization });
}

function tokenLines(t: Translator, { decided }: BulkMailModel): string[] {
  const lines = decided.slice(0, NAMED).map(({ tokenName, organization }) =>
    t.text('bulk.mail.line', {
      token: shortened(oneLine(tokenName)),
      organization: shortened(oneLine(organization.login)),
    }),
  );
  const more = decided.length - lines.length;
  return more > 0 ? [...lines, t.text('bulk.more', { count: more })] : lines;
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= NAME_LIMIT ? text : `${characters.slice(0, NAME_LIMIT - 1).join('')}…`;
}
