const SECRET_FIELDS = new Set([
  'client_secret',
  'access_token',
  'refresh_token',
  'token',
  'code',
  'code_verifier',
  'state',
]);

/** A query for the record of calls, which never holds a secret; array parameters are always lists. */
export function recordedQuery(query: URLSearchParams): Record<string, string | string[]> {
  const recorded: Record<string, string | string[]> = {};
  for (const name of new Set(query.keys())) {
    const values = SECRET_FIELDS.has(name) ? ['[secret]'] : query.getAll(name);
    recorded[name] = values.length > 1 || name.endsWith('[]') ? values : (values[0] ?? '');
  }
  return recorded;
}

/** A body for the record of calls, which never holds a secret. */
export function recordedBody(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const entries = Object.entries(body).map(([name, value]) => [
    name,
    SECRET_FIELDS.has(name) ? '[secret]' : value,
  ]);
  return Object.fromEntries(entries);
}
