import { hkdfSync } from 'node:crypto';
import { AppError } from '../runtime/errors.ts';
import { decrypt, encrypt, encryptAll, KEY_BYTES, unwrapKeys, wrapKeys } from './ciphers.ts';
import { keyedHash } from './keyed-hash.ts';
import type { MasterKey } from './master-key.ts';
import { takeRandom } from './random.ts';
import { identityOf, openWith, recipientOf } from './sealed-box.ts';
import { type UnitKey, unitKeyOf } from './unit-key.ts';

/** A text under its own key, and that key under the vault's. Destroying `wrappedKey` destroys the text. */
export interface Sealed {
  /** 32 bytes; 60 where it was sealed before keys were wrapped together. */
  readonly wrappedKey: Uint8Array;
  /** nonce, encrypted text, tag. */
  readonly sealed: Uint8Array;
}

/** Texts under one key, and that key under the vault's: what is stored together and destroyed together. */
export interface SealedTogether {
  /** 32 bytes. Destroying them destroys all of the texts. */
  readonly keys: Uint8Array;
  /** nonce, encrypted texts, tag. */
  readonly texts: Uint8Array;
}

/** Many texts, each under its own key, side by side. Overwriting one key's slice destroys that one text. */
export interface SealedBlock {
  /** Wrapped keys, all of one length: 32 bytes, or 60 as above. */
  readonly keys: Uint8Array;
  /** Sealed texts. */
  readonly texts: Uint8Array;
  /** Bytes of each sealed text. */
  readonly lengths: readonly number[];
}

/**
 * Seals texts under one key each and turns identifiers into keyed tokens. `subject` (a post id) is authenticated with
 * the text, so a sealed text cannot be moved to another row.
 */
export interface Vault {
  readonly fingerprint: string;
  /** Seals a text under a key of its own. */
  seal(subject: string, text: string): Sealed;
  /** Seals one text for each subject. */
  sealAll(subjects: readonly string[], texts: readonly string[]): SealedBlock;
  /**
   * Seals one text for each subject, all under one key: a cipher for each costs 13 µs to seal and open, this one 3. The subjects
   * are authenticated with the texts in their order.
   * @param texts without line breaks, as JSON is
   */
  sealTogether(subjects: readonly string[], texts: readonly string[]): SealedTogether;
  /**
   * @returns the text of each subject
   * @throws AppError `vault.sealed` when key, texts and subjects do not belong together
   */
  openTogether(subjects: readonly string[], sealed: SealedTogether): string[];
  /** Seals a further text under the key that `wrappedKey` holds. */
  sealUnder(subject: string, wrappedKey: Uint8Array, text: string): Uint8Array;
  /**
   * Seals bytes under the key of a text, as a named part of its subject: what destroys that key destroys them. One part's
   * bytes cannot be passed off as another's.
   * @returns nonce, encrypted bytes, tag
   */
  sealPart(subject: string, wrappedKey: Uint8Array, part: string, bytes: Uint8Array): Buffer;
  /** @throws AppError `vault.sealed` when key, bytes, subject and part do not belong together */
  openPart(subject: string, wrappedKey: Uint8Array, part: string, sealed: Uint8Array): Buffer;
  /**
   * @throws AppError `vault.sealed` when key, text and subject do not belong together
   */
  open(subject: string, sealed: Sealed): string;
  /**
   * Unwraps the keys of a block at once.
   * @returns opens the text at one place of the block; throws as `open` does
   */
  opener(block: SealedBlock): (place: number, subject: string) => string;
  /** HMAC-SHA-256 over purpose and parts, 32 bytes; different purposes never give equal tokens. */
  token(purpose: TokenPurpose, ...parts: readonly string[]): Buffer;
  /** The same as 64 hexadecimal digits. */
  tokenHex(purpose: TokenPurpose, ...parts: readonly string[]): string;
  /** Private Ed25519 key (RFC 8032) of the log's checkpoints, 32 bytes: whoever has the vault key has it too. */
  readonly logSeed: Buffer;
  /** The unit's own signature, on the chain of custody and on bundles. */
  readonly unit: UnitKey;
  /** What the public pages seal to: they hold the public half, and cannot open what they wrote. */
  readonly intake: {
    recipient(): Promise<string>;
    /** @throws AppError `vault.sealed` */
    open(sealed: Uint8Array): Promise<string>;
  };
}

export type TokenPurpose = 'post' | 'author' | 'content' | 'text' | 'permalink' | 'sample' | 'attempt';

export function createVault(master: MasterKey): Vault {
  const wrapping = deriveKey(master.bytes, 'wrap.block');
  const wrappingAlone = deriveKey(master.bytes, 'wrap');
  const tokenOf = (purpose: TokenPurpose) => keyedHash(deriveKey(master.bytes, `token.${purpose}`));
  const tokens: Record<TokenPurpose, (message: string) => string> = {
    post: tokenOf('post'),
    author: tokenOf('author'),
    content: tokenOf('content'),
    text: tokenOf('text'),
    permalink: tokenOf('permalink'),
    sample: tokenOf('sample'),
    attempt: tokenOf('attempt'),
  };
  const tokenHex: Vault['tokenHex'] = (purpose, ...parts) =>
    // Length before content: ("ab", "c") and ("a", "bc") differ.
    tokens[purpose](parts.map((part) => `${part.length}:${part}`).join(''));
  const intake = identityOf(deriveKey(master.bytes, 'intake'));

  function unwrap(subject: string, wrappedKey: Uint8Array): Buffer {
    if (wrappedKey.length === KEY_BYTES) return unwrapKeys(wrapping, wrappedKey);
    return authentic(subject, () => decrypt(wrappingAlone, subject, wrappedKey));
  }

  function sealAll(subjects: readonly string[], texts: readonly string[]): SealedBlock {
    const keys = takeRandom(KEY_BYTES * subjects.length);
    const { block, lengths } = encryptAll(keys, subjects, texts);
    const wrapped = wrapKeys(wrapping, keys);
    keys.fill(0);
    return { keys: wrapped, texts: block, lengths };
  }

  return {
    fingerprint: master.fingerprint,

    seal(subject, text) {
      const { keys, texts } = sealAll([subject], [text]);
      return { wrappedKey: keys, sealed: texts };
    },

    sealAll,

    sealTogether(subjects, texts) {
      const key = takeRandom(KEY_BYTES);
      const sealed = encrypt(key, allOf(subjects), texts.join('\n'));
      const wrapped = wrapKeys(wrapping, key);
      key.fill(0);
      return { keys: wrapped, texts: sealed };
    },

    openTogether: (subjects, { keys, texts }) =>
      authentic(subjects[0] ?? 'none', () => {
        const opened = decrypt(unwrapKeys(wrapping, keys), allOf(subjects), texts)
          .toString('utf8')
          .split('\n');
        if (opened.length !== subjects.length) throw new Error('another number of texts');
        return opened;
      }),

    sealUnder: (subject, wrappedKey, text) => encrypt(unwrap(subject, wrappedKey), subject, text),

    sealPart: (subject, wrappedKey, part, bytes) =>
      encrypt(unwrap(subject, wrappedKey), partOf(subject, part), bytes),

    openPart: (subject, wrappedKey, part, sealed) =>
      authentic(subject, () => decrypt(unwrap(subject, wrappedKey), partOf(subject, part), sealed)),

    open(subject, { wrappedKey, sealed }) {
      const key = unwrap(subject, wrappedKey);
      return authentic(subject, () => decrypt(key, subject, sealed)).toString('utf8');
    },

    opener({ keys, texts, lengths }) {
      const width = keys.length / lengths.length;
      const unwrapped = width === KEY_BYTES ? unwrapKeys(wrapping, keys) : undefined;
      const ends = endsOf(lengths);
      return (place, subject) => {
        const slice = (unwrapped ?? keys).subarray(place * width, (place + 1) * width);
        const key = unwrapped ? slice : unwrap(subject, slice);
        const sealed = texts.subarray(ends[place - 1] ?? 0, ends[place]);
        return authentic(subject, () => decrypt(key, subject, sealed)).toString('utf8');
      };
    },

    token: (purpose, ...parts) => Buffer.from(tokenHex(purpose, ...parts), 'hex'),
    tokenHex,

    logSeed: deriveKey(master.bytes, 'log.checkpoint'),
    unit: unitKeyOf(deriveKey(master.bytes, 'unit')),

    intake: { recipient: () => recipientOf(intake), open: (sealed) => openWith(intake, sealed) },
  };
}

/** No subject has a line break in it, so no text of a subject is a part of another. */
function partOf(subject: string, part: string): string {
  return `${subject}\n${part}`;
}

/** No subject has a line break in it, so no other list of subjects is the same text. */
function allOf(subjects: readonly string[]): string {
  return subjects.join('\n');
}

function endsOf(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return end;
  });
}

/** HKDF-SHA-256 (RFC 5869) with the purpose as info. */
function deriveKey(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `vigie.${purpose}`, KEY_BYTES));
}

function authentic<T>(subject: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw new AppError(
      'vault.sealed',
      `expected the sealed text of ${subject} to open with this vault key, but it does not; it was altered, or sealed ` +
        'under another key',
      { subject },
      { cause: error },
    );
  }
}
