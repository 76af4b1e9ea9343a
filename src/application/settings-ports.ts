import type { Organization } from '../domain/token-request.js';

/** Whether we can post to a channel, as Slack says. */
export type ChannelAccess =
  | 'open'
  /** A private one to which nobody has invited us; or there is none. */
  | 'not-invited'
  | 'archived'
  /** Slack lets us not post there, for a reason of its own. */
  | 'refused'
  /** Slack did not say in time. */
  | 'unknown';

/** Who is told, alone, that their new channel works. */
export interface ChannelTried {
  readonly channel: string;
  readonly slackUserId: string;
  readonly organization: Organization;
}

export interface ChannelTrial {
  /** Joins a public channel, and shows whoever has chosen it, and nobody else, that we can post there. */
  tryChannel(tried: ChannelTried): Promise<ChannelAccess>;
}
