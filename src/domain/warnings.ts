import type { Permission, TokenRequestContent } from './token-request.js';

/** What makes a request far-reaching; each has a text in the message catalogue. */
export type Warning = 'writes-everywhere' | 'administers' | 'never-expires';

/** Permissions with which a token changes who may do what. GitHub's names. */
const ADMINISTRATIVE = new Set([
  'administration',
  'members',
  'organization_administration',
  'organization_secrets',
  'organization_hooks',
  'organization_custom_roles',
  'secrets',
  'workflows',
]);

/** The dangers that an approver should see at a glance, worst first. */
export function warningsOf(
  content: Pick<TokenRequestContent, 'permissions' | 'repositorySelection' | 'tokenExpiresAt'>,
): Warning[] {
  const writes = content.permissions.filter(({ level }) => level !== 'read');
  const found: Warning[] = [];
  if (content.repositorySelection === 'all' && writes.some(({ group }) => group === 'repository')) {
    found.push('writes-everywhere');
  }
  if (writes.some(isAdministrative)) found.push('administers');
  if (content.tokenExpiresAt === null) found.push('never-expires');
  return found;
}

function isAdministrative({ name, level }: Permission): boolean {
  return level === 'admin' || ADMINISTRATIVE.has(name);
}
