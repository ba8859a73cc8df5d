import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** DER of an Ed25519 private key up to its 32 bytes (RFC 8410). */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The Ed25519 key (RFC 8032) of the unit. Whoever has the vault key has it too. */
export interface UnitKey {
  /** Public half, SubjectPublicKeyInfo in PEM. */
  readonly publicPem: string;
  /** 64 bytes. */
  sign(bytes: Uint8Array): Buffer;
}

/** @param seed 32 bytes */
export function unitKeyOf(seed: Uint8Array): UnitKey {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_DER, seed]), format: 'der', type: 'pkcs8' });
  return {
    publicPem: createPublicKey(key).export({ format: 'pem', type: 'spki' }).toString(),
    sign: (bytes) => sign(null, bytes, key),
  };
}

/** Whether a signature of the unit holds. */
export function verifyUnitSignature(key: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return key.asymmetricKeyType === 'ed25519' && verify(null, bytes, key, signature);
}
