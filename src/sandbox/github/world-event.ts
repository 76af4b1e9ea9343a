import type { Installation, Organization, PatRequest, User } from './world-entities.js';

/** What GitHub tells an App about; the webhooks are made from these. */
export type WorldEvent =
  | {
      kind: 'token-request';
      action: 'created' | 'approved' | 'denied' | 'cancelled';
      request: PatRequest;
      sender: User;
    }
  | {
      kind: 'installation';
      action: 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted';
      organization: Organization;
      installation: Installation;
      sender: User;
    }
  | { kind: 'organization-renamed'; organization: Organization; from: string; sender: User }
  | { kind: 'authorization-revoked'; sender: User }
  | { kind: 'ping' };
