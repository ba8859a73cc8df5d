import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import { AppError } from '../runtime/errors.ts';
import type { MasterKey } from './master-key.ts';
import { takeRandom } from './random.ts';

/** AES-256-GCM (NIST SP 800-38D): 12-byte nonce, 16-byte tag. */
const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A text under its own key, and that key under the vault's. Destroying `wrappedKey` destroys the text. */
export interface Sealed {
  /** 60 bytes: nonce, encrypted key, tag. */
  readonly wrappedKey: Uint8Array;
  /** nonce, encrypted text, tag. */
  readonly sealed: Uint8Array;
}

/**
 * Seals texts under one key each and turns identifiers into keyed tokens. `subject` (a post id) is authenticated with
 * both, so a sealed text cannot be moved to another row.
 */
export interface Vault {
  readonly fingerprint: string;
  seal(subject: string, text: string): Sealed;
  /** Seals a further text under the key that `wrappedKey` holds. */
  sealUnder(subject: string, wrappedKey: Uint8Array, text: string): Uint8Array;
  /**
   * @throws AppError `vault.sealed` when key, text and subject do not belong together
   */
  open(subject: string, sealed: Sealed): string;
  /** HMAC-SHA-256 over purpose and parts, 32 bytes; different purposes never give equal tokens. */
  token(purpose: TokenPurpose, ...parts: readonly string[]): Buffer;
}

export type TokenPurpose = 'post' | 'author' | 'content';

export function createVault(master: MasterKey): Vault {
  const wrapping = deriveKey(master.bytes, 'wrap');
  const tokens: Record<TokenPurpose, Buffer> = {
    post: deriveKey(master.bytes, 'token.post'),
    author: deriveKey(master.bytes, 'token.author'),
    content: deriveKey(master.bytes, 'token.content'),
  };

  return {
    fingerprint: master.fingerprint,

    seal(subject, text) {
      const key = takeRandom(KEY_BYTES);
      const aad = Buffer.from(subject);
      const sealed = encrypt(key, aad, Buffer.from(text, 'utf8'));
      const wrappedKey = encrypt(wrapping, aad, key);
      key.fill(0);
      return { wrappedKey, sealed };
    },

    sealUnder(subject, wrappedKey, text) {
      const aad = Buffer.from(subject);
      const key = decrypt(wrapping, aad, wrappedKey, subject);
      return encrypt(key, aad, Buffer.from(text, 'utf8'));
    },

    open(subject, { wrappedKey, sealed }) {
      const aad = Buffer.from(subject);
      const key = decrypt(wrapping, aad, wrappedKey, subject);
      return decrypt(key, aad, sealed, subject).toString('utf8');
    },

    token(purpose, ...parts) {
      const hmac = createHmac('sha256', tokens[purpose]);
      // Length before content: ("ab", "c") and ("a", "bc") differ.
      for (const part of parts) hmac.update(`${part.length}:${part}`);
      return hmac.digest();
    },
  };
}

/** HKDF-SHA-256 (RFC 5869) with the purpose as info. */
function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `vigie.${purpose}`, KEY_BYTES));
}

function encrypt(key: Buffer, aad: Buffer, plain: Buffer): Buffer {
  const out = Buffer.allocUnsafe(NONCE_BYTES + plain.length + TAG_BYTES);
  const nonce = takeRandom(NONCE_BYTES);
  nonce.copy(out);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(aad);
  cipher.update(plain).copy(out, NONCE_BYTES);
  cipher.final();
  cipher.getAuthTag().copy(out, NONCE_BYTES + plain.length);
  return out;
}

function decrypt(key: Buffer, aad: Buffer, bytes: Uint8Array, subject: string): Buffer {
  try {
    const end = bytes.length - TAG_BYTES;
    const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES)).setAAD(aad);
    decipher.setAuthTag(bytes.subarray(end));
    const plain = decipher.update(bytes.subarray(NONCE_BYTES, end));
    decipher.final();
    return plain;
  } catch (error) {
    throw new AppError(
      'vault.sealed',
      `expected the sealed text of ${subject} to open with this vault key, but it does not; it was altered, or sealed ` +
        'under another key',
      { subject },
      { cause: error },
    );
  }
}
