import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';
import type { Database } from '../../src/application/ports.js';
import type { PageStart, Search } from '../../src/application/search-ports.js';
import { parseQuery } from '../../src/domain/parse-query.js';
import type { Condition, Term } from '../../src/domain/query.js';
import type { TokenRequestState } from '../../src/domain/token-request.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { createDatabase } from '../../src/persistence/database.js';
import { pageStatement, planSearch } from '../../src/persistence/search-plan.js';
import { createSearches } from '../../src/persistence/searches.js';
import {
  aContent,
  aNewDecision,
  aNewTokenRequest,
  NOW,
  OSCAR,
  someRepositories,
} from '../support/builders.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { storeRequests } from './search-records.js';
import { referencePage, referenceSearch, type SearchableRequest } from './search-reference.js';

const ACME = { id: 1, login: 'acme' };
const GLOBEX = { id: 2, login: 'Globex' };
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ago = (ms: number) => new Date(NOW.getTime() - ms);

let testDatabase: TestDatabase;
let source: DataSource;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  source = await createDataSource({ url: testDatabase.url, poolSize: 3 }).initialize();
  database = createDatabase(source);
});

afterAll(async () => {
  await source?.destroy();
  await testDatabase?.drop();
});

async function forgetAll(): Promise<void> {
  await source.query('DELETE FROM decisions; DELETE FROM token_requests; DELETE FROM organizations');
}

/** A pending request of mona's, an hour old. */
function aSearchable(over: Partial<SearchableRequest> & { readonly id: number }): SearchableRequest {
  return {
    organization: ACME,
    state: 'pending',
    requesterLogin: 'Mona',
    tokenName: 'deploy-bot',
    reason: null,
    selection: 'none',
    repositories: [],
    permissions: [],
    requestedAt: ago(HOUR),
    endedAt: null,
    expiresAt: null,
    lastUsedAt: null,
    decisions: [],
    ...over,
  };
}

function aSearch(
  conditions: readonly (Condition & { negated?: boolean })[] = [],
  over: Partial<Search> = {},
): Search {
  const terms = conditions.map((condition): Term => ({ negated: false, ...condition }));
  const readable = { organizationIds: [ACME.id, GLOBEX.id] };
  return { readable, kind: 'pending', now: NOW, query: { terms, sort: null }, ...over };
}

async function found(search: Search): Promise<number[]> {
  const { found: requests } = await database.searches.page(search, { after: null, limit: 1_000 });
  return requests.map(({ id }) => id);
}

/** All pages, one after the other. */
async function pages(search: Search, limit: number): Promise<number[][]> {
  const all: number[][] = [];
  let after: PageStart | null = null;
  do {
    const page = await database.searches.page(search, { after, limit });
    all.push(page.found.map(({ id }) => id));
    after = page.next;
  } while (after !== null);
  return all;
}

const values = <Q extends 'owner' | 'repo' | 'org' | 'decided-by'>(qualifier: Q, ...names: string[]) => ({
  qualifier,
  values: names,
});

describe('a qualifier finds what it says, and its negation all the rest', () => {
  afterEach(forgetAll);

  const write = { group: 'repository', name: 'contents', level: 'write' } as const;
  const cases: [string, Condition, Partial<SearchableRequest>[], Partial<SearchableRequest>[]][] = [
    [
      'owner:',
      values('owner', 'mONA', 'nobody'),
      [{}, { requesterLogin: 'mona' }],
      [{ requesterLogin: 'monalisa' }],
    ],
    ['org:', values('org', 'gLOBEX'), [{ organization: GLOBEX }], [{}]],
    [
      'repo: without the organization',
      values('repo', 'Web'),
      [
        { selection: 'subset', repositories: ['acme/api', 'acme/WEB'] },
        { selection: 'subset', organization: GLOBEX, repositories: ['Globex/web'] },
        { selection: 'all' },
      ],
      [{}, { selection: 'subset', repositories: ['acme/website', 'web/acme'] }, { selection: 'none' }],
    ],
    [
      'repo: with the organization',
      values('repo', 'ACME/Web'),
      [{ selection: 'subset', repositories: ['acme/web'] }, { selection: 'all' }],
      [
        { selection: 'subset', repositories: ['globex/web', 'acme/webs'] },
        { selection: 'all', organization: GLOBEX },
      ],
    ],
    [
      'permission: with a level',
      { qualifier: 'permission', values: [{ name: 'contents', level: 'write' }] },
      [{ permissions: [write] }, { permissions: [{ ...write, group: 'organization', level: 'admin' }] }],
      [
        {},
        {
          permissions: [
            { ...write, level: 'read' },
            { ...write, name: 'issues' },
          ],
        },
      ],
    ],
    [
      'permission: with any level',
      { qualifier: 'permission', values: [{ name: 'contents', level: null }] },
      [{ permissions: [{ ...write, level: 'read' }] }],
      [{ permissions: [{ ...write, name: 'content' }] }],
    ],
    [
      'older:',
      { qualifier: 'older', duration: { count: 3, unit: 'd' } },
      [{ requestedAt: ago(3 * DAY + 1) }],
      [{ requestedAt: ago(3 * DAY) }],
    ],
    [
      'newer:',
      { qualifier: 'newer', duration: { count: 90, unit: 'm' } },
      [{ requestedAt: ago(1.5 * HOUR) }],
      [{ requestedAt: ago(1.5 * HOUR + 1) }],
    ],
    [
      'expires: within a time',
      { qualifier: 'expires', within: { count: 2, unit: 'w' } },
      [{ expiresAt: ago(-14 * DAY) }, { expiresAt: ago(DAY) }],
      [{ expiresAt: null }, { expiresAt: ago(-14 * DAY - 1) }],
    ],
    ['expires:never', { qualifier: 'expires', within: 'never' }, [{}], [{ expiresAt: ago(-DAY) }]],
    ['never-used', { qualifier: 'never-used' }, [{}], [{ lastUsedAt: ago(DAY) }]],
    [
      'text',
      { qualifier: 'text', text: '50%_Off\\' },
      [{ tokenName: 'x 50%_oFF\\ y' }, { reason: '50%_off\\' }],
      [{ tokenName: '50xx_off\\' }, { reason: '50%_off' }, { tokenName: '50%', reason: '_off\\' }],
    ],
    ['text of one letter', { qualifier: 'text', text: 'Q' }, [{ reason: 'q' }], [{ reason: 'p' }]],
    [
      'text across the name and the reason, which it is not in',
      { qualifier: 'text', text: 'bot now' },
      [],
      [{ tokenName: 'bot', reason: 'now' }],
    ],
  ];

  it.each(cases)('%s', async (_, condition, matching, others) => {
    const stored = [...matching, ...others].map((over, index) => aSearchable({ id: index + 1, ...over }));
    await storeRequests(source, stored);

    const plain = await found(aSearch([condition]));
    const negated = await found(aSearch([{ ...condition, negated: true }]));

    const ids = stored.map(({ id }) => id);
    expect(plain.sort()).toEqual(ids.slice(0, matching.length));
    expect(negated.sort()).toEqual(ids.slice(matching.length));
  });

  it('decided-by: is whoever made the last decision that was carried out', async () => {
    const by = (...logins: string[]) => logins.map((login) => ({ login, state: 'done' }) as const);
    const ended = { state: 'approved', endedAt: NOW } as const;
    await storeRequests(source, [
      aSearchable({ id: 1, ...ended, decisions: by('oscar', 'Olivia') }),
      aSearchable({ id: 2, ...ended, decisions: [...by('olivia'), { login: 'oscar', state: 'released' }] }),
      aSearchable({ id: 3, ...ended, decisions: by('olivia', 'oscar') }),
      aSearchable({ id: 4, ...ended, decisions: [{ login: 'olivia', state: 'released' }] }),
      aSearchable({ id: 5, ...ended }),
    ]);

    const plain = await found(aSearch([values('decided-by', 'OLIVIA')], { kind: 'history' }));
    const negated = await found(
      aSearch([{ ...values('decided-by', 'OLIVIA'), negated: true }], { kind: 'history' }),
    );

    expect([plain, negated]).toEqual([
      [2, 1],
      [5, 4, 3],
    ]);
  });
});

describe('states', () => {
  const STATES = ['pending', 'deciding', 'approved', 'denied', 'cancelled', 'expired', 'closed'] as const;
  const is = (...states: TokenRequestState[]) => ({ qualifier: 'is', values: states }) as const;

  beforeAll(() =>
    storeRequests(
      source,
      STATES.map((state, index) =>
        aSearchable({ id: index + 1, state, endedAt: index > 1 ? ago(10 - index) : null }),
      ),
    ),
  );
  afterAll(forgetAll);

  it.each([
    ['the pending ones', 'pending', [], [1]],
    ['those of a history', 'history', [], [7, 6, 5, 4, 3]],
    ['all', 'any', [], [7, 6, 5, 4, 3, 2, 1]],
    ['those of is: instead of the default', 'pending', [is('deciding', 'expired')], [2, 6]],
    ['those that are in every is:', 'any', [is('denied', 'closed'), is('denied', 'pending')], [4]],
    ['none when no state is left', 'any', [is('denied'), is('closed')], []],
    ['the default without what is negated', 'history', [{ ...is('denied'), negated: true }], [7, 6, 5, 3]],
    ['none when the default is negated', 'pending', [{ ...is('pending'), negated: true }], []],
  ] as const)('are %s', async (_, kind, terms, expected) => {
    const ids = await found(aSearch(terms, { kind }));

    expect(ids).toEqual(expected);
  });
});

describe('what a reader may not read', () => {
  beforeAll(() =>
    storeRequests(source, [
      aSearchable({ id: 1 }),
      aSearchable({ id: 2, organization: GLOBEX, requesterLogin: 'hubot' }),
      aSearchable({ id: 3, organization: GLOBEX, requesterLogin: 'mona', requestedAt: ago(2 * HOUR) }),
    ]),
  );
  afterAll(forgetAll);

  it.each([
    ['of other organizations', { organizationIds: [GLOBEX.id] }, [3, 2]],
    ['of other people', { requesterLogin: 'MONA' }, [3, 1]],
    ['of anybody, for who may decide nowhere', { organizationIds: [] }, []],
    ['of anybody, for somebody without a request', { requesterLogin: '' }, []],
  ] as const)('is not found: what is %s', async (_, readable, expected) => {
    const search = aSearch([], { readable });
    const { searches } = database;

    const ways = {
      page: await found(search),
      ids: await searches.ids(search, 10),
      some: (await searches.some(readable, [3, 2, 1, 99])).map(({ id }) => id),
      named: await searches.named(readable, 'deploy-bot', 10),
      byNumber: (
        await Promise.all([9_001, 9_002, 9_003].map((id) => searches.named(readable, `${id}`, 10)))
      ).flat(),
    };
    const count = await searches.count(search, 10);

    const sorted = [...expected].sort();
    expect(ways).toMatchObject({ page: expected, ids: expected, some: sorted, byNumber: sorted });
    expect(ways.named.sort()).toEqual(sorted);
    expect(count).toEqual({ count: expected.length, capped: false });
  });

  it('stays unfound whoever is asked for', async () => {
    const readable = { organizationIds: [ACME.id] };

    const asked = await Promise.all(
      [values('owner', 'hubot'), values('org', 'globex'), values('owner', 'mona')].map((condition) =>
        found(aSearch([condition], { readable })),
      ),
    );
    const own = await found(aSearch([values('owner', 'hubot')], { readable: { requesterLogin: 'mona' } }));

    expect([...asked, own]).toEqual([[], [], [1], []]);
  });

  it('is not offered in a filter', async () => {
    const choose = (readable: Search['readable']) =>
      database.searches.choices({ readable, kind: 'pending' }, 'owner', '', 10);

    const choices = await Promise.all([
      choose({ organizationIds: [ACME.id] }),
      choose({ organizationIds: [GLOBEX.id] }),
      choose({ organizationIds: [] }),
      choose({ requesterLogin: 'Hubot' }),
    ]);

    expect(choices).toEqual([['Mona'], ['hubot', 'mona'], [], ['hubot']]);
  });
});

describe('a page', () => {
  afterEach(forgetAll);

  it.each([
    ['pending', 'pending', null],
    ['history', 'approved', null],
    ['any', 'pending', 'expiry'],
    ['history', 'approved', 'oldest'],
    ['pending', 'pending', 'newest'],
    ['history', 'denied', 'expiry'],
  ] as const)(
    'of %s ones follows the one before without a gap or a double (%s, sort:%s)',
    async (kind, state, sort) => {
      // Microseconds apart, at the same instant, or without a date.
      const stored = Array.from({ length: 23 }, (_, index) =>
        aSearchable({ id: index + 1, state, organization: index % 3 === 0 ? GLOBEX : ACME }),
      );
      await storeRequests(source, stored);
      const instants = "timestamptz '2026-01-01' + (id % 4) * interval '1 microsecond'";
      await source.query(
        `UPDATE token_requests SET requested_at = ${instants}, ended_at = CASE WHEN id % 5 > 0 THEN ${instants} END,
                                   token_expires_at = CASE WHEN id % 5 > 1 THEN ${instants} END`,
      );
      const search = aSearch([], { kind, query: { terms: [], sort } });

      const whole = await found(search);
      const inPages = await pages(search, 4);

      expect(new Set(whole).size).toBe(23);
      expect(inPages.flat()).toEqual(whole);
      expect(inPages.map((page) => page.length)).toEqual([4, 4, 4, 4, 4, 3]);
    },
  );

  it('that ends exactly with the list has none after it', async () => {
    await storeRequests(source, [aSearchable({ id: 1 }), aSearchable({ id: 2 })]);

    const page = await database.searches.page(aSearch(), { after: null, limit: 2 });

    expect(page.next).toBeNull();
    expect(page.found).toHaveLength(2);
  });

  it('shows what a card would, and three of the repositories', async () => {
    await database.organizations.save({ id: 1, login: 'acme', installationId: 5 });
    const repositories = someRepositories(
      5_000,
      (index) => `acme/${String.fromCharCode(97 + (index % 26))}${index}`,
    );
    const content = aContent({ repositories, repositoryCount: 5_000, reason: undefined });
    const stored = await database.tokenRequests.insert(
      aNewTokenRequest({ organizationId: 1, state: 'deciding', content }),
    );
    const id = stored?.id ?? 0;
    const first = await database.decisions.add(aNewDecision(id, { at: ago(HOUR) }));
    await database.decisions.end(first.id, { state: 'released', at: NOW });
    const second = await database.decisions.add(aNewDecision(id, { approver: OSCAR }));

    const { found: listed } = await database.searches.page(aSearch([], { kind: 'any' }), {
      after: null,
      limit: 5,
    });

    const { repositories: _, ...request } =
      (await database.tokenRequests.find(id)) ?? aNewTokenRequest().content;
    expect(listed).toEqual([
      {
        ...request,
        repositoryNames: ['acme/a0', 'acme/b1', 'acme/c2'],
        decision: await database.decisions.find(second.id),
      },
    ]);
    expect(await found(aSearch([values('repo', 'z25')], { kind: 'any' }))).toEqual([id]);
  });

  it('shows no decision on one that pends again', async () => {
    await storeRequests(source, [
      aSearchable({ id: 1, decisions: [{ login: 'olivia', state: 'done' }] }),
      aSearchable({ id: 2, state: 'approved', decisions: [{ login: 'oscar', state: 'released' }] }),
    ]);

    const listed = await database.searches.some({ organizationIds: [ACME.id] }, [2, 1]);

    expect(listed.map(({ id, decision }) => [id, decision])).toEqual([
      [1, null],
      [2, null],
    ]);
  });
});

describe('counts, choices and names', () => {
  beforeAll(() =>
    storeRequests(
      source,
      Array.from({ length: 30 }, (_, index) =>
        aSearchable({
          id: index + 1,
          state: index < 25 ? 'pending' : 'denied',
          endedAt: index < 25 ? null : NOW,
          requesterLogin: index < 25 ? `User-${index % 3}` : 'gone',
          tokenName: index === 7 ? '9003' : `Token ${index}`,
          requestedAt: ago(index * HOUR),
          selection: index % 2 ? 'subset' : 'none',
          repositories: index % 2 ? [`acme/Repo-${index}`, index < 25 ? 'acme/web' : 'acme/old'] : [],
          permissions: [{ group: 'repository', name: index < 25 ? 'contents' : 'issues', level: 'read' }],
        }),
      ),
    ),
  );
  afterAll(forgetAll);

  it.each([
    [24, { count: 24, capped: true }],
    [25, { count: 25, capped: false }],
    [26, { count: 25, capped: false }],
  ])('are counted up to %i', async (limit, expected) => {
    expect(await database.searches.count(aSearch(), limit)).toEqual(expected);
  });

  it('are given as so many ids as are wanted, in the order of the list', async () => {
    expect(await database.searches.ids(aSearch(), 3)).toEqual([25, 24, 23]);
  });

  it.each([
    ['owner', 'USER', 2, ['User-0', 'User-1']],
    ['owner', 'gone', 9, []],
    ['repo', 'REPO-1', 3, ['acme/Repo-1', 'acme/Repo-11', 'acme/Repo-13']],
    ['repo', 'w', 9, ['acme/web']],
    ['repo', 'acme/w', 9, ['acme/web']],
    ['repo', 'acme/old', 9, []],
    ['repo', 'e_p', 9, []],
    ['permission', '', 9, ['contents']],
    ['permission', 'TENT', 9, ['contents']],
  ] as const)('offer for %s of "%s" (%i) what occurs', async (of, typed, limit, expected) => {
    const { searches } = database;
    const search = { readable: { organizationIds: [ACME.id] }, kind: 'pending' } as const;

    expect(await searches.choices(search, of, typed, limit)).toEqual(expected);
  });

  it('offer first what begins with what was typed', async () => {
    const search = { readable: { organizationIds: [ACME.id] }, kind: 'any' } as const;

    const choices = await database.searches.choices(search, 'owner', 'e', 9);
    const beginning = await database.searches.choices(search, 'permission', 'i', 9);

    expect(choices).toEqual(['gone', 'User-0', 'User-1', 'User-2']);
    expect(beginning).toEqual(['issues']);
  });

  it('offer the same to a requester, of their own requests', async () => {
    const search = { readable: { requesterLogin: 'GONE' }, kind: 'any' } as const;

    const choices = await database.searches.choices(search, 'repo', 'O', 2);

    expect(choices).toEqual(['acme/old', 'acme/Repo-25']);
  });

  it('finds by the whole name in whatever case, or by the number, the newest first', async () => {
    const named = (name: string) => database.searches.named({ organizationIds: [ACME.id] }, name, 9);

    const names = await Promise.all(
      ['token 3', 'Token', '9003', '90030000000000000000000', 'a\0b', '%'].map(named),
    );

    expect(names).toEqual([[4], [], [3, 8], [], [], []]);
  });

  it('takes the middle of the times that they have waited', async () => {
    const { searches } = database;

    const odd = await searches.medianWaitMs(aSearch(), 1_000);
    const first = await searches.medianWaitMs(aSearch(), 2);
    const none = await searches.medianWaitMs(aSearch([values('owner', 'gone')]), 1_000);

    expect([odd, first, none]).toEqual([12 * HOUR, 23.5 * HOUR, null]);
  });
});

describe('odd queries', () => {
  beforeAll(() => storeRequests(source, [aSearchable({ id: 1, reason: '🦄 "; DROP TABLE' })]));
  afterAll(forgetAll);

  it.each<[string, Condition, number]>([
    ['a thousand values', values('owner', ...Array.from({ length: 1_000 }, (_, i) => `o${i}`), 'mona'), 1],
    ['a thousand repositories', values('repo', ...Array.from({ length: 1_000 }, (_, i) => `a/${i}`)), 0],
    [
      'a thousand organizations',
      values('org', ...Array.from({ length: 1_000 }, (_, i) => `o${i}`), 'acme'),
      1,
    ],
    ['SQL', { qualifier: 'text', text: '"; drop table' }, 1],
    ['an emoji', { qualifier: 'text', text: '🦄' }, 1],
    ['NUL', { qualifier: 'text', text: 'a\0' }, 0],
    ['half an emoji', values('owner', '\ud83e'), 0],
    ['NUL in a name', values('repo', 'acme/\0'), 0],
    ['an endless time', { qualifier: 'older', duration: { count: 1e15, unit: 'w' } }, 0],
    ['an endless future', { qualifier: 'expires', within: { count: 1e15, unit: 'w' } }, 0],
    ['a name of nothing but slashes', values('repo', '//'), 0],
  ])('may hold %s', async (_, condition, count) => {
    expect(await database.searches.count(aSearch([condition]), 10)).toEqual({ count, capped: false });
  });

  it('may be of a reader with many organizations', async () => {
    const readable = { organizationIds: Array.from({ length: 1_000 }, (_, index) => index) };

    const ids = await Promise.all(
      (['pending', 'any'] as const).map((kind) => database.searches.ids(aSearch([], { readable, kind }), 5)),
    );

    expect(ids).toEqual([[1], [1]]);
  });
});

/** Set it to see the same data again. */
const SEED = Number(process.env.SEARCH_SEED ?? Math.floor(Math.random() * 1e9));

describe(`with random data of the seed ${SEED}`, () => {
  const LOGINS = ['mona', 'Hubot', 'mona-lisa', 'octocat', 'dependabot'];
  const REPOSITORIES = ['web', 'API', 'web-api', 'infra', 'docs.x'];
  const PERMISSIONS = ['contents', 'issues', 'members', 'contents_2'];
  const OWNERS = ['Olivia', 'oscar', 'olga'];
  const WORDS = ['deploy', 'Bot', 'ci', '50%', 'a_b', '\\', 'é', ' '];
  const organization = fc.constantFrom(ACME, GLOBEX, { id: 3, login: 'initech' });
  const level = fc.constantFrom('read' as const, 'write' as const, 'admin' as const);
  const state = fc.constantFrom<TokenRequestState[]>(
    ...([
      'pending',
      'pending',
      'pending',
      'deciding',
      'approved',
      'denied',
      'cancelled',
      'expired',
      'closed',
    ] as const),
  );
  // So few instants that many are the same, and some fall exactly on the edge of a duration.
  const instant = fc.integer({ min: -20, max: 20 }).map((days) => ago(days * DAY));
  const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((some) => some.join(''));
  const mixed = (texts: readonly string[]) =>
    fc.constantFrom(...texts).chain((text) => fc.constantFrom(text, text.toUpperCase(), text.toLowerCase()));
  const request = fc
    .record({
      organization,
      state,
      requesterLogin: mixed(LOGINS),
      tokenName: words,
      reason: fc.option(words),
      selection: fc.constantFrom('none' as const, 'all' as const, 'subset' as const, 'subset' as const),
      names: fc.uniqueArray(fc.constantFrom(...REPOSITORIES), { maxLength: 4 }),
      permissions: fc.uniqueArray(
        fc.record({
          group: fc.constantFrom('organization' as const, 'repository' as const, 'other' as const),
          name: fc.constantFrom(...PERMISSIONS),
          level,
        }),
        { selector: ({ group, name }) => `${group} ${name}`, maxLength: 4 },
      ),
      requestedAt: instant,
      ended: fc.option(instant, { freq: 9 }),
      expiresAt: fc.option(instant),
      lastUsedAt: fc.option(instant),
      decisions: fc.array(
        fc.record({
          login: mixed(OWNERS),
          state: fc.constantFrom('done' as const, 'done' as const, 'released' as const),
        }),
        { maxLength: 3 },
      ),
    })
    .map(({ names, ended, ...rest }) => ({
      ...rest,
      endedAt: rest.state === 'pending' || rest.state === 'deciding' ? null : ended,
      repositories:
        rest.selection === 'subset' ? names.map((name) => `${rest.organization.login}/${name}`) : [],
    }));

  const some = (of: fc.Arbitrary<string>) => fc.array(of, { minLength: 1, maxLength: 3 });
  const duration = fc.record({
    count: fc.integer({ min: 0, max: 20 }),
    unit: fc.constantFrom('m' as const, 'h' as const, 'd' as const, 'd' as const, 'w' as const),
  });
  const repositoryName = fc
    .tuple(fc.constantFrom('', 'acme/', 'GLOBEX/', 'nobody/'), mixed([...REPOSITORIES, 'none']))
    .map(([owner, name]) => owner + name);
  const condition: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ qualifier: fc.constant('owner' as const), values: some(mixed([...LOGINS, 'nobody'])) }),
    fc.record({ qualifier: fc.constant('org' as const), values: some(mixed(['acme', 'globex', 'nobody'])) }),
    fc.record({ qualifier: fc.constant('repo' as const), values: some(repositoryName) }),
    fc.record({ qualifier: fc.constant('decided-by' as const), values: some(mixed([...OWNERS, 'nobody'])) }),
    fc.record({
      qualifier: fc.constant('permission' as const),
      values: fc.array(fc.record({ name: fc.constantFrom(...PERMISSIONS), level: fc.option(level) }), {
        minLength: 1,
        maxLength: 2,
      }),
    }),
    fc.record({
      qualifier: fc.constant('is' as const),
      values: fc.array(state, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ qualifier: fc.constantFrom('older' as const, 'newer' as const), duration }),
    fc.record({
      qualifier: fc.constant('expires' as const),
      within: fc.oneof(duration, fc.constant('never' as const)),
    }),
    fc.constant({ qualifier: 'never-used' as const }),
    fc.record({ qualifier: fc.constant('text' as const), text: fc.oneof(mixed(WORDS), words) }),
  );
  const search: fc.Arbitrary<Search> = fc.record({
    readable: fc.oneof(
      { weight: 4, arbitrary: fc.record({ organizationIds: fc.subarray([1, 2, 3, 4]) }) },
      { weight: 1, arbitrary: fc.record({ requesterLogin: mixed(LOGINS) }) },
    ),
    kind: fc.constantFrom('pending' as const, 'history' as const, 'any' as const),
    now: fc.constant(NOW),
    query: fc.record({
      terms: fc.array(
        fc.tuple(fc.boolean(), condition).map(([negated, one]): Term => ({ ...one, negated })),
        { maxLength: 3 },
      ),
      sort: fc.option(fc.constantFrom('oldest' as const, 'newest' as const, 'expiry' as const)),
    }),
  });

  // With few, the way leads through the list; with many, through an index. Both find the same.
  const candidatesEach = fc.constantFrom(0, 1, 150);

  let all: SearchableRequest[];

  beforeAll(async () => {
    all = fc.sample(request, { seed: SEED, numRuns: 400 }).map((one, index) => ({ ...one, id: index + 1 }));
    await storeRequests(source, all);
    await source.query('ANALYZE');
  });
  afterAll(forgetAll);

  it('any search finds what a look at every request finds, in the same order, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(
        search,
        fc.integer({ min: 1, max: 60 }),
        candidatesEach,
        async (asked, limit, each) => {
          const searches = createSearches(source.manager, each);
          const expected = referenceSearch(all, asked);
          const first = await searches.page(asked, { after: null, limit });
          const second = first.next && (await searches.page(asked, { after: first.next, limit }));

          const ids = await searches.ids(asked, 500);
          const count = await searches.count(asked, limit);

          expect(ids).toEqual(expected.map(({ id }) => id));
          expect(first.found.map(({ id }) => id)).toEqual(ids.slice(0, limit));
          expect(first.next?.id).toBe(ids.length > limit ? ids[limit - 1] : undefined);
          const after = referencePage(expected, first.next, limit).map(({ id }) => id);
          if (second) expect(second.found.map(({ id }) => id)).toEqual(after);
          expect(count).toEqual({ count: Math.min(ids.length, limit), capped: ids.length > limit });
        },
      ),
      { numRuns: 250 },
    );
  });

  it('the usual searches find it with a plan for all values, too', async () => {
    const searches = createSearches(source.manager);
    const usual: fc.Arbitrary<Search> = fc.record({
      readable: fc.record({ organizationIds: fc.subarray([1, 2, 3], { minLength: 1 }) }),
      kind: fc.constantFrom('pending' as const, 'any' as const),
      now: fc.constant(NOW),
      query: fc.record({
        terms: fc
          .tuple(
            fc.array(mixed(LOGINS), { minLength: 1, maxLength: 2 }),
            fc.option(repositoryName, { freq: 4 }),
          )
          .map(([logins, repository]): Term[] => [
            { qualifier: 'owner', values: logins, negated: false },
            ...(repository === null
              ? []
              : [{ qualifier: 'repo' as const, values: [repository], negated: false }]),
          ]),
        sort: fc.constant(null),
      }),
    });

    await fc.assert(
      fc.asyncProperty(usual, async (asked) => {
        const expected = referenceSearch(all, asked).map(({ id }) => id);
        const first = await searches.page(asked, { after: null, limit: 3 });
        const second = first.next && (await searches.page(asked, { after: first.next, limit: 3 }));

        const found = [...first.found, ...(second?.found ?? [])].map(({ id }) => id);
        expect(found).toEqual(expected.slice(0, 6));
      }),
      { numRuns: 300 },
    );
    const [{ planned }] = await source.query(
      `SELECT count(*)::int AS planned FROM pg_prepared_statements
        WHERE statement LIKE '%requester_login%' AND generic_plans > 0`,
    );
    expect(planned).toBeGreaterThan(0);
  });

  it('of somebody’s pending requests, only those are read that match', async () => {
    await source.query('VACUUM ANALYZE token_requests');
    const { query } = parseQuery('owner:mona repo:acme/web permission:contents org:acme', 'pending');
    if (query === undefined) throw new Error('not a query');
    const asked: Search = { readable: { organizationIds: [1, 2, 3] }, kind: 'pending', query, now: NOW };
    const plan = planSearch(asked, () => [1]);
    const statement = plan && pageStatement(plan, { after: null, limit: 3 }, null);

    const rows: { 'QUERY PLAN': string }[] = await source.transaction(async (manager) => {
      // So few would be read from the first to the last.
      await manager.query('SET LOCAL enable_seqscan = off');
      await manager.query('SET LOCAL enable_bitmapscan = off');
      return manager.query(`EXPLAIN ${statement?.sql}`, statement?.parameters);
    });

    const lines = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(lines).toContain('Index Only Scan using token_requests_waiting_of');
  });

  it('a condition and its negation share the requests between them', async () => {
    await fc.assert(
      fc.asyncProperty(condition, async (one) => {
        const ask = (terms: Term[]) =>
          database.searches.ids(aSearch([], { kind: 'any', query: { terms, sort: null } }), 500);

        const whole = await ask([]);
        const plain = await ask([{ ...one, negated: false }]);
        const negated = await ask([{ ...one, negated: true }]);

        const together = new Set([...plain, ...negated]);
        expect(plain.length + negated.length).toBe(whole.length);
        expect(together).toEqual(new Set(whole));
      }),
      { numRuns: 80 },
    );
  });
});
