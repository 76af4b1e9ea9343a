import type { Addresses } from './api-objects.js';
import { errorReply, type Reply } from './api-reply.js';
import { secret } from './token-acts.js';
import type { Organization, User } from './world-entities.js';

/**
 * GitHub's answer to a member's user access token while the organization wants them to sign in with SAML first
 * (https://docs.github.com/enterprise-cloud@latest/rest/authentication/authenticating-to-the-rest-api). A token that an
 * App got for somebody is an OAuth token in these words.
 */
export function ssoRefusal({ web }: Addresses, organization: Organization, user: User): Reply | undefined {
  if (!organization.requireSso || organization.ssoSessions.has(user.id)) return undefined;
  const reply = errorReply(
    403,
    'Resource protected by organization SAML enforcement. You must grant your OAuth token access to this organization.',
  );
  const url = `${web}/orgs/${organization.login}/sso?authorization_request=${secret(56)}`;
  return { ...reply, headers: { 'x-github-sso': `required; url=${url}` } };
}
