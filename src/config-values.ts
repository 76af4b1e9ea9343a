import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import type { WorkingTime } from './domain/organization-settings.js';
import { LANGUAGES, languageOf } from './i18n/translators.js';

/* How one variable of the environment is written. What is wrong with it is said without its value, which may be a secret. */

export const httpUrl = z
  .url({ protocol: /^https?$/, error: 'is not an http(s) URL' })
  .transform(withoutTrailingSlash);
export const databaseUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'is not a postgres:// URL' });
export const smtpUrl = z.url({ protocol: /^smtps?$/, error: 'is not an smtp:// or smtps:// URL' });

export const USUAL_LANGUAGE = 'en';
export const TIME_OF_DAY = /^([01]\d|2[0-3]):[0-5]\d$/;

export function fixedLinks(text: string, context: z.RefinementCtx): Map<string, string> {
  const links = new Map<string, string>();
  for (const pair of text.split(',').map((part) => part.trim())) {
    if (!pair) continue;
    const [slackUser, login, ...rest] = pair.split('=').map((part) => part.trim());
    const valid = /^[UW][A-Z0-9]+$/.test(slackUser ?? '') && /^[A-Za-z0-9][A-Za-z0-9_-]*$/.test(login ?? '');
    if (!valid || rest.length > 0 || !slackUser || !login) {
      context.addIssue({ code: 'custom', message: 'is not of the form U01=alice,U02=bob' });
      return links;
    }
    const loginTaken = [...links.values()].some((known) => known.toLowerCase() === login.toLowerCase());
    if (links.has(slackUser) || loginTaken) {
      context.addIssue({ code: 'custom', message: 'names a Slack user or a GitHub user twice' });
      return links;
    }
    links.set(slackUser, login);
  }
  return links;
}

export function teams(text: string, context: z.RefinementCtx): string[] {
  const names = text.split(',').map((part) => part.trim());
  const given = names.filter((name) => name !== '');
  if (given.some((name) => !/^[\w.-]+\/[\w.-]+$/.test(name))) {
    context.addIssue({ code: 'custom', message: 'is not of the form acme/security,acme/platform' });
  }
  return given;
}

export function addresses(text: string, context: z.RefinementCtx): string[] {
  const given = text.split(',').flatMap((part) => part.trim() || []);
  if (given.some((address) => !z.email().safeParse(address).success)) {
    context.addIssue({ code: 'custom', message: 'is not of the form alice@example.com,bob@example.com' });
  }
  return given;
}

/** Only machines write these: `C`, `de_DE`, `de.UTF-8`, `de_AT@euro`. A `de` alone may be what an operator wishes for. */
const LOCALE = /^(?:C|POSIX|[a-z]{2,3}(?=[_.@])(?:_[A-Za-z0-9]+)*)(?:\.[\w-]+)?(?:@[\w-]+)?$/;
const LANGUAGE_ALONE = /^[a-z]{2,3}$/;

/**
 * One of ours. gettext has a variable of the same name, a list such as `de_DE:de` that many images and machines set
 * (https://www.gnu.org/software/gettext/manual/html_node/The-LANGUAGE-variable.html): without one of ours in it, it was
 * not meant for PATrol.
 */
export function language(text: string, context: z.RefinementCtx): string {
  const names = text.split(':').flatMap((part) => part.trim() || []);
  const known = names.flatMap((name) => languageOf(name.split(/[.@]/)[0]?.replaceAll('_', '-')) ?? []);
  if (known[0] !== undefined) return known[0];
  const isList = text.includes(':');
  const isOfTheMachine = names.every((name) => LOCALE.test(name) || (isList && LANGUAGE_ALONE.test(name)));
  if (!isOfTheMachine) context.addIssue({ code: 'custom', message: `is none of ${LANGUAGES.join(', ')}` });
  return USUAL_LANGUAGE;
}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** `mon-fri` or `sun,mon,wed-thu`; 1 is Monday. */
export function workingDays(text: string, context: z.RefinementCtx): number[] {
  const days = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const [first = -1, last = first, ...rest] = part.split('-').map((day) => DAYS.indexOf(day.trim()));
    if (first < 0 || last < first || rest.length > 0) {
      context.addIssue({ code: 'custom', message: 'is not of the form mon-fri or sun,mon-thu' });
      return [];
    }
    for (let day = first; day <= last; day += 1) days.add(day + 1);
  }
  return [...days].sort();
}

export function workingHours(text: string, context: z.RefinementCtx): Pick<WorkingTime, 'from' | 'until'> {
  const [from = '', until = '', ...rest] = text.split('-').map((time) => time.trim());
  const isValid = rest.length === 0 && TIME_OF_DAY.test(from) && TIME_OF_DAY.test(until) && from < until;
  if (!isValid) context.addIssue({ code: 'custom', message: 'is not of the form 09:00-17:00' });
  return { from, until };
}

export function privateKey(text: string, context: z.RefinementCtx): string {
  const unescaped = text.replaceAll('\\n', '\n');
  const pem = unescaped.includes('-----BEGIN')
    ? unescaped
    : Buffer.from(unescaped, 'base64').toString('utf8');
  try {
    // WebCrypto in the JWT library reads PKCS #8 only; GitHub hands out PKCS #1.
    return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a private key (PEM, or base64 of it)' });
    return z.NEVER;
  }
}

export function encryptionKey() {
  return z.string().transform((text, context) => {
    const key = Buffer.from(text, 'base64');
    if (key.length !== 32) context.addIssue({ code: 'custom', message: 'is not 32 bytes in base64' });
    return key;
  });
}

export function keyList(text: string, context: z.RefinementCtx): Buffer[] {
  const keys = text.split(',').flatMap((part) => (part.trim() ? [Buffer.from(part.trim(), 'base64')] : []));
  if (keys.some((key) => key.length !== 32)) {
    context.addIssue({ code: 'custom', message: 'is not a list of 32 bytes in base64 each' });
  }
  return keys;
}

export function wholeNumber(min: number, max: number) {
  const message = `is not a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,9}$/, message)
    .transform(Number)
    .refine((n) => n >= min && n <= max, message);
}

function withoutTrailingSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
