import type { AuditQuery } from '../domain/audit-query.js';
import { mendText } from '../domain/correct-query.js';
import { parseAuditQuery } from '../domain/parse-audit-query.js';
import type { QueryProblem } from '../domain/query.js';

export type TypedAuditQuery =
  | { readonly query: AuditQuery; readonly problems?: undefined }
  | {
      readonly problems: readonly QueryProblem[];
      /** The whole command as it would be right; null when that is not known. */
      readonly corrected: string | null;
    };

/** Reads what stands after `/tokens audit`. */
export function readAuditQuery(text: string): TypedAuditQuery {
  const { query, problems } = parseAuditQuery(text);
  if (query) return { query };
  const mended = mendText(text, problems, (corrected) => parseAuditQuery(corrected).query !== undefined);
  return { problems, corrected: mended === null ? null : `/tokens audit ${mended}` };
}
