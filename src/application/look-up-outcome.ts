import { provesApproval } from '../domain/evidence.js';
import type { TokenRequest } from '../domain/token-request.js';
import type { GitHub } from './ports.js';

type Asked = Pick<TokenRequest, 'organization' | 'patRequestId' | 'tokenId' | 'requestedAt' | 'permissions'>;

/**
 * What GitHub's lists say of a request: it pends, a grant proves that it was approved, or it is gone and nobody
 * tells why (denied, cancelled, or the token deleted).
 * @throws OutsideError when GitHub does not answer
 */
export async function lookUpOutcome(
  github: GitHub,
  request: Asked,
): Promise<'pending' | 'approved' | 'gone'> {
  const pending = await github.pendingRequestsOf(request.organization, [request.tokenId]);
  if (pending.some((report) => report.patRequestId === request.patRequestId)) return 'pending';
  const grants = await github.grantsOf(request.organization, [request.tokenId]);
  return grants.some((grant) => provesApproval(request, grant)) ? 'approved' : 'gone';
}
