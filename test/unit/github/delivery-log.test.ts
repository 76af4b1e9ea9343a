import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { App, Octokit } from 'octokit';
import { createDeliveryLog } from '../../../src/github/delivery-log.js';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
});

/** An id as github.com gives them today: no number of JavaScript's holds it. */
const BIG = '3804004623172239366';

/** GitHub's log, when it answers with this text; `urls` are those that were asked for. */
function aLogThatAnswers(body: string) {
  const urls: string[] = [];
  const fetch = async (url: string) => {
    urls.push(url);
    return new Response(body, { headers: { 'content-type': 'application/json; charset=utf-8' } });
  };
  const settings = { appId: 1, privateKey, webhooks: { secret: 's' } };
  const app = new App({ ...settings, Octokit: Octokit.defaults({ request: { fetch } }) });
  return { urls, log: createDeliveryLog(app) };
}

const aRow = (id: string, guid: string, deliveredAt = '"2026-03-02T08:59:00Z"') =>
  `{"id":${id},"guid":"${guid}","delivered_at":${deliveredAt},"status_code":502,"event":"e","action":"a"}`;

describe('GitHub’s log of webhooks', () => {
  it('is read with ids of any size', async () => {
    const { log } = aLogThatAnswers(`[${aRow(BIG, 'big')},${aRow('199287304442', 'small')}]`);

    const { attempts } = await log.failedAttempts(null);

    expect(attempts.map(({ guid, deliveryId }) => [guid, deliveryId])).toEqual([
      ['big', BIG],
      ['small', '199287304442'],
    ]);
  });

  it('is asked for one of them by the very id', async () => {
    const { log, urls } = aLogThatAnswers('{}');

    await log.redeliver(BIG);

    expect(urls.map((url) => new URL(url).pathname)).toEqual([`/app/hook/deliveries/${BIG}/attempts`]);
  });

  it('shows what can be read, though a row cannot, and says what that one lacks', async () => {
    const { log } = aLogThatAnswers(
      `[${aRow('"x"', 'odd')},${aRow(BIG, 'big')},${aRow(BIG, 'undated', 'null')}]`,
    );

    const { attempts, unreadable } = await log.failedAttempts(null);

    expect(attempts.map(({ guid }) => guid)).toEqual(['big']);
    expect(unreadable).toEqual([
      { at: new Date('2026-03-02T08:59:00Z'), lacks: ['id: invalid_union'] },
      { at: null, lacks: ['delivered_at: invalid_type'] },
    ]);
  });
});
