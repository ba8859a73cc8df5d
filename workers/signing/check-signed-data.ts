import { verify, X509Certificate } from 'node:crypto';
import { MAX_STAMP_SKEW_MS, type SignedData } from '../../queue/contracts/index.ts';
import { checkToken } from '../timestamps/token.ts';
import { chainFault, keyOf, parseChain } from './chain.ts';

export interface SignatureWanted {
  /** Hash of the archive's `datapackage.json`, with `sha256:` before it. */
  readonly manifest: string;
  /** What the chain of the token may end in, DER. */
  readonly stampRoots: readonly Uint8Array[];
  /** What the chain of the domain's certificate may end in, DER; `null` takes the last one of that chain for the root. */
  readonly domainRoots: readonly Uint8Array[] | null;
}

/**
 * Checks the signature of an archive by the steps of WACZ Signing and Verification 0.1.0: hash, signature, domain, time stamp,
 * both times, both chains.
 * @returns the time that is stamped, or what was expected and found
 */
export async function checkSignedData(
  data: SignedData,
  { manifest, stampRoots, domainRoots }: SignatureWanted,
): Promise<{ readonly genTime: Date } | string> {
  if (data.hash !== manifest)
    return 'expected a signature of the manifest of this archive, found one of another';
  const chain = parseChain(data.domainCert);
  if (typeof chain === 'string') return chain;
  const [signer] = chain;
  if (!isSigned(data, signer)) return 'expected a signature of the hash that holds, found that it does not';
  if (signer.checkHost(data.domain) === undefined)
    return `expected a certificate of the domain ${data.domain}, found one of another`;
  const roots = domainRoots?.map((der) => new X509Certificate(der)) ?? null;
  const fault = chainFault(chain, new Date(data.created), roots);
  if (fault !== null) return fault;
  const token = await checkToken(Buffer.from(data.timeSignature, 'base64'), {
    data: Buffer.from(data.signature, 'ascii'),
    roots: stampRoots,
    nonce: null,
  });
  if (typeof token === 'string') return `time stamp of the signature: ${token}`;
  if (!('genTime' in token)) return 'expected a time stamp of the signature, found a rejection';
  const stamper = parseChain(data.timestampCert);
  if (typeof stamper === 'string') return `time stamp of the signature: ${stamper}`;
  if (!stamper[0].raw.equals(token.certificates[0] ?? new Uint8Array()))
    return 'expected the certificate that signed the time stamp first in timestampCert, found another';
  const skewMs = Math.abs(token.genTime.getTime() - Date.parse(data.created));
  return skewMs <= MAX_STAMP_SKEW_MS
    ? { genTime: token.genTime }
    : `expected a signature that was stamped within 10 minutes of ${data.created}, found it was on ${token.genTime.toISOString()}`;
}

/** What is signed is the text of the hash. Keys of other kinds than these sign nothing here. */
function isSigned({ hash, signature }: SignedData, signer: X509Certificate): boolean {
  const key = keyOf(signer);
  if (key?.asymmetricKeyType !== 'ec' && key?.asymmetricKeyType !== 'rsa') return false;
  return verify('sha256', Buffer.from(hash, 'ascii'), key, Buffer.from(signature, 'base64'));
}
