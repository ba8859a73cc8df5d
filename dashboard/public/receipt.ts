import { randomBytes, scrypt } from 'node:crypto';
import { identityOf } from '../../queue/vault/index.ts';
import { latinDigits } from '../latin-digits.ts';

/** Crockford's Base32: no I, L, O and U, so that nothing is mistaken when it is written down. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 16 digits of 5 bits: 80 bits. */
const LENGTH = 16;
/** 32 MiB and about 80 ms of one core for each try. */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };

/** What a receipt is known by here, and the key that answers to it are sealed to. Neither leads back to the receipt. */
export interface ReceiptKeys {
  readonly hash: Buffer;
  /** age identity; it exists only while a request with the receipt is answered. */
  readonly identity: string;
}

/** A new receipt: four groups of four digits. */
export function newReceipt(): string {
  const digits = [...randomBytes(LENGTH)].map((byte) => DIGITS[byte & 31]).join('');
  return digits.replace(/(.{4})(?!$)/g, '$1-');
}

/** Reads a receipt as people type it. `undefined` for what is none. */
export function parseReceipt(typed: string): string | undefined {
  const digits = latinDigits(typed)
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  return digits.length === LENGTH && [...digits].every((digit) => DIGITS.includes(digit))
    ? digits
    : undefined;
}

/**
 * Scrypt (RFC 7914) of the receipt's digits. One salt for the installation: with 80 random bits there is no second
 * receipt that a table could be made for, and the hash is how the row is found.
 */
export async function receiptKeys(receipt: string, salt: Uint8Array): Promise<ReceiptKeys> {
  const digits = parseReceipt(receipt) ?? '';
  const bytes = await new Promise<Buffer>((resolve, reject) =>
    scrypt(digits, salt, 64, COST, (error, key) => (error ? reject(error) : resolve(key))),
  );
  return { hash: Buffer.from(bytes.subarray(0, 32)), identity: identityOf(bytes.subarray(32)) };
}
