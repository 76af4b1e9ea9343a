import type { Permission, PermissionLevel, TokenRequest } from './token-request.js';

/** GitHub's own limit for `token_id[]` of one question. */
export const LOOK_UP_LIMIT = 50;

const RANK: Record<PermissionLevel, number> = { read: 1, write: 2, admin: 3 };

/**
 * Whether a grant proves that this very request was approved. That a token is active proves nothing: it may have
 * had access before and ask for more now. So it must have been granted after it was asked, with all that was asked.
 */
export function provesApproval(
  request: Pick<TokenRequest, 'tokenId' | 'requestedAt' | 'permissions'>,
  grant: { readonly tokenId: number; readonly grantedAt: Date; readonly permissions: readonly Permission[] },
): boolean {
  if (grant.tokenId !== request.tokenId || grant.grantedAt < request.requestedAt) return false;
  return request.permissions.every((asked) =>
    grant.permissions.some(
      (given) =>
        given.group === asked.group && given.name === asked.name && RANK[given.level] >= RANK[asked.level],
    ),
  );
}
