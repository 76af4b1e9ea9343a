import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  askForAccess,
  cardThatSays,
  click,
  decisionsSent,
  endHealthy,
  ephemeralTo,
  messageTo,
  modalThatSays,
  openDeny,
  PEOPLE,
  pendingCard,
  quiet,
} from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

describe('who may decide (invariant 5)', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial();
  });
  afterEach(async () => {
    await endHealthy(trial);
  });

  it('refuses a member who is no owner, and says why to nobody else', async () => {
    const { request } = askForAccess(trial);

    await click(trial, PEOPLE.mona, await pendingCard(trial), 'approve');

    await ephemeralTo(trial, PEOPLE.mona, 'Only an active owner of acme can decide this');
    expect(trial.slack.ephemerals(PEOPLE.olivia)).toEqual([]);
    await quiet(trial);
    expect(request.state).toBe('pending');
    expect(decisionsSent(trial)).toBe(0);
  });

  it('refuses somebody whose GitHub account is not known', async () => {
    askForAccess(trial);

    await click(trial, PEOPLE.max, await pendingCard(trial), 'approve');

    await ephemeralTo(trial, PEOPLE.max, 'I do not know yet which GitHub account is yours');
    expect(decisionsSent(trial)).toBe(0);
  });

  it('refuses a person of another workspace', async () => {
    askForAccess(trial);

    await click(trial, PEOPLE.gus, await pendingCard(trial), 'approve');

    await ephemeralTo(trial, PEOPLE.gus, 'Only people of this workspace');
    expect(decisionsSent(trial)).toBe(0);
  });

  it('asks GitHub at the click: who was an owner a moment ago is none now', async () => {
    askForAccess(trial);
    const card = await pendingCard(trial);
    trial.github.setRole('acme', 'omar', 'member');

    await click(trial, PEOPLE.omar, card, 'approve');

    await ephemeralTo(trial, PEOPLE.omar, 'Only an active owner of acme can decide this');
    expect(decisionsSent(trial)).toBe(0);
  });

  it('refuses an owner who was not one when the token was made by themselves', async () => {
    askForAccess(trial);
    const card = await pendingCard(trial);
    trial.github.setRole('acme', 'mona', 'admin');

    await click(trial, PEOPLE.mona, card, 'approve');

    await ephemeralTo(trial, PEOPLE.mona, 'This is your own request');
    expect(decisionsSent(trial)).toBe(0);
  });

  it('does nothing, and says so, when GitHub does not answer within the budget', async () => {
    trial.github.faults.add({
      match: ({ path }) => path.includes('/memberships/'),
      effect: { delayMs: 2_000 },
    });
    askForAccess(trial);
    const card = await pendingCard(trial);

    const clicked = await click(trial, PEOPLE.olivia, card, 'approve');

    expect(clicked).toMatchObject({ status: 200 });
    await ephemeralTo(trial, PEOPLE.olivia, 'GitHub did not say in time whether you may do this');
    expect(decisionsSent(trial)).toBe(0);
    trial.github.faults.clear();
  });

  it('checks at the submission of the Deny modal, too', async () => {
    const { request } = askForAccess(trial);
    const modal = await openDeny(trial, PEOPLE.mona, await pendingCard(trial));

    const submitted = await trial.slack.submitView({ user: PEOPLE.mona, viewId: modal.id });

    expect(submitted.outcome).toBe('updated');
    await modalThatSays(trial, PEOPLE.mona, 'Only an active owner of acme can decide this');
    expect(request.state).toBe('pending');
  });

  it('shows details to owners, to the requester without a decision, and to nobody else', async () => {
    askForAccess(trial);
    const card = await pendingCard(trial);

    for (const user of [PEOPLE.olivia, PEOPLE.mona, PEOPLE.max, PEOPLE.gus]) {
      await click(trial, user, card, 'details');
    }

    const owner = await modalThatSays(trial, PEOPLE.olivia, 'acme/payments');
    const requester = await modalThatSays(trial, PEOPLE.mona, 'acme/payments');
    const unlinked = await modalThatSays(
      trial,
      PEOPLE.max,
      'I do not know yet which GitHub account is yours',
    );
    const stranger = await modalThatSays(trial, PEOPLE.gus, 'Only people of this workspace');
    expect(trial.slack.read(owner)).toContain('Decision');
    expect(trial.slack.read(requester)).not.toContain('Decision');
    for (const view of [unlinked, stranger]) expect(trial.slack.read(view)).not.toContain('payments');
  });

  it('shows details of a request to no other member', async () => {
    const { slack, github } = trial;
    github.createToken({
      owner: 'max',
      org: 'acme',
      name: 'max-token',
      repositorySelection: 'all',
      permissions: { repository: { contents: 'write' } },
    });

    await click(trial, PEOPLE.mona, await pendingCard(trial), 'details');

    const view = await modalThatSays(trial, PEOPLE.mona, 'Only owners of acme');
    expect(slack.read(view)).not.toContain('max-token');
  });
});

describe('an organization that wants a SAML session', () => {
  let trial: Trial;
  afterEach(() => endHealthy(trial));

  it('gets no decision without one: the owner is sent to GitHub’s page, and decides afterwards', async () => {
    trial = await startTrial();
    const { github, slack } = trial;
    github.requireSso('acme', true);
    const { request } = askForAccess(trial);
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.olivia, card, 'approve');

    await messageTo(trial, PEOPLE.olivia, 'The organization wants you to sign in with SAML first');
    const told = JSON.stringify(slack.directMessages(PEOPLE.olivia).at(-1)?.blocks);
    expect(told).toContain(`${github.url}/orgs/acme/sso?authorization_request=`);
    expect(request.state).toBe('pending');
    github.setSsoSession('olivia', 'acme', true);
    await click(trial, PEOPLE.olivia, await pendingCard(trial), 'approve');
    await cardThatSays(trial, 'Approved by @Olivia Owens (olivia)');
    expect(request).toMatchObject({ state: 'approved', decidedBy: { login: 'olivia' } });
  });
});

describe('a member of a team that the operator has named', () => {
  let trial: Trial;
  afterEach(() => endHealthy(trial));

  it('decides with the App’s token, and the card says for which team', async () => {
    trial = await startTrial({ environment: { APPROVER_TEAMS: 'acme/security' } });
    const { github } = trial;
    github.addTeam({ org: 'acme', slug: 'security', members: ['mona'] });
    const { request } = askForAccess(trial, { owner: 'max' });
    const card = await pendingCard(trial);

    await click(trial, PEOPLE.mona, card, 'approve');

    await cardThatSays(trial, 'Approved by @Mona Moreau (mona) for the team acme/security');
    expect(request).toMatchObject({ state: 'approved', decidedBy: { login: 'patrol[bot]' } });
  });

  it('decides nothing once they have left it', async () => {
    trial = await startTrial({ environment: { APPROVER_TEAMS: 'acme/security' } });
    const { github } = trial;
    github.addTeam({ org: 'acme', slug: 'security', members: ['mona'] });
    askForAccess(trial, { owner: 'max' });
    const card = await pendingCard(trial);
    github.removeTeamMember({ org: 'acme', team: 'security', login: 'mona' });

    await click(trial, PEOPLE.mona, card, 'approve');

    await ephemeralTo(trial, PEOPLE.mona, 'Only an active owner of acme can decide this');
    expect(decisionsSent(trial)).toBe(0);
  });
});
