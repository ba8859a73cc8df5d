import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { fromBase64, toBase64 } from './base64.ts';
import { sha256 } from './merkle.ts';

/**
 * Signed notes (C2SP signed-note v1.0.0) with the two kinds of signatures that a log and its witnesses make: Ed25519 over the
 * text, and timestamped Ed25519 cosignatures (C2SP tlog-cosignature).
 */
export const SIGNATURE_TYPE = { log: 0x01, cosignature: 0x04 } as const;
export type SignatureType = (typeof SIGNATURE_TYPE)[keyof typeof SIGNATURE_TYPE];

/** Who signs, and how: a vkey. */
export interface NoteVerifier {
  /** No spaces and no plus. */
  readonly name: string;
  /** 4 bytes. */
  readonly id: Buffer;
  readonly type: SignatureType;
  readonly publicKey: KeyObject;
}

export interface NoteSigner extends NoteVerifier {
  readonly privateKey: KeyObject;
}

export interface NoteSignature {
  readonly name: string;
  /** Key ID and signature, as they stand in the line. */
  readonly bytes: Buffer;
}

export interface Note {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** More signature lines than anybody needs make a note costly to read. */
const MAX_SIGNATURES = 64;
const KEY_BYTES = 32;
/** DER of an Ed25519 key up to its 32 bytes (RFC 8410). */
const PRIVATE_DER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_DER = Buffer.from('302a300506032b6570032100', 'hex');

/** @param seed 32 bytes, the private key of RFC 8032 */
export function noteSigner(name: string, type: SignatureType, seed: Uint8Array): NoteSigner {
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_DER, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicKey = createPublicKey(privateKey);
  return { name, type, id: keyId(name, type, rawKey(publicKey)), publicKey, privateKey };
}

/** The vkey that others verify with. */
export function vkeyOf({ name, id, type, publicKey }: NoteVerifier): string {
  const encoded = toBase64(Buffer.concat([Uint8Array.of(type), rawKey(publicKey)]));
  return `${name}+${id.toString('hex')}+${encoded}`;
}

/** @returns or what was expected and found */
export function parseVkey(text: string): NoteVerifier | string {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)$/u.exec(text.trim());
  const [, name = '', hash = '', encoded = ''] = match ?? [];
  const bytes = fromBase64(encoded);
  const type = bytes?.[0];
  if (match === null || bytes?.length !== 1 + KEY_BYTES)
    return `expected a verifier key as NAME+ID+KEY, found "${text.trim().slice(0, 80)}"`;
  if (type !== SIGNATURE_TYPE.log && type !== SIGNATURE_TYPE.cosignature)
    return `expected an Ed25519 key (signature type 1 or 4), found type ${type}`;
  const raw = bytes.subarray(1);
  const id = keyId(name, type, raw);
  if (id.toString('hex') !== hash)
    return `expected the key ID ${id.toString('hex')} of this key, found ${hash}`;
  const publicKey = createPublicKey({ key: Buffer.concat([PUBLIC_DER, raw]), format: 'der', type: 'spki' });
  return { name, id, type, publicKey };
}

/** The line that a log adds to a text. */
export function signText(signer: NoteSigner, text: string): NoteSignature {
  return {
    name: signer.name,
    bytes: Buffer.concat([signer.id, sign(null, Buffer.from(text), signer.privateKey)]),
  };
}

/** The line that a witness adds: as of this time, this is the largest tree it has seen. */
export function cosignText(signer: NoteSigner, text: string, seconds: number): NoteSignature {
  const signature = sign(null, cosigned(text, BigInt(seconds)), signer.privateKey);
  return { name: signer.name, bytes: Buffer.concat([signer.id, timestamp(BigInt(seconds)), signature]) };
}

/** What became of a note's signatures that a key should have made. */
export type SignatureState = 'good' | 'bad' | 'missing';

/** A signature by a known key that does not hold makes the whole note bad; those of strangers are left out of account. */
export function checkSignature(note: Note, verifier: NoteVerifier): SignatureState {
  const own = signaturesBy(note, verifier);
  if (own.length === 0) return 'missing';
  return own.every(({ bytes }) => holds(note.text, bytes.subarray(4), verifier)) ? 'good' : 'bad';
}

/** The lines of a note that name this key, whether or not they hold. */
export function signaturesBy({ signatures }: Note, { name, id }: NoteVerifier): readonly NoteSignature[] {
  return signatures.filter((one) => one.name === name && one.bytes.subarray(0, 4).equals(id));
}

/** When a witness signed, in seconds; read after the signature was checked. */
export function cosignedAt({ bytes }: NoteSignature): number {
  return Number(bytes.readBigUInt64BE(4));
}

export function formatNote({ text, signatures }: Note): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`;
}

export function formatSignature({ name, bytes }: NoteSignature): string {
  return `— ${name} ${toBase64(bytes)}\n`;
}

/** @returns or what was expected and found */
export function parseNote(note: string): Note | string {
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n'))
    return 'expected a text, an empty line and signatures, found no such note';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the format forbids them
  if (/[\u0000-\u0009\u000b-\u001f]/u.test(note)) return 'expected no control characters, found some';
  const signatures = parseSignatures(note.slice(end + 2));
  return typeof signatures === 'string' ? signatures : { text: note.slice(0, end + 1), signatures };
}

/** @returns or what was expected and found */
export function parseSignatures(lines: string): readonly NoteSignature[] | string {
  const signatures: NoteSignature[] = [];
  for (const line of lines.split('\n').slice(0, -1)) {
    const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+=*)$/u.exec(line) ?? [];
    const bytes = fromBase64(encoded ?? '');
    if (name === undefined || bytes === null || bytes.length < 5)
      return 'expected signature lines, found another line';
    signatures.push({ name, bytes });
  }
  if (signatures.length === 0 || signatures.length > MAX_SIGNATURES)
    return `expected 1 to ${MAX_SIGNATURES} signatures, found ${signatures.length}`;
  return signatures;
}

function holds(text: string, signature: Buffer, { type, publicKey }: NoteVerifier): boolean {
  if (type === SIGNATURE_TYPE.log) return verify(null, Buffer.from(text), publicKey, signature);
  if (signature.length !== 72) return false;
  return verify(null, cosigned(text, signature.readBigUInt64BE(0)), publicKey, signature.subarray(8));
}

function cosigned(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

function timestamp(seconds: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(seconds);
  return bytes;
}

function keyId(name: string, type: SignatureType, raw: Uint8Array): Buffer {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Uint8Array.of(type), raw])).subarray(0, 4);
}

function rawKey(publicKey: KeyObject): Buffer {
  return publicKey.export({ format: 'der', type: 'spki' }).subarray(PUBLIC_DER.length);
}
