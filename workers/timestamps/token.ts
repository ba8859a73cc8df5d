import { hash, X509Certificate } from 'node:crypto';
import { fromBER } from 'asn1js';
import {
  type Attribute,
  Certificate,
  type ExtKeyUsage,
  SignedData,
  SignedDataVerifyError,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import { messageOf } from '../../queue/runtime/errors.ts';
import { boundedSearch, numberFault } from './chain-bounds.ts';
import * as oid from './oids.ts';
import { hashFault } from './signature-hashes.ts';

/** What a token must be besides sound. */
export interface TokenWanted {
  /** The data that was stamped. */
  readonly data: Uint8Array;
  /** Certificates that its chain may end in, DER. */
  readonly roots: readonly Uint8Array[];
  /** What the request said, in hexadecimal; `null` where the request is gone. */
  readonly nonce: string | null;
  /** Object identifier of the policy; `undefined` takes any. */
  readonly policy?: string | undefined;
}

export interface CheckedToken {
  readonly genTime: Date;
  readonly policy: string;
  /** Hexadecimal. */
  readonly serial: string;
  /** Subject of the certificate that signed it. */
  readonly signer: string;
  /** Certificates that came along, DER; the signer's first. */
  readonly certificates: readonly Uint8Array[];
}

/** An answer without a token: the numbers of PKIStatus and PKIFailureInfo (RFC 3161, section 2.4.2). */
export interface Rejected {
  readonly status: number;
  readonly failures: readonly number[];
}

/**
 * Checks an answer of a time-stamp authority (RFC 3161): status, imprint, nonce, policy, the signature over it, that the
 * signer's certificate is for time stamping alone and named in the token, its chain to a root at the time that is stamped, and that
 * all of it was signed by hashes of today.
 * @param der TimeStampResp
 * @returns a rejection, or what was expected and found
 */
export async function checkToken(
  der: Uint8Array,
  wanted: TokenWanted,
): Promise<CheckedToken | Rejected | string> {
  try {
    const { result, offset } = fromBER(Uint8Array.from(der));
    if (offset !== -1 && offset !== der.length)
      return `expected an answer of ${offset} bytes by its own word, found ${der.length}: something follows it`;
    const response = new TimeStampResp({ schema: result });
    const { status, failInfo } = response.status;
    if (status > 1) return { status, failures: bitsOf(failInfo?.valueBlock.valueHexView) };
    const token = response.timeStampToken;
    if (token?.contentType !== oid.SIGNED_DATA) return 'expected a signed token in the answer, found none';
    return await checkSigned(new SignedData({ schema: token.content }), wanted);
  } catch (error) {
    return `expected an answer of a time-stamp authority (RFC 3161), found something else: ${messageOf(error)}`;
  }
}

/** When each certificate that came with a token ends, by its subject. @throws what keeps the token from being read */
export function certificateEnds(der: Uint8Array): { readonly subject: string; readonly end: Date }[] {
  const token = TimeStampResp.fromBER(Uint8Array.from(der)).timeStampToken;
  const certificates = new SignedData({ schema: token?.content }).certificates ?? [];
  return certificates.flatMap((one) =>
    one instanceof Certificate ? [endOf(one.toSchema(true).toBER())] : [],
  );
}

/** @param der of a certificate */
export function endOf(der: ArrayBuffer | Uint8Array): { readonly subject: string; readonly end: Date } {
  const { subject, validTo } = new X509Certificate(Buffer.from(der as Uint8Array));
  return { subject: subject.replaceAll('\n', ', '), end: new Date(validTo) };
}

async function checkSigned(signed: SignedData, wanted: TokenWanted): Promise<CheckedToken | string> {
  const { eContentType, eContent } = signed.encapContentInfo;
  if (eContentType !== oid.TST_INFO || eContent === undefined)
    return 'expected a time stamp in the token, found another content';
  const info = TSTInfo.fromBER(eContent.getValue());
  const fault = infoFault(info, wanted) ?? numberFault(signed);
  if (fault !== null) return fault;
  const [signerInfo, ...others] = signed.signerInfos;
  if (signerInfo === undefined || others.length > 0)
    return 'expected one signature in the token, found another number';
  const signer = await verifySignature(signed, wanted);
  if (typeof signer === 'string') return signer;
  const attributes = signerInfo.signedAttrs?.attributes ?? [];
  return (
    signerFault(signer, attributes) ?? {
      genTime: info.genTime,
      policy: info.policy,
      serial: Buffer.from(info.serialNumber.valueBlock.valueHexView).toString('hex'),
      signer: new X509Certificate(derOf(signer)).subject.replaceAll('\n', ', '),
      certificates: certificatesOf(signed, derOf(signer)),
    }
  );
}

function infoFault(info: TSTInfo, { data, nonce, policy }: TokenWanted): string | null {
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const algorithm = oid.HASHES[hashAlgorithm.algorithmId];
  if (algorithm === undefined)
    return `expected an imprint by SHA-256, SHA-384 or SHA-512, found ${hashAlgorithm.algorithmId}`;
  if (!hash(algorithm, data, 'buffer').equals(hashedMessage.valueBlock.valueHexView))
    return 'message imprint mismatch: expected a stamp of this file, found one of other data';
  const found = info.nonce && Buffer.from(info.nonce.valueBlock.valueHexView).toString('hex');
  if (nonce !== null && found !== nonce) return 'expected the nonce of the request, found another or none';
  if (policy !== undefined && info.policy !== policy)
    return `expected the policy ${policy}, found ${info.policy}`;
  return null;
}

/** The signature and the chain, as they were at the time of the stamp. @returns the signer's certificate */
async function verifySignature(
  signed: SignedData,
  { data, roots }: TokenWanted,
): Promise<Certificate | string> {
  if (roots.length === 0) return 'expected root certificates to check the token against, found none';
  const trustedCerts = roots.map((root) => Certificate.fromBER(Uint8Array.from(root)));
  try {
    const verified = await signed.verify({
      signer: 0,
      data: Uint8Array.from(data).buffer,
      trustedCerts,
      checkChain: true,
      findIssuer: boundedSearch(),
      extendedMode: true,
    });
    const [signerInfo] = signed.signerInfos;
    const { signatureVerified, signerCertificate: signer, certificatePath: path } = verified;
    if (signatureVerified === true && signer && signerInfo)
      return hashFault(signerInfo, [signer, ...path], trustedCerts) ?? signer;
    return "expected the authority's signature to hold, found that it does not";
  } catch (error) {
    if (!(error instanceof SignedDataVerifyError)) throw error;
    return `expected a token whose signature and chain hold, found: ${error.message}`;
  }
}

/** RFC 3161, section 2.3: time stamping and nothing else, marked critical; section 2.4.2: the token names its signer. */
function signerFault(signer: Certificate, attributes: readonly Attribute[]): string | null {
  const usage = signer.extensions?.find(({ extnID }) => extnID === oid.EXTENDED_KEY_USAGE);
  const purposes = (usage?.parsedValue as ExtKeyUsage | undefined)?.keyPurposes ?? [];
  if (usage?.critical !== true || purposes.length !== 1 || purposes[0] !== oid.TIME_STAMPING)
    return 'expected a certificate for time stamping alone, found one for something else';
  const type = attributes.find((one) => one.type === oid.CONTENT_TYPE)?.values[0]?.valueBlock.toString();
  if (type !== oid.TST_INFO)
    return 'expected that the signature is of a time stamp, found another content type';
  return namesSigner(signer, attributes)
    ? null
    : 'expected that the token names its signer, found that it names another';
}

function namesSigner(signer: Certificate, attributes: readonly Attribute[]): boolean {
  const der = derOf(signer);
  return attributes.some(({ type, values }) => {
    if (type !== oid.SIGNING_CERTIFICATE && type !== oid.SIGNING_CERTIFICATE_V2) return false;
    // SigningCertificate: certs, each a hash with (version 2) its algorithm before it where that is not SHA-256.
    const [first] = values[0]?.valueBlock.value[0]?.valueBlock.value ?? [];
    const parts = first?.valueBlock.value ?? [];
    const hasAlgorithm = parts[0]?.idBlock.tagNumber === 16;
    const stated = hasAlgorithm ? oid.HASHES[parts[0].valueBlock.value[0].valueBlock.toString()] : 'sha256';
    const algorithm = type === oid.SIGNING_CERTIFICATE ? 'sha1' : stated;
    const found = parts[hasAlgorithm ? 1 : 0]?.valueBlock.valueHexView;
    return algorithm !== undefined && found !== undefined && hash(algorithm, der, 'buffer').equals(found);
  });
}

function certificatesOf(signed: SignedData, signer: Buffer): Uint8Array[] {
  const all = (signed.certificates ?? []).flatMap((one) => (one instanceof Certificate ? [derOf(one)] : []));
  return [signer, ...all.filter((one) => !one.equals(signer))];
}

function derOf(certificate: Certificate): Buffer {
  return Buffer.from(certificate.toSchema().toBER());
}

function bitsOf(bytes: Uint8Array | undefined): number[] {
  return [...(bytes ?? [])].flatMap((byte, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].flatMap((bit) => ((byte >> (7 - bit)) & 1 ? [8 * at + bit] : [])),
  );
}
