import { OLIVIA } from './builders.js';

/** What people have written into what is shown. */
export interface Words {
  readonly tokenName: string;
  readonly requester: string;
  readonly approver: string;
  readonly organization: string;
  readonly repository: string;
  readonly team: string;
  /** The requester's, and the approver's. */
  readonly reason: string;
  readonly permission: string;
  readonly query: string;
}

export const USUAL_WORDS: Words = {
  tokenName: 'deploy-bot',
  requester: 'mona',
  approver: OLIVIA.login,
  organization: 'acme',
  repository: 'payments',
  team: 'acme/security',
  reason: 'Deploys payments from CI',
  permission: 'contents',
  query: 'owner:mona',
};

/** As long as GitHub lets them be; no logins are longer than 39 characters, no names of tokens than 40. */
export const LONGEST_WORDS: Words = {
  tokenName: 'n'.repeat(40),
  requester: 'l'.repeat(39),
  approver: 'a'.repeat(39),
  organization: 'o'.repeat(39),
  repository: 'r'.repeat(100),
  team: `${'o'.repeat(39)}/${'t'.repeat(60)}`,
  reason: 'w'.repeat(1_024),
  permission: 'organization_personal_access_token_requests',
  query: 'q'.repeat(1_000),
};
