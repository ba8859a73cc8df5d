import { hash, randomBytes } from 'node:crypto';
import { Integer, Null, OctetString } from 'asn1js';
import { AlgorithmIdentifier, MessageImprint, TimeStampReq } from 'pkijs';
import { SHA256 } from './oids.ts';

const NONCE_BYTES = 16;

export interface StampRequest {
  /** TimeStampReq, DER (RFC 3161, section 2.4.1): SHA-256 of the data, a nonce, and that certificates come along. */
  readonly der: Uint8Array;
  /** As the answer must repeat it, in lower-case hexadecimal. */
  readonly nonce: string;
}

/**
 * Asks for a time stamp of data, of which only the hash leaves this machine.
 * @param policy object identifier of the policy wanted; without one the authority chooses
 */
export function stampRequest(data: Uint8Array, policy: string | undefined): StampRequest {
  const nonce = randomBytes(NONCE_BYTES);
  // A positive number in its shortest form, which is what DER has: the first byte between 1 and 127.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: SHA256, algorithmParams: new Null() }),
      hashedMessage: new OctetString({ valueHex: Uint8Array.from(hash('sha256', data, 'buffer')).buffer }),
    }),
    ...(policy === undefined ? {} : { reqPolicy: policy }),
    nonce: new Integer({ valueHex: Uint8Array.from(nonce).buffer }),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), nonce: nonce.toString('hex') };
}
