import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Keys of 32 bytes; what is stored names the one that it was encrypted with. */
export interface VaultKeys {
  readonly current?: Buffer;
  /** While the key is being changed. */
  readonly previous?: Buffer;
}

/** Encrypts what must be read again and must not stand in the database as it is (invariant 7). */
export interface Vault {
  /**
   * AES-256-GCM. `place` names where the text is stored, so that it is good nowhere else.
   * @throws Error without a key
   */
  seal(text: string, place: string): string;
  /** undefined when it was encrypted with another key, for another place, or was changed. */
  open(sealed: string, place: string): string | undefined;
  /** Whether it is encrypted with the current key. */
  isCurrent(sealed: string): boolean;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A text of four parts with dots between: version, id of the key, IV, and the ciphertext with its tag. */
export function createVault({ current, previous }: VaultKeys): Vault {
  const keys = new Map([previous, current].flatMap((key) => (key ? [[keyId(key), key] as const] : [])));
  return {
    seal(text, place) {
      if (current === undefined)
        throw new Error('ENCRYPTION_KEY is not set, so nothing secret can be stored');
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(ALGORITHM, current, iv, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return ['1', keyId(current), iv.toString('base64url'), sealed.toString('base64url')].join('.');
    },
    open(sealed, place) {
      const [version, id = '', iv = '', data = ''] = sealed.split('.');
      const key = keys.get(id);
      if (version !== '1' || key === undefined) return undefined;
      try {
        return decrypt(key, Buffer.from(iv, 'base64url'), Buffer.from(data, 'base64url'), place);
      } catch {
        return undefined;
      }
    },
    isCurrent: (sealed) => current !== undefined && sealed.split('.')[1] === keyId(current),
  };
}

function decrypt(key: Buffer, iv: Buffer, data: Buffer, place: string): string {
  const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(data.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(data.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** Tells keys apart without telling anything of them. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('patrol vault key').update(key).digest('hex').slice(0, 8);
}
