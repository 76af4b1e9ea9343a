import type { MailModel } from '../application/models.js';
import type { Translator } from '../i18n/translator.js';
import { layOutMail, type MailContent, oneLine } from './mail-layout.js';
import { stopLine } from './stop-link.js';

/** S4: tells a requester by e-mail what was decided, why, and what to do next; `stop` is where they end such mails. */
export function decisionMail(t: Translator, mail: MailModel, stop?: string): MailContent {
  const { request, decision, webUrl } = mail;
  const outcome = decision.action === 'approve' ? ('approved' as const) : ('denied' as const);
  const values = {
    token: oneLine(request.tokenName),
    organization: oneLine(request.organization.login),
    requester: oneLine(request.requester.login),
    approver: oneLine(decision.approver.github.login),
  };
  const said = t.text(
    decision.approver.github.id === 0 ? `mail.${outcome}.unnamed` : `mail.${outcome}`,
    values,
  );
  return layOutMail(t.locale, t.text(`mail.${outcome}.subject`, values), {
    greeting: t.text('mail.greeting', values),
    said,
    list: [],
    reasonLabel: t.text('mail.reason'),
    reason: decision.reason ?? '',
    next: t.text(outcome === 'approved' ? 'notice.approved.next' : 'notice.denied.next'),
    linkText: t.text('notice.your-tokens'),
    link: `${webUrl}/settings/personal-access-tokens`,
    footer: t.text('mail.footer'),
    stop: stopLine(t, 'decision', stop),
    tone: outcome === 'approved' ? 'good' : 'bad',
  });
}
