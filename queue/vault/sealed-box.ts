import { bech32 } from '@scure/base';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { AppError } from '../runtime/errors.ts';

/** Ciphertexts grow in steps, so that their length says little of the text's, bytes. */
const STEP_BYTES = 1024;
/** Of pictures, whose sizes differ more. */
export const PICTURE_STEP_BYTES = 256 * 1024;

/**
 * Seals a text to a public key in the age format, version 1 (X25519, ChaCha20-Poly1305): only the private half opens
 * it, not the process that sealed it. The text is JSON; spaces after it hide how long it is.
 * @param recipient `age1…`
 * @param stepBytes lengths are multiples of it, before sealing
 */
export async function sealTo(recipient: string, json: string, stepBytes = STEP_BYTES): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const text = Buffer.from(json);
  const padded = Buffer.alloc(Math.ceil(text.length / stepBytes) * stepBytes, ' ');
  text.copy(padded);
  return encrypter.encrypt(padded);
}

/**
 * @param identity `AGE-SECRET-KEY-1…`
 * @throws AppError `vault.sealed` when it was sealed to another key, or altered
 */
export async function openWith(identity: string, sealed: Uint8Array): Promise<string> {
  try {
    const decrypter = new Decrypter();
    decrypter.addIdentity(identity);
    // A copy: drivers hand out views into larger buffers.
    return (await decrypter.decrypt(Uint8Array.from(sealed), 'text')).trimEnd();
  } catch (error) {
    throw new AppError(
      'vault.sealed',
      'expected a text sealed to this key, found one that does not open with it: another key, or altered',
      {},
      { cause: error },
    );
  }
}

/** The identity that these 32 bytes are: an X25519 private key in the spelling of age. */
export function identityOf(secret: Uint8Array): string {
  return bech32.encodeFromBytes('age-secret-key-', Uint8Array.from(secret)).toUpperCase();
}

/** Public half of an identity. */
export function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}

export function newIdentity(): Promise<string> {
  return generateX25519Identity();
}

/** Whether a text is an X25519 public key of age: `age1` and 32 bytes in Bech32. */
export function isRecipient(text: string): boolean {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    return prefix === 'age' && bytes.length === 32;
  } catch {
    return false;
  }
}
