import { describe, expect, it } from '@jest/globals';
import { type MailLink, signMailLink } from '../../../src/domain/mail-link.js';
import type { Answer, RouteRequest } from '../../../src/http/http-server.js';
import { createUnsubscribeRoutes } from '../../../src/http/unsubscribe-routes.js';
import { createRateLimit } from '../../../src/rate-limit.js';
import { aLog, NOW } from '../../support/builders.js';
import { USUAL } from '../../support/usual-settings.js';

const KEY = Buffer.alloc(64, 1);
const OTHER_KEY = Buffer.alloc(64, 2);
const LIMIT = 3;

function setUp() {
  const written: string[] = [];
  const unwantedMails = {
    add: async () => void written.push('stopped'),
    remove: async () => void written.push('resumed'),
    has: async () => false,
  };
  const routes = createUnsubscribeRoutes({
    database: { unwantedMails },
    clock: { now: () => NOW },
    log: aLog(),
    mailLinkKeys: [KEY],
    unsubscribeFlood: createRateLimit({ times: LIMIT, seconds: 60 }),
    usual: USUAL,
  });
  const ask = async (route: string, request: RouteRequest): Promise<Answer> => {
    const answer = await routes[route]?.handle(request);
    if (answer === undefined) throw new Error(`there is no ${route}`);
    return answer;
  };
  return { written, ask };
}

function asked(act: MailLink['act'], key = KEY): RouteRequest {
  const signed = signMailLink(key, { act, kind: 'decision', address: 'mona@acme.example' });
  const query = new URLSearchParams({ ...signed });
  return { path: '/mail/unsubscribe', headers: {}, query, body: 'List-Unsubscribe=One-Click' };
}

describe('the limit of those who stop e-mails', () => {
  it('is not used up by links that PATrol has not made, nor by looking at a page', async () => {
    const { ask, written } = setUp();
    for (let times = 0; times <= LIMIT; times += 1) {
      await ask('POST /mail/unsubscribe', asked('stop', OTHER_KEY));
      await ask('POST /mail/resubscribe', asked('resume', OTHER_KEY));
      await ask('POST /mail/unsubscribe', { ...asked('stop'), body: '' });
      await ask('GET /mail/unsubscribe', asked('stop'));
    }

    const { status } = await ask('POST /mail/unsubscribe', asked('stop'));

    expect(status).toBe(200);
    expect(written).toEqual(['stopped']);
  });

  it('holds for whatever would write to the database', async () => {
    const { ask, written } = setUp();
    await ask('POST /mail/unsubscribe', asked('stop'));
    await ask('POST /mail/resubscribe', asked('resume'));
    await ask('POST /mail/unsubscribe', asked('stop'));

    const answers = [
      await ask('POST /mail/unsubscribe', asked('stop')),
      await ask('POST /mail/resubscribe', asked('resume')),
    ];

    expect(answers.map(({ status }) => status)).toEqual([429, 429]);
    expect(written).toEqual(['stopped', 'resumed', 'stopped']);
  });
});
