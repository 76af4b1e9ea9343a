export const TABLE = `CREATE TABLE webhooks (
  guid text PRIMARY KEY, request_id bigint NOT NULL, payload jsonb NOT NULL, created_at timestamptz NOT NULL DEFAULT now())`;

export const INSERT =
  'INSERT INTO webhooks (guid, request_id, payload) VALUES ($1, $2, $3) ON CONFLICT (guid) DO NOTHING';

export function valuesOf(guid, payload) {
  return [guid, payload.personal_access_token_request.id, JSON.stringify(payload)];
}
