import { statSync } from 'node:fs';
import { codeOf, messageOf } from '../../../queue/runtime/errors.ts';
import { openFault } from '../../../queue/runtime/secret-file.ts';
import { isForbidden, RUN_AS_VIGIE } from '../../../queue/runtime/whose-files.ts';

/**
 * How a private key stands: `ok`, in its place and its owner's alone; `missing`, no file is where it is expected; `open`, other users of
 * the host may read it; `faulty`, what is there cannot be used, or this user may not look; `none yet`, nothing was begun or set up
 * that needs it; `elsewhere`, with a person or on another computer, where it belongs.
 */
export type KeyState = 'ok' | 'missing' | 'open' | 'faulty' | 'none yet' | 'elsewhere';

/** One key of an installation, as `vigie keys` tells of it; nothing secret is in it. */
export interface KeyRow {
  /** What kind of key it is. */
  readonly key:
    | 'vault'
    | 'log'
    | 'unit'
    | 'intake'
    | 'archives'
    | 'alerts'
    | 'rules'
    | 'rights'
    | 'reports'
    | 'contact'
    | 'witness';
  /** Whose it is, where several people or places have one of this kind. */
  readonly id: string | null;
  /** What it is for. */
  readonly purpose: string;
  /** The public half, as those who check or seal with it are given it. */
  readonly publicKey: string | null;
  /**
   * By which people name it: of the vault the first 16 digits of the SHA-256 of the key itself, which has no public half; of the unit
   * SHA-256 of its PEM file; of archives SHA-256 of the certificate.
   */
  readonly fingerprint: string | null;
  /** Where the private half is expected; `null` where that is no place of this computer. */
  readonly file: string | null;
  readonly state: KeyState;
  /** What is the matter, and what to do. */
  readonly note: string | null;
}

/** What a row says of a key of which nothing is known. */
export const NO_KEY = { id: null, publicKey: null, fingerprint: null, file: null } as const;

/** A key that nobody can use is to be mended, and so is one that too many can. */
export function isToMend({ state }: KeyRow): boolean {
  return state === 'missing' || state === 'open' || state === 'faulty';
}

/** How the file of a private key stands, without reading what is in it. */
export function fileState(path: string): Pick<KeyRow, 'state' | 'note'> {
  try {
    statSync(path);
    const found = openFault(path);
    if (found === null) return { state: 'ok', note: null };
    return { state: 'open', note: `expected mode 0600, found ${found}` };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { state: 'missing', note: 'expected a key there, found no file' };
    // Of a key in a folder that is closed nobody may say that it is gone.
    const note = isForbidden(error) ? `this user may not look for it: ${RUN_AS_VIGIE}` : messageOf(error);
    return { state: 'faulty', note };
  }
}
