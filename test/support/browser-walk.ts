import type { Trial } from './trial.js';

/** A browser that keeps the cookies of one person, and goes no further than it is told. */
export interface WalkingBrowser {
  readonly cookies: Map<string, string>;
  get(url: string, headers?: Record<string, string>): Promise<Page>;
  /** Sends the form of a page that leads to this action. */
  submit(page: Page, action: string, headers?: Record<string, string>): Promise<Page>;
}

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly html: string;
}

/** A new browser, without any cookie. */
export function aBrowser(): WalkingBrowser {
  const cookies = new Map<string, string>();
  async function ask(url: string, init: RequestInit): Promise<Page> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie ? { cookie } : {}), ...(init.headers as Record<string, string>) };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const sent of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(sent) ?? [];
      cookies.set(name, value);
    }
    return {
      url,
      status: response.status,
      location: response.headers.get('location'),
      headers: response.headers,
      html: await response.text(),
    };
  }
  return {
    cookies,
    get: (url, headers = {}) => ask(url, { headers }),
    submit(page, action, headers = {}) {
      const form = new RegExp(`<form method="post" action="${action}">(.*?)</form>`, 's').exec(
        page.html,
      )?.[1];
      if (form === undefined) throw new Error(`the page has no form for ${action}`);
      const inputs = [...form.matchAll(/name="([^"]*)" value="([^"]*)"/g)];
      const fields = new URLSearchParams(inputs.map(([, name = '', value = '']) => [name, value]));
      const { origin } = new URL(page.url);
      return ask(new URL(action, page.url).href, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          origin,
          'sec-fetch-site': 'same-origin',
          ...headers,
        },
        body: fields.toString(),
      });
    },
  };
}

/** Types `/tokens link`, and returns the address that the modal leads to. */
export async function askForLink(trial: Trial, user: string, channel: string): Promise<string> {
  await trial.slack.command({ user, channel, command: '/tokens', text: 'link' });
  return linkInModal(trial, user);
}

/** The address behind "Continue on GitHub" in the modal that somebody has open. */
export function linkInModal(trial: Trial, user: string): Promise<string> {
  return trial.eventually('a modal that leads to GitHub', () => {
    const text = JSON.stringify(trial.slack.views(user));
    return /"url":"([^"]*\/github\/login\?[^"]*)"/.exec(text)?.[1];
  });
}

/** Follows a link to the page that asks whether both accounts are one person's. */
export async function walkToQuestion(
  trial: Trial,
  browser: WalkingBrowser,
  { link, login }: { readonly link: string; readonly login: string },
): Promise<Page> {
  const sent = await browser.get(link);
  const back = trial.github.authorize({ login, url: sent.location ?? '' });
  const returned = await browser.get(back);
  return browser.get(returned.location ?? back);
}
