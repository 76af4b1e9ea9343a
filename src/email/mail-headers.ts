import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import type { MailKind } from '../application/preference-ports.js';

/** A request that a mail is about, by GitHub's ids, and what makes this mail another one than the next about it. */
export interface MailTopic {
  readonly organizationId: number;
  readonly patRequestId: number;
  readonly at: Date;
}

export interface ThreadHeaders {
  readonly messageId: string;
  readonly inReplyTo?: string;
  readonly references?: string[];
}

/** Some servers refuse mails with long headers. */
const REFERENCES = 20;

/**
 * Mails about one request stand in one thread, which begins with a Message-ID that no mail has, as GitHub's own do. The
 * same mail has the same Message-ID each time that it is sent, so that readers see it once.
 */
export function threadHeaders(host: string, topics: readonly MailTopic[]): ThreadHeaders {
  const threads = topics.slice(0, REFERENCES).map((topic) => `<${threadOf(topic)}@${host}>`);
  const [first, ...others] = topics;
  if (first === undefined) throw new Error('a mail is about at least one request');
  if (others.length > 0) return { messageId: `<requests-${digestOf(topics)}@${host}>`, references: threads };
  const messageId = `<${partOf(first)}@${host}>`;
  return { messageId, inReplyTo: threads[0], references: threads };
}

/** A digest answers nothing, and nobody answers it: each stands for itself. */
export function digestHeaders(
  host: string,
  digest: { readonly organizationId: number; readonly at: Date },
): ThreadHeaders {
  return { messageId: `<digest-${digest.organizationId}.${digest.at.getTime()}@${host}>` };
}

/** The part of MAIL_FROM behind the @, as it may stand in a header. */
export function hostOf(from: string): string {
  const [, domain = ''] = /@([^@>\s]+)>?\s*$/.exec(from) ?? [];
  const host = domainToASCII(domain);
  return /^[a-z\d.-]+$/.test(host) ? host : 'patrol.invalid';
}

/**
 * That no person wrote this, and none of their programs is to answer. Not `Precedence: bulk`, which says the same to
 * old ones: to others it says that this is of little importance. Exchange is asked for no replies and receipts, but not
 * (`All`) to keep quiet about an address that is gone.
 */
const AUTOMATIC = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'OOF, AutoReply, DR, RN, NRN',
};

/** Headers of every mail; `stop` is where this address gets no more of its kind. */
export function mailHeaders(kind: MailKind, host: string, stop: string | undefined): Record<string, string> {
  return {
    ...AUTOMATIC,
    ...(kind === 'digest' ? { 'List-Id': `PATrol digest <digest.patrol.${host}>` } : {}),
    ...(stop === undefined ? {} : { 'List-Unsubscribe': `<${stop}>` }),
    // At one click, without asking: only by https (RFC 8058).
    ...(stop?.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
  };
}

function threadOf({ organizationId, patRequestId }: MailTopic): string {
  return `request-${organizationId}-${patRequestId}`;
}

function partOf(topic: MailTopic): string {
  return `${threadOf(topic)}.${topic.at.getTime()}`;
}

function digestOf(topics: readonly MailTopic[]): string {
  return createHash('sha256').update(topics.map(partOf).join('\n')).digest('hex').slice(0, 32);
}
