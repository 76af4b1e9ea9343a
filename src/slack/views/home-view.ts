import type { ActionsBlock, Button, HomeView, KnownBlock } from '@slack/types';
import type {
  BoundedCount,
  HomeModel,
  ListedRequest,
  OwnerHome,
  OwnRequests,
} from '../../application/models.js';
import type { MessageKey, Translator } from '../../i18n/translator.js';
import { ACTIONS } from '../action-ids.js';
import { decideBlockId } from '../request-value.js';
import { inlineList, listOf } from './bulk-lines.js';
import { decisionButtons, reasonElements } from './card-view.js';
import { chartBlocks } from './chart-blocks.js';
import { connectBlock } from './connect-block.js';
import { accessLine, askedLine, bulletBlocks, decidedLine, ownLine } from './listed-lines.js';
import { policyLinks } from './policy-links.js';
import { warningLine } from './request-lines.js';
import { emoji, foreign, type Inline, richText, section } from './rich-text.js';
import { statedOf, stateLine } from './state-line.js';
import { boundedCount, waitingLines } from './waiting-lines.js';

const REASON_AT_HOME = 200;

/** App Home: what concerns whoever looks at it, and what to do next. */
export function homeView(t: Translator, home: HomeModel): HomeView {
  return { type: 'home', blocks: [title(t, 'home.title'), ...content(t, home), ...footer(t, home)] };
}

/** Shown until the first content is there. */
export function homeLoadingView(t: Translator): HomeView {
  return { type: 'home', blocks: [title(t, 'home.title'), said(t.text('home.loading'))] };
}

function content(t: Translator, home: HomeModel): KnownBlock[] {
  switch (home.kind) {
    case 'stranger':
      return [said(t.text('error.other-workspace'))];
    case 'newcomer':
      return [said(t.text('home.what')), said(t.text('home.how')), ...firstSteps(t, home)];
    case 'member':
      return [
        said(t.text('home.member', { login: foreign(home.login, 60) })),
        ...silentBlocks(t, home.silent),
        ...ownBlocks(t, home.own, home.webUrl),
        listButtons(t, ['openMine']),
      ];
    case 'owner':
      return ownerBlocks(t, home);
  }
}

/** What somebody has to do first whose GitHub account is not known. */
export function firstSteps(
  t: Translator,
  { slackUserId, canConnect }: Pick<HomeModel, 'slackUserId' | 'canConnect'>,
): KnownBlock[] {
  if (canConnect) {
    return [title(t, 'home.first'), said(t.text('home.first.connect')), connectBlock(t, null)];
  }
  return [title(t, 'home.first'), said(t.text('home.first.link', { id: slackUserId }))];
}

/** Owners who have not signed in are told before their first click fails. */
export function signInBlocks(t: Translator, { needsSignIn }: Pick<OwnerHome, 'needsSignIn'>): KnownBlock[] {
  return needsSignIn ? [said(emoji('warning'), ' ', t.text('home.sign-in')), connectBlock(t, null)] : [];
}

/** A person's own requests: what waits since when, why calls fail meanwhile, and what became of the rest. */
export function ownBlocks(t: Translator, own: OwnRequests, webUrl: string): KnownBlock[] {
  const none = [title(t, 'home.own.title'), said(t.text('home.own.none'))];
  return [...(own.waiting.length === 0 ? none : []), ...ownBlocksIfAny(t, own, webUrl)];
}

/** The same without a word about there being none. */
export function ownBlocksIfAny(t: Translator, own: OwnRequests, webUrl: string): KnownBlock[] {
  const lines = (requests: readonly ListedRequest[], count: BoundedCount) => [
    ...bulletBlocks(requests.map((request) => ownLine(t, request, webUrl))),
    ...moreBlocks(t, count, requests.length),
  ];
  const waiting = [
    title(t, 'home.own.title'),
    ...lines(own.waiting, own.waitingCount),
    said(t.text('home.own.meanwhile')),
  ];
  const ended = [title(t, 'home.own.ended.title'), ...lines(own.ended, own.endedCount)];
  return [...(own.waiting.length > 0 ? waiting : []), ...(own.ended.length > 0 ? ended : [])];
}

/** "and 12 more", when not all are shown. */
function moreBlocks(t: Translator, { count, capped }: BoundedCount, shown: number): KnownBlock[] {
  const rest = { count: count - shown, capped };
  if (rest.count <= 0 && !capped) return [];
  return [said(t.text('home.more', { count: boundedCount(t, rest) }))];
}

/** Names the organizations of which nothing is shown, for GitHub has not answered. */
export function silentBlocks(t: Translator, silent: readonly string[]): KnownBlock[] {
  if (silent.length === 0) return [];
  const named = silent.slice(0, 10).map((login) => foreign(login, 60));
  const rest = silent.length - named.length;
  const names = listOf(t, rest > 0 ? [...named, t.text('home.others', { count: rest })] : named);
  return [richText(section(emoji('warning'), ' ', t.text('home.silent', { names })))];
}

/** Ways to the lists. */
export function listButtons(
  t: Translator,
  which: readonly ('openList' | 'openHistory' | 'openMine')[],
  blockId = 'lists',
): ActionsBlock {
  const texts = {
    openList: 'home.open-list',
    openHistory: 'home.open-history',
    openMine: 'home.open-mine',
  } as const;
  const button = (action: keyof typeof texts): Button => ({
    type: 'button',
    action_id: ACTIONS[action],
    text: { type: 'plain_text', text: t.text(texts[action]), emoji: false },
  });
  return { type: 'actions', block_id: blockId, elements: which.map(button) };
}

function ownerBlocks(t: Translator, home: OwnerHome & HomeModel): KnownBlock[] {
  const { own, pending, lately, webUrl } = home;
  const hasOwn = own.waiting.length + own.ended.length > 0;
  const decided = lately.map((request) => decidedLine(t, request, webUrl));
  return [
    ...waitingLines(t, home.waiting).map((line) => said(...line)),
    ...silentBlocks(t, home.silent),
    ...signInBlocks(t, home),
    listButtons(t, ['openList', 'openHistory', 'openMine']),
    ...(pending.length === 0 ? [] : [title(t, 'home.pending.title')]),
    ...pending.flatMap((request) => pendingBlocks(t, request, home)),
    ...morePending(t, home),
    ...home.charts.flatMap((chart) => chartBlocks(t, chart)),
    title(t, 'home.lately.title'),
    ...(decided.length === 0 ? [said(t.text('home.lately.none'))] : bulletBlocks(decided)),
    ...(hasOwn ? ownBlocks(t, own, webUrl) : []),
  ];
}

function morePending(t: Translator, { waiting, pending }: OwnerHome): KnownBlock[] {
  // Those of which the decision is on its way are shown, too, and not counted.
  const shown = pending.filter(({ state }) => state === 'pending').length;
  const more = moreBlocks(t, waiting.count, shown);
  return more.length === 0 ? [] : [...more, listButtons(t, ['openList'], 'more-pending')];
}

/** One request that waits, with the same buttons as on its card; or on its way, with who decided. */
function pendingBlocks(
  t: Translator,
  request: ListedRequest,
  { login, webUrl }: OwnerHome & HomeModel,
): KnownBlock[] {
  const warning = warningLine(t, request);
  const asked = richText(
    section(...askedLine(t, request, webUrl)),
    section(...accessLine(t, request)),
    ...(warning.length > 0 ? [section(...warning)] : []),
    ...reasonElements(t, request, REASON_AT_HOME),
  );
  if (request.state !== 'pending') return [asked, said(...stateLine(t, statedOf(request, webUrl)))];
  if (request.requester.login.toLowerCase() === login.toLowerCase()) {
    return [asked, said(t.text('list.own-request'))];
  }
  return [
    asked,
    { type: 'actions', block_id: decideBlockId(request), elements: decisionButtons(t, request) },
  ];
}

function footer(t: Translator, home: HomeModel): KnownBlock[] {
  if (home.kind === 'stranger') return [];
  const channels = home.channels.map((id): Inline[] => [{ type: 'channel', channel_id: id }]);
  return [
    { type: 'divider' },
    said(...t.parts<Inline | Inline[]>('home.channel', { channel: inlineList(t, channels) }).flat()),
    settingsButton(t),
    ...(home.kind === 'owner' ? policyLinks(t, home.organizations, home.webUrl) : []),
    said(t.text('help.classic')),
  ];
}

function settingsButton(t: Translator): ActionsBlock {
  const text = { type: 'plain_text' as const, text: t.text('home.settings'), emoji: false };
  const element: Button = { type: 'button', action_id: ACTIONS.openSettings, text };
  return { type: 'actions', block_id: 'settings', elements: [element] };
}

function title(t: Translator, key: MessageKey): KnownBlock {
  return { type: 'header', text: { type: 'plain_text', text: t.text(key) } };
}

function said(...inlines: readonly Inline[]): KnownBlock {
  return richText(section(...inlines));
}
