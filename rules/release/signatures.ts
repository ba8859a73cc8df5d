import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Approver, ReleaseRecord } from './release-record.ts';

/** Keeps a signature under a release from being taken for one under anything else. */
const CONTEXT = 'vigie rules release v1\n';

/** What is signed: the context, then the value as canonical JSON (RFC 8785). */
function signedBytes(context: string, value: unknown): Buffer {
  return Buffer.from(context + canonicalize(value));
}

/**
 * Ed25519 (RFC 8032) over a value, in base64.
 * @param context names the kind of document, so that a signature under one kind never fits another
 */
export function signatureOf(context: string, value: unknown, key: KeyObject): string {
  return sign(null, signedBytes(context, value), key).toString('base64');
}

/** @param publicKey 32 bytes, base64 */
export function isSignatureOf(
  context: string,
  value: unknown,
  signature: string,
  publicKey: string,
): boolean {
  return isSignatureUnder(signedBytes(context, value), signature, publicKey);
}

function isSignatureUnder(bytes: Buffer, signature: string, publicKey: string): boolean {
  const x = Buffer.from(publicKey, 'base64').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, bytes, key, Buffer.from(signature, 'base64'));
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
  const { signatures, ...content } = record;
  const others = signatures.filter((other) => other.by !== by);
  return { ...record, signatures: [...others, { by, signature: signatureOf(CONTEXT, content, key) }] };
}

/** What approvers of a release sign. Records are long, so it is made once for all signatures. */
export function releaseBytes({ signatures: _, ...content }: ReleaseRecord): Buffer {
  return signedBytes(CONTEXT, content);
}

/** @param bytes of the record, as `releaseBytes` says them */
export function isSignedBy(
  { signatures }: ReleaseRecord,
  { id, publicKey }: Approver,
  bytes: Buffer,
): boolean {
  return signatures.some(({ by, signature }) => by === id && isSignatureUnder(bytes, signature, publicKey));
}
