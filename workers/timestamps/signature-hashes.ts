import { type AlgorithmIdentifier, type Certificate, getHashAlgorithm, type SignerInfo } from 'pkijs';
import { HASHES, RSA } from './oids.ts';

const SOUND = ['SHA-256', 'SHA-384', 'SHA-512'];
const EXPECTED = 'expected a signature by SHA-256, SHA-384 or SHA-512';

/**
 * Whether a token is signed by hashes that nobody can find two texts for, from the signer up to the root, which is trusted for its key
 * and not for its signature.
 * @param path the signer's certificate and those above it; certificates of `roots` need no signature
 */
export function hashFault(
  { digestAlgorithm, signatureAlgorithm }: SignerInfo,
  path: readonly Certificate[],
  roots: readonly Certificate[],
): string | null {
  const digest = digestAlgorithm.algorithmId;
  if (HASHES[digest] === undefined) return `${EXPECTED} in the token, found ${digest}`;
  // Plain RSA names no hash: it signs the one of the digest.
  if (signatureAlgorithm.algorithmId !== RSA && !isSound(signatureAlgorithm))
    return `${EXPECTED} in the token, found ${signatureAlgorithm.algorithmId}`;
  const weak = path.find(
    (one) => !isSound(one.signatureAlgorithm) && !roots.some((root) => isSame(one, root)),
  );
  return weak === undefined
    ? null
    : `${EXPECTED} under each certificate, found ${weak.signatureAlgorithm.algorithmId}`;
}

function isSound(algorithm: AlgorithmIdentifier): boolean {
  return SOUND.includes(getHashAlgorithm(algorithm));
}

function isSame(one: Certificate, other: Certificate): boolean {
  return Buffer.from(one.tbsView).equals(other.tbsView);
}
