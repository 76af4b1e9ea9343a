import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewToken } from '../../src/sandbox/github/token-acts.js';
import type { SlackView } from '../../src/sandbox/slack/slack-objects.js';
import type { StandIns } from '../../src/sandbox/stand-ins.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import { ticksOf } from '../../src/slack/list-payload.js';
import { askForAccess, endHealthy, modalThatSays, PEOPLE, quiet, REVIEW_CHANNEL } from '../support/acts.js';
import { startTrial, type Trial } from '../support/trial.js';

/** Another organization, which Omar owns and Olivia does not. */
function globex({ github }: StandIns): void {
  github.addOrganization({ login: 'globex', owners: ['omar'], members: ['olivia', 'mona'] });
  github.addRepository({ org: 'globex', name: 'reactor', private: true });
}

function askGlobex(trial: Trial, token: Partial<NewToken> = {}) {
  return askForAccess(trial, {
    org: 'globex',
    name: 'reactor-bot',
    reason: 'Watches the core',
    repositories: ['reactor'],
    permissions: { repository: { actions: 'read' } },
    ...token,
  });
}

/** That many requests of mona's, `token-1` and so on, which PATrol knows in this order. */
async function askOften(trial: Trial, count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let number = 1; number <= count; number += 1) {
    ids.push(askForAccess(trial, { name: `token-${number}` }).request.id);
    // Two webhooks at once may overtake each other.
    await trial.github.settled();
  }
  await known(trial, count);
  return ids;
}

function known(trial: Trial, count: number) {
  return trial.eventually(`${count} requests on record`, async () => {
    const [row] = await trial.rows<{ count: number }>('SELECT count(*)::int AS count FROM token_requests');
    return row?.count === count;
  });
}

function tokens(trial: Trial, user: string, text: string) {
  return trial.slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text });
}

/** Opens a list by command and waits until it says `text`. */
async function open(trial: Trial, user: string, command: string, text: string): Promise<SlackView> {
  await tokens(trial, user, command);
  return modalThatSays(trial, user, text);
}

/** The modal in front of somebody. */
function front(trial: Trial, user: string): SlackView {
  const view = trial.slack.views(user).at(-1);
  if (!view) throw new Error(`${user} has no modal open`);
  return view;
}

type ListAction = keyof typeof ACTIONS;

/** Does something with the list in front of Olivia. */
function act(trial: Trial, action: ListAction, value?: string | string[], user: string = PEOPLE.olivia) {
  const { id: viewId } = front(trial, user);
  return trial.slack.click({ user, viewId, actionId: ACTIONS[action], value });
}

const boxes = (view: SlackView) => ticksOf(view as unknown as Parameters<typeof ticksOf>[0]);

/** What stands in the boxes, in their order. */
function titles(view: SlackView): string[] {
  const block = view.blocks.find(({ block_id }) => block_id.startsWith('selected.'));
  const element = block?.element as { options: { text: { text: string } }[] } | undefined;
  return element?.options.map(({ text }) => text.text) ?? [];
}

async function choices(trial: Trial, of: 'owner' | 'repo' | 'permission', user: string = PEOPLE.olivia) {
  const loaded = await trial.slack.loadOptions({
    user,
    viewId: front(trial, user).id,
    actionId: `${ACTIONS.listFilter}.${of}`,
    value: '',
  });
  return loaded.options.map(({ value }) => value);
}

async function chooseFilter(trial: Trial, of: 'owner' | 'repo' | 'permission', values: string[]) {
  await choices(trial, of);
  return trial.slack.click({
    user: PEOPLE.olivia,
    viewId: front(trial, PEOPLE.olivia).id,
    actionId: `${ACTIONS.listFilter}.${of}`,
    value: values,
  });
}

describe('the list of what waits', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ before: globex });
  });
  afterEach(async () => {
    await quiet(trial);
    await endHealthy(trial);
  });

  it('opens with a line for each request, and says how many there are', async () => {
    await askOften(trial, 2);
    const view = await open(trial, PEOPLE.olivia, 'pending', '2 requests wait in acme');

    const said = trial.slack.read(view);

    expect(titles(view)).toEqual(['mona · token-1', 'mona · token-2']);
    expect(said).toContain('payments · read: contents · just now');
    expect(said).toContain('Nothing is selected.');
    expect(view.submit).toMatchObject({ text: 'Request selected…' });
  });

  it('shows only what matches, and with a menu’s choice only that', async () => {
    await askOften(trial, 2);
    askForAccess(trial, { name: 'website-bot', repositories: ['website'] });
    await trial.github.settled();
    askForAccess(trial, { owner: 'max', name: 'max-bot', repositories: ['website'] });
    await known(trial, 4);
    const view = await open(trial, PEOPLE.olivia, 'pending repo:website', '2 requests match');

    const offered = { owner: await choices(trial, 'owner'), repo: await choices(trial, 'repo') };
    await chooseFilter(trial, 'owner', ['max']);

    expect(titles(view)).toEqual(['mona · website-bot', 'max · max-bot']);
    const filtered = await modalThatSays(trial, PEOPLE.olivia, '1 request matches');
    expect(titles(filtered)).toEqual(['max · max-bot']);
    expect(trial.slack.read(filtered)).toContain('repo:website owner:max');
    expect([...offered.owner].sort()).toEqual(['max', 'mona']);
    expect([...offered.repo].sort()).toEqual(['acme/payments', 'acme/website']);
  });

  it('takes another query, explains one that it cannot read, and shows all again', async () => {
    await askOften(trial, 2);
    await open(trial, PEOPLE.olivia, 'pending', '2 requests wait');

    await act(trial, 'listSearch', 'TOKEN-1');
    const found = await modalThatSays(trial, PEOPLE.olivia, '1 request matches');
    await act(trial, 'listSearch', 'onwer:mona');
    const refused = await modalThatSays(trial, PEOPLE.olivia, 'Did you mean owner:');
    await act(trial, 'listSearch', 'owner:nobody');
    const none = await modalThatSays(trial, PEOPLE.olivia, 'No request matches this search');
    await act(trial, 'listShowAll');

    expect([found, refused, none].map(({ id }) => id)).toEqual([found.id, found.id, found.id]);
    const all = await modalThatSays(trial, PEOPLE.olivia, '2 requests wait');
    expect(titles(all)).toHaveLength(2);
  });

  it('takes what was typed without Enter before whatever is done next', async () => {
    await askOften(trial, 2);
    const view = await open(trial, PEOPLE.olivia, 'pending', '2 requests wait');
    const [first = 0] = boxes(view).shown;
    const search = view.blocks.find(({ block_id }) => block_id.startsWith('search.'))?.block_id ?? '';
    const typing = (text: string, block = search) =>
      trial.slack.fill({
        user: PEOPLE.olivia,
        viewId: view.id,
        values: { [block]: { [ACTIONS.listSearch]: text } },
      });
    typing('onwer:mona');
    await act(trial, 'listSelect', [String(first)]);
    const refused = await modalThatSays(trial, PEOPLE.olivia, 'There is no qualifier onwer:');

    typing('token-2');
    await act(trial, 'listSelect', [String(first)]);

    const found = await modalThatSays(trial, PEOPLE.olivia, '1 request matches');
    expect(trial.slack.read(refused)).toContain('1 request is selected.');
    expect(titles(found)).toEqual(['mona · token-2']);
    expect(trial.slack.read(found)).toContain('1 request is selected, 1 of them not on this page.');
  });

  it('keeps the list while a query cannot be read, whatever stands in it', async () => {
    await askOften(trial, 1);
    await open(trial, PEOPLE.olivia, 'pending', '1 request waits');

    for (const text of ["'; DROP TABLE lists; --", '🦄'.repeat(600), 'x'.repeat(3_000), '<!channel> "']) {
      await act(trial, 'listSearch', text);
    }

    await act(trial, 'listSearch', 'is:nonsense');
    const view = await modalThatSays(trial, PEOPLE.olivia, 'is:nonsense');
    await act(trial, 'listSearch', '');
    await modalThatSays(trial, PEOPLE.olivia, '1 request waits');
    expect(trial.slack.read(view)).not.toContain('Something went wrong');
  });

  it('keeps what is selected while one turns the pages, and over another query', async () => {
    await askOften(trial, 23);
    const first = await open(trial, PEOPLE.olivia, 'pending', '23 requests wait');
    const [a = 0, b = 0] = boxes(first).shown;
    await act(trial, 'listSelect', [String(a), String(b)]);
    await modalThatSays(trial, PEOPLE.olivia, '2 requests are selected.');

    await act(trial, 'listNext');
    const second = await modalThatSays(trial, PEOPLE.olivia, 'Page 2.');
    const [c = 0] = boxes(second).shown;
    await act(trial, 'listSelect', [String(c)]);
    await modalThatSays(trial, PEOPLE.olivia, '3 requests are selected, 2 of them not on this page.');
    await act(trial, 'listNext');
    const third = await modalThatSays(trial, PEOPLE.olivia, 'Page 3.');
    const onThird = boxes(third);
    await act(trial, 'listPrevious');
    const again = await modalThatSays(trial, PEOPLE.olivia, 'Page 2.');
    const onSecond = boxes(again);
    await act(trial, 'listSearch', 'token-1');
    const searched = await modalThatSays(trial, PEOPLE.olivia, '11 requests match');

    expect(onThird.shown).toHaveLength(3);
    expect(onThird.ticked).toEqual([]);
    expect(onSecond.ticked).toEqual([c]);
    expect(trial.slack.read(searched)).toContain('3 requests are selected');
    const all = new Set([boxes(first), onSecond, onThird].flatMap(({ shown }) => shown));
    expect(all.size).toBe(23);
  });

  it('shows the last state after quick clicks, whatever arrives last', async () => {
    await askOften(trial, 3);
    const view = await open(trial, PEOPLE.olivia, 'pending', '3 requests wait');
    const ids = boxes(view).shown.map(String);
    let isOnItsWay = false;
    const when = () => {
      isOnItsWay = true;
      return true;
    };
    trial.slack.faults.add({ method: 'views.update', times: 1, when, effect: { delayMs: 1_500 } });

    await act(trial, 'listSelect', ids.slice(0, 1));
    await trial.eventually('the first state on its way to Slack', () => isOnItsWay);
    await act(trial, 'listSelect', ids);
    await modalThatSays(trial, PEOPLE.olivia, '3 requests are selected.');
    await trial.eventually('the first state arrived', () =>
      trial.slack.calls.some(({ args }) => JSON.stringify(args).includes('1 request is selected.')),
    );

    const last = await modalThatSays(trial, PEOPLE.olivia, '3 requests are selected.');
    expect(boxes(last).ticked).toHaveLength(3);
    // While the older state stood there Slack kept what was ticked, which is what we want of it.
    trial.slack.warnings.length = 0;
  });

  it('selects all that match, asks once about them, and clears the selection', async () => {
    await askOften(trial, 12);
    askForAccess(trial, { owner: 'max', name: 'other' });
    await known(trial, 13);
    await open(trial, PEOPLE.olivia, 'pending owner:mona', '12 requests match');

    await act(trial, 'listSelectAll');
    const selected = await modalThatSays(trial, PEOPLE.olivia, '12 requests are selected, 2 of them not on');
    const ticked = boxes(selected).ticked.length;
    const submitted = await trial.slack.submitView({ user: PEOPLE.olivia, viewId: selected.id });
    const asked = front(trial, PEOPLE.olivia);
    await trial.slack.closeView({ user: PEOPLE.olivia, viewId: asked.id });
    await act(trial, 'listClear');

    expect(ticked).toBe(10);
    expect(submitted.outcome).toBe('pushed');
    expect(trial.slack.read(asked)).toContain('12 requests');
    const cleared = await modalThatSays(trial, PEOPLE.olivia, 'Nothing is selected.');
    expect(boxes(cleared).ticked).toEqual([]);
  });

  it('takes what was ticked last with the submission', async () => {
    await askOften(trial, 2);
    const view = await open(trial, PEOPLE.olivia, 'pending', '2 requests wait');
    const [id] = boxes(view).shown.map(String);
    const block = view.blocks.find(({ block_id }) => block_id.startsWith('selected.'))?.block_id ?? '';

    const submitted = await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: view.id,
      values: { [block]: { [ACTIONS.listSelect]: [id ?? ''] } },
    });

    expect(submitted.outcome).toBe('pushed');
    expect(trial.slack.read(front(trial, PEOPLE.olivia))).toContain('1 request');
  });

  it('asks for a selection when there is none, also where there is nothing to select', async () => {
    await askOften(trial, 1);
    const view = await open(trial, PEOPLE.olivia, 'pending', '1 request waits');

    const none = await trial.slack.submitView({ user: PEOPLE.olivia, viewId: view.id });
    await act(trial, 'listSearch', 'owner:nobody');
    await modalThatSays(trial, PEOPLE.olivia, 'No request matches');
    const empty = await trial.slack.submitView({ user: PEOPLE.olivia, viewId: view.id });

    for (const { outcome, errors } of [none, empty]) {
      expect(outcome).toBe('errors');
      expect(Object.values(errors ?? {})).toEqual(['Select at least one request.']);
    }
  });

  it('says so when all that was selected has been decided meanwhile', async () => {
    const [requestId = 0] = await askOften(trial, 2);
    const view = await open(trial, PEOPLE.olivia, 'pending', '2 requests wait');
    await act(trial, 'listSelect', boxes(view).shown.slice(0, 1).map(String));
    await modalThatSays(trial, PEOPLE.olivia, '1 request is selected.');
    trial.github.decideOnPage({ requestId, by: 'omar', action: 'deny' });
    await trial.eventually('the denial on record', async () => {
      const rows = await trial.rows("SELECT 1 FROM token_requests WHERE state = 'denied'");
      return rows.length === 1;
    });

    const submitted = await trial.slack.submitView({ user: PEOPLE.olivia, viewId: view.id });

    expect(submitted.outcome).toBe('errors');
    const after = await modalThatSays(trial, PEOPLE.olivia, '1 request waits');
    expect(trial.slack.read(after)).toContain('All that you had selected was decided meanwhile');
    expect(trial.slack.read(after)).toContain('Nothing is selected.');
  });

  it('opens one in detail, and shows the list without it after its decision', async () => {
    const requestIds = await askOften(trial, 2);
    const view = await open(trial, PEOPLE.olivia, 'pending', '2 requests wait');
    const [id = 0] = boxes(view).shown;

    await act(trial, 'listDetails', String(id));
    const details = await modalThatSays(trial, PEOPLE.olivia, 'Deploys payments from CI');
    const submitted = await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: details.id,
      values: { decision: { decision: 'deny' }, reason: { reason: 'No' } },
    });

    expect(submitted.outcome).toBe('closed');
    const after = await modalThatSays(trial, PEOPLE.olivia, '1 request waits');
    expect(after.id).toBe(view.id);
    expect(trial.slack.read(after)).toMatch(/token-1 .*denies it; on its way to GitHub/);
    await quiet(trial);
    expect(trial.github.request(requestIds[0] ?? 0)?.state).toBe('denied');
  });

  it('shows the list without what was decided together, with nothing selected any more', async () => {
    await askOften(trial, 3);
    const view = await open(trial, PEOPLE.olivia, 'pending', '3 requests wait');
    await act(trial, 'listSelect', boxes(view).shown.slice(0, 2).map(String));
    await modalThatSays(trial, PEOPLE.olivia, '2 requests are selected.');
    await trial.slack.submitView({ user: PEOPLE.olivia, viewId: view.id });

    const submitted = await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: front(trial, PEOPLE.olivia).id,
      values: { decision: { decision: 'deny' } },
    });

    expect(submitted.outcome).toBe('updated');
    const beneath = await modalThatSays(trial, PEOPLE.olivia, '1 request waits');
    expect(beneath.id).toBe(view.id);
    expect(trial.slack.read(beneath)).toContain('Nothing is selected.');
  });

  it('tells whoever comes to a list that is gone how to open it again', async () => {
    await askOften(trial, 1);
    const view = await open(trial, PEOPLE.olivia, 'pending', '1 request waits');
    await trial.rows('DELETE FROM lists');

    await act(trial, 'listSelect', boxes(view).shown.map(String));

    await modalThatSays(trial, PEOPLE.olivia, 'This list was opened too long ago');
  });

  it('tells the same at a submission', async () => {
    await askOften(trial, 1);
    const view = await open(trial, PEOPLE.olivia, 'pending', '1 request waits');
    await trial.rows('DELETE FROM lists');

    const submitted = await trial.slack.submitView({ user: PEOPLE.olivia, viewId: view.id });

    expect(submitted.outcome).toBe('updated');
    await modalThatSays(trial, PEOPLE.olivia, 'This list was opened too long ago');
  });

  it('says that nothing waits', async () => {
    await trial.eventually('the organizations on record', async () => {
      const rows = await trial.rows('SELECT 1 FROM organizations');
      return rows.length === 2;
    });

    await tokens(trial, PEOPLE.olivia, 'pending');

    await modalThatSays(trial, PEOPLE.olivia, 'No request waits in acme');
  });
});

describe('the other lists', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ before: globex });
  });
  afterEach(async () => {
    await quiet(trial);
    await endHealthy(trial);
  });

  async function decide(requestId: number, org: 'acme' | 'globex' = 'acme') {
    const by = org === 'acme' ? 'olivia' : 'omar';
    trial.github.decideOnPage({ requestId, by, action: 'deny', reason: 'Too much' });
    await trial.eventually('the denial on record', async () => {
      const rows = await trial.rows(
        `SELECT 1 FROM token_requests r JOIN decisions d ON d.token_request_id = r.id
         WHERE r.state = 'denied' AND r.pat_request_id = $1`,
        [requestId],
      );
      return rows.length === 1;
    });
  }

  it('history says who decided what, filtered and page by page', async () => {
    const ids = await askOften(trial, 11);
    for (const id of ids) await decide(id);
    const view = await open(trial, PEOPLE.omar, 'history decided-by:olivia', 'Page 1.');

    await trial.slack.click({ user: PEOPLE.omar, viewId: view.id, actionId: ACTIONS.listNext });

    const second = await modalThatSays(trial, PEOPLE.omar, 'Page 2.');
    const said = trial.slack.read(second);
    expect(said).toContain('11 requests match');
    expect(said).toContain('Only those that match decided-by:olivia.');
    expect(said).toMatch(/token-1 of mona, acme: .*Denied on GitHub by olivia/);
    expect(said.match(/Denied on GitHub/g)).toHaveLength(1);
    const actionId = `${ACTIONS.listFilter}.repo`;
    const { id: viewId } = view;
    await trial.slack.loadOptions({ user: PEOPLE.omar, viewId, actionId, value: 'PAY' });
    await trial.slack.click({ user: PEOPLE.omar, viewId, actionId, value: ['acme/payments'] });
    await modalThatSays(trial, PEOPLE.omar, 'Only those that match decided-by:olivia repo:acme/payments.');
  });

  it('mine shows a requester what waits, why calls fail, and what became of the rest', async () => {
    const [first = 0] = await askOften(trial, 2);
    await decide(first);

    const view = await open(trial, PEOPLE.mona, 'mine', '2 requests of yours');

    const said = trial.slack.read(view);
    expect(said).toContain('token-2 for acme waits since');
    expect(said).toContain('answer “not found”');
    expect(said).toMatch(/token-1 for acme: .*Denied on GitHub by olivia/);
    await trial.slack.click({
      user: PEOPLE.mona,
      viewId: view.id,
      actionId: ACTIONS.listDetails,
      value: menuValue(view, 'token-2'),
    });
    const details = await modalThatSays(trial, PEOPLE.mona, 'Deploys payments from CI');
    expect(details.submit).toBeNull();
  });

  it('opens from a button in a modal in its place', async () => {
    await askOften(trial, 1);
    const nowhere = await open(trial, PEOPLE.mona, 'pending', 'owner of none of the organizations');

    await act(trial, 'openMine', undefined, PEOPLE.mona);

    const mine = await modalThatSays(trial, PEOPLE.mona, '1 request of yours');
    expect(mine.id).toBe(nowhere.id);
  });

  it('found shows all tokens of a name', async () => {
    for (const owner of ['mona', 'max']) {
      askForAccess(trial, { owner, name: 'deploy' });
      await trial.github.settled();
    }
    askGlobex(trial, { name: 'deploy' });
    await known(trial, 3);

    const view = await open(trial, PEOPLE.olivia, 'show deploy', 'are called deploy');

    const said = trial.slack.read(view);
    expect(said).toContain('2 requests are called deploy');
    expect(said).not.toContain('globex');
  });
});

/** The value of the line in the menu of details that names this token. */
function menuValue(view: SlackView, token: string): string {
  const block = view.blocks.find(({ block_id }) => block_id.startsWith('details.'));
  const elements = (block?.elements ?? []) as { options: { text: { text: string }; value: string }[] }[];
  const [menu] = elements;
  return menu?.options.find(({ text }) => text.text.includes(token))?.value ?? '';
}

describe('who may read (invariant 5)', () => {
  let trial: Trial;
  beforeEach(async () => {
    trial = await startTrial({ before: globex });
    askForAccess(trial);
    askGlobex(trial);
    await known(trial, 2);
  });
  afterEach(async () => {
    await quiet(trial);
    await endHealthy(trial);
  });

  const GLOBEX = /globex|reactor|Watches the core|actions/;

  it('shows in a list, and offers in its filters, only what belongs to one’s own organizations', async () => {
    const view = await open(trial, PEOPLE.olivia, 'pending', '1 request waits in acme');

    const offered = (
      await Promise.all((['owner', 'repo', 'permission'] as const).map((of) => choices(trial, of)))
    ).flat();

    expect(trial.slack.read(view)).not.toMatch(GLOBEX);
    expect(offered.join()).not.toMatch(GLOBEX);
    expect(offered).toContain('acme/payments');
    const both = await open(trial, PEOPLE.omar, 'pending', '2 requests wait in acme and globex');
    expect(titles(both)).toEqual(
      expect.arrayContaining(['mona · deploy-bot · acme', 'mona · reactor-bot · globex']),
    );
  });

  it('finds nothing of another organization, whatever one searches for', async () => {
    const [request] = trial.github.requests('globex');
    trial.github.decideOnPage({ requestId: request?.id ?? 0, by: 'omar', action: 'deny' });
    await quiet(trial);

    for (const command of [
      'pending org:globex',
      'pending repo:reactor',
      'pending reactor-bot',
      'history',
      'history is:denied',
      'history owner:mona',
    ]) {
      const view = await open(
        trial,
        PEOPLE.olivia,
        command,
        command === 'history' ? 'Nothing has' : 'No request',
      );

      const [, typed = ''] = command.split(' ');
      const said = trial.slack.read(view).replaceAll(typed.replace(/^.*:/, ''), '');
      expect(said.replaceAll(typed, '')).not.toMatch(GLOBEX);
      await trial.slack.closeView({ user: PEOPLE.olivia, viewId: view.id });
    }
  });

  it('shows nothing more to somebody who loses the role while the list is open', async () => {
    await open(trial, PEOPLE.olivia, 'pending', '1 request waits');
    const view = front(trial, PEOPLE.olivia);
    const [id = 0] = boxes(view).shown;
    trial.github.setRole('acme', 'olivia', 'member');

    const offered = await choices(trial, 'repo');
    await act(trial, 'listDetails', String(id));
    const details = await modalThatSays(trial, PEOPLE.olivia, 'Only owners of acme');
    await trial.slack.closeView({ user: PEOPLE.olivia, viewId: details.id });

    expect(offered).toEqual([]);
    expect(trial.slack.read(details)).not.toContain('payments');
    // The list beneath was shown anew when the details were opened.
    const after = await modalThatSays(trial, PEOPLE.olivia, 'owner of none of the organizations');
    expect(trial.slack.read(after)).not.toMatch(/deploy-bot|payments/);
  });

  it('does not tell whoever is refused a decision what others decided', async () => {
    await open(trial, PEOPLE.olivia, 'pending', '1 request waits');
    const [id = 0] = boxes(front(trial, PEOPLE.olivia)).shown;
    await act(trial, 'listDetails', String(id));
    const details = await modalThatSays(trial, PEOPLE.olivia, 'asks for access to acme');
    trial.github.setRole('acme', 'olivia', 'member');
    const [request] = await trial.rows<{ id: number }>(
      'SELECT pat_request_id AS id FROM token_requests WHERE id = $1',
      [id],
    );
    trial.github.decideOnPage({ requestId: Number(request?.id), by: 'omar', action: 'deny' });
    await trial.eventually('the denial on record', async () => {
      const rows = await trial.rows("SELECT 1 FROM token_requests WHERE state = 'denied'");
      return rows.length === 1;
    });
    const before = trial.slack.calls.length;

    const submitted = await trial.slack.submitView({
      user: PEOPLE.olivia,
      viewId: details.id,
      values: { decision: { decision: 'approve' } },
    });

    expect(submitted.outcome).toBe('updated');
    const beneath = await trial.eventually('the list shown anew', () => {
      const updates = trial.slack.calls.slice(before).map(({ args }) => JSON.stringify(args));
      return updates.find((args) => args.includes('owner of none of the organizations'));
    });
    expect(beneath).not.toMatch(/omar|denied/i);
  });

  it('shows no less than before when a box is ticked while GitHub is silent', async () => {
    await askGlobex(trial, { name: 'other-bot' });
    await known(trial, 3);
    await open(trial, PEOPLE.omar, 'pending', '3 requests wait');
    const ids = boxes(front(trial, PEOPLE.omar)).shown.map(String);
    trial.github.faults.add({
      match: ({ path }) => path.includes('/orgs/acme/memberships/'),
      effect: { status: 502 },
    });
    await act(trial, 'listSelect', ids.slice(0, 1), PEOPLE.omar);
    await trial.eventually('the tick on record', async () => {
      const rows = await trial.rows('SELECT 1 FROM lists WHERE cardinality(selected) = 1');
      return rows.length === 1;
    });
    await trial.eventually('that GitHub was asked', () =>
      trial.log.some(({ msg }) => msg === 'GitHub did not say in time who owns it'),
    );
    trial.github.faults.clear();

    await act(trial, 'listSelect', ids.slice(0, 2), PEOPLE.omar);

    const shown = await modalThatSays(trial, PEOPLE.omar, '2 requests are selected.');
    expect(boxes(shown).shown).toHaveLength(3);
    expect(trial.slack.calls.filter(({ args }) => JSON.stringify(args).includes('Left out'))).toEqual([]);
  });

  it('says in a filter, too, that GitHub did not answer', async () => {
    await open(trial, PEOPLE.olivia, 'pending', '1 request waits');
    trial.github.faults.add({
      match: ({ path }) => path.includes('/memberships/'),
      effect: { status: 502 },
    });

    const { options } = await trial.slack.loadOptions({
      user: PEOPLE.olivia,
      viewId: front(trial, PEOPLE.olivia).id,
      actionId: `${ACTIONS.listFilter}.owner`,
      value: '',
    });

    expect(options.map(({ text }) => text.text)).toEqual([
      'GitHub did not answer in time: please try again.',
    ]);
  });

  it('lets nobody decide what they had selected before they lost the role', async () => {
    const view = await open(trial, PEOPLE.olivia, 'pending', '1 request waits');
    await act(trial, 'listSelect', boxes(view).shown.map(String));
    await modalThatSays(trial, PEOPLE.olivia, '1 request is selected.');
    trial.github.setRole('acme', 'olivia', 'member');

    const submitted = await trial.slack.submitView({ user: PEOPLE.olivia, viewId: view.id });

    expect(submitted.outcome).toBe('errors');
    expect(trial.slack.views(PEOPLE.olivia)).toHaveLength(1);
  });

  it('leaves out, and names, an organization of which GitHub does not say in time', async () => {
    trial.github.faults.add({
      match: ({ path }) => path.includes('/orgs/acme/memberships/'),
      effect: { delayMs: 2_000 },
    });

    const view = await open(trial, PEOPLE.omar, 'pending', 'Left out: acme.');

    expect(titles(view)).toEqual(['mona · reactor-bot']);
    expect(trial.slack.read(view)).not.toContain('deploy-bot');
    trial.github.faults.clear();
    await act(trial, 'listSearch', 'sort:oldest', PEOPLE.omar);
    await modalThatSays(trial, PEOPLE.omar, '2 requests match');
  });

  it('shows nothing to a member but a way to their own requests', async () => {
    for (const command of ['pending', 'history', 'pending deploy-bot']) {
      const view = await open(trial, PEOPLE.mona, command, 'owner of none of the organizations');

      expect(trial.slack.read(view)).toContain('[Your own requests]');
      expect(trial.slack.read(view)).not.toMatch(/deploy-bot|reactor/);
      await trial.slack.closeView({ user: PEOPLE.mona, viewId: view.id });
    }
  });

  it('tells somebody who is not linked what stands in the way', async () => {
    const view = await open(trial, PEOPLE.max, 'pending', 'I do not know yet which GitHub account is yours');

    expect(trial.slack.read(view)).not.toMatch(/deploy-bot|reactor/);
  });
});

describe('a button that opens a list', () => {
  let trial: Trial;
  beforeEach(async () => {
    // Somebody of another workspace with the account of an owner: only where they come from is against them.
    const links = `${PEOPLE.olivia}=olivia,${PEOPLE.mona}=mona,${PEOPLE.gus}=omar`;
    trial = await startTrial({ before: globex, environment: { SLACK_GITHUB_USERS: links } });
    await askOften(trial, 2);
  });
  afterEach(async () => {
    await quiet(trial);
    await endHealthy(trial);
  });

  /** Clicks a button of a message in the review channel. */
  async function press(user: string, actionId: string, value: string) {
    const text = { type: 'plain_text', text: 'Open' };
    const button = { type: 'button', action_id: actionId, text, ...(value === '' ? {} : { value }) };
    const response = await fetch(`${trial.slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${trial.environment.SLACK_BOT_TOKEN}`,
        'content-type': 'application/json; charset=utf-8',
      },
      body: JSON.stringify({
        channel: REVIEW_CHANNEL,
        text: 'The digest',
        blocks: [{ type: 'actions', elements: [button] }],
      }),
    });
    const { ts } = (await response.json()) as { ts: string };
    return trial.slack.click({ user, channel: REVIEW_CHANNEL, ts, actionId });
  }

  it('opens it with the query of the button', async () => {
    await press(PEOPLE.olivia, ACTIONS.openList, 'token-2');

    const view = await modalThatSays(trial, PEOPLE.olivia, '1 request matches');
    expect(titles(view)).toEqual(['mona · token-2']);
  });

  it('shows nothing but why, and a way to see all, when the query cannot be read any more', async () => {
    await press(PEOPLE.olivia, ACTIONS.openList, 'gone:qualifier');
    const view = await modalThatSays(trial, PEOPLE.olivia, 'cannot be read any more');
    const said = trial.slack.read(view);

    await act(trial, 'openList');

    const all = await modalThatSays(trial, PEOPLE.olivia, '2 requests wait');
    expect(all.id).toBe(view.id);
    expect(said).toContain('gone:');
    expect(said).not.toContain('token-');
  });

  it.each([
    [ACTIONS.openHistory, PEOPLE.olivia, 'Nothing has been decided in acme yet.'],
    [ACTIONS.openMine, PEOPLE.mona, '2 requests of yours'],
  ])('opens the other lists, too: %s', async (actionId, user, said) => {
    await press(user, actionId, '');

    await modalThatSays(trial, user, said);
  });

  it.each([ACTIONS.openList, ACTIONS.openHistory, ACTIONS.openMine])(
    'shows nothing to a person of another workspace: %s',
    async (actionId) => {
      await press(PEOPLE.gus, actionId, '');

      const view = await modalThatSays(trial, PEOPLE.gus, 'Only people of this workspace');
      expect(trial.slack.read(view)).not.toContain('token-');
    },
  );
});
