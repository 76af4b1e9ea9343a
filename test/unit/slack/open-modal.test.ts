import { describe, expect, it } from '@jest/globals';
import type { ModalView } from '@slack/types';
import { ErrorCode, type WebClient } from '@slack/web-api';
import { OutsideError } from '../../../src/domain/errors.js';
import { english } from '../../../src/i18n/translator.js';
import { attempt } from '../../../src/slack/listener-wrapper.js';
import { fillModal } from '../../../src/slack/open-modal.js';
import { aLog } from '../../support/builders.js';

const VIEW: ModalView = { type: 'modal', title: { type: 'plain_text', text: 'A list' }, blocks: [] };

/** What the Web API client throws when Slack answers that. */
function refusal(error: string): Error {
  return Object.assign(new Error(error), { code: ErrorCode.PlatformError, data: { ok: false, error } });
}

function rateLimited(retryAfter: number): Error {
  return Object.assign(new Error('limited'), { code: ErrorCode.RateLimitedError, retryAfter });
}

const timeout = () =>
  Object.assign(new Error('timeout'), { code: ErrorCode.RequestError, original: new Error('timeout') });

/** A client whose updates fail like that, one after the other, and then succeed. */
function failing(...failures: Error[]) {
  let calls = 0;
  const update = async () => {
    calls += 1;
    const failure = failures.shift();
    if (failure) throw failure;
    return { ok: true };
  };
  return { client: { views: { update } } as unknown as WebClient, calls: () => calls };
}

async function fill(...failures: Error[]) {
  const log = aLog();
  const { client, calls } = failing(...failures);
  const error = await fillModal({ log }, client, { id: 'V1' }, VIEW).catch((thrown: unknown) => thrown);
  return { calls: calls(), levels: log.lines.map(({ level }) => level), error };
}

describe('filling a modal', () => {
  it('waits as long as Slack asks, and tries again', async () => {
    const filled = await fill(rateLimited(0.01), rateLimited(0.01));

    expect(filled).toEqual({ calls: 3, levels: [], error: undefined });
  });

  it('tries again after an answer that was lost', async () => {
    const filled = await fill(timeout());

    expect(filled).toEqual({ calls: 2, levels: [], error: undefined });
  });

  it.each([
    ['stays in trouble', Array.from({ length: 5 }, () => rateLimited(0.01)), 3],
    ['asks for more patience than anybody has', [rateLimited(600)], 1],
  ])('gives up, and breaks nothing else, when Slack %s', async (_, failures, calls) => {
    const filled = await fill(...failures);

    expect(filled).toEqual({ calls, levels: ['warn'], error: undefined });
  });

  it.each(['not_found', 'view_not_found'])('is done when the modal was closed: %s', async (code) => {
    const filled = await fill(refusal(code));

    expect(filled).toEqual({ calls: 1, levels: [], error: undefined });
  });

  it('does not hide what Slack will never take', async () => {
    const filled = await fill(refusal('invalid_arguments'));

    expect(filled).toMatchObject({ calls: 1, error: { message: 'invalid_arguments' } });
  });
});

describe('a click', () => {
  const problemOf = async (error: Error) => {
    const log = aLog();
    const context = { t: english, log, linking: { isOffered: true }, trace: 'trace', heldUpMs: 0 };
    const problem = await attempt(context, () => Promise.reject(error));
    return { problem, levels: log.lines.map(({ level }) => level).filter((level) => level !== 'debug') };
  };

  it.each([
    ['a trigger that was too late', refusal('expired_trigger_id')],
    ['a trigger that an earlier try has used', refusal('exchanged_trigger_id')],
    ['a limit of Slack’s', rateLimited(30)],
    ['no answer', timeout()],
  ])('says that Slack was too slow, and alarms nobody, after %s', async (_, error) => {
    const { problem, levels } = await problemOf(error);

    expect(problem).toEqual({ code: 'slack-silent', text: expect.stringContaining('try once more') });
    expect(levels).toEqual(['warn']);
  });

  it.each([
    ['of Slack’s to what we sent', refusal('invalid_blocks')],
    ['of nobody’s that we know', new TypeError('undefined is not a function')],
    ['of GitHub’s', new OutsideError('github', 'unknown', '502')],
  ])('gives a number to a failure %s', async (_, error) => {
    const { problem, levels } = await problemOf(error);

    expect(problem?.code).toBe('unknown');
    expect(levels).toEqual(['error']);
  });
});
