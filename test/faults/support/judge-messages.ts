import { PEOPLE, REVIEW_CHANNEL } from '../../../src/sandbox/people.js';
import type { Bench } from './bench.js';
import { type Allowance, counted, type Judgement, joined, type RecordedDecision } from './judgement.js';
import { digestsOf, isDigest, type Story } from './story.js';

/** Whoever asked has read what became of it, once in each place. */
export function judgeRequester(bench: Bench, { name, request }: Story, allowance: Allowance): Judgement {
  const { message, mail } = allowance;
  const isDecided = request.state === 'approved' || request.state === 'denied';
  const slackUserId = PEOPLE[request.owner.login as keyof typeof PEOPLE] as string | undefined;
  const said = slackUserId === undefined ? [] : textsTo(bench, slackUserId, name);
  const waiting = said.filter((text) => text.includes('waits for an owner')).length;
  const outcome = said.filter((text) => /has access to|gets no access/.test(text)).length;
  const mails = mailsAbout(bench, name).filter((text) => !isDigestMail(text)).length;
  const isReached = message !== 'none' && slackUserId !== undefined;
  // That it waits is no news any more once it is decided, so it may have been left out.
  const wanted = isReached && request.state === 'pending' ? 1 : Math.min(waiting, 1);
  return joined(
    counted('that it waits', waiting, wanted),
    counted('the message to the requester', outcome, isReached && isDecided ? 1 : 0),
    counted('the e-mail', mails, mail !== 'none' && isDecided ? 1 : 0),
  );
}

/** Whoever decided, and was not obeyed, has read why. */
export function judgeApprovers(
  bench: Bench,
  { name }: Story,
  decisions: readonly RecordedDecision[],
  { furtherNotes = 0 }: Allowance,
): Judgement {
  const failed = decisions.filter(({ state }) =>
    ['released', 'refused', 'superseded', 'lost'].includes(state),
  );
  const people = new Set(decisions.flatMap(({ slackUserId }) => slackUserId ?? []));
  const told = [...people].flatMap((slackUserId) => textsTo(bench, slackUserId, name));
  const notes = told.filter((text) => text.includes('was not carried out')).length;
  const expected = failed.filter(({ slackUserId }) => slackUserId !== null).length;
  return counted('the word to the approver', notes, expected + furtherNotes);
}

/** Each place of a digest has it once. */
export function judgeDigests(bench: Bench, { name }: Story): Judgement {
  const inPerson = textsTo(bench, PEOPLE.olivia, name).filter(isDigest).length;
  const mails = mailsAbout(bench, name).filter(isDigestMail).length;
  return joined(
    counted('the digest', digestsOf(bench, REVIEW_CHANNEL, name).length, 1),
    counted('the digest in person', inPerson, 1),
    counted('the mail of a digest', mails, 2),
  );
}

function isDigestMail(text: string): boolean {
  return text.includes('PATrol sends this once a day');
}

function mailsAbout({ mailbox }: Bench, name: string): string[] {
  return mailbox.mails.map(({ parsed }) => `${parsed.text}`).filter((text) => text.includes(name));
}

function textsTo({ slack }: Bench, slackUserId: string, name: string): string[] {
  return slack
    .directMessages(slackUserId)
    .map((message) => slack.read(message))
    .filter((text) => text.includes(name));
}
