import { isOwner } from '../domain/approver-policy.js';
import { DomainError, type DomainErrorCode } from '../domain/errors.js';
import { AUTHORITY_BUDGET_MS, type AuthorizeApprover, askMembership } from './authorize-approver.js';
import type { BulkChunk, Clock } from './ports.js';

/** Remembers for a minute that an approver may decide, so that ten chunks of one bulk decision ask once. */
export interface AuthorityMemory {
  /** Why the approver of a chunk may not decide it (any more); null when they may. */
  refusalNow(chunk: BulkChunk): Promise<DomainErrorCode | null>;
}

const REMEMBERED_MS = 60_000;

interface Answer {
  readonly askedAt: number;
  readonly refusal: Promise<DomainErrorCode | null>;
}

/** The second check of authority (invariant 5) for bulk decisions. A no is never remembered. */
export function createAuthorityMemory(
  context: AuthorizeApprover & { readonly clock: Clock },
): AuthorityMemory {
  const answers = new Map<string, Answer>();
  return {
    async refusalNow(chunk) {
      const now = context.clock.now().getTime();
      for (const [key, { askedAt }] of answers) {
        if (now - askedAt >= REMEMBERED_MS) answers.delete(key);
      }
      const key = `${chunk.bulkId}/${chunk.organization.id}`;
      const answer = answers.get(key) ?? { askedAt: now, refusal: ask(context, chunk) };
      answers.set(key, answer);
      try {
        const refusal = await answer.refusal;
        if (refusal !== null) answers.delete(key);
        return refusal;
      } catch (error) {
        answers.delete(key);
        throw error;
      }
    },
  };
}

async function ask(
  { github, links }: AuthorizeApprover,
  { organization, decisions }: BulkChunk,
): Promise<DomainErrorCode | null> {
  const approver = decisions[0]?.approver;
  const login = await links.githubLoginOf(approver?.slackUserId ?? '');
  if (approver === undefined || login === undefined) return 'not-linked';
  try {
    const membership = await askMembership(github, organization, login, AUTHORITY_BUDGET_MS);
    return isOwner(membership) && membership.user.id === approver.github.id ? null : 'not-owner';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}
