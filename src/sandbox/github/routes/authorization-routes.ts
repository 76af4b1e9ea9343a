import { createHash } from 'node:crypto';
import { type Addresses, type ApiObject, simpleUser, utc } from '../api-objects.js';
import { notFound, type Reply } from '../api-reply.js';
import type { Route, RouteContext } from '../route.js';
import type { TokenPair } from '../user-authorizations.js';
import { withdrawAuthorization } from '../withdraw-authorization.js';

/** What the App does with the user access tokens that people gave it. */
export const authorizationRoutes: Record<string, Route> = {
  'POST /applications/{client_id}/token': { access: 'client', handle: checkToken },
  'DELETE /applications/{client_id}/token': { access: 'client', handle: deleteToken },
  'DELETE /applications/{client_id}/grant': { access: 'client', handle: deleteGrant },
};

/** "Invalid tokens will return 404" says the description of the check; of the others it says nothing. */
function pairIn({ parts, body }: RouteContext): TokenPair | undefined {
  return parts.credentials.people.find((body as { access_token: string }).access_token);
}

function checkToken(context: RouteContext): Reply {
  const pair = pairIn(context);
  return pair ? { status: 200, body: authorizationObject(context.parts.addresses, pair) } : notFound();
}

function deleteToken(context: RouteContext): Reply {
  const pair = pairIn(context);
  if (!pair) return notFound();
  context.parts.credentials.people.revoke(pair);
  return { status: 204 };
}

function deleteGrant(context: RouteContext): Reply {
  const pair = pairIn(context);
  if (!pair) return notFound();
  withdrawAuthorization(context.parts, pair.user);
  return { status: 204 };
}

function authorizationObject(addresses: Addresses, pair: TokenPair): ApiObject {
  const { api, web, app } = addresses;
  return {
    id: pair.id,
    url: `${api}/authorizations/${pair.id}`,
    app: { client_id: app.clientId, name: app.name, url: `${web}/apps/${app.slug}` },
    token: pair.access,
    hashed_token: createHash('sha256').update(pair.access).digest('hex'),
    token_last_eight: pair.access.slice(-8),
    note: null,
    note_url: null,
    scopes: [],
    fingerprint: null,
    created_at: utc(pair.createdAt),
    updated_at: utc(pair.createdAt),
    expires_at: pair.expiry && utc(pair.expiry.access),
    user: simpleUser(addresses, pair.user),
  };
}
