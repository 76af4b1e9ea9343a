import { ApiError } from './api-error.js';
import { applyUpdate, botMessage, showEphemeral } from './chat-methods.js';
import { isObject } from './rule.js';
import type { Json, SlackMessage } from './slack-objects.js';
import { checkMessage, isYes } from './web-api-method.js';
import type { Workspace } from './workspace.js';

const maxUses = 5;
const lifetimeMs = 30 * 60_000;

interface ResponseUrl {
  userId: string;
  channelId: string;
  /** The message on which the person acted, if it was one. */
  source: SlackMessage | undefined;
  issuedAt: number;
  uses: number;
}

/** The addresses at which the bot may answer an interaction: five times within thirty minutes. */
export class ResponseUrls {
  readonly #issued = new Map<string, ResponseUrl>();

  constructor(
    private readonly workspace: Workspace,
    private readonly base: () => string,
  ) {}

  issue(userId: string, channelId: string, source?: SlackMessage): string {
    const token = this.workspace.id('R');
    const issuedAt = this.workspace.now().getTime();
    this.#issued.set(token, { userId, channelId, source, issuedAt, uses: 0 });
    return `${this.base()}response/${token}`;
  }

  /** Takes what the bot posted to a response URL; throws what Slack would answer instead of 'ok'. */
  take(token: string, body: unknown): void {
    const url = this.#issued.get(token);
    if (!url) throw new ApiError('no_such_url', {}, true);
    if (this.workspace.now().getTime() - url.issuedAt > lifetimeMs) throw new ApiError('expired_url');
    if (url.uses >= maxUses) throw new ApiError('used_url');
    if (!isObject(body)) throw ApiError.defect('invalid_payload');
    checkFields(body);
    url.uses += 1;
    if (isYes(body.delete_original)) {
      this.#deleteSource(url);
      return;
    }
    checkMessage(this.workspace, body, 'response_url');
    if (isYes(body.replace_original)) this.#replaceSource(url, body);
    else answer(this.workspace, url.userId, url.channelId, body);
  }

  #deleteSource({ source }: ResponseUrl): void {
    if (!source) throw ApiError.defect('no_original_message');
    const list = source.ephemeralFor ? this.workspace.ephemerals : this.workspace.messagesIn(source.channel);
    const index = list.indexOf(source);
    if (index >= 0) list.splice(index, 1);
    this.workspace.changed();
  }

  #replaceSource({ source }: ResponseUrl, body: Json): void {
    if (!source) throw ApiError.defect('no_original_message');
    // Unlike chat.update, what is not named goes: the body replaces the message.
    if (body.blocks === undefined) source.blocks = undefined;
    applyUpdate(this.workspace, source, body);
  }
}

const known = [
  'text',
  'blocks',
  'attachments',
  'response_type',
  'replace_original',
  'delete_original',
  'thread_ts',
  'metadata',
  'mrkdwn',
  'unfurl_links',
  'unfurl_media',
];

function checkFields(body: Json): void {
  for (const name of Object.keys(body)) {
    if (!known.includes(name)) throw ApiError.defect('invalid_arguments', [`[ERROR] unknown field: ${name}`]);
  }
  if (body.response_type !== undefined && !['ephemeral', 'in_channel'].includes(String(body.response_type))) {
    throw ApiError.defect('invalid_arguments', ['[ERROR] response_type must be ephemeral or in_channel']);
  }
}

/** Shows an answer to a command or interaction: to its person only, or to the channel when it says so. */
export function answer(workspace: Workspace, userId: string, channelId: string, body: Json): void {
  if (body.response_type === 'in_channel') workspace.post(botMessage(workspace, channelId, body));
  else showEphemeral(workspace, channelId, userId, body);
}
