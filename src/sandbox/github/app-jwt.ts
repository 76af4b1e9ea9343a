import { verify } from 'node:crypto';

const EXPIRED =
  "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
const TOO_FAR = "'Expiration time' claim ('exp') is too far in the future";
const ISSUED_AT =
  "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
const UNDECODABLE = 'A JSON web token could not be decoded';
const LONGEST_LIFE_SECONDS = 600;
const CLOCK_DRIFT_SECONDS = 60;

interface App {
  id: number;
  clientId: string;
  publicKey: string;
}

/** GitHub's words for what is wrong with an App's JWT; undefined when nothing is. */
export function verifyAppJwt(app: App, jwt: string, now: Date): string | undefined {
  const [header, payload, signature] = jwt.split('.');
  if (!header || !payload || !signature || decoded(header)?.alg !== 'RS256') return UNDECODABLE;
  const signed = Buffer.from(`${header}.${payload}`);
  if (!verify('RSA-SHA256', signed, app.publicKey, Buffer.from(signature, 'base64url'))) return UNDECODABLE;
  const claims = decoded(payload);
  if (!claims || ![String(app.id), app.clientId].includes(String(claims.iss))) return 'Integration not found';
  return timeRefusal(claims, now.getTime() / 1000);
}

function timeRefusal({ exp, iat }: Record<string, unknown>, now: number): string | undefined {
  if (!Number.isInteger(exp) || Number(exp) <= now) return EXPIRED;
  if (Number(exp) > now + LONGEST_LIFE_SECONDS) return TOO_FAR;
  if (!Number.isInteger(iat) || Number(iat) > now + CLOCK_DRIFT_SECONDS) return ISSUED_AT;
  return undefined;
}

function decoded(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
