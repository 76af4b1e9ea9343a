const SECRET_NAME =
  /token$|secret|password|authorization|signature|^code(_verifier)?$|private_key|trigger_id/i;
const SECRET_VALUE =
  /\b(xox[a-z]-|xapp-|gh[a-z]_|github_pat_)[\w-]+|-----BEGIN[^-]+PRIVATE KEY-----[\s\S]*?-----END[^-]+-----/g;
/** Whoever knows such an address may answer in the bot's name. */
const SECRET_ADDRESS = /(\/response\/)[\w-]+/g;

/** A copy in which `•••` stands for everything that would let somebody act as somebody else. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SECRET_VALUE, '•••').replace(SECRET_ADDRESS, '$1•••');
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]) => [
    name,
    typeof inner === 'string' && SECRET_NAME.test(name) ? '•••' : withoutSecrets(inner),
  ]);
  return Object.fromEntries(entries);
}
