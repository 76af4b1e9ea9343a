import type { Approver } from '../domain/approver-policy.js';
import { DomainError, type DomainErrorCode } from '../domain/errors.js';
import type { GitHubUser } from '../domain/token-request.js';
import { type AuthorizeApprover, authorizeApprover } from './authorize-approver.js';
import type { BulkChunk } from './bulk-ports.js';

export type ChunkAuthority = { readonly approver: Approver } | { readonly refusal: DomainErrorCode };

/** Which requests are the approver's own was found out when they were claimed. */
const NOBODYS: GitHubUser = { id: 0, login: '' };

/**
 * The second check of authority (invariant 5) for bulk decisions, before each call: with whose authority a chunk is
 * decided, or why its approver may not decide it (any more).
 */
export async function authorizeChunk(
  context: AuthorizeApprover,
  { organization, decisions }: BulkChunk,
): Promise<ChunkAuthority> {
  const asked = decisions[0]?.approver;
  try {
    const actor = { slackUserId: asked?.slackUserId ?? '', isStranger: false };
    const approver = await authorizeApprover(context, actor, { organization, requester: NOBODYS });
    return approver.user.id === asked?.github.id ? { approver } : { refusal: 'account-changed' };
  } catch (error) {
    if (error instanceof DomainError) return { refusal: error.code };
    throw error;
  }
}
