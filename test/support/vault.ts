import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { createVault, type Vault } from '../../queue/vault/index.ts';

export function testVault(): Vault {
  return createVault({ bytes: randomBytes(32), fingerprint: 'test-key' });
}

/** A text as it was sealed before the keys of a batch were wrapped together. */
export function sealAsBefore(
  master: Buffer,
  subject: string,
  text: string,
): { wrappedKey: Buffer; sealed: Buffer } {
  const wrapping = Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), 'vigie.wrap', 32));
  const key = randomBytes(32);
  return { wrappedKey: encrypt(wrapping, subject, key), sealed: encrypt(key, subject, Buffer.from(text)) };
}

function encrypt(key: Buffer, subject: string, plain: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(subject));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}
