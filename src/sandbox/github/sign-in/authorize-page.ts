import { html, type SafeHtml } from '../../../domain/html.js';
import type { Reply } from '../api-reply.js';
import { sameName } from '../github-world.js';
import type { ServerParts } from '../server-parts.js';
import type { User } from '../world-entities.js';
import { AUTHORIZE_PATH, type AuthorizeRefusal, type AuthorizeRequest } from './authorize-request.js';
import { gitHubPage } from './github-page.js';

/** Asks whether the App may act in somebody's name, and in whose: nobody is signed in to this GitHub. */
export function authorizePage({ addresses, world }: ServerParts, asked: AuthorizeRequest): Reply {
  const { name } = addresses.app;
  const { origin } = new URL(asked.redirectUri);
  const isSuggested = ({ login }: User) => sameName(login, asked.suggested ?? '');
  const people = [...world.users].sort((a, b) => Number(isSuggested(b)) - Number(isSuggested(a)));
  const content = html`<div class="mark" aria-hidden="true">${name.slice(0, 1)}</div>
<h1>Authorize ${name}</h1>
<form class="box" method="post" action="${new URL(addresses.web + AUTHORIZE_PATH).pathname}">
<p><strong>${name}</strong> would like permission to:</p>
<ul><li>Verify your GitHub identity</li><li>Know which resources you can access</li><li>Act on your behalf</li></ul>
<h2>Who are you?</h2>
<p class="dim">Nobody has a password in this stand-in for GitHub. Whoever you choose is signed in.</p>
${joined([...asked.fields].map(([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`))}
${joined(people.map((user) => personButton(user, isSuggested(user))))}
<button class="cancel" name="cancel" value="yes">Cancel</button>
<p class="dim">Authorizing will redirect to <strong>${origin}</strong></p>
</form>`;
  return gitHubPage({ status: 200, title: `Authorize ${name}`, content, leadsTo: [origin] });
}

/** Says why GitHub does not ask. */
export function refusalPage({ status, title, refused }: AuthorizeRefusal): Reply {
  const content = html`<h1>${title}</h1><div class="box"><p>${refused}</p></div>`;
  return gitHubPage({ status, title, content });
}

function personButton({ login, name }: User, isSuggested: boolean): SafeHtml {
  const who = name === null ? html`<strong>${login}</strong>` : html`<strong>${name}</strong> (${login})`;
  const look = isSuggested ? 'suggested' : 'person';
  return html`<button class="${look}" name="as" value="${login}">Authorize as ${who}</button>`;
}

function joined(parts: readonly SafeHtml[]): SafeHtml {
  return { markup: parts.map(({ markup }) => markup).join('\n') };
}
