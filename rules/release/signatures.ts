import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Approver, ReleaseRecord } from './release-record.ts';

/** Keeps a signature under a release from being taken for one under anything else. */
const CONTEXT = 'vigie rules release v1\n';

/** What is signed: the record without its signatures, as canonical JSON (RFC 8785). */
function signedBytes({ signatures: _, ...rest }: ReleaseRecord): Buffer {
  return Buffer.from(CONTEXT + canonicalize(rest));
}

/** @throws TypeError or Error of node:crypto when the text holds no Ed25519 private key */
export function readSigningKey(pem: string): KeyObject {
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519')
    throw new TypeError(`an Ed25519 key is needed, not ${key.asymmetricKeyType}`);
  return key;
}

/** The public half as approvers are listed: 32 bytes, base64. */
export function publicKeyOf(key: KeyObject): string {
  return Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64');
}

export function signRelease(record: ReleaseRecord, by: string, key: KeyObject): ReleaseRecord {
  const signature = sign(null, signedBytes(record), key).toString('base64');
  const others = record.signatures.filter((other) => other.by !== by);
  return { ...record, signatures: [...others, { by, signature }] };
}

export function isSignedBy(record: ReleaseRecord, { id, publicKey }: Approver): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return record.signatures.some(
    ({ by, signature }) =>
      by === id && verify(null, signedBytes(record), key, Buffer.from(signature, 'base64')),
  );
}
