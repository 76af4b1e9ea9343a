import type { WebClient } from '@slack/web-api';
import type { ChannelAccess, ChannelTried } from '../application/settings-ports.js';
import type { Translator } from '../i18n/translator.js';
import { toSlackFailure } from './slack-failure.js';
import { channelWorksView } from './views/channel-works-view.js';

/** What Slack says of a channel that does not exist for us. */
const NOT_INVITED = ['channel_not_found', 'not_in_channel', 'method_not_supported_for_channel_type'];

/**
 * Whether we can post to a channel: a line that only whoever has chosen it sees is posted there, for without
 * `channels:read` and `groups:read` there is nothing to ask, and only Slack knows its posting permissions.
 */
export async function tryChannel(
  client: WebClient,
  { channel, slackUserId, organization }: ChannelTried,
  joined: <T>(work: () => Promise<T>) => Promise<T>,
  t: Translator,
): Promise<ChannelAccess> {
  const content = channelWorksView(t, organization);
  try {
    await joined(() => client.chat.postEphemeral({ channel, user: slackUserId, ...content }));
    return 'open';
  } catch (error) {
    const { failure, code } = toSlackFailure(error);
    // We are in it, and they are not: nothing keeps us from posting.
    if (code === 'user_not_in_channel') return 'open';
    if (NOT_INVITED.includes(code)) return 'not-invited';
    if (code === 'is_archived') return 'archived';
    return failure === 'refused' ? 'refused' : 'unknown';
  }
}
