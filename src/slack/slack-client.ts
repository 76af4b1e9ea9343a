import { createHash } from 'node:crypto';
import type { HomeView, ModalView } from '@slack/types';
import { WebClient } from '@slack/web-api';
import type { Slack, SlackProfile } from '../application/ports.js';
import type { Config } from '../config.js';
import { OutsideError } from '../domain/errors.js';
import type { Translator } from '../i18n/translator.js';
import type { Pace } from './pace.js';
import { toSlackFailure } from './slack-failure.js';
import { createSlackLogger, type LogSink } from './slack-logger.js';
import { bulkNoticeView } from './views/bulk-notice-view.js';
import { bulkProgressView } from './views/bulk-results-view.js';
import { bulkView } from './views/bulk-view.js';
import { cardView, type MessageContent } from './views/card-view.js';
import { homeView } from './views/home-view.js';
import { ledgerHeadView } from './views/ledger-head-view.js';
import { linkNewsView } from './views/link-news-view.js';
import { noticeView } from './views/notice-view.js';

/** What every message needs: no link of a stranger's is unfolded. */
const QUIET = { unfurl_links: false, unfurl_media: false } as const;

/**
 * Slack's Web API for background work. It neither retries nor waits by itself: deliveries do, and they survive
 * a restart.
 */
export function createSlackClient(
  config: Config['slack'],
  t: Translator,
  { log, pace }: { readonly log: LogSink; readonly pace?: Pace },
): Slack {
  const client = new WebClient(config.botToken, {
    slackApiUrl: config.apiUrl,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: createSlackLogger(log),
  });

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
    pace?.takeTurn(channel);
    const message = { channel, ...content, ...QUIET, ...(threadTs ? { thread_ts: threadTs } : {}) };
    const posted = await guard(() => joined(client, channel, () => client.chat.postMessage(message)));
    if (posted.ts === undefined || posted.channel === undefined) throw unexpected();
    return { channel: posted.channel, ts: posted.ts };
  }

  async function postDirectly(slackUserId: string, content: MessageContent) {
    const opened = await guard(() => client.conversations.open({ users: slackUserId }));
    if (opened.channel?.id === undefined) throw unexpected();
    return post(opened.channel.id, content);
  }

  return {
    async postCard(channel, card) {
      const content = cardView(t, card);
      return { ...(await post(channel, content)), digest: digestOf(content) };
    },
    async updateCard({ channel, ts }, card, knownDigest) {
      const content = cardView(t, card);
      const digest = digestOf(content);
      if (digest !== knownDigest) await guard(() => client.chat.update({ channel, ts, ...content }));
      return digest;
    },
    replyToCard: ({ channel, ts }, notice) => post(channel, noticeView(t, notice), ts),
    directMessage: (slackUserId, notice) => postDirectly(slackUserId, noticeView(t, notice)),
    postBulk: (slackUserId, bulk) => postDirectly(slackUserId, bulkView(t, bulk)),
    async updateBulk({ channel, ts }, bulk) {
      await guard(() => client.chat.update({ channel, ts, ...bulkView(t, bulk) }));
    },
    updateBulkModal: (viewId, bulk) => updateModal(client, viewId, bulkProgressView(t, bulk)),
    postLedgerHead: (channel, head) => post(channel, ledgerHeadView(t, head)),
    directLinkNews: (slackUserId, news) => postDirectly(slackUserId, linkNewsView(t, news)),
    directBulkNotice: (slackUserId, notice) => postDirectly(slackUserId, bulkNoticeView(t, notice)),
    async publishHome(slackUserId, home, knownDigest) {
      const view = homeView(t, home);
      const digest = digestOf(view);
      if (digest !== knownDigest) await guard(() => client.views.publish({ user_id: slackUserId, view }));
      return digest;
    },
    profile: (slackUserId) =>
      orNull(['user_not_found', 'user_not_visible'], async () => {
        const [{ user }, team] = await Promise.all([client.users.info({ user: slackUserId }), ownTeam()]);
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
