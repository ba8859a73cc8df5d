import { z } from 'zod';

/** `sha256:` and lower-case hexadecimal digits, as WACZ 1.1.1 writes hashes. */
export const PrefixedHash = z.string().regex(/^sha256:[0-9a-f]{64}$/);

const Base64 = z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/, 'expected base64');

/**
 * Signature of an archive by who holds the certificate of a domain, with a time stamp (WACZ Signing and Verification 0.1.0,
 * "Domain-Ownership Identity + Signed Timestamp"). No other member is allowed.
 */
export const SignedData = z.strictObject({
  /** Of `datapackage.json`; what is signed is this text. */
  hash: PrefixedHash,
  created: z.iso.datetime(),
  software: z.string().min(1),
  version: z.literal('0.1.0'),
  /** Of the hash, by the key of the first certificate in `domainCert`; ECDSA (DER) or RSA PKCS #1 v1.5, with SHA-256. */
  signature: Base64,
  domain: z.string().min(1),
  /** PEM, the signer's first. */
  domainCert: z.string().min(1),
  /** TimeStampResp (RFC 3161) over the text of `signature`. */
  timeSignature: Base64,
  /** PEM, the signer's first. */
  timestampCert: z.string().min(1),
});
export type SignedData = z.infer<typeof SignedData>;

/** `datapackage-digest.json` of a signed archive. */
export const SignedDigest = z.strictObject({
  path: z.literal('datapackage.json'),
  hash: PrefixedHash,
  signedData: SignedData,
});
export type SignedDigest = z.infer<typeof SignedDigest>;

/** What a stamp may be away from the time that its signature states (WACZ Signing and Verification 0.1.0, step 7), ms. */
export const MAX_STAMP_SKEW_MS = 600_000;

/**
 * Whether an archive was signed so long after its capture that the signature vouches for it from then on only.
 * @param genTime of the signature's stamp, ISO 8601
 * @param capturedAt ISO 8601
 */
export function isSignedLate(genTime: string, capturedAt: string): boolean {
  return Date.parse(genTime) - Date.parse(capturedAt) > MAX_STAMP_SKEW_MS;
}
