import type { DigestModel } from './digest-model.js';
import type {
  BulkModel,
  BulkNoticeModel,
  CardModel,
  HomeModel,
  LedgerHeadModel,
  LinkNewsModel,
  NoticeModel,
  OrganizationNewsModel,
} from './models.js';
import type { SlackReminders } from './reminder-ports.js';
import type { ChannelTrial } from './settings-ports.js';
import type { Summary } from './summary-ports.js';

export interface SlackProfile {
  readonly id: string;
  /** By which people know them. */
  readonly name: string;
  readonly email: string | null;
  readonly deleted: boolean;
  readonly isBot: boolean;
  /** A person of another workspace, seen through a shared channel. */
  readonly isStranger: boolean;
  /** The language of their Slack, `fr-FR`; null where Slack does not say. */
  readonly locale: string | null;
  /** IANA's name. */
  readonly timeZone: string | null;
}

export interface MessagePlace {
  readonly channel: string;
  readonly ts: string;
}

/** Slack's Web API. Every method throws OutsideError. */
export interface Slack extends SlackReminders, ChannelTrial {
  postCard(channel: string, card: CardModel): Promise<MessagePlace & { digest: string }>;
  /** Does nothing when what would be shown is what `knownDigest` stands for; returns the digest. */
  updateCard(place: MessagePlace, card: CardModel, knownDigest: string): Promise<string>;
  /** Announces many new requests together; the digest stands for what is shown. */
  postSummary(channel: string, summary: Summary): Promise<MessagePlace & { digest: string }>;
  /** Does nothing when what would be shown is what its digest stands for; returns the digest. */
  updateSummary(place: MessagePlace, summary: Summary): Promise<string>;
  replyToCard(place: MessagePlace, notice: NoticeModel): Promise<MessagePlace>;
  directMessage(slackUserId: string, notice: NoticeModel): Promise<MessagePlace>;
  /** Shows an approver how far a bulk decision is, in a direct message. */
  postBulk(slackUserId: string, bulk: BulkModel): Promise<MessagePlace>;
  updateBulk(place: MessagePlace, bulk: BulkModel): Promise<void>;
  /** The same in the modal from which it was asked; false when that is closed. */
  updateBulkModal(viewId: string, bulk: BulkModel): Promise<boolean>;
  /** Tells a requester what one bulk decision did with their requests. */
  directBulkNotice(slackUserId: string, notice: BulkNoticeModel): Promise<MessagePlace>;
  /** Does nothing when what would be shown is what `knownDigest` stands for; returns the digest. */
  publishHome(slackUserId: string, home: HomeModel, knownDigest: string): Promise<string>;
  /** Posts the head of the ledger's chain to the review channel. */
  postLedgerHead(channel: string, head: LedgerHeadModel): Promise<MessagePlace>;
  /** Tells the review channel that the App works in an organization again, or does not any more. */
  postOrganizationNews(channel: string, news: OrganizationNewsModel): Promise<MessagePlace>;
  postDigest(channel: string, digest: DigestModel): Promise<MessagePlace>;
  directDigest(slackUserId: string, digest: DigestModel): Promise<MessagePlace>;
  updateDigest(place: MessagePlace, digest: DigestModel): Promise<void>;
  /** Tells somebody what became of their link. */
  directLinkNews(slackUserId: string, news: LinkNewsModel): Promise<MessagePlace>;
  /** Null when Slack knows no such user. */
  profile(slackUserId: string): Promise<SlackProfile | null>;
  userByEmail(email: string): Promise<SlackProfile | null>;
}
