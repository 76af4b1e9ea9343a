import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { OutsideError } from '../../src/domain/errors.js';
import { createLog } from '../../src/log.js';

type Line = Record<string, unknown> & { readonly err: Record<string, unknown> };

/** A log, and the lines that it has written. */
function aWrittenLog(level: 'debug' | 'info' = 'debug') {
  const texts: string[] = [];
  return {
    log: createLog(level, (line) => texts.push(line)),
    texts,
    lines: () => texts.map((text) => JSON.parse(text) as Line),
  };
}

/** The line that is written of an error. */
function written(error: unknown): { text: string; err: Record<string, unknown> } {
  const { log, texts, lines } = aWrittenLog();
  log.error({ err: error }, 'it failed');
  const [text = ''] = texts;
  const [line] = lines();
  if (line === undefined) throw new Error('nothing was written');
  return { text, err: line.err };
}

const withFields = (message: string, fields: object) => Object.assign(new Error(message), fields);

describe('a line of the log', () => {
  it('is one JSON object with its level as a word, what it is about, and its message', () => {
    const { log, texts, lines } = aWrittenLog();

    log.info({ tokenRequest: 7 }, 'first\nline');

    expect(texts).toHaveLength(1);
    expect(texts[0]).toMatch(/^[^\n]+\n$/);
    expect(lines()).toMatchObject([{ level: 'info', tokenRequest: 7, msg: 'first\nline' }]);
  });

  it('has every level as a word', () => {
    const { log, lines } = aWrittenLog();

    for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) log[level]({}, level);

    expect(lines().map(({ level }) => level)).toEqual(['debug', 'info', 'warn', 'error', 'fatal']);
  });

  it('is not written below the level that is asked for', () => {
    const { log, lines } = aWrittenLog('info');

    log.debug({}, 'detail');
    log.info({}, 'news');

    expect(lines().map(({ msg }) => msg)).toEqual(['news']);
  });
});

describe('an error in the log', () => {
  it('is told by its kind, message, code and stack', () => {
    const error = Object.assign(new TypeError('it broke'), { code: 'ECONNRESET' });

    const { err } = written(error);

    expect(err).toEqual({ type: 'TypeError', message: 'it broke', code: 'ECONNRESET', stack: error.stack });
  });

  it('is told by what we know of a service that failed', () => {
    const { err } = written(new OutsideError('slack', 'refused', 'invalid_blocks', { detail: 'too long' }));

    expect(err).toMatchObject({
      type: 'OutsideError',
      message: 'slack refused: invalid_blocks',
      service: 'slack',
      failure: 'refused',
      code: 'invalid_blocks',
      detail: 'too long',
    });
  });

  it('is told with its causes, of which each has its message and code', () => {
    const root = withFields('connect failed', { code: 'ECONNREFUSED' });
    const fetchFailed = new TypeError('fetch failed', { cause: root });

    const { err } = written(new OutsideError('github', 'unavailable', 'network', { cause: fetchFailed }));

    expect(err.cause).toEqual({
      type: 'TypeError',
      message: 'fetch failed',
      cause: { type: 'Error', message: 'connect failed', code: 'ECONNREFUSED' },
    });
  });

  it('that is its own cause is told all the same', () => {
    const error: Error & { cause?: unknown } = new Error('round');
    error.cause = error;

    const { err } = written(error);

    expect(err).toMatchObject({ message: 'round', cause: { message: 'round' } });
  });

  it.each([
    ['a text', 'it broke', 'it broke'],
    ['nothing', undefined, undefined],
    ['null', null, 'null'],
  ])('that is no error is told as it is: %s', (_, thrown, expected) => {
    const { err } = written(thrown);

    expect(err).toBe(expected);
  });

  it('of the database has no values of the query, and has what PostgreSQL says', () => {
    const driverError = withFields('duplicate key value violates unique constraint "decisions_one_open"', {
      code: '23505',
      table: 'decisions',
      constraint: 'decisions_one_open',
      detail: 'Key (reason)=(SECRET) already exists.',
      where: 'SECRET',
    });

    const { text, err } = written(new QueryFailedError('INSERT INTO decisions', ['SECRET'], driverError));

    expect(text).not.toContain('SECRET');
    expect(text).not.toContain('parameters');
    expect(err).toMatchObject({
      type: 'QueryFailedError',
      message: driverError.message,
      code: '23505',
      constraint: 'decisions_one_open',
      table: 'decisions',
      cause: { message: driverError.message, code: '23505' },
    });
  });

  it('of the mail server has no address that it rejected', () => {
    const error = withFields('all recipients were rejected', {
      code: 'EENVELOPE',
      responseCode: 550,
      command: 'RCPT TO',
      response: '550 <SECRET@example.com> unknown',
      rejected: ['SECRET@example.com'],
      rejectedErrors: [withFields('SECRET@example.com', { recipient: 'SECRET@example.com' })],
    });

    const { text, err } = written(error);

    expect(text).not.toContain('SECRET');
    expect(err).toMatchObject({ code: 'EENVELOPE', responseCode: 550, command: 'RCPT TO' });
  });

  it('of the mail server has no address in the message of its cause either', () => {
    const answer = '550 5.1.1 <SECRET@example.com>: Recipient address rejected';
    const cause = withFields(`Can't send mail - all recipients were rejected: ${answer}`, {
      code: 'EENVELOPE',
      responseCode: 550,
    });

    const { text } = written(new OutsideError('smtp', 'refused', 'EENVELOPE 550', { cause }));

    expect(text).not.toContain('SECRET');
  });

  it('names the packages in its stack, whose scopes look like addresses', () => {
    const error = new Error('SECRET@example.com is refused');
    error.stack = 'Error\n    at send (file:///app/node_modules/@slack/web-api/dist/WebClient.js:1:1)';

    const { text, err } = written(error);

    expect(text).not.toContain('SECRET');
    expect(err.stack).toContain('/node_modules/@slack/web-api/dist/WebClient.js:1:1');
  });

  it('of a request has neither its headers nor a token nor what it carried', () => {
    const error = withFields('Not Found', {
      status: 404,
      request: {
        url: 'https://api.github.example/?token=SECRET',
        headers: { authorization: 'token ghs_SECRET' },
        body: 'SECRET',
      },
      response: { headers: { 'set-cookie': 'SECRET' }, data: 'SECRET' },
      config: { headers: { Authorization: 'Bearer xoxb-SECRET' } },
      token: 'xoxb-SECRET',
    });

    const { text, err } = written(error);

    expect(text).not.toContain('SECRET');
    expect(text).not.toMatch(/authorization/i);
    expect(err).toMatchObject({ message: 'Not Found', status: 404 });
  });

  it('has none of that in its causes either', () => {
    const cause = withFields('Bad credentials', {
      status: 401,
      request: { headers: { authorization: 'SECRET' } },
      parameters: ['SECRET'],
      rejected: ['SECRET'],
    });

    const { text, err } = written(new OutsideError('github', 'unavailable', '401', { cause }));

    expect(text).not.toContain('SECRET');
    expect(err.cause).toEqual({ type: 'Error', message: 'Bad credentials', status: 401 });
  });

  it('has only words and numbers of what is kept, whatever stands in its place', () => {
    const error = withFields('odd', { code: { token: 'SECRET' }, status: ['SECRET'], command: null });

    const { text, err } = written(error);

    expect(text).not.toContain('SECRET');
    expect(Object.keys(err).sort()).toEqual(['message', 'stack', 'type']);
  });
});
