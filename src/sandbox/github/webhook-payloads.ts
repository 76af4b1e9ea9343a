import {
  type Addresses,
  type ApiObject,
  installationObject,
  nodeId,
  simpleOrganization,
  simpleUser,
  utc,
} from './api-objects.js';
import type { GitHubWorld } from './github-world.js';
import { requestInWebhook } from './token-objects.js';
import type { Installation } from './world-entities.js';
import type { WorldEvent } from './world-event.js';

export const HOOK_ID = 512;

export interface Webhook {
  event: string;
  action: string | null;
  payload: ApiObject;
  installationId: number | null;
}

interface Sources {
  world: GitHubWorld;
  addresses: Addresses;
  behaviour: { createdWithoutInstallation: boolean };
}

type EventOf<Kind extends WorldEvent['kind']> = Extract<WorldEvent, { kind: Kind }>;

/** The webhook that an event gives rise to; undefined when the App is not installed or may not know. */
export function webhookOf(sources: Sources, event: WorldEvent, webhookUrl: string): Webhook | undefined {
  switch (event.kind) {
    case 'token-request':
      return tokenRequestWebhook(sources, event);
    case 'installation':
      return installationWebhook(sources, event);
    case 'organization-renamed':
      return organizationRenamedWebhook(sources, event);
    case 'authorization-revoked':
      return appWebhook('github_app_authorization', 'revoked', {
        action: 'revoked',
        sender: simpleUser(sources.addresses, event.sender),
      });
    case 'ping':
      return appWebhook('ping', null, pingPayload(sources, webhookUrl));
  }
}

function appWebhook(event: string, action: string | null, payload: ApiObject): Webhook {
  return { event, action, payload, installationId: null };
}

function tokenRequestWebhook(sources: Sources, event: EventOf<'token-request'>): Webhook | undefined {
  const { world, addresses, behaviour } = sources;
  const { action, request, sender } = event;
  const { installation } = request.organization;
  if (!installation || installation.suspendedAt) return undefined;
  if (!installation.permissions.organization_personal_access_token_requests) return undefined;
  const withoutInstallation = action === 'created' && behaviour.createdWithoutInstallation;
  const payload = {
    action,
    personal_access_token_request: requestInWebhook(addresses, request, world.now()),
    organization: simpleOrganization(addresses, request.organization),
    sender: simpleUser(addresses, sender),
    ...(withoutInstallation ? {} : { installation: simpleInstallation(installation) }),
  };
  return { event: 'personal_access_token_request', action, payload, installationId: installation.id };
}

function installationWebhook({ addresses }: Sources, event: EventOf<'installation'>): Webhook {
  const { action, organization, installation, sender } = event;
  const payload = {
    action,
    installation: installationObject(addresses, organization, installation),
    sender: simpleUser(addresses, sender),
  };
  return { event: 'installation', action, payload, installationId: installation.id };
}

function organizationRenamedWebhook(
  { addresses }: Sources,
  event: EventOf<'organization-renamed'>,
): Webhook | undefined {
  const { organization, from, sender } = event;
  const { installation } = organization;
  if (!installation || installation.suspendedAt) return undefined;
  const payload = {
    action: 'renamed',
    changes: { login: { from } },
    organization: simpleOrganization(addresses, organization),
    sender: simpleUser(addresses, sender),
    installation: simpleInstallation(installation),
  };
  return { event: 'organization', action: 'renamed', payload, installationId: installation.id };
}

function pingPayload({ world, addresses }: Sources, url: string): ApiObject {
  const createdAt = utc(world.appBot.createdAt);
  const hook = {
    type: 'App',
    id: HOOK_ID,
    name: 'web',
    active: true,
    events: ['personal_access_token_request', 'organization'],
    config: { content_type: 'json', insecure_ssl: '0', secret: '********', url },
    created_at: createdAt,
    updated_at: createdAt,
    app_id: addresses.app.id,
    deliveries_url: `${addresses.api}/app/hook/deliveries`,
  };
  return { zen: 'Approachable is better than simple.', hook_id: HOOK_ID, hook };
}

function simpleInstallation({ id }: Installation): ApiObject {
  return { id, node_id: nodeId('I', id) };
}
