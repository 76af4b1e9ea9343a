import { createHash } from 'node:crypto';
import type { HomeView, ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { type Meter, unmetered } from '../application/meter.js';
import type { CardModel } from '../application/models.js';
import type { Clock } from '../application/ports.js';
import type { Slack, SlackProfile } from '../application/slack-ports.js';
import type { Speeches } from '../application/speech.js';
import type { Config } from '../config.js';
import { OutsideError } from '../domain/errors.js';
import { translatorOf } from '../i18n/translators.js';
import { meteredFetch } from './metered-fetch.js';
import { PacedClient, type Pacing } from './paced-client.js';
import { createPictures, digestInWords, homeInWords } from './pictures.js';
import { toSlackFailure } from './slack-failure.js';
import { createSlackLogger, type LogSink } from './slack-logger.js';
import { tryChannel } from './try-channel.js';
import { bulkNoticeView } from './views/bulk-notice-view.js';
import { bulkProgressView } from './views/bulk-results-view.js';
import { bulkView } from './views/bulk-view.js';
import { cardView, type MessageContent } from './views/card-view.js';
import { digestView } from './views/digest-view.js';
import { homeView } from './views/home-view.js';
import { ledgerHeadView } from './views/ledger-head-view.js';
import { linkNewsView } from './views/link-news-view.js';
import { noticeView } from './views/notice-view.js';
import { organizationNewsView } from './views/organization-news-view.js';
import { ownerReminderView, summaryReminderView } from './views/reminder-views.js';
import { summaryView } from './views/summary-view.js';

/** What every message needs: no link of a stranger's is unfolded. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const;

const CONVERSATIONS_REMEMBERED = 10_000;

/**
 * Slack's Web API for background work. It neither retries nor waits by itself: deliveries do, and they survive
 * a restart.
 */
export function createSlackClient(
  config: Config['slack'],
  speeches: Pick<Speeches, 'usual' | 'ofReader' | 'ofOrganization'>,
  {
    log,
    clock = { now: () => new Date() },
    pacing,
    meter = unmetered,
  }: { readonly log: LogSink; readonly clock?: Clock; readonly pacing?: Pacing; readonly meter?: Meter },
): Slack {
  const options = {
    slackApiUrl: config.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createSlackLogger(log),
    fetch: meteredFetch(meter, config.apiUrl, 10_000),
  };
  const client = new PacedClient(config.botToken, options, pacing);
  const conversations = new Map<string, string>();
  const withPictures = createPictures({ log, clock });

  /** Of what many read of an organization. */
  const ofAll = async ({ organization }: { readonly organization: { readonly id: number } }) =>
    translatorOf(await speeches.ofOrganization(organization.id));
  const ofCard = async ({ request, chosen }: CardModel) =>
    translatorOf(await speeches.ofOrganization(request.organization.id, chosen));
  /** Of what one person reads. */
  const of = async (slackUserId: string) => translatorOf(await speeches.ofReader(slackUserId));

  let asked: Promise<string | undefined> | undefined;
  /** Our workspace, asked once; a failure is asked again. */
  function ownTeam(): Promise<string | undefined> {
    asked ??= client.auth.test().then(({ team_id }) => team_id);
    asked.catch(() => {
      asked = undefined;
    });
    return asked;
  }

  async function post(channel: string, content: MessageContent, threadTs?: string) {
    const message = { channel, ...content, ...QUIET, ...(threadTs ? { thread_ts: threadTs } : {}) };
    const posted = await guard(() => joined(client, channel, () => client.chat.postMessage(message)));
    if (posted.ts === undefined || posted.channel === undefined) throw unexpected();
    return { channel: posted.channel, ts: posted.ts };
  }

  /** It stays the same for as long as the person is there. */
  async function conversationWith(slackUserId: string): Promise<string> {
    const known = conversations.get(slackUserId);
    if (known !== undefined) return known;
    const opened = await guard(() => client.conversations.open({ users: slackUserId }));
    if (opened.channel?.id === undefined) throw unexpected();
    if (conversations.size >= CONVERSATIONS_REMEMBERED) conversations.clear();
    conversations.set(slackUserId, opened.channel.id);
    return opened.channel.id;
  }

  async function postDirectly(slackUserId: string, content: MessageContent) {
    return post(await conversationWith(slackUserId), content);
  }

  return {
    async postCard(channel, card) {
      const content = cardView(await ofCard(card), card);
      return { ...(await post(channel, content)), digest: digestOf(content) };
    },
    async updateCard({ channel, ts }, card, knownDigest) {
      const content = cardView(await ofCard(card), card);
      const digest = digestOf(content);
      if (digest !== knownDigest) await guard(() => client.chat.update({ channel, ts, ...content }));
      return digest;
    },
    async postSummary(channel, summary) {
      const content = summaryView(await ofAll(summary), summary);
      return { ...(await post(channel, content)), digest: digestOf(content) };
    },
    async updateSummary({ channel, ts }, summary) {
      const content = summaryView(await ofAll(summary), summary);
      const digest = digestOf(content);
      if (digest !== summary.digest) await guard(() => client.chat.update({ channel, ts, ...content }));
      return digest;
    },
    async replyToCard({ channel, ts }, notice) {
      return post(channel, noticeView(await ofCard(notice), notice), ts);
    },
    async replyToSummary({ channel, ts }, reminder) {
      return post(channel, summaryReminderView(await ofAll(reminder), reminder), ts);
    },
    async directReminder(slackUserId, reminder) {
      return postDirectly(slackUserId, ownerReminderView(await of(slackUserId), reminder));
    },
    async updateReminder(slackUserId, ts, reminder) {
      const channel = await conversationWith(slackUserId);
      const content = ownerReminderView(await of(slackUserId), reminder);
      await guard(() => client.chat.update({ channel, ts, ...content }));
    },
    async directMessage(slackUserId, notice) {
      return postDirectly(slackUserId, noticeView(await of(slackUserId), notice));
    },
    async postBulk(slackUserId, bulk) {
      return postDirectly(slackUserId, bulkView(await of(slackUserId), bulk));
    },
    async updateBulk({ channel, ts }, bulk) {
      const content = bulkView(await of(bulk.bulk.slackUserId), bulk);
      await guard(() => client.chat.update({ channel, ts, ...content }));
    },
    async updateBulkModal(viewId, bulk) {
      return updateModal(client, viewId, bulkProgressView(await of(bulk.bulk.slackUserId), bulk));
    },
    postLedgerHead: (channel, head) => post(channel, ledgerHeadView(translatorOf(speeches.usual), head)),
    async postOrganizationNews(channel, news) {
      return post(channel, organizationNewsView(await ofAll(news), news));
    },
    async directLinkNews(slackUserId, news) {
      return postDirectly(slackUserId, linkNewsView(await of(slackUserId), news));
    },
    async directBulkNotice(slackUserId, notice) {
      return postDirectly(slackUserId, bulkNoticeView(await of(slackUserId), notice));
    },
    postDigest: (channel, digest) =>
      withPictures(digest, digestInWords(digest), (shown) =>
        post(channel, digestView(translatorOf(digest.speech), shown)),
      ),
    directDigest: (slackUserId, digest) =>
      withPictures(digest, digestInWords(digest), (shown) =>
        postDirectly(slackUserId, digestView(translatorOf(digest.speech), shown)),
      ),
    updateDigest: ({ channel, ts }, digest) =>
      withPictures(digest, digestInWords(digest), async (shown) => {
        const content = digestView(translatorOf(digest.speech), shown);
        await guard(() => client.chat.update({ channel, ts, ...content }));
      }),
    async publishHome(slackUserId, home, knownDigest) {
      const t = await of(slackUserId);
      return withPictures(home, homeInWords(home), async (shown) => {
        const view = homeView(t, shown);
        const digest = digestOf(view);
        if (digest !== knownDigest) await guard(() => client.views.publish({ user_id: slackUserId, view }));
        return digest;
      });
    },
    async tryChannel(tried) {
      const t = await of(tried.slackUserId);
      return tryChannel(client, tried, (work) => joined(client, tried.channel, work), t);
    },
    profile: (slackUserId) =>
      orNull(['user_not_found', 'user_not_visible'], async () => {
        const [{ user }, team] = await Promise.all([
          client.users.info({ user: slackUserId, include_locale: true }),
          ownTeam(),
        ]);
        return user ? toProfile(user, team) : null;
      }),
    userByEmail: (email) =>
      orNull(['users_not_found'], async () => {
        const [{ user }, team] = await Promise.all([client.users.lookupByEmail({ email }), ownTeam()]);
        return user ? toProfile(user, team) : null;
      }),
  };
}

interface SlackUser {
  id?: string;
  team_id?: string;
  /** In Enterprise Grid one person may be in several workspaces. */
  enterprise_user?: { teams?: string[] };
  deleted?: boolean;
  is_bot?: boolean;
  is_stranger?: boolean;
  name?: string;
  real_name?: string;
  /** Only where it was asked for. */
  locale?: string;
  tz?: string;
  profile?: { email?: string; display_name?: string; real_name?: string };
}

/**
 * Slack's own `is_stranger` is true only of people with whom we share no channel
 * (https://docs.slack.dev/reference/objects/user-object), so the workspaces are compared.
 */
function isOfAnother(user: SlackUser, ownTeam: string | undefined): boolean {
  if (user.is_stranger) return true;
  const teams = [user.team_id, ...(user.enterprise_user?.teams ?? [])];
  return ownTeam === undefined || !teams.includes(ownTeam);
}

function toProfile(user: SlackUser, ownTeam: string | undefined): SlackProfile | null {
  if (user.id === undefined) return null;
  return {
    id: user.id,
    name: user.profile?.real_name || user.real_name || user.profile?.display_name || user.name || user.id,
    email: user.profile?.email ?? null,
    deleted: user.deleted ?? false,
    isBot: user.is_bot ?? false,
    isStranger: isOfAnother(user, ownTeam),
    locale: user.locale ?? null,
    timeZone: user.tz ?? null,
  };
}

/** A public channel that the bot was never invited to can be joined (`channels:join`). */
async function joined<T>(client: WebClient, channel: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (toSlackFailure(error).code !== 'not_in_channel') throw error;
    await client.conversations.join({ channel });
    return work();
  }
}

/** Without the hash: what the person sees is only older news. False when they have closed it. */
async function updateModal(client: WebClient, viewId: string, view: ModalView): Promise<boolean> {
  const updated = await orNull(['not_found', 'view_not_found'], () =>
    client.views.update({ view_id: viewId, view }),
  );
  return updated !== null;
}

async function orNull<T>(absent: readonly string[], work: () => Promise<T | null>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const failure = toSlackFailure(error);
    if (absent.includes(failure.code)) return null;
    throw failure;
  }
}

async function guard<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toSlackFailure(error);
  }
}

function digestOf(content: MessageContent | HomeView): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url');
}

function unexpected(): OutsideError {
  return new OutsideError('slack', 'unknown', 'unexpected');
}
