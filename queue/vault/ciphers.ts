import { createCipheriv, createDecipheriv } from 'node:crypto';
import { takeRandom } from './random.ts';

export const KEY_BYTES = 32;

/** AES-256-GCM (NIST SP 800-38D): 12-byte nonce, 16-byte tag. */
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @returns nonce, encrypted text, tag */
export function encrypt(key: Uint8Array, subject: string, content: string | Uint8Array): Buffer {
  return Buffer.concat(encryptParts(key, subject, content, takeRandom(NONCE_BYTES)));
}

/**
 * Many texts side by side, each under its own key.
 * @param keys 32 bytes for each text
 */
export function encryptAll(
  keys: Uint8Array,
  subjects: readonly string[],
  texts: readonly string[],
): { block: Buffer; lengths: number[] } {
  const nonces = takeRandom(NONCE_BYTES * subjects.length);
  const sealed = subjects.map((subject, place) =>
    encryptParts(
      slice(keys, place, KEY_BYTES),
      subject,
      texts[place] ?? '',
      slice(nonces, place, NONCE_BYTES),
    ),
  );
  return {
    // Joined once: a buffer for each text first had copied every byte twice.
    block: Buffer.concat(sealed.flat()),
    lengths: sealed.map(([, body]) => NONCE_BYTES + body.length + TAG_BYTES),
  };
}

function slice(bytes: Uint8Array, place: number, width: number): Uint8Array {
  return bytes.subarray(place * width, (place + 1) * width);
}

function encryptParts(
  key: Uint8Array,
  subject: string,
  content: string | Uint8Array,
  nonce: Uint8Array,
): [nonce: Uint8Array, body: Buffer, tag: Buffer] {
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(subject));
  const body = typeof content === 'string' ? cipher.update(content, 'utf8') : cipher.update(content);
  cipher.final();
  return [nonce, body, cipher.getAuthTag()];
}

/** @throws Error when key, subject and bytes do not belong together */
export function decrypt(key: Uint8Array, subject: string, bytes: Uint8Array): Buffer {
  const end = bytes.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(subject))
    .setAuthTag(bytes.subarray(end));
  const plain = decipher.update(bytes.subarray(NONCE_BYTES, end));
  decipher.final();
  return plain;
}

/**
 * One cipher for the keys of many texts: AES-256 of each 16-byte block (ECB), so each key stands alone and can be
 * destroyed alone. That is sound here and nowhere else: what is wrapped is 256 random bits that are used once, so no
 * block repeats and none tells of another; a key that was altered fails at the tag of its text, which also names the
 * subject. Wrapping each key by a cipher object of its own cost as much as sealing its text.
 */
const KEY_CIPHER = 'aes-256-ecb';

export function wrapKeys(wrapping: Buffer, keys: Uint8Array): Buffer {
  return createCipheriv(KEY_CIPHER, wrapping, null).setAutoPadding(false).update(keys);
}

export function unwrapKeys(wrapping: Buffer, wrapped: Uint8Array): Buffer {
  return createDecipheriv(KEY_CIPHER, wrapping, null).setAutoPadding(false).update(wrapped);
}
