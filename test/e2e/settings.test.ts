import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SlackView } from '../../src/sandbox/slack/slack-objects.js';
import type { StandIns } from '../../src/sandbox/stand-ins.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import {
  askForAccess,
  endHealthy,
  ephemeralTo,
  modalThatSays,
  PEOPLE,
  quiet,
  REVIEW_CHANNEL,
  synced,
} from '../support/acts.js';
import { postInteraction, recordInteractions } from '../support/signed-request.js';
import { startTrial, type Trial } from '../support/trial.js';

const { olivia, mona }: Record<'olivia' | 'mona', string> = PEOPLE;

/** Public without the bot, private without it, and private with it; and archived. */
function channels({ slack }: StandIns): void {
  const members = [olivia, PEOPLE.omar];
  slack.addChannel({ id: 'C0SECURITY', name: 'security', members });
  slack.addChannel({ id: 'C0SECRET', name: 'secret', members, isPrivate: true });
  slack.addChannel({ id: 'C0OWNERS', name: 'owners', members: [...members, 'U0PATROL'], isPrivate: true });
}

let trial: Trial;
const begin = async (mode: 'http' | 'socket') => {
  trial = await startTrial({ mode, before: channels });
  await synced(trial);
};
afterEach(async () => {
  await quiet(trial);
  await endHealthy(trial);
});

async function openSettings(user: string): Promise<SlackView> {
  await trial.slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text: 'settings' });
  return modalThatSays(trial, user, 'Time zone');
}

async function openAcme(user = olivia): Promise<SlackView> {
  const view = await openSettings(user);
  const blockId = 'organizations';
  const button = view.blocks.find((block) => block.block_id === blockId)?.elements as { action_id: string }[];
  await trial.slack.click({ user, viewId: view.id, actionId: button[0]?.action_id ?? '' });
  return modalThatSays(trial, user, 'These hold for acme');
}

const submit = (
  view: SlackView,
  values: Parameters<Trial['slack']['submitView']>[0]['values'],
  user = olivia,
) => trial.slack.submitView({ user, viewId: view.id, values });
const top = (user = olivia) => {
  const view = trial.slack.views(user).at(-1);
  return view ? trial.slack.read(view) : '';
};
const chosen = async () =>
  (await trial.rows<{ chosen: object }>('SELECT chosen FROM organization_settings'))[0]?.chosen;

describe.each(['http', 'socket'] as const)('settings, in %s mode', (mode) => {
  beforeEach(() => begin(mode));

  it('keep what a member chooses for themselves, and show it when they come back', async () => {
    const view = await openSettings(mona);
    await trial.slack.loadOptions({
      ...{ user: mona, viewId: view.id, blockId: 'time-zone' },
      ...{ actionId: ACTIONS.timeZone, value: 'new york' },
    });

    const submitted = await submit(
      view,
      {
        language: { language: 'en' },
        'time-zone': { [ACTIONS.timeZone]: 'America/New_York' },
        own: { own: ['own-message'] },
        mute: { mute: ['muted'] },
      },
      mona,
    );

    expect(submitted.outcome).toBe('updated');
    expect(top(mona)).toContain('Saved.');
    await trial.slack.closeView({ user: mona, viewId: view.id });
    const again = JSON.stringify((await openSettings(mona)).state.values);
    for (const kept of ['"en"', 'America/New_York', 'own-message', 'muted']) expect(again).toContain(kept);
    expect(again).not.toContain('own-mail');
  });

  it('keep what an owner chooses for their organization, and show that PATrol can post in its channel', async () => {
    const view = await openAcme();

    const submitted = await submit(view, {
      channel: { channel: 'C0SECURITY' },
      'digest-time': { 'digest-time': '07:30' },
      days: { days: ['1', '2'] },
      from: { from: '08:00' },
      until: { until: '16:00' },
      'remind-after': { 'remind-after': '0' },
      'digest-posts': { 'digest-posts': ['all-clear'] },
    });

    expect(submitted.outcome).toBe('updated');
    expect(top()).toContain('Saved for acme');
    expect(await chosen()).toEqual({
      ...{ channel: 'C0SECURITY', digestTime: '07:30', digestInChannel: false, allClear: true },
      ...{ working: { days: [1, 2], from: '08:00', until: '16:00' }, remindAfterHours: 0 },
    });
    const said = trial.slack.ephemerals(olivia, 'C0SECURITY').map((message) => trial.slack.read(message));
    expect(said).toEqual([expect.stringContaining('I can post here')]);
    expect(trial.slack.messages('C0SECURITY')).toEqual([]);
  });
});

describe('the settings of an organization', () => {
  beforeEach(() => begin('http'));

  it.each([
    [{ channel: { channel: 'C0SECRET' } }, 'channel', '/invite @PATrol'],
    [{ from: { from: '17:00' }, until: { until: '09:00' } }, 'until', 'later than'],
  ])('say at the field what is wrong, and save nothing: %j', async (values, field, words) => {
    const view = await openAcme();

    const submitted = await submit(view, values);

    expect(submitted).toMatchObject({
      outcome: 'errors',
      errors: { [field]: expect.stringContaining(words) },
    });
    expect(await chosen()).toBeUndefined();
  });

  it('can be a private channel to which PATrol was invited', async () => {
    const view = await openAcme();

    await submit(view, { channel: { channel: 'C0OWNERS' } });

    expect(await chosen()).toEqual({ channel: 'C0OWNERS' });
  });

  it('keep what was entered while Slack does not say whether PATrol can post there', async () => {
    const view = await openAcme();
    trial.slack.faults.add({ method: 'chat.postEphemeral', times: 1, effect: { status: 500 } });

    const first = await submit(view, { channel: { channel: 'C0SECURITY' } });
    const second = await submit(view, {});

    expect(first).toMatchObject({ errors: { channel: expect.stringContaining('Please save again') } });
    expect(second.outcome).toBe('updated');
    expect(await chosen()).toEqual({ channel: 'C0SECURITY' });
  });

  it('are the operator’s again behind a button, and the ledger says who did what', async () => {
    await submit(await openAcme(), { 'digest-time': { 'digest-time': '07:30' } });
    await trial.slack.closeView({
      user: olivia,
      viewId: trial.slack.views(olivia).at(-1)?.id ?? '',
      all: true,
    });
    const view = await openAcme();
    expect(trial.slack.read(view)).toContain('Use the operator');

    await trial.slack.click({ user: olivia, viewId: view.id, actionId: ACTIONS.useUsualSettings });

    await modalThatSays(trial, olivia, 'as whoever runs PATrol has set it again');
    expect(await chosen()).toEqual({});
    await trial.slack.closeView({ user: olivia, viewId: view.id, all: true });
    await trial.slack.command({
      ...{
        user: olivia,
        channel: REVIEW_CHANNEL,
        command: '/tokens',
        text: 'audit action:settings org:acme',
      },
    });
    const ledger = trial.slack.read(await modalThatSays(trial, olivia, 'Time of the digest'));
    expect(ledger).toContain('olivia');
    expect(ledger).toMatch(/changed settings of acme: Time of the digest from \S+ to 07:30/);
  });

  it('keep all that was entered while GitHub does not say who the person is', async () => {
    const view = await openAcme();
    trial.github.faults.add({
      match: ({ path }) => path.includes('/memberships/'),
      effect: { delayMs: 2_000 },
    });

    const refused = await submit(view, { 'digest-time': { 'digest-time': '07:30' } });
    trial.github.faults.clear();
    const taken = await submit(view, {});

    expect(refused).toMatchObject({
      outcome: 'errors',
      errors: { channel: expect.stringContaining('GitHub did not say in time') },
    });
    expect(taken.outcome).toBe('updated');
    expect(await chosen()).toEqual({ digestTime: '07:30' });
  });

  it('are shown and saved to nobody who is no owner any more', async () => {
    const view = await openAcme();
    trial.github.setRole('acme', 'olivia', 'member');

    const submitted = await submit(view, { 'digest-time': { 'digest-time': '07:30' } });

    expect(submitted.outcome).toBe('updated');
    expect(top()).toContain('nothing was changed');
    expect(await chosen()).toBeUndefined();
  });

  it('are saved for nobody who sends somebody else’s modal', async () => {
    const seen = recordInteractions(trial);
    await submit(await openAcme(), { 'digest-time': { 'digest-time': '07:30' } });
    const payload = seen.last as { user: object; view: { state: { values: Record<string, object> } } };
    payload.view.state.values['digest-time'] = {
      'digest-time': { type: 'timepicker', selected_time: '23:00' },
    };

    const asMona = await postInteraction(trial, { ...payload, user: { id: mona, team_id: 'T0ACME' } });
    const asGus = await postInteraction(trial, {
      ...payload,
      user: { id: PEOPLE.gus, team_id: 'T0ELSEWHERE' },
    });

    expect(JSON.stringify(asMona.body)).toContain('nothing was changed');
    expect(JSON.stringify(asGus.body)).toContain('Only people of this workspace');
    expect(await chosen()).toEqual({ digestTime: '07:30' });
  });

  it('answer a submission that is not ours at its fields', async () => {
    const seen = recordInteractions(trial);
    await submit(await openAcme(), { 'digest-time': { 'digest-time': '07:30' } });
    const payload = seen.last as { view: { state: { values: object } } };
    payload.view.state.values = {};

    const answer = await postInteraction(trial, payload);

    expect(answer.body).toMatchObject({ response_action: 'errors', errors: { channel: expect.any(String) } });
    expect(await chosen()).toEqual({ digestTime: '07:30' });
  });
});

describe('settings', () => {
  beforeEach(() => begin('http'));

  it('open from App Home, which follows what was saved', async () => {
    await trial.slack.openHome({ user: mona });
    const home = await trial.eventually('Home with its button', () => {
      const shown = trial.slack.home(mona);
      return shown && trial.slack.read(shown).includes('[Settings]') ? shown : undefined;
    });
    await trial.slack.click({ user: mona, viewId: home.id, actionId: ACTIONS.openSettings });
    const view = await modalThatSays(trial, mona, 'Time zone');

    const submitted = await submit(view, { own: { own: [] } }, mona);

    expect(submitted.outcome).toBe('updated');
    expect(top(mona)).toContain('App Home');
  });

  it('keep news of their own requests from somebody who does not want it, with no note about that', async () => {
    await submit(await openSettings(mona), { own: { own: [] } }, mona);

    askForAccess(trial);

    await quiet(trial);
    expect(trial.slack.directMessages(mona)).toEqual([]);
    const [card] = trial.slack.messages(REVIEW_CHANNEL);
    expect(card?.reply_count ?? 0).toBe(0);
  });

  it('are for everybody while GitHub is silent, without the organizations', async () => {
    trial.github.faults.add({
      match: ({ path }) => path.includes('/memberships/'),
      effect: { delayMs: 2_000 },
    });

    const view = await openSettings(olivia);

    expect(trial.slack.read(view)).toContain('GitHub did not say in time');
    expect((await submit(view, { mute: { mute: ['muted'] } })).outcome).toBe('updated');
    trial.github.faults.clear();
  });

  it('are found by a word that is nearly right', async () => {
    await trial.slack.command({ user: mona, channel: REVIEW_CHANNEL, command: '/tokens', text: 'setings' });

    expect(await ephemeralTo(trial, mona, 'Did you mean')).toContain('/tokens settings');
  });

  it('offer time zones while somebody types, Slack’s first', async () => {
    const view = await openSettings(mona);
    const menu = { user: mona, viewId: view.id, blockId: 'time-zone', actionId: ACTIONS.timeZone };

    const all = await trial.slack.loadOptions({ ...menu, value: '' });
    const some = await trial.slack.loadOptions({ ...menu, value: 'tokyo' });

    expect(all.options).toHaveLength(100);
    expect(all.options[0]?.value).toBe('slack');
    expect(some.options.map(({ value }) => value)).toEqual(['Asia/Tokyo']);
  });
});

describe('the settings of one of many organizations', () => {
  beforeEach(async () => {
    trial = await startTrial({
      before: ({ github }) => {
        for (let index = 1; index <= 11; index += 1) {
          github.addOrganization({ login: `globex-${index}`, owners: ['olivia'], members: [] });
        }
      },
    });
    await synced(trial);
  });

  it('open from a menu, as often as somebody chooses it, and what was entered beneath stays', async () => {
    const view = await openSettings(olivia);
    await trial.slack.fill({ user: olivia, viewId: view.id, values: { mute: { mute: ['muted'] } } });
    const menu = { user: olivia, viewId: view.id, actionId: ACTIONS.organizationSettings };
    const [{ id } = { id: 0 }] = await trial.rows<{ id: number }>(
      "SELECT id FROM organizations WHERE login = 'globex-7'",
    );

    for (const _ of ['once', 'and once more']) {
      await trial.slack.click({ ...menu, value: String(id) });
      const opened = await modalThatSays(trial, olivia, 'These hold for globex-7');
      await trial.slack.closeView({ user: olivia, viewId: opened.id });
    }

    const values = trial.slack.views(olivia).at(-1)?.state.values;
    expect(values?.mute?.mute?.selected_options).toHaveLength(1);
    expect(JSON.stringify(values)).toContain('"selected_option":null');
  });
});
