import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChartAddresses } from '../../src/application/chart-address.js';
import { endHealthy, PEOPLE, synced } from '../support/acts.js';
import { readPng } from '../support/read-png.js';
import { startTrial, type Trial } from '../support/trial.js';

const DAY_MS = 86_400_000;
const PUBLIC = 'https://patrol.example';
const KEY = Buffer.alloc(32, 7);

/** A clock that goes on by itself and can be put forward. */
let putForwardMs = 0;
const clock = { now: () => new Date(Date.now() + putForwardMs) };
let trial: Trial;

beforeAll(async () => {
  const environment = { PUBLIC_URL: PUBLIC, ENCRYPTION_KEY: KEY.toString('base64') };
  trial = await startTrial({ environment, clock });
  await synced(trial);
  await decidedBefore(trial, 2);
});

afterAll(() => endHealthy(trial));

async function decidedBefore({ rows }: Trial, days: number): Promise<void> {
  await rows(
    `INSERT INTO token_requests (organization_id, pat_request_id, state, requester_id, requester_login, token_id,
       token_name, reason_known, repository_selection, repositories_known, announced, requested_at, ended_at)
     SELECT id, 1, 'approved', 1, 'mona', 1, 'ci', true, 'all', true, true,
            now() - $1::interval - interval '3 hours', now() - $1::interval
       FROM organizations WHERE login = 'acme'`,
    [`${days} days`],
  );
}

/** The path of the picture that Home shows. */
async function picturePath(): Promise<string> {
  await trial.slack.openHome({ user: PEOPLE.olivia });
  const block = await trial.eventually('a picture in Home', () =>
    trial.slack.home(PEOPLE.olivia)?.blocks.find(({ type }) => type === 'image'),
  );
  return String(block.image_url).slice(PUBLIC.length);
}

describe('the picture of the last weeks', () => {
  it('is in an owner’s Home, with words, and is served to whoever has its address', async () => {
    const path = await picturePath();

    const answer = await fetch(trial.url + path);

    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=86400',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'cross-origin',
    });
    expect(readPng(new Uint8Array(await answer.arrayBuffer())).width).toBe(960);
    const alt = trial.slack.home(PEOPLE.olivia)?.blocks.find(({ type }) => type === 'image')?.alt_text;
    expect(alt).toContain('1 decided, in a median time of 3 hours');
  });

  it('is the same at each time', async () => {
    const path = await picturePath();

    const bodies = [await fetch(trial.url + path), await fetch(trial.url + path)].map(async (answer) =>
      Buffer.from(await answer.arrayBuffer()).toString('base64'),
    );

    expect(await bodies[0]).toBe(await bodies[1]);
  });

  it('is not there under an address that was changed, or made with another key', async () => {
    const path = await picturePath();
    const [, payload = '', signature = ''] = /^\/charts\/([^.]+)\.([^.]+)\.png$/.exec(path) ?? [];
    const [id, ...rest] = Buffer.from(payload, 'base64url').toString().split(' ');
    const ofAnother = Buffer.from([Number(id) + 1, ...rest].join(' ')).toString('base64url');
    const forged = createChartAddresses({ current: Buffer.alloc(32, 8), previous: [] }, '').urlOf({
      organizationId: Number(id),
      timeZone: 'UTC',
      until: new Date(),
      expiresAt: new Date(Date.now() + DAY_MS),
    });
    const paths = [
      `/charts/${ofAnother}.${signature}.png`,
      `/charts/${payload}.${signature.slice(1)}.png`,
      `/charts/${payload}.png`,
      `/charts/${payload}.${signature}.png/x`,
      '/charts/',
      forged ?? '',
    ];

    const answers = await Promise.all(paths.map((changed) => fetch(trial.url + changed)));

    const said = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
    expect(said).toEqual(paths.map(() => [404, 'Not found']));
  });

  it('is there, too, under an address from before there was an ENCRYPTION_KEY', async () => {
    const path = await picturePath();
    const [, payload = ''] = /^\/charts\/([^.]+)\./.exec(path) ?? [];
    const [id] = Buffer.from(payload, 'base64url').toString().split(' ');
    const secret = trial.environment.GITHUB_WEBHOOK_SECRET ?? '';
    const before = createChartAddresses({ current: secret, previous: [] }, trial.url).urlOf({
      organizationId: Number(id),
      timeZone: 'UTC',
      until: new Date(),
      expiresAt: new Date(Date.now() + DAY_MS),
    });

    const answer = await fetch(before ?? '');

    expect(answer.status).toBe(200);
    expect(path).not.toContain(before?.slice(-'.png'.length - 43));
  });

  it('is gone after thirty days, as if it had never been', async () => {
    const path = await picturePath();
    const before = await fetch(trial.url + path);

    putForwardMs = 30 * DAY_MS;
    const after = await fetch(trial.url + path);
    putForwardMs = 0;

    expect([before.status, after.status]).toEqual([200, 404]);
    expect(await after.text()).toBe('Not found');
  });
});

describe('without a public address', () => {
  it('the words stand alone', async () => {
    const local = await startTrial();
    await synced(local);
    await decidedBefore(local, 2);

    await local.slack.openHome({ user: PEOPLE.olivia });
    const said = await local.eventually('words in Home', () => {
      const view = local.slack.home(PEOPLE.olivia);
      const read = view ? local.slack.read(view) : '';
      return read.includes('The last 8 weeks in acme') ? read : undefined;
    });

    expect(said).toContain('in a median time of 3 hours');
    expect(local.slack.home(PEOPLE.olivia)?.blocks.some(({ type }) => type === 'image')).toBe(false);
    await endHealthy(local);
  });
});
