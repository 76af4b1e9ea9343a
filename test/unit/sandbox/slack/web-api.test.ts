import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import { errorOf, quiet, slackApp, startWorkspace, type TestWorkspace } from './start-workspace.js';

const modal = (more: object = {}) => ({
  type: 'modal' as const,
  title: { type: 'plain_text' as const, text: 'Hello' },
  blocks: [{ type: 'divider' }],
  ...more,
});
const button = (text: string) => [
  {
    type: 'actions',
    elements: [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text } }],
  },
];

describe('the Web API', () => {
  let workspace: TestWorkspace;
  let clock: number;
  const now = () => new Date(clock);

  beforeEach(async () => {
    clock = Date.UTC(2026, 0, 1);
    workspace = await startWorkspace({ now });
  });

  afterEach(() => workspace.close());

  it('keeps posted, updated, threaded and deleted messages', async () => {
    const { slack, client } = workspace;

    const { ts = '' } = await client.chat.postMessage({ channel: 'C1', text: 'one', blocks: button('Go') });
    await client.chat.postMessage({ channel: 'C1', text: 'reply', thread_ts: ts });
    const gone = await client.chat.postMessage({ channel: 'C1', text: 'gone' });
    await client.chat.update({ channel: 'C1', ts, text: 'two' });
    await client.chat.delete({ channel: 'C1', ts: gone.ts ?? '' });

    const [message, ...others] = slack.messages('C1');
    expect(others).toEqual([]);
    expect(message).toMatchObject({ text: 'two', reply_count: 1, edited: { user: 'UBOT' } });
    expect(message?.blocks).toHaveLength(1);
    expect(slack.thread('C1', ts).map((entry) => entry.text)).toEqual(['two', 'reply']);
    expect(slack.violations).toEqual([]);
  });

  it('delivers to a person by user id and shows an ephemeral message to its person only', async () => {
    const { slack, client } = workspace;

    const direct = await client.chat.postMessage({ channel: 'UALICE', text: 'psst' });
    await client.chat.postEphemeral({ channel: 'C1', user: 'UALICE', text: 'only you' });

    expect(direct.channel).toMatch(/^D/);
    expect(slack.directMessages('UALICE').map((message) => message.text)).toEqual(['psst']);
    expect(slack.ephemerals('UALICE').map((message) => message.text)).toEqual(['only you']);
    expect(slack.ephemerals('UBOB')).toEqual([]);
    expect(slack.messages('C1')).toEqual([]);
  });

  it('refuses with the names that Slack uses', async () => {
    const { slack, client } = workspace;
    slack.addChannel({ id: 'COLD', name: 'old', members: ['UBOT'], archived: true });
    slack.addChannel({ id: 'COUT', name: 'out', members: ['UALICE'] });
    slack.addChannel({ id: 'CSECRET', name: 'secret', members: ['UALICE'], isPrivate: true });
    slack.addUser({ id: 'UCAROL', name: 'carol', realName: 'Carol' });
    const said = slack.say({ user: 'UALICE', channel: 'C1', text: 'mine' });
    const stranger = new WebClient('xoxb-other', { slackApiUrl: slack.apiUrl, logger: quiet });
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'a' });

    const errors = await Promise.all([
      errorOf(post('C404')),
      errorOf(post('COLD')),
      errorOf(post('COUT')),
      errorOf(post('CSECRET')),
      errorOf(client.chat.update({ channel: 'C1', ts: '1.1', text: 'a' })),
      errorOf(client.chat.update({ channel: 'C1', ts: said.ts, text: 'a' })),
      errorOf(client.chat.postEphemeral({ channel: 'C1', user: 'UCAROL', text: 'a' })),
      errorOf(client.users.info({ user: 'U404' })),
      errorOf(client.users.lookupByEmail({ email: 'nobody@acme.test' })),
      errorOf(client.views.update({ view_id: 'V404', view: modal() })),
      errorOf(stranger.auth.test()),
    ]);

    expect(errors).toEqual([
      'channel_not_found',
      'is_archived',
      'not_in_channel',
      'channel_not_found',
      'message_not_found',
      'cant_update_message',
      'user_not_in_channel',
      'user_not_found',
      'users_not_found',
      'not_found',
      'invalid_auth',
    ]);
    expect(slack.violations).toEqual([]);
  });

  it('notes as violations what no circumstance excuses', async () => {
    const { slack, client } = workspace;

    const errors = [
      await errorOf(client.apiCall('chat.shout', {})),
      await errorOf(client.chat.postMessage({ channel: 'C1', text: '' })),
      await errorOf(client.chat.postMessage({ channel: 'C1', text: 'a', blocks: [{ type: 'hologram' }] })),
      await errorOf(client.chat.postMessage({ channel: 'C1', blocks: button('Go') } as never)),
      await errorOf(client.views.open({ trigger_id: 'made-up', view: modal() })),
      await errorOf(client.chat.postMessage({ channel: 'C1', text: 'a', colour: 'red' } as never)),
    ];

    expect(errors).toEqual([
      'unknown_method',
      'no_text',
      'invalid_blocks',
      'none',
      'invalid_arguments',
      'none',
    ]);
    expect(slack.violations).toEqual([
      'chat.shout: unknown_method',
      'chat.postMessage: no_text',
      expect.stringContaining('[ERROR] unsupported type: hologram [json-pointer:/blocks/0/type]'),
      'chat.postMessage: has no top-level text: its notification would be empty',
      expect.stringContaining('invalid `trigger_id`'),
      'chat.postMessage: Slack ignores the unknown argument colour',
    ]);
  });

  it('takes a trigger id once and within three seconds', async () => {
    const { slack, client } = workspace;
    const triggers: string[] = [];
    slack.on('request', (request) => triggers.push(String(request.payload.trigger_id)));
    for (let i = 0; i < 2; i += 1) await slack.shortcut({ user: 'UALICE', callbackId: 'open' });
    const [first = '', second = ''] = triggers;

    const used = await errorOf(client.views.open({ trigger_id: first, view: modal() }));
    const again = await errorOf(client.views.open({ trigger_id: first, view: modal() }));
    clock += 3001;
    const late = await errorOf(client.views.open({ trigger_id: second, view: modal() }));

    expect([used, again, late]).toEqual(['none', 'exchanged_trigger_id', 'expired_trigger_id']);
  });

  it('refuses an update of a view with a hash of yesterday', async () => {
    const { client } = workspace;
    const home = { type: 'home' as const, blocks: [{ type: 'divider' }] };
    const first = await client.views.publish({ user_id: 'UALICE', view: home });
    const hash = first.view?.hash ?? '';

    const fresh = await errorOf(client.views.publish({ user_id: 'UALICE', view: home, hash }));
    const stale = await errorOf(client.views.publish({ user_id: 'UALICE', view: home, hash }));

    expect([fresh, stale]).toEqual(['none', 'hash_conflict']);
  });

  it('stacks three modals and no more', async () => {
    const { slack, client } = workspace;
    let trigger = '';
    slack.on('request', (request) => {
      trigger = String(request.payload.trigger_id);
    });
    const withButton = modal({ blocks: button('More') });
    await slack.shortcut({ user: 'UALICE', callbackId: 'open' });
    await client.views.open({ trigger_id: trigger, view: withButton });

    const errors: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      await slack.click({ user: 'UALICE', viewId: slack.views('UALICE').at(-1)?.id ?? '', actionId: 'go' });
      errors.push(await errorOf(client.views.push({ trigger_id: trigger, view: withButton })));
    }

    expect(errors).toEqual(['none', 'none', 'push_limit_reached']);
  });

  it('answers 429 with Retry-After when messages come faster than one a second', async () => {
    await workspace.close();
    workspace = await startWorkspace({ now, rateLimits: 'real' });
    const { client } = workspace;
    const post = (channel: string) => errorOf(client.chat.postMessage({ channel, text: 'a' }));

    const burst: string[] = [];
    for (let i = 0; i < 6; i += 1) burst.push(await post('C1'));
    const elsewhere = await post('UALICE');
    clock += 1000;
    const later = await post('C1');

    expect(burst.slice(0, 5)).toEqual(Array(5).fill('none'));
    expect(burst[5]).toContain('rate-limit');
    expect([elsewhere, later]).toEqual(['none', 'none']);
    expect(workspace.slack.calls.find((call) => call.status === 429)).toMatchObject({ error: 'ratelimited' });
  });

  it('asks for the scope that a method needs', async () => {
    await workspace.close();
    workspace = await startWorkspace({ scopes: ['channels:read', 'users:read'] });
    const { slack, client } = workspace;
    slack.addChannel({ id: 'CSECRET', name: 'secret', members: ['UBOT'], isPrivate: true });

    const errors = [
      await errorOf(client.chat.postMessage({ channel: 'C1', text: 'a' })),
      await errorOf(client.conversations.info({ channel: 'C1' })),
      await errorOf(client.conversations.info({ channel: 'CSECRET' })),
      await errorOf(client.conversations.list({ types: 'public_channel,private_channel' })),
    ];
    const { user } = await client.users.info({ user: 'UALICE' });

    expect(errors).toEqual(['missing_scope', 'none', 'missing_scope', 'missing_scope']);
    expect(user?.profile?.email).toBeUndefined();
  });

  it('pages lists and knows people, channels and the team', async () => {
    const { slack, client } = workspace;
    slack.addUser({ id: 'UEVE', name: 'eve', realName: 'Eve', teamId: 'T2', email: 'eve@other.test' });

    const first = await client.users.list({ limit: 2 });
    const rest = await client.users.list({ limit: 2, cursor: first.response_metadata?.next_cursor });
    const alice = await client.users.lookupByEmail({ email: 'ALICE@acme.test' });
    const joined = await client.conversations.join({
      channel: slack.addChannel({ name: 'new', members: [] }).id,
    });
    const link = await client.chat.getPermalink({
      channel: 'C1',
      message_ts: slack.say({ user: 'UBOB', channel: 'C1', text: 'a' }).ts,
    });

    expect([...(first.members ?? []), ...(rest.members ?? [])].map((user) => user.id)).toEqual([
      slackApp.botUserId,
      'UALICE',
      'UBOB',
      'UEVE',
    ]);
    expect(alice.user?.id).toBe('UALICE');
    expect(joined.channel?.is_member).toBe(true);
    expect(link.permalink).toMatch(/^https:\/\/acme\.slack\.com\/archives\/C1\/p\d{16}$/);
    expect(await errorOf(client.users.lookupByEmail({ email: 'eve@other.test' }))).toBe('users_not_found');
  });

  it('fails as it was told to', async () => {
    const { slack, client } = workspace;
    const impatient = new WebClient(slackApp.botToken, {
      slackApiUrl: slack.apiUrl,
      retryConfig: { retries: 0 },
      timeout: 50,
      logger: quiet,
    });
    const post = (using = client) => errorOf(using.chat.postMessage({ channel: 'C1', text: 'a' }));
    slack.faults.add({ method: 'chat.postMessage', times: 1, effect: { error: 'channel_not_found' } });
    slack.faults.add({ method: /^chat\./, times: 1, effect: { status: 500 } });
    slack.faults.add({ times: 1, effect: { status: 429, retryAfter: 7 } });
    slack.faults.add({ times: 1, effect: { reset: true, executed: true } });
    slack.faults.add({ times: 1, effect: { hang: true, executed: false } });
    slack.faults.add({ times: 1, effect: { delayMs: 1 }, when: (args) => args.channel === 'C1' });

    const errors = [
      await post(),
      await post(),
      await post(),
      await post(),
      await post(impatient),
      await post(),
    ];

    expect(errors[0]).toBe('channel_not_found');
    expect(errors[1]).toContain('500');
    expect(errors[2]).toContain('7');
    expect(errors.slice(3, 5)).not.toContain('none');
    expect(errors[5]).toBe('none');
    expect(slack.messages('C1')).toHaveLength(2);
    expect(slack.calls.map((call) => call.error)).toEqual([
      'channel_not_found',
      'http_500',
      'ratelimited',
      'no_answer',
      'no_answer',
      undefined,
    ]);
  });
});
