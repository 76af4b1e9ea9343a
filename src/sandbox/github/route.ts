import type { Addresses } from './api-objects.js';
import type { Reply } from './api-reply.js';
import type { BackgroundWork } from './background-work.js';
import type { Credentials, Principal } from './credentials.js';
import type { GitHubWorld } from './github-world.js';
import type { WebhookOutbox } from './webhook-outbox.js';
import type { Grant, PatRequest } from './world-entities.js';

/** What GitHub does where its documentation is silent; tests run PATrol against either. */
export interface UnconfirmedBehaviour {
  /** Deciding a request that is no longer pending. Default 404. */
  goneStatus: 404 | 422;
  /** A bulk decision with an id that is no longer pending. Default `partial`. */
  bulkWithGone: 'partial' | '422';
  /** How long after its 202 a bulk call is carried out. Default 10. */
  bulkDelayMs: number;
  /** Whether the pending list still has a request whose token has expired. Default `listed`. */
  expiredRequests: 'listed' | 'dropped';
  /** Whether the `created` webhook lacks `installation`. Default false. */
  createdWithoutInstallation: boolean;
  /** Requests an hour for each caller. Default 5,000. */
  rateLimit: number;
  /** Whether user access tokens expire, with refresh tokens to renew them; an App may opt out. Default true. */
  userTokensExpire: boolean;
  /** Whether GitHub names itself, by `iss`, where it sends a browser back; older servers do not. Default true. */
  issuerInRedirect: boolean;
}

/** The lists as they were when they were held. */
export interface HeldLists {
  requests: readonly PatRequest[];
  grants: readonly Grant[];
}

/** The parts of the stand-in that the routes work with. */
export interface Parts {
  world: GitHubWorld;
  credentials: Credentials;
  outbox: WebhookOutbox;
  work: BackgroundWork;
  behaviour: UnconfirmedBehaviour;
  addresses: Addresses;
  heldLists: HeldLists | null;
}

export interface RouteContext {
  parts: Parts;
  principal: Principal;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
}

/** Who may call: the App by its JWT, the App by its client id and secret, anybody, or whoever has a permission of the App in the organization. */
export type Access =
  | 'app'
  | 'client'
  | 'anyone'
  | { permission: string; level: 'read' | 'write'; people: 'owners' | 'members' };

export interface Route {
  access: Access;
  handle: (context: RouteContext) => Reply;
}
