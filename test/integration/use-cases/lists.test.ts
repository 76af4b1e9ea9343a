import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  changeList,
  type ListChange,
  type Ticks,
  type TypedQuery,
} from '../../../src/application/change-list.js';
import { draftSelected } from '../../../src/application/draft-selected.js';
import { findChoices } from '../../../src/application/find-choices.js';
import { generationOf } from '../../../src/application/list-generation.js';
import type { List, ListKind } from '../../../src/application/list-ports.js';
import { isSelectable, type ListModel, showList } from '../../../src/application/show-list.js';
import { startList } from '../../../src/application/start-list.js';
import { DomainError } from '../../../src/domain/errors.js';
import type { Organization, TokenRequestContent } from '../../../src/domain/token-request.js';
import { ACME, ASKED_AT, MONA, OLIVIA, OSCAR } from '../../support/builders.js';
import {
  createWorldDatabase,
  githubDown,
  hear,
  SLACK_USERS,
  type World,
  type WorldDatabase,
} from './use-case-world.js';

const GLOBEX: Organization = { id: 1_002, login: 'globex', installationId: 5_002 };
const olivia = { slackUserId: SLACK_USERS.olivia, isStranger: false };
const oscar = { slackUserId: SLACK_USERS.oscar, isStranger: false };
const mona = { slackUserId: SLACK_USERS.mona, isStranger: false };
const NOTHING: Ticks = { shown: [], ticked: [] };

let records: WorldDatabase;
let world: World;
/** Who owns which organization, as GitHub says; 'silent' for no answer. */
let owners: Record<string, readonly string[] | 'silent'>;
let asked: number;

beforeAll(async () => {
  records = await createWorldDatabase();
});

afterAll(async () => {
  await records?.drop();
});

beforeEach(async () => {
  world = await records.fresh({
    [SLACK_USERS.olivia]: OLIVIA.login,
    [SLACK_USERS.oscar]: OSCAR.login,
    [SLACK_USERS.mona]: MONA.login,
  });
  await records.query('DELETE FROM lists');
  asked = 0;
  owners = { acme: [OLIVIA.login, OSCAR.login], globex: [OSCAR.login] };
  world.github.membership = async ({ login: organization }, { login }) => {
    const who = owners[organization] ?? [];
    if (who === 'silent') throw githubDown();
    if (!who.includes(login)) return null;
    const user = [OLIVIA, OSCAR, MONA].find((one) => one.login === login);
    return user ? { user, state: 'active', role: 'admin' } : null;
  };
});

/** Mona asks, a minute after she did before; returns the request's id. */
async function ask(organization = ACME, content: Partial<TokenRequestContent> = {}): Promise<number> {
  asked += 1;
  const requestedAt = new Date(ASKED_AT.getTime() + asked * 60_000);
  const tokenId = 70_000 + asked;
  const patRequestId = 9_000 + asked;
  await hear(
    world,
    'created',
    { organization, patRequestId },
    { tokenId, requestedAt, tokenName: `token-${asked}`, ...content },
  );
  const [row] = await records.query<{ id: number }>(
    'SELECT id FROM token_requests WHERE organization_id = $1 AND pat_request_id = $2',
    [organization.id, patRequestId],
  );
  return row?.id ?? 0;
}

async function askOften(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await ask());
  return ids;
}

/** The same request as GitHub ends it. */
async function end(id: number): Promise<void> {
  await records.query("UPDATE token_requests SET state = 'denied', ended_at = now() WHERE id = $1", [id]);
}

function open(actor = olivia, kind: ListKind = 'pending', query = ''): Promise<ListModel> {
  return startList(world, actor, { id: randomUUID(), kind, query });
}

function change(list: Pick<List, 'id'>, what: ListChange, ticks: Ticks = NOTHING, actor = olivia) {
  return changeList(world, { actor, listId: list.id, ticks, change: what });
}

/** The same while something else than the query stands in the search field. */
function changeOver(list: Pick<List, 'id'>, typed: TypedQuery, what: ListChange, ticks: Ticks = NOTHING) {
  return changeList(world, { actor: olivia, listId: list.id, ticks, typed, change: what });
}

const show = (list: Pick<List, 'id'>, actor = olivia) =>
  showList(world, { actor, listId: list.id, tidy: true });
const idsOf = ({ requests }: ListModel) => requests.map(({ id }) => id);
const tick = (list: Pick<List, 'id'>, ticks: Ticks) => change(list, { kind: 'tick' }, ticks);
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof DomainError ? error.code : error;
};

describe('a list', () => {
  it('shows what waits in the organizations of the reader, the oldest first', async () => {
    const [first, , third] = [await ask(), await ask(GLOBEX), await ask()];

    const [hers, his] = [await open(olivia), await open(oscar)];

    expect(idsOf(hers)).toEqual([first, third]);
    expect(hers.organizations).toEqual([ACME]);
    expect(hers.count).toEqual({ count: 2, capped: false });
    expect(idsOf(his)).toHaveLength(3);
  });

  it('asks GitHub each time: who is no owner any more sees nothing more', async () => {
    await ask();
    const { list } = await open();
    owners = { acme: [OSCAR.login] };

    const later = await show(list);

    expect(later).toMatchObject({ requests: [], organizations: [], count: { count: 0 } });
  });

  it('shows nothing to who may decide nowhere, not even what is their own', async () => {
    await ask();

    const models = [await open(mona, 'pending'), await open(mona, 'history', 'is:approved')];

    for (const model of models) {
      expect(model).toMatchObject({ requests: [], organizations: [], count: { count: 0 }, next: null });
    }
  });

  it('leaves out an organization of which GitHub does not say, and names it', async () => {
    await ask();
    const there = await ask(GLOBEX);
    owners.acme = 'silent';

    const model = await open(oscar);

    expect(idsOf(model)).toEqual([there]);
    expect(model.silent).toEqual(['acme']);
  });

  it('shows somebody’s own requests without asking GitHub', async () => {
    const id = await ask();
    await ask(ACME, { requester: { id: 12, login: 'max' } });
    owners = { acme: 'silent', globex: 'silent' };

    const model = await open(mona, 'mine');

    expect(idsOf(model)).toEqual([id]);
    expect(model.silent).toEqual([]);
  });

  it('shows what has ended in a history', async () => {
    const [first = 0] = await askOften(2);
    await end(first);

    const model = await open(olivia, 'history');

    expect(idsOf(model)).toEqual([first]);
    expect(model.selectable.count).toBe(0);
  });

  it('finds by name what one may decide and what is one’s own, each once', async () => {
    const theirs = await ask(ACME, { tokenName: 'Deploy' });
    const own = await ask(GLOBEX, { tokenName: 'deploy', requester: OLIVIA });
    const both = await ask(ACME, { tokenName: 'deploy', requester: OLIVIA });
    await ask(GLOBEX, { tokenName: 'deploy' });

    const model = await open(olivia, 'found', 'deploy');

    expect(idsOf(model)).toEqual([theirs, own, both]);
    expect(model.count).toEqual({ count: 3, capped: false });
  });

  it('turns the pages of what was found', async () => {
    const ids: number[] = [];
    for (let index = 0; index < 12; index += 1) ids.push(await ask(ACME, { tokenName: 'deploy' }));
    const first = await open(olivia, 'found', 'deploy');
    if (first.next === null) throw new Error('there is no next page');

    await change(first.list, { kind: 'next', from: first.next });

    const second = await show(first.list);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(ids);
    expect(second.next).toBeNull();
  });

  it('counts what can be selected apart from what matches', async () => {
    const [first = 0] = await askOften(3);
    await records.query("UPDATE token_requests SET state = 'deciding' WHERE id = $1", [first]);

    const model = await open(olivia, 'pending', 'is:pending,deciding');

    expect(model.count.count).toBe(3);
    expect(model.selectable.count).toBe(2);
  });

  it('counts as what can be selected neither what is the reader’s own nor a token whose time has run out', async () => {
    const id = await ask();
    await ask(ACME, { requester: OLIVIA });
    const expired = await ask();
    await records.query('UPDATE token_requests SET token_expires_at = $2 WHERE id = $1', [
      expired,
      world.clock.now(),
    ]);
    await ask(ACME, { tokenExpiresAt: null });

    const model = await open(olivia, 'pending', 'owner:mona,olivia');

    const { list } = await change(model.list, { kind: 'select-all' });
    expect(model.count.count).toBe(4);
    expect(model.selectable.count).toBe(2);
    expect(list.selected).toHaveLength(2);
    expect(list.selected).toContain(id);
    expect(model.requests.filter((request) => isSelectable(request, model)).map((one) => one.id)).toEqual(
      list.selected,
    );
  });

  it.each([
    ['a stranger', { ...olivia, isStranger: true }, 'other-workspace'],
    ['somebody who is not linked', { slackUserId: 'U0NOBODY', isStranger: false }, 'not-linked'],
  ])('is refused to %s', async (_, actor, code) => {
    for (const kind of ['pending', 'history', 'mine', 'found'] as const) {
      const refused = await refusal(open(actor, kind));

      expect(refused).toBe(code);
    }
  });

  it('is nobody else’s, and gone when it does not exist', async () => {
    await ask();
    const { list } = await open();
    const none = { id: randomUUID() };
    const typed = { of: 'owner', typed: '' } as const;
    const draft = { ticks: NOTHING, trace: 't' };
    const stranger = { ...olivia, isStranger: true };

    for (const [actor, { id: listId }, code] of [
      [oscar, list, 'list-gone'],
      [olivia, none, 'list-gone'],
      [stranger, list, 'other-workspace'],
    ] as const) {
      const refused = [
        await refusal(show({ id: listId }, actor)),
        await refusal(change({ id: listId }, { kind: 'clear' }, NOTHING, actor)),
        await refusal(change({ id: listId }, { kind: 'select-all' }, NOTHING, actor)),
        await refusal(findChoices(world, { actor, listId, ...typed })),
        await refusal(draftSelected(world, { actor, listId, ...draft })),
      ];

      expect(new Set(refused)).toEqual(new Set([code]));
    }
  });
});

describe('turning pages', () => {
  it('shows every request once, forwards and backwards', async () => {
    const ids = await askOften(23);
    const pages: number[][] = [];
    let model = await open();
    pages.push(idsOf(model));
    while (model.next) {
      await change(model.list, { kind: 'next', from: model.next });
      model = await show(model.list);
      pages.push(idsOf(model));
    }
    await change(model.list, { kind: 'previous' });

    const back = await show(model.list);

    expect(pages.flat()).toEqual(ids);
    expect(idsOf(back)).toEqual(pages[1]);
  });

  it('skips nothing when requests of the page were decided meanwhile', async () => {
    const ids = await askOften(15);
    const first = await open();
    for (const id of ids.slice(0, 5)) await end(id);

    await change(first.list, { kind: 'next', from: first.next ?? { at: null, id: 1 } });

    expect(idsOf(await show(first.list))).toEqual(ids.slice(10));
  });

  it('turns one page for two clicks on the same button', async () => {
    const ids = await askOften(25);
    const first = await open();
    const next: ListChange = { kind: 'next', from: first.next ?? { at: null, id: 1 } };

    await Promise.all([change(first.list, next), change(first.list, next)]);

    expect(idsOf(await show(first.list))).toEqual(ids.slice(10, 20));
  });

  it('goes back to the first page when there is nothing left on the one that is shown', async () => {
    const ids = await askOften(12);
    const first = await open();
    await change(first.list, { kind: 'next', from: first.next ?? { at: null, id: 1 } });
    for (const id of ids.slice(10)) await end(id);

    const shown = await show(first.list);

    expect(idsOf(shown)).toEqual(ids.slice(0, 10));
    expect((await world.database.lists.find(first.list.id))?.pages).toEqual([]);
  });
});

describe('a list of one’s own requests', () => {
  /** `count` that wait, asked before as many that have ended. */
  async function askBoth(count: number): Promise<{ waiting: number[]; ended: number[] }> {
    const waiting = await askOften(count);
    const ended = await askOften(count);
    for (const id of ended) await end(id);
    return { waiting, ended };
  }

  async function allPages(query = ''): Promise<ListModel[]> {
    const models = [await open(mona, 'mine', query)];
    for (let last = models[0]; last?.next; last = models.at(-1)) {
      await change(last.list, { kind: 'next', from: last.next }, NOTHING, mona);
      models.push(await show(last.list, mona));
    }
    return models;
  }

  it.each([3, 10, 12])(
    'begins with what waits, also behind newer ones that have ended (%d)',
    async (count) => {
      const { waiting, ended } = await askBoth(count);
      const [first = 0] = waiting;
      await records.query("UPDATE token_requests SET state = 'deciding' WHERE id = $1", [first]);

      const pages = await allPages();

      expect(pages.flatMap(idsOf)).toEqual([...waiting, ...ended.reverse()]);
      expect(pages.map(({ requests }) => requests.length).slice(0, -1)).toEqual(
        Array.from({ length: Math.ceil((2 * count) / 10) - 1 }, () => 10),
      );
    },
  );

  it('says on every page that something waits, whatever is looked for', async () => {
    await askBoth(12);

    const pages = [...(await allPages()), await open(mona, 'mine', 'is:denied')];

    expect(pages.map(({ ownWait }) => ownWait)).toEqual([true, true, true, true]);
  });

  it('says nothing of the kind when nothing waits', async () => {
    const [id = 0] = await askOften(1);
    await end(id);

    expect((await open(mona, 'mine')).ownWait).toBe(false);
  });

  it('is in the order that its query names', async () => {
    const { waiting, ended } = await askBoth(6);

    const pages = await allPages('sort:newest');

    expect(pages.flatMap(idsOf)).toEqual([...waiting, ...ended].reverse());
  });
});

describe('selecting', () => {
  it('takes over what is ticked on the page, and keeps what is selected elsewhere', async () => {
    const { list } = await open();
    await tick(list, { shown: [1, 2, 3], ticked: [1, 3] });
    await tick(list, { shown: [4, 5], ticked: [5] });

    const { list: last } = await tick(list, { shown: [1, 2, 3], ticked: [2, 3] });

    expect(last.selected).toEqual([3, 5, 2]);
  });

  it('keeps the last state of clicks that come at once, and counts each', async () => {
    const { list } = await open();
    const states = Array.from({ length: 10 }, (_, count) => ({
      shown: [1, 2, 3],
      ticked: count % 2 === 0 ? [1] : [1, 2],
    }));

    const changed = await Promise.all(states.map((ticks) => tick(list, ticks)));

    const last = changed.map((one) => one.list).sort((a, b) => b.revision - a.revision)[0];
    expect(await world.database.lists.find(list.id)).toEqual(last);
    expect(new Set(changed.map((one) => one.list.revision)).size).toBe(10);
  });

  it('selects all that match and can be decided, beside what was selected before', async () => {
    const [first = 0, second = 0, third = 0] = await askOften(3);
    await records.query("UPDATE token_requests SET state = 'deciding' WHERE id = $1", [second]);
    await ask(GLOBEX);
    const { list } = await open(olivia, 'pending', 'is:pending,deciding');

    const { list: changed } = await change(list, { kind: 'select-all' }, { shown: [77], ticked: [77] });

    expect(changed.selected).toEqual([77, first, third]);
  });

  it('selects nothing of an organization where the reader is no owner any more', async () => {
    await askOften(2);
    const { list } = await open();
    owners = { acme: [] };

    const { list: changed } = await change(list, { kind: 'select-all' });

    expect(changed.selected).toEqual([]);
  });

  it('stops at a thousand, and says so', async () => {
    const { list } = await open();
    const thousand = Array.from({ length: 1_000 }, (_, index) => index + 1);
    await tick(list, { shown: [], ticked: thousand });

    const { list: changed, isFull } = await tick(list, { shown: [2_000], ticked: [2_000] });

    expect(changed.selected).toEqual(thousand);
    expect(isFull).toBe(true);
    expect(generationOf(changed)).toBe(generationOf(list) + 1);
  });

  it('forgets what was decided meanwhile, and keeps what GitHub does not tell of', async () => {
    const [first = 0, second = 0] = await askOften(2);
    const there = await ask(GLOBEX);
    const { list } = await open(oscar);
    await change(list, { kind: 'tick' }, { shown: [], ticked: [first, second, there] }, oscar);
    await end(first);
    await end(there);
    owners.globex = 'silent';

    const shown = await show(list, oscar);

    expect(shown.list.selected).toEqual([second, there]);
  });

  it('selects nothing in a list in which nothing can be decided', async () => {
    const { list } = await open(olivia, 'history');

    const { list: changed } = await tick(list, { shown: [1], ticked: [1] });

    expect(changed.selected).toEqual([]);
  });
});

describe('the query of a list', () => {
  it('is replaced by what is typed, from the first page on, with the selection kept', async () => {
    await askOften(12);
    const first = await open();
    await change(first.list, { kind: 'next', from: first.next ?? { at: null, id: 1 } });

    const { list } = await change(
      first.list,
      { kind: 'search', text: ' OWNER:mona  ' },
      { shown: [1], ticked: [1] },
    );

    expect(list).toMatchObject({ query: 'owner:mona', pages: [], selected: [1] });
  });

  it('is changed by the filters, beside what else stands in it', async () => {
    const { list } = await open(olivia, 'pending', 'owner:mona ci -repo:web sort:expiry');

    await change(list, { kind: 'filter', of: 'owner', values: ['max', 'mona'] });
    await change(list, { kind: 'filter', of: 'repo', values: ['acme/payments'] });
    const { list: changed } = await change(list, { kind: 'filter', of: 'permission', values: ['contents'] });
    const { list: cleared } = await change(list, { kind: 'filter', of: 'owner', values: [] });

    expect(changed.query).toBe(
      'owner:max,mona ci -repo:web repo:acme/payments permission:contents sort:expiry',
    );
    expect(cleared.query).toBe('ci -repo:web repo:acme/payments permission:contents sort:expiry');
  });

  it.each([
    ['an unknown qualifier', 'onwer:mona'],
    ['10,000 characters', 'x'.repeat(10_000)],
    ['a state that none of these has', 'is:approved'],
    ['half a quotation', '"'],
    ['no time', 'older:never'],
  ])('stays what it was when %s cannot be read, and so do the selection and the page', async (_, text) => {
    await askOften(11);
    const first = await open();
    const from = first.next ?? { at: null, id: 1 };
    const before = await change(first.list, { kind: 'next', from });

    const { list, problems } = await change(
      first.list,
      { kind: 'search', text },
      { shown: [1], ticked: [1] },
    );

    expect(problems).not.toEqual([]);
    expect(list).toMatchObject({ query: '', pages: before.list.pages, selected: [1] });
    expect(generationOf(list)).toBe(generationOf(before.list));
  });

  it('stays what it was when a filter makes it too long, and the menus show that', async () => {
    const { list } = await open();
    const values = Array.from({ length: 60 }, (_, index) => `a-login-of-some-length-${index}`);

    const changed = await change(list, { kind: 'filter', of: 'owner', values });

    expect(changed.problems).not.toEqual([]);
    expect(changed.list.query).toBe('');
    expect(generationOf(changed.list)).toBe(generationOf(list) + 1);
  });
});

describe('what was typed without Enter', () => {
  it('counts as if Enter had been pressed before a box was ticked', async () => {
    const { list } = await open();

    const changed = await changeOver(
      list,
      { text: ' OWNER:mona ', over: '' },
      { kind: 'tick' },
      { shown: [1], ticked: [1] },
    );

    expect(changed).toMatchObject({
      isSearched: true,
      problems: [],
      list: { query: 'owner:mona', selected: [1] },
    });
    expect(generationOf(changed.list)).toBe(generationOf(list) + 1);
  });

  it('is kept when a menu is used', async () => {
    const { list } = await open(olivia, 'pending', 'ci');
    const filter: ListChange = { kind: 'filter', of: 'owner', values: ['max'] };

    const { list: changed } = await changeOver(list, { text: 'cd', over: 'ci' }, filter);

    expect(changed.query).toBe('cd owner:max');
  });

  it.each(['next', 'select-all'] as const)(
    'is looked for first, for %s was offered for what was found before',
    async (kind) => {
      await askOften(12);
      const { list, next } = await open();
      const from = next ?? { at: null, id: 1 };

      const { list: changed } = await changeOver(
        list,
        { text: 'token-1', over: '' },
        kind === 'next' ? { kind, from } : { kind },
      );

      expect(changed).toMatchObject({ query: 'token-1', pages: [], selected: [] });
    },
  );

  it('is explained when it cannot be read, and stays where it can be mended', async () => {
    const { list } = await open(olivia, 'pending', 'ci');
    const typed = { text: 'onwer:mona', over: 'ci' };

    const ticked = await changeOver(list, typed, { kind: 'tick' }, { shown: [1], ticked: [1] });
    const filtered = await changeOver(list, typed, { kind: 'filter', of: 'owner', values: ['max'] });

    for (const changed of [ticked, filtered]) {
      expect(changed.problems).not.toEqual([]);
      expect(changed).toMatchObject({ isSearched: false, list: { query: 'ci' } });
    }
    expect(ticked.list.selected).toEqual([1]);
  });

  it.each([
    ['is older than the query of the list', { text: 'cd', over: 'cd' }, { kind: 'clear' }],
    ['means the same', { text: ' "ci" ', over: 'ci' }, { kind: 'tick' }],
    ['gives way to what Enter was pressed for', { text: 'cd', over: 'ci' }, { kind: 'search', text: 'ci' }],
  ] as const)('changes nothing when it %s', async (_, typed, what) => {
    const { list } = await open(olivia, 'pending', 'ci');

    const changed = await changeOver(list, typed, what);

    expect(changed).toMatchObject({ isSearched: false, problems: [], list: { query: 'ci' } });
  });
});

describe('a generation of a list', () => {
  it('lasts while boxes are ticked, and ends with every change of ours', async () => {
    const { list } = await open();
    const changes: ListChange[] = [
      { kind: 'clear' },
      { kind: 'select-all' },
      { kind: 'search', text: 'ci' },
      { kind: 'next', from: { at: null, id: 5 } },
      { kind: 'previous' },
      { kind: 'again' },
    ];
    const { list: ticked } = await tick(list, { shown: [1], ticked: [1] });
    const generations: number[] = [];

    for (const one of changes) generations.push(generationOf((await change(list, one)).list));

    expect(generationOf(ticked)).toBe(generationOf(list));
    expect(generations).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('the choices of a filter', () => {
  it('are those of the reader’s organizations, as GitHub says now', async () => {
    await ask();
    // Also when it is their own: the list shows what they may decide.
    const ofGlobex = [{ id: 7, fullName: 'globex/reactor', private: true }];
    await ask(GLOBEX, { requester: OLIVIA, repositories: ofGlobex });
    const { list } = await open();
    const asked = { actor: olivia, listId: list.id, of: 'repo', typed: '' } as const;
    const repositories = async () => (await findChoices(world, asked)).choices;

    const now = await repositories();
    owners = { acme: [], globex: [] };
    const later = await repositories();

    expect(now).toEqual(['acme/payments']);
    expect(later).toEqual([]);
  });

  it('are none, and it is known why, while GitHub does not answer', async () => {
    await ask();
    const { list } = await open();
    owners.acme = 'silent';

    const found = await findChoices(world, { actor: olivia, listId: list.id, of: 'owner', typed: '' });

    expect(found).toEqual({ choices: [], silent: ['acme'] });
  });

  it('that no menu can show stay in the query when the menu is used', async () => {
    const long = `acme/${'r'.repeat(150)}`;
    const { list } = await open(olivia, 'pending', `repo:${long},web`);

    const { list: changed } = await change(list, { kind: 'filter', of: 'repo', values: ['payments'] });

    expect(changed.query).toBe(`repo:${long},payments`);
  });
});

describe('what is selected', () => {
  const draft = (list: Pick<List, 'id'>, ticks: Ticks) =>
    draftSelected(world, { actor: olivia, listId: list.id, ticks, trace: 't' });

  it('is frozen with what was ticked last', async () => {
    const [first = 0, second = 0] = await askOften(2);
    const { list } = await open();
    await tick(list, { shown: [first, second], ticked: [first] });

    const bulk = await draft(list, { shown: [first, second], ticked: [first, second] });

    expect(bulk?.total).toBe(2);
  });

  it('must be something', async () => {
    const { list } = await open();

    expect(await refusal(draft(list, NOTHING))).toBe('nothing-selected');
  });

  it('may be decided by others meanwhile: then there is nothing to ask, and nothing is selected', async () => {
    const [first = 0, second = 0] = await askOften(2);
    const { list } = await open();
    await end(first);

    const none = await draft(list, { shown: [first], ticked: [first] });

    expect(none).toBeUndefined();
    expect((await show(list)).list.selected).toEqual([]);
    const some = await draft(list, { shown: [first, second], ticked: [first, second] });
    expect(some?.total).toBe(2);
  });

  it('is not frozen for somebody who is no owner any more', async () => {
    const [first = 0] = await askOften(1);
    const { list } = await open();
    owners = { acme: [] };

    expect(await refusal(draft(list, { shown: [first], ticked: [first] }))).toBe('nothing-selected');
  });
});
