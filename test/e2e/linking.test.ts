import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PEOPLE } from '../../src/sandbox/people.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  endHealthy,
  ephemeralTo,
  messageTo,
  pendingCard,
  quiet,
  REVIEW_CHANNEL,
} from '../support/acts.js';
import { aBrowser, askForLink, linkInModal, walkToQuestion } from '../support/browser-walk.js';
import { postWebhook } from '../support/signed-request.js';
import { startTrial, type Trial } from '../support/trial.js';

/** Nobody is linked, so that everybody can link themselves. */
const NOBODY = { environment: { SLACK_GITHUB_USERS: '' }, signedIn: [] };

let trial: Trial;
beforeEach(async () => {
  trial = await startTrial(NOBODY);
});
afterEach(() => endHealthy(trial));

const links = () =>
  trial.rows<{ slack: string; login: string; signed: boolean }>(
    `SELECT l.slack_user_id AS slack, l.github_login AS login, c.sealed IS NOT NULL AS signed
       FROM links l LEFT JOIN link_credentials c USING (slack_user_id) ORDER BY 1`,
  );
const command = (user: string, text: string) =>
  trial.slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text });

/** The whole way, with the confirmation. */
async function linkAs(user: string, login: string): Promise<void> {
  const browser = aBrowser();
  const link = await askForLink(trial, user, REVIEW_CHANNEL);
  const done = await browser.submit(await walkToQuestion(trial, browser, { link, login }), 'confirm');
  expect(done.html).toContain('Your accounts are linked');
  await trial.slack.closeView({ user, viewId: trial.slack.views(user).at(-1)?.id ?? '' });
}

describe('whoever is not linked', () => {
  it('clicks Approve, connects, and finds the request offered again: one click decides it in their own name', async () => {
    const { request } = askForAccess(trial);
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await ephemeralTo(trial, PEOPLE.olivia, '[Connect GitHub]');
    const ephemeral = trial.slack.ephemerals(PEOPLE.olivia, REVIEW_CHANNEL).at(-1);
    await trial.slack.click({
      user: PEOPLE.olivia,
      channel: REVIEW_CHANNEL,
      ts: ephemeral?.ts ?? '',
      actionId: ACTIONS.connect,
    });
    const browser = aBrowser();
    const link = await linkInModal(trial, PEOPLE.olivia);

    const question = await walkToQuestion(trial, browser, { link, login: 'olivia' });
    const done = await browser.submit(question, 'confirm');

    expect(question.html).toContain('Olivia Owens');
    expect(question.html).toContain('<dd>olivia</dd>');
    expect(done).toMatchObject({ status: 200, html: expect.stringContaining('You are olivia on GitHub') });
    expect(await messageTo(trial, PEOPLE.olivia, 'Done: you are olivia on GitHub')).toContain('[Approve]');
    const offered = trial.slack.directMessages(PEOPLE.olivia).at(-1);
    await trial.slack.click({
      user: PEOPLE.olivia,
      channel: offered?.channel ?? '',
      ts: offered?.ts ?? '',
      actionId: ACTIONS.approve,
    });
    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia)');
    await quiet(trial);
    expect(request).toMatchObject({ state: 'approved', decidedBy: { login: 'olivia' } });
    const call = trial.github.calls.find(
      ({ method, path }) => method === 'POST' && /-requests\/\d+$/.test(path),
    );
    expect(call?.authenticatedAs).toBe('user:olivia');
  });

  it('types a query, connects, and finds the list offered again', async () => {
    await command(PEOPLE.olivia, 'pending owner:mona');
    const view = await trial.eventually('the list’s modal asks to connect', () =>
      trial.slack.views(PEOPLE.olivia).find((one) => trial.slack.read(one).includes('[Connect GitHub]')),
    );
    await trial.slack.click({ user: PEOPLE.olivia, viewId: view.id, actionId: ACTIONS.connect });
    const browser = aBrowser();
    const link = await linkInModal(trial, PEOPLE.olivia);

    await browser.submit(await walkToQuestion(trial, browser, { link, login: 'olivia' }), 'confirm');

    await messageTo(trial, PEOPLE.olivia, '[Open the list]');
    const offered = trial.slack.directMessages(PEOPLE.olivia).at(-1);
    expect(JSON.stringify(offered?.blocks)).toContain('owner:mona');
  });

  it('is shown the way in App Home, in the overview and by the command', async () => {
    await command(PEOPLE.mona, '');
    await ephemeralTo(trial, PEOPLE.mona, '[Connect GitHub]');

    await linkAs(PEOPLE.mona, 'mona');

    expect(await links()).toEqual([{ slack: PEOPLE.mona, login: 'mona', signed: true }]);
  });
});

describe('a link', () => {
  it('is made only when its person confirms: cancelling leaves nothing, and GitHub’s token is given up', async () => {
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL);
    const question = await walkToQuestion(trial, browser, { link, login: 'olivia' });

    const cancelled = await browser.submit(question, 'cancel');
    const late = await browser.submit(question, 'confirm');

    expect(cancelled.html).toContain('Nothing was linked');
    expect(late.status).toBe(400);
    expect(await links()).toEqual([]);
    expect(
      trial.github.calls.some(({ method, path }) => method === 'DELETE' && path.endsWith('/token')),
    ).toBe(true);
  });

  it('is not made when GitHub’s question is answered with no', async () => {
    const browser = aBrowser();
    const sent = await browser.get(await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL));

    const back = await browser.get(trial.github.deny({ url: sent.location ?? '' }));

    expect(back).toMatchObject({ status: 400, html: expect.stringContaining('You did not allow PATrol') });
    expect(await links()).toEqual([]);
  });

  it('asks GitHub with a state of its own each time, PKCE, and our own way back', async () => {
    const link = await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL);

    const [first, second] = [await aBrowser().get(link), await aBrowser().get(link)].map(
      ({ location }) => new URL(location ?? ''),
    );

    expect(first?.searchParams.get('state')).not.toBe(second?.searchParams.get('state'));
    expect(first?.searchParams.get('code_challenge_method')).toBe('S256');
    expect(first?.searchParams.get('redirect_uri')).toBe(
      `http://localhost:${trial.app.port}/github/callback`,
    );
    expect(first?.origin).toBe(new URL(trial.github.url).origin);
  });

  it('cannot be made in another browser than the one that began, at any step', async () => {
    const victim = aBrowser();
    const attacker = aBrowser();
    const link = await askForLink(trial, PEOPLE.mona, REVIEW_CHANNEL);
    const sent = await attacker.get(link);
    const back = trial.github.authorize({ login: 'mona', url: sent.location ?? '' });

    const forwarded = await victim.get(back);
    const returned = await attacker.get(back);
    const question = await attacker.get(returned.location ?? '');
    const elsewhere = await victim.get(returned.location ?? '');
    const confirmed = await victim.submit({ ...question }, 'confirm');

    expect([forwarded.status, elsewhere.status, confirmed.status]).toEqual([400, 400, 400]);
    expect(question.status).toBe(200);
    expect(await links()).toEqual([]);
  });

  it('names the Slack user whose link it is, so that whoever was sent it sees that it is not theirs', async () => {
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.mona, REVIEW_CHANNEL);

    const question = await walkToQuestion(trial, browser, { link, login: 'olivia' });

    expect(question.html).toContain('Mona Moreau');
    expect(question.html).toContain('If you are not Mona Moreau in Slack, somebody has sent you their link');
    expect(await links()).toEqual([]);
  });

  it('is not confirmed by a form of another site', async () => {
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL);
    const question = await walkToQuestion(trial, browser, { link, login: 'olivia' });

    const forged = [
      await browser.submit(question, 'confirm', { origin: 'https://evil.example' }),
      await browser.submit(question, 'confirm', { origin: 'null' }),
      await browser.submit(question, 'confirm', { 'sec-fetch-site': 'cross-site' }),
    ];

    expect(forged.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await links()).toEqual([]);
  });

  it('is good once, at every step', async () => {
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL);
    const sent = await browser.get(link);
    const back = trial.github.authorize({ login: 'olivia', url: sent.location ?? '' });
    const returned = await browser.get(back);
    const again = await browser.get(back);
    const question = await browser.get(returned.location ?? '');
    await browser.submit(question, 'confirm');

    const later = await browser.submit(question, 'confirm');
    const reopened = await browser.get(link);

    expect([again.status, reopened.status]).toEqual([400, 400]);
    expect(again.html).toContain('This link is not good any more');
    // Whoever clicks twice is told the truth, and nothing is done a second time.
    expect(later.html).toContain('Your accounts are linked');
    expect(await trial.rows("SELECT * FROM ledger_entries WHERE kind = 'link-made'")).toHaveLength(1);
  });

  it('of a GitHub account that another Slack user has is refused, and the first one stays', async () => {
    await linkAs(PEOPLE.olivia, 'olivia');
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.mona, REVIEW_CHANNEL);

    const question = await walkToQuestion(trial, browser, { link, login: 'olivia' });

    expect(question).toMatchObject({
      status: 400,
      html: expect.stringContaining('linked to another Slack user'),
    });
    expect(await links()).toEqual([{ slack: PEOPLE.olivia, login: 'olivia', signed: true }]);
  });

  it('to another account says what it replaces', async () => {
    await linkAs(PEOPLE.olivia, 'mona');
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL);

    const question = await walkToQuestion(trial, browser, { link, login: 'olivia' });
    await browser.submit(question, 'confirm');

    expect(question.html).toContain('has been linked to the GitHub user mona');
    expect(await links()).toEqual([{ slack: PEOPLE.olivia, login: 'olivia', signed: true }]);
  });

  it('is for people of this workspace only', async () => {
    await command(PEOPLE.gus, 'link');

    await ephemeralTo(trial, PEOPLE.gus, 'Only people of this workspace');
  });

  it('is removed by its person: the token ends at GitHub, and they decide no more', async () => {
    await linkAs(PEOPLE.olivia, 'olivia');
    askForAccess(trial);
    const card = await pendingCard(trial);

    await command(PEOPLE.olivia, 'unlink');

    await ephemeralTo(trial, PEOPLE.olivia, 'I have forgotten that you are olivia');
    await click(trial, PEOPLE.olivia, card, 'approve');
    await ephemeralTo(trial, PEOPLE.olivia, 'I do not know yet which GitHub account is yours');
    expect(await links()).toEqual([]);
    expect(decisionsSent(trial)).toBe(0);
    expect(
      trial.github.calls.some(({ method, path }) => method === 'DELETE' && path.endsWith('/token')),
    ).toBe(true);
  });

  it('is removed when GitHub says that the authorization was revoked, and its person is told', async () => {
    await linkAs(PEOPLE.olivia, 'olivia');

    trial.github.revokeAuthorization('olivia');

    await messageTo(trial, PEOPLE.olivia, 'You have revoked PATrol’s authorization on GitHub');
    expect(await links()).toEqual([]);
  });

  it('is not removed by a webhook that GitHub has not signed', async () => {
    await linkAs(PEOPLE.olivia, 'olivia');
    const body = JSON.stringify({
      action: 'revoked',
      sender: { id: trial.github.user('olivia')?.id, login: 'olivia' },
    });

    const answer = await postWebhook(trial, body, {
      'x-github-event': 'github_app_authorization',
      'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
    });

    expect(answer.status).toBe(401);
    expect(await links()).toHaveLength(1);
  });

  it('follows its account when that is renamed, and not its login when somebody else takes it', async () => {
    await linkAs(PEOPLE.olivia, 'olivia');
    askForAccess(trial);
    const card = await pendingCard(trial);
    trial.github.renameUser('olivia', 'olivia-o');
    trial.github.renameUser('max', 'olivia');

    await click(trial, PEOPLE.olivia, card, 'approve');

    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia-o)');
    await quiet(trial);
    expect(await links()).toEqual([{ slack: PEOPLE.olivia, login: 'olivia-o', signed: true }]);
  });
});

describe('a page for linking', () => {
  it('has no script, nothing from elsewhere, no frame and no cache', async () => {
    const browser = aBrowser();
    const link = await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL);

    const { headers, html } = await walkToQuestion(trial, browser, { link, login: 'olivia' });

    expect(html).not.toMatch(/<script|src=|https?:/);
    const policy = headers.get('content-security-policy') ?? '';
    for (const rule of [
      "default-src 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]) {
      expect(policy).toContain(rule);
    }
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('sends people nowhere but to GitHub and to itself, whatever the address says', async () => {
    const link = await askForLink(trial, PEOPLE.olivia, REVIEW_CHANNEL);
    const browser = aBrowser();

    const sent = await browser.get(`${link}&redirect_uri=https://evil.example&return_to=//evil.example`);
    const back = trial.github.authorize({ login: 'olivia', url: sent.location ?? '' });
    const returned = await browser.get(`${back}&next=https://evil.example`, { host: 'evil.example' });

    expect(sent.location).not.toContain('evil');
    expect(returned.location).toMatch(
      new RegExp(`^http://localhost:${trial.app.port}/github/confirm\\?attempt=`),
    );
  });
});
