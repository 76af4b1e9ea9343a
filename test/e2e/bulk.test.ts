import { afterEach, describe, expect, it } from '@jest/globals';
import type { StandIns } from '../../src/sandbox/stand-ins.js';
import { ACTIONS } from '../../src/slack/action-ids.js';
import { endHealthy, modalThatSays, PEOPLE, quiet, REVIEW_CHANNEL, synced } from '../support/acts.js';
import { aClock } from '../support/builders.js';
import { startTrial, type Trial } from '../support/trial.js';

const user = PEOPLE.olivia;
const REASON = 'Use the GitHub App';

interface Sizes {
  readonly acme: number;
  readonly globex: number;
}

function namesOf(sizes: Sizes): string[] {
  return (['acme', 'globex'] as const).flatMap((org) =>
    Array.from({ length: sizes[org] }, (_, index) => `${org}-${index}`),
  );
}

function addGlobex({ github }: StandIns): void {
  github.addOrganization({ login: 'globex', owners: ['olivia', 'omar'], members: ['mona', 'max'] });
}

/** Mona and Max ask in turn, in two organizations of Olivia's: `acme-0`, `acme-1` …, known in whatever order. */
function theyAsk({ github }: StandIns, sizes: Sizes): void {
  for (const org of ['acme', 'globex'] as const) {
    for (let index = 0; index < sizes[org]; index += 1) {
      github.createToken({
        org,
        owner: index % 2 === 0 ? 'mona' : 'max',
        name: `${org}-${index}`,
        reason: 'CI',
        repositorySelection: 'none',
        permissions: { organization: { members: 'read' } },
      });
    }
  }
}

let trial: Trial;

afterEach(async () => {
  await endHealthy(trial);
});

function requestOf(name: string) {
  const [org = ''] = name.split('-');
  const request = trial.github.requests(org).find(({ token }) => token.name === name);
  if (!request) throw new Error(`nobody asked for ${name}`);
  return request;
}

/** As long as more is delivered, it is not stuck. */
async function patiently(): Promise<void> {
  const delivered = async () => {
    const [row] = await trial.rows<{ count: number }>(
      "SELECT count(*)::int AS count FROM deliveries WHERE state = 'sent'",
    );
    return row?.count ?? 0;
  };
  for (let before = -1; ; ) {
    const now = await delivered();
    const isQuiet = await quiet(trial).then(
      () => true,
      (error: unknown) => {
        if (now === before) throw error;
        return false;
      },
    );
    if (isQuiet) return;
    before = now;
  }
}

function wholeLists(org: string): number {
  const path = `/orgs/${org}/personal-access-token-requests`;
  return trial.github.calls.filter((call) => call.path === path && call.query.direction !== undefined).length;
}

/** Starts the program with so many requests, and has Olivia select all of them. */
async function selectAll(sizes: Sizes): Promise<string> {
  // It stands still, so that no pause runs out and every call is one that had to be made.
  const clock = aClock(new Date());
  trial = await startTrial({ clock, before: addGlobex });
  // What a first comparison finds is announced by a summary; here, each is to have its card.
  await synced(trial);
  theyAsk(trial, sizes);
  const total = sizes.acme + sizes.globex;
  await trial.eventually(`${total} cards`, () => trial.slack.messages(REVIEW_CHANNEL).length > 0);
  await patiently();
  await trial.eventually('the comparison with the lists that a start causes', () =>
    ['acme', 'globex'].every((org) => wholeLists(org) >= 1),
  );
  await trial.slack.command({ user, channel: REVIEW_CHANNEL, command: '/tokens', text: 'pending' });
  const list = await modalThatSays(trial, user, `Select all ${total} that match`);
  await trial.slack.click({ user, viewId: list.id, actionId: ACTIONS.listSelectAll });
  await modalThatSays(trial, user, `${total} requests are selected`);
  await trial.slack.submitView({ user, viewId: list.id });
  return (await modalThatSays(trial, user, 'GitHub is told at once')).id;
}

/** Omar decides two of them on GitHub’s page, and a requester takes one back; no webhook has told yet. */
function decideElsewhere(approved: string, cancelled: string, denied: string): void {
  trial.github.webhookMode = 'hold';
  trial.github.decideOnPage({ requestId: requestOf(approved).id, by: 'omar', action: 'approve' });
  trial.github.cancel(requestOf(cancelled).id);
  trial.github.decideOnPage({ requestId: requestOf(denied).id, by: 'omar', action: 'deny' });
}

/**
 * Picks names by their place in PATrol's records, whose order decides which requests go to GitHub in one call: the
 * first from that place on, of this owner's, that nobody has picked yet.
 */
async function picker() {
  const known = await trial.rows<{ name: string; owner: string }>(
    `SELECT r.token_name AS name, r.requester_login AS owner FROM token_requests r ORDER BY r.id`,
  );
  const picked = new Set<string>();
  return (org: keyof Sizes, from: number, owner?: string): string => {
    const own = known.filter(({ name }) => name.startsWith(`${org}-`)).slice(from);
    const found = own.find(
      (one) => !picked.has(one.name) && (owner === undefined || one.owner === owner),
    )?.name;
    if (found === undefined)
      throw new Error(`no request of ${owner ?? 'anybody'}'s in ${org} from ${from} on`);
    picked.add(found);
    return found;
  };
}

/** GitHub refuses every call that names this request. */
function refuse(name: string): void {
  const { id } = requestOf(name);
  trial.github.faults.add({
    match: ({ method, body }) =>
      method === 'POST' && ((body as { pat_request_ids?: number[] })?.pat_request_ids?.includes(id) ?? false),
    effect: {
      status: 422,
      body: { message: 'Validation Failed', documentation_url: 'https://docs.github.com' },
    },
  });
}

/** Calls since `from` whose method and path are these, by organization; less the comparison of whole lists. */
function calls(from: number, method: string, path: RegExp) {
  const made = trial.github.calls.slice(from).filter(({ query }) => query.direction === undefined);
  const seen = made.filter((call) => call.method === method && path.test(call.path));
  const of = (org: string) => seen.filter((call) => call.path.startsWith(`/orgs/${org}/`)).length;
  return { acme: of('acme'), globex: of('globex') };
}

/** What the cards say, by the name of the token. */
function cards(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const message of trial.slack.messages(REVIEW_CHANNEL)) {
    const card = trial.slack.read(message);
    const name = /\b(acme|globex)-\d+\b/.exec(card)?.[0] ?? '';
    found.set(name, [...(found.get(name) ?? []), card]);
  }
  return found;
}

const CARD_SAYS: Readonly<Record<string, RegExp>> = {
  approved: /Approved on GitHub by/,
  cancelled: /Cancelled by/,
  pending: /\[Approve\]/,
  denied: /Denied (on GitHub )?by/,
};

describe('deciding many requests at once', () => {
  it.each([
    {
      name: '250 requests, where GitHub leaves out what is gone',
      bulkWithGone: 'partial' as const,
      sizes: { acme: 150, globex: 100 },
      elsewhere: { approved: 20, cancelled: 120, denied: 5 },
      // 100 without the approved one: 99, which in halves is 14 calls, and the other 50; all of globex at once.
      posts: { acme: 17, globex: 1 },
      // At the click, for the list that lies behind, and before each call to it.
      memberships: { acme: 19, globex: 3 },
      // Both halves of the hundred, twice, and the refused one alone.
      lists: { acme: 5, globex: 0 },
      grants: { acme: 1, globex: 0 },
    },
    {
      name: '24 requests, where GitHub refuses a call with something that is gone',
      bulkWithGone: '422' as const,
      sizes: { acme: 14, globex: 10 },
      elsewhere: { approved: 4, cancelled: 8, denied: 5 },
      // 14 without two: 12, which in halves is 8 calls; of globex 10, and 9 without the one.
      posts: { acme: 10, globex: 2 },
      memberships: { acme: 12, globex: 4 },
      lists: { acme: 3, globex: 1 },
      grants: { acme: 1, globex: 1 },
    },
  ])(
    'ends with the truth for each: $name',
    async ({ bulkWithGone, sizes, elsewhere, posts, memberships, lists, grants }) => {
      const viewId = await selectAll(sizes);
      trial.github.behaviour.bulkWithGone = bulkWithGone;
      const pick = await picker();
      const refused = pick('acme', 0);
      const approved = pick('acme', elsewhere.approved, 'mona');
      const cancelled = pick('acme', elsewhere.cancelled);
      const denied = pick('globex', elsewhere.denied, 'max');
      decideElsewhere(approved, cancelled, denied);
      refuse(refused);
      const total = sizes.acme + sizes.globex;
      const told = { mona: 0, max: 0 };
      for (const who of ['mona', 'max'] as const) told[who] = trial.slack.directMessages(PEOPLE[who]).length;
      const from = trial.github.calls.length;

      await trial.slack.submitView({
        user,
        viewId,
        values: { decision: { decision: 'deny' }, reason: { reason: REASON } },
      });
      await trial.eventually('everything sent', async () => {
        const [row] = await trial.rows<{ open: number }>(
          `SELECT count(*)::int AS open FROM decisions
            WHERE state IN ('asked', 'checking') OR (state = 'sent' AND accepted_at IS NULL)`,
        );
        return row?.open === 0;
      });
      await trial.github.settled();
      trial.github.webhookMode = 'deliver';
      await trial.github.releaseHeld();
      await patiently();

      expect(calls(from, 'POST', /\/personal-access-token-requests$/)).toEqual(posts);
      expect(calls(from, 'GET', /\/memberships\//)).toEqual(memberships);
      expect(calls(from, 'GET', /\/personal-access-token-requests$/)).toEqual(lists);
      expect(calls(from, 'GET', /\/personal-access-tokens$/)).toEqual(grants);

      const shown = trial.slack.read(await modalThatSays(trial, user, `Denied ${total - 4} of ${total}`));
      const [message] = trial.slack.directMessages(user).map((direct) => trial.slack.read(direct));
      expect(trial.slack.directMessages(user)).toHaveLength(1);
      for (const text of [shown, message]) {
        expect(text).toMatch(new RegExp(`${refused}\\b.*not carried out\\. GitHub`));
        expect(text).toMatch(new RegExp(`${approved}\\b.*Approved on GitHub by omar`, 'i'));
        expect(text).toMatch(new RegExp(`${cancelled}\\b.*Cancelled`, 'i'));
        expect(text).toMatch(new RegExp(`${denied}\\b.*Denied on GitHub by omar`, 'i'));
      }

      const shownOnCards = cards();
      for (const name of namesOf(sizes)) {
        const state =
          { [approved]: 'approved', [cancelled]: 'cancelled', [refused]: 'pending' }[name] ?? 'denied';
        expect([name, requestOf(name).state]).toEqual([name, state]);
        expect(shownOnCards.get(name)).toEqual([expect.stringMatching(CARD_SAYS[state] ?? /nothing/)]);
      }

      // One message and one e-mail for all that Olivia denied, and those that Omar's decisions cause.
      for (const who of ['mona', 'max'] as const) {
        const news = trial.slack
          .directMessages(PEOPLE[who])
          .slice(told[who])
          .map((direct) => trial.slack.read(direct));
        const mails = trial.mailbox.mails.filter(({ to }) => to.includes(`${who}@acme.example`));
        const texts = mails.map(({ parsed }) => `${parsed.subject}\n${parsed.text}`);
        expect(news).toHaveLength(2);
        expect(texts).toHaveLength(2);
        expect(news.filter((text) => text.includes(REASON))).toHaveLength(1);
        expect(texts.filter((text) => text.includes(REASON))).toHaveLength(1);
      }
    },
    180_000,
  );
});
