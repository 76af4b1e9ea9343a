import { describe, expect, it } from '@jest/globals';
import { networkFailure } from '../../../src/domain/network-failure.js';

const withCode = (code: string, message = 'broke') => Object.assign(new Error(message), { code });
/** As Node's `fetch` puts it. */
const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

describe('an error of the network', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CONNECT_TIMEOUT',
  ])('tells for certain that nothing has left: %s', (code) => {
    const failure = networkFailure(fetchFailed(withCode(code)));

    expect(failure).toEqual({ code, neverLeft: true });
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT'])(
    'leaves open whether something has left: %s',
    (code) => {
      const failure = networkFailure(fetchFailed(withCode(code)));

      expect(failure).toEqual({ code, neverLeft: false });
    },
  );

  it('is found however often it is wrapped', () => {
    const wrapped = new Error('outer', { cause: fetchFailed(fetchFailed(withCode('ECONNREFUSED'))) });

    const failure = networkFailure(wrapped);

    expect(failure).toEqual({ code: 'ECONNREFUSED', neverLeft: true });
  });

  it('is found among several, one for each address that was tried', () => {
    const each = [withCode('ECONNREFUSED', '::1'), withCode('ECONNREFUSED', '127.0.0.1')];

    const failure = networkFailure(fetchFailed(new AggregateError(each)));

    expect(failure).toEqual({ code: 'ECONNREFUSED', neverLeft: true });
  });

  it('is found in an error of another realm, which is no Error here', () => {
    const foreign = { name: 'TypeError', cause: { name: 'Error', code: 'ENOTFOUND' } };

    const failure = networkFailure(foreign);

    expect(failure).toEqual({ code: 'ENOTFOUND', neverLeft: true });
  });

  it.each(['TimeoutError', 'AbortError'])('that ran out of time may have had an effect: %s', (name) => {
    const failure = networkFailure(fetchFailed(new DOMException('too slow', name)));

    expect(failure).toEqual({ code: 'timeout', neverLeft: false });
  });

  it.each([
    ['an error without a code', new Error('x')],
    ['an error whose code is a number', Object.assign(new Error('x'), { code: 7 })],
    ['a text', 'ECONNREFUSED'],
    ['null', null],
    ['nothing', undefined],
  ])('of which nothing is known may have had an effect: %s', (_, error) => {
    const failure = networkFailure(error);

    expect(failure).toEqual({ code: 'network', neverLeft: false });
  });

  it('that is its own cause is read all the same', () => {
    const error: Error & { cause?: unknown } = withCode('ECONNRESET');
    error.cause = error;

    const failure = networkFailure(error);

    expect(failure).toEqual({ code: 'ECONNRESET', neverLeft: false });
  });
});
