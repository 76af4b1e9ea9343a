import type { LinkQuestion } from '../application/sign-in.js';
import { html, type SafeHtml } from '../domain/html.js';
import type { MessageKey, Translator } from '../i18n/translator.js';
import type { Answer } from './http-server.js';
import { page } from './page.js';

/**
 * Asks whether both accounts are one person's, before they are linked. It is in the language of the Slack user; whoever
 * was sent their link has to understand the warning all the same, so it stands there in the browser's language, too.
 */
export function questionPage(t: Translator, question: LinkQuestion, browsers: Translator = t): Answer {
  const { slack, github, replaces, attemptId } = question;
  const form = (action: 'confirm' | 'cancel', key: MessageKey, isPrimary: boolean) =>
    html`<form method="post" action="${action}"><input type="hidden" name="attempt" value="${attemptId}"><input type="hidden" name="account" value="${String(github.id)}"><button${
      isPrimary ? html` class="primary"` : html``
    }>${t.text(key)}</button></form>`;
  const replacing =
    replaces === null ? html`` : html`<p>${t.text('link.page.replaces', { login: replaces })}</p>`;
  return page(t, 200, t.text('link.page.question'), [
    html`<p>${t.text('link.page.check')}</p>
<dl>
<div><dt>${t.text('link.page.slack')}</dt><dd>${slack.name} <small>${slack.id}</small></dd></div>
<div><dt>${t.text('link.page.github')}</dt><dd>${github.login}</dd></div>
</dl>`,
    replacing,
    warning(t, slack.name),
    browsers.locale === t.locale ? html`` : warning(browsers, slack.name),
    form('confirm', 'link.page.confirm', true),
    form('cancel', 'link.page.cancel', false),
  ]);
}

function warning(t: Translator, name: string): SafeHtml {
  return html`<p class="warning" lang="${t.locale}">${t.text('link.page.warning', { name })}</p>`;
}
