import type { Approver } from '../domain/approver-policy.js';
import { DomainError, type DomainErrorCode } from '../domain/errors.js';
import type { GitHubUser } from '../domain/token-request.js';
import { type AuthorizeApprover, authorizeApprover } from './authorize-approver.js';
import type { BulkChunk, Clock } from './ports.js';

export type ChunkAuthority = { readonly approver: Approver } | { readonly refusal: DomainErrorCode };

/** Remembers for a minute that an approver may decide, so that ten chunks of one bulk decision ask once. */
export interface AuthorityMemory {
  /** With whose authority a chunk is decided, or why its approver may not decide it (any more). */
  authorityNow(chunk: BulkChunk): Promise<ChunkAuthority>;
}

const REMEMBERED_MS = 60_000;

interface Answer {
  readonly askedAt: number;
  readonly authority: Promise<ChunkAuthority>;
}

/** The second check of authority (invariant 5) for bulk decisions. A no is never remembered. */
export function createAuthorityMemory(
  context: AuthorizeApprover & { readonly clock: Clock },
): AuthorityMemory {
  const answers = new Map<string, Answer>();
  return {
    async authorityNow(chunk) {
      const now = context.clock.now().getTime();
      for (const [key, { askedAt }] of answers) {
        if (now - askedAt >= REMEMBERED_MS) answers.delete(key);
      }
      const key = `${chunk.bulkId}/${chunk.organization.id}`;
      const answer = answers.get(key) ?? { askedAt: now, authority: ask(context, chunk) };
      answers.set(key, answer);
      try {
        const authority = await answer.authority;
        if ('refusal' in authority) answers.delete(key);
        return authority;
      } catch (error) {
        answers.delete(key);
        throw error;
      }
    },
  };
}

/** Which requests are the approver's own was found out when they were claimed. */
const NOBODYS: GitHubUser = { id: 0, login: '' };

async function ask(
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
