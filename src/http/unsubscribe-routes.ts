import { randomUUID } from 'node:crypto';
import type { RateLimit } from '../application/ports.js';
import {
  readResumeLink,
  readStopLink,
  resumeMails,
  type StopMails,
  stopMails,
} from '../application/unwanted-mails.js';
import type { MailLink, SignedMailLink } from '../domain/mail-link.js';
import type { OrganizationSettings } from '../domain/organization-settings.js';
import type { Translator } from '../i18n/translator.js';
import { languageOf, translatorOf } from '../i18n/translators.js';
import type { Answer, Route, RouteRequest } from './http-server.js';
import { wordsPage } from './page.js';
import { badLinkPage, ONE_CLICK, resumedPage, stopPage, stoppedPage } from './unsubscribe-pages.js';

export interface UnsubscribeRoutes extends StopMails {
  /** Of all who change something, together: they have no account here. */
  readonly unsubscribeFlood: RateLimit;
  readonly usual: Pick<OrganizationSettings, 'language' | 'timeZone'>;
}

/**
 * Where the link in a mail leads. Whoever has it needs no account and no cookie, for it is signed; mail programs send
 * the same form by themselves (RFC 8058).
 */
export function createUnsubscribeRoutes(context: UnsubscribeRoutes): Record<string, Route> {
  const route = (answer: Answering): Route => ({ handle: (request) => guarded(context, request, answer) });
  return {
    'GET /mail/unsubscribe': route((t, request) => {
      const link = linkOf(request);
      const said = readStopLink(context, link);
      return said ? stopPage(t, said, link) : badLinkPage(t);
    }),
    'POST /mail/unsubscribe': route((t, request) =>
      changed(context, t, readForm(context, request, readStopLink), async (said) =>
        stoppedPage(t, said, await stopMails(context, said)),
      ),
    ),
    'POST /mail/resubscribe': route((t, request) =>
      changed(context, t, readForm(context, request, readResumeLink), async (said) => {
        await resumeMails(context, said);
        return resumedPage(t, said);
      }),
    ),
  };
}

type Answering = (t: Translator, request: RouteRequest) => Answer | Promise<Answer>;

async function guarded(
  context: UnsubscribeRoutes,
  request: RouteRequest,
  answer: Answering,
): Promise<Answer> {
  const t = translatorFor(context, request);
  try {
    return await answer(t, request);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    context.log.error({ err: error, reference }, 'a page for unsubscribing failed');
    return wordsPage(t, 500, t.text('unsubscribe.failed'), t.text('unsubscribe.failed.next', { reference }));
  }
}

/** What a form asks for; undefined without the word that means it, or with a link that is none of ours. */
function readForm(
  context: UnsubscribeRoutes,
  request: RouteRequest,
  read: (context: UnsubscribeRoutes, link: SignedMailLink) => MailLink | undefined,
): MailLink | undefined {
  return isOneClick(request) ? read(context, linkOf(request)) : undefined;
}

/** Only who has a good link can use the limit up, so that nobody else can keep people from stopping their mails. */
async function changed(
  { unsubscribeFlood }: UnsubscribeRoutes,
  t: Translator,
  said: MailLink | undefined,
  change: (said: MailLink) => Promise<Answer>,
): Promise<Answer> {
  if (said === undefined) return badLinkPage(t);
  if (await unsubscribeFlood.take('all')) return change(said);
  return wordsPage(t, 429, t.text('unsubscribe.busy'), t.text('unsubscribe.busy.next'));
}

/** In the mail's language, as its link says. */
function translatorFor({ usual }: UnsubscribeRoutes, { query }: RouteRequest): Translator {
  return translatorOf({ ...usual, language: languageOf(query.get('language')) ?? usual.language });
}

function linkOf({ query }: RouteRequest): SignedMailLink {
  const field = (name: string) => query.get(name) ?? '';
  return { to: field('to'), kind: field('kind'), signature: field('signature') };
}

/** As a form in either encoding, which RFC 8058 leaves open. */
function isOneClick({ body }: RouteRequest): boolean {
  return new RegExp(`\\b${ONE_CLICK.name}\\b[^]{0,100}\\b${ONE_CLICK.value}\\b`).test(body);
}
