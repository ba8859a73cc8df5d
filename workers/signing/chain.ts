import { type KeyObject, X509Certificate } from 'node:crypto';
import { parseRoots } from '../timestamps/authorities.ts';

/** Certificates of a PEM text, the signer's first. @returns what was expected and found where it is none */
export function parseChain(pem: string): readonly [X509Certificate, ...X509Certificate[]] | string {
  const [first, ...others] = parseRoots(pem).map((der) => new X509Certificate(der));
  return first === undefined ? 'expected certificates in PEM, found none' : [first, ...others];
}

/**
 * Why a chain does not hold at a time: each certificate is issued and signed by the next, which is an authority's, and the last
 * is a root of these or issued by one. Constraints on names and lengths are left to other verifiers; revocation is not asked.
 * @param roots `null` takes the last certificate for the root
 */
export function chainFault(
  chain: readonly [X509Certificate, ...X509Certificate[]],
  at: Date,
  roots: readonly X509Certificate[] | null,
): string | null {
  for (const one of chain)
    if (at < new Date(one.validFrom) || at > new Date(one.validTo))
      return `expected certificates that were valid on ${at.toISOString()}, found one from ${one.validFrom} to ${one.validTo}`;
  for (const [place, issuer] of chain.slice(1).entries()) {
    const issued = chain[place];
    if (issued === undefined || !isIssuedBy(issued, issuer))
      return `expected that certificate ${place + 2} of the chain issued the one before it, found that it did not`;
  }
  if (roots === null) return null;
  const last = chain.at(-1) ?? chain[0];
  const isTrusted = roots.some((root) => root.raw.equals(last.raw) || isIssuedBy(last, root));
  return isTrusted ? null : 'expected a chain that ends in a root that was given, found another';
}

function isIssuedBy(issued: X509Certificate, issuer: X509Certificate): boolean {
  const key = keyOf(issuer);
  return key !== null && issuer.ca && issued.checkIssued(issuer) && issued.verify(key);
}

/**
 * Key of a certificate; `null` where it is none. A certificate is taken apart without its key being looked at: a point that is
 * not on its curve is found here, and would be thrown.
 */
export function keyOf(certificate: X509Certificate): KeyObject | null {
  try {
    return certificate.publicKey;
  } catch {
    return null;
  }
}
