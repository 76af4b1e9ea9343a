import type { SlackBlock, SlackMessage, SlackView } from '../slack/slack-objects.js';

// What the page's server and its browser side tell each other. Dates travel as ISO texts.

/** Somebody whom the visitor may be. */
export interface Persona {
  id: string;
  /** On GitHub, and in `?as=`. */
  login: string;
  name: string;
  role: 'owner' | 'member' | 'guest';
  /** Who that is, in a few words. */
  about: string;
}

/** What never changes while the sandbox runs. */
export interface PageBasics {
  workspace: string;
  botUserId: string;
  botName: string;
  personas: Persona[];
  commands: { command: string; usageHint: string; description: string }[];
  /** Global ones. */
  shortcuts: { callbackId: string; name: string; description: string }[];
}

export interface ShownMessage extends Omit<SlackMessage, 'replies' | 'blocks'> {
  blocks?: SlackBlock[];
  replies?: ShownMessage[];
}

export interface Conversation {
  id: string;
  name: string;
  kind: 'channel' | 'direct';
  /** People of another workspace are in it. */
  isShared: boolean;
  memberCount: number;
  messages: ShownMessage[];
}

/** The workspace as one person sees it, and nothing that this person does not. */
export interface ShownChannel {
  id: string;
  name: string;
  isPrivate: boolean;
}

export interface WorkspaceState {
  me: string;
  /** Of everybody, by id. */
  names: Record<string, { name: string; isBot: boolean; isStranger: boolean }>;
  channelNames: Record<string, string>;
  /** All that menus of conversations may offer them. */
  channels: ShownChannel[];
  conversations: Conversation[];
  home: SlackView | null;
  /** Open modals, the topmost last. */
  views: SlackView[];
}

export interface ShownPermission {
  group: 'organization' | 'repository' | 'other';
  name: string;
  level: string;
}

/** Access that was asked for or given, as GitHub's pages list it. */
export interface ShownAccess {
  organization: string;
  tokenId: number;
  tokenName: string;
  owner: string;
  repositorySelection: 'none' | 'all' | 'subset';
  repositories: { name: string; private: boolean }[];
  permissions: ShownPermission[];
  expiresAt: string | null;
  isExpired: boolean;
  lastUsedAt: string | null;
}

export interface ShownRequest extends ShownAccess {
  id: number;
  reason: string | null;
  createdAt: string;
  state: 'pending' | 'approved' | 'denied' | 'cancelled';
  decidedBy: string | null;
  decidedAt: string | null;
  decisionReason: string | null;
}

export interface ShownGrant extends ShownAccess {
  id: number;
  grantedAt: string;
}

/** An organization as one of its people sees it. */
export interface ShownOrganization {
  login: string;
  role: 'admin' | 'member';
  policy: { requireApproval: boolean; restrictClassic: boolean };
  repositories: { name: string; private: boolean }[];
}

/** What one person may see on GitHub. */
export interface GitHubState {
  login: string;
  /** Those that the person belongs to. */
  organizations: ShownOrganization[];
  /** Everybody's where the person is an owner, else their own; the newest first. */
  requests: ShownRequest[];
  grants: ShownGrant[];
  classicTokens: { id: number; owner: string }[];
}

export interface ShownMail {
  id: number;
  to: string[];
  from: string;
  subject: string;
  receivedAt: string;
  text: string;
  hasHtml: boolean;
}

export type Party = 'PATrol' | 'Slack' | 'GitHub' | 'Mailbox';

/** One line of what goes on under the hood. */
export interface ShownCall {
  id: number;
  at: string;
  from: Party;
  to: Party;
  /** What was called, e.g. `chat.postMessage`. */
  what: string;
  /** An HTTP status, or what went wrong instead of an answer. */
  status: string;
  ok: boolean;
  ms: number | null;
}

export type TroubleName =
  | 'slack-429'
  | 'github-502'
  | 'github-timeout'
  | 'smtp-down'
  | 'lose-next-webhook'
  | 'webhooks-twice';

/** The switches that are on. */
export type Trouble = Record<TroubleName, boolean>;

/** The parts of the page, each sent whole whenever it changes. */
export interface PageAreas {
  basics: PageBasics;
  workspace: WorkspaceState;
  github: GitHubState;
  mail: ShownMail[];
  trouble: Trouble;
}

/** What trying a token shows. */
export interface TriedToken {
  repository: string;
  private: boolean;
  status: number;
  ms: number;
}
