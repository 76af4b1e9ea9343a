import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { ChartAddress, ChartAddresses } from './chart-ports.js';

/** Secrets from which the keys of addresses are derived: the one in use, and those of addresses made before. */
export interface ChartSecrets {
  readonly current: Buffer | string;
  readonly previous: readonly (Buffer | string)[];
}

/** payload.signature.png, both in base64url; the longest name of a time zone is some 30 characters. */
const NAME = /^([\w-]{1,200})\.([\w-]{43})\.png$/;

/**
 * Addresses that say what a picture shows and until when, signed: Slack fetches pictures without a password, so whoever
 * has the address may see it, and nobody can make or change one.
 */
export function createChartAddresses(secrets: ChartSecrets, publicUrl: string | undefined): ChartAddresses {
  const [key, ...previous] = [secrets.current, ...secrets.previous].map(derived);
  return {
    urlOf(address) {
      if (publicUrl === undefined || key === undefined) return undefined;
      const payload = write(address);
      return `${publicUrl}/charts/${payload}.${sign(payload, key).toString('base64url')}.png`;
    },
    read(name) {
      const [, payload = '', signature = ''] = NAME.exec(name) ?? [];
      const given = Buffer.from(signature, 'base64url');
      const isOurs = [key, ...previous].some(
        (known) => known !== undefined && given.length === 32 && timingSafeEqual(given, sign(payload, known)),
      );
      return isOurs ? parse(payload) : undefined;
    },
  };
}

function derived(secret: Buffer | string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'patrol charts', 32));
}

function sign(payload: string, key: Buffer): Buffer {
  return createHmac('sha256', key).update(payload).digest();
}

function write({ organizationId, timeZone, until, expiresAt }: ChartAddress): string {
  const text = [organizationId, until.getTime(), expiresAt.getTime(), timeZone].join(' ');
  return Buffer.from(text).toString('base64url');
}

/** It is signed, so it is as it was written. */
function parse(payload: string): ChartAddress {
  const [id, until, expiresAt, timeZone = ''] = Buffer.from(payload, 'base64url').toString().split(' ');
  return {
    organizationId: Number(id),
    timeZone,
    until: new Date(Number(until)),
    expiresAt: new Date(Number(expiresAt)),
  };
}
