/** What the App asks of an organization that installs it. */
export const appPermissions = {
  members: 'read',
  metadata: 'read',
  organization_personal_access_token_requests: 'write',
  organization_personal_access_tokens: 'read',
};
