/** What a detached proof begins with, and its version (python-opentimestamps, core/timestamp.py). */
export const MAGIC = Buffer.from('004f70656e54696d657374616d7073000050726f6f6600bf89e2e884e89294', 'hex');
export const VERSION = 1;

/** Bytes that say what follows; an attestation's own mark has eight. */
export const TAG = {
  attestation: 0x00,
  sha1: 0x02,
  ripemd160: 0x03,
  sha256: 0x08,
  append: 0xf0,
  prepend: 0xf1,
  fork: 0xff,
} as const;
/** Hashes of a message; early proofs have the two older ones in them. */
export const HASHES = { [TAG.sha1]: 'sha1', [TAG.ripemd160]: 'ripemd160', [TAG.sha256]: 'sha256' } as const;
export const PENDING = '83dfe30d2ef90c8e';
export const BITCOIN = '0588960d73d71901';

/** Operations of the format that are not computed here: no proof that ends in a block of Bitcoin needs one. */
export const NOT_COMPUTED: Readonly<Record<number, string>> = {
  103: 'keccak256',
  242: 'reverse',
  243: 'hexlify',
};

/** The format's own bounds, in bytes and steps. */
export const MOST = { message: 4096, depth: 256, payload: 8192, uri: 1000 } as const;
/** Ours: calendars answer with some hundred bytes, and with two or three ends. */
export const MOST_PROOF_BYTES = 32 * 1024;
export const MOST_ENDS = 64;

/** Characters of a calendar's address: none for queries, fragments, escapes or a login. */
export const URI = /^[A-Za-z0-9\-._/:]+$/;

export type Step =
  | { readonly op: 'sha1' | 'ripemd160' | 'sha256' }
  | { readonly op: 'append' | 'prepend'; readonly bytes: Uint8Array };

export type Attestation =
  /** A calendar promises to commit to the message; it shows nothing about time. */
  | { readonly kind: 'pending'; readonly uri: string }
  /** The message is the Merkle root of the block of this height. */
  | { readonly kind: 'bitcoin'; readonly height: number }
  /** Of another notary; kept as it is and taken for nothing. `tag` in hexadecimal. */
  | { readonly kind: 'unknown'; readonly tag: string; readonly payload: Uint8Array };

export type Branch =
  | { readonly attestation: Attestation }
  | { readonly step: Step; readonly next: Timestamp };

/** What is known of one message: attestations of it, and steps to further messages; at least one. */
export type Timestamp = readonly Branch[];

export interface Proof {
  /** SHA-256 of what is stamped, 32 bytes. */
  readonly digest: Uint8Array;
  readonly timestamp: Timestamp;
}

/** The one error that reading throws: what was expected and what was found. */
export class ProofFault extends Error {
  override readonly name = 'ProofFault';
}
