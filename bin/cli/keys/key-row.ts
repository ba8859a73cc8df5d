import { existsSync } from 'node:fs';
import { messageOf } from '../../../queue/runtime/errors.ts';
import { openMode } from '../../../queue/runtime/secret-file.ts';

/**
 * How a private key stands: `ok`, in its place and its owner's alone; `open`, other users of the host may read it; `faulty`, what
 * is there cannot be used; `none yet`, nothing was begun or set up that needs it; `elsewhere`, with a person or on another
 * computer, where it belongs.
 */
export type KeyState = 'ok' | 'missing' | 'open' | 'faulty' | 'none yet' | 'elsewhere';

/** One key of an installation, as `vigie keys` tells of it; nothing secret is in it. */
export interface KeyRow {
  /** What kind of key it is. */
  readonly key:
    | 'vault'
    | 'log'
    | 'unit'
    | 'archives'
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
  readonly fingerprint: string | null;
  /** Where the private half is expected; `null` where that is no place of this computer. */
  readonly file: string | null;
  readonly state: KeyState;
  /** What is the matter, and what to do. */
  readonly note: string | null;
}

/** A key that nobody can use is to be mended, and so is one that too many can. */
export function isToMend({ state }: KeyRow): boolean {
  return state === 'missing' || state === 'open' || state === 'faulty';
}

/** How the file of a private key stands, without reading what is in it. */
export function fileState(path: string): Pick<KeyRow, 'state' | 'note'> {
  try {
    if (!existsSync(path)) return { state: 'missing', note: 'expected a key there, found no file' };
    const mode = openMode(path);
    if (mode === null) return { state: 'ok', note: null };
    const found = `0${mode.toString(8)}`;
    return { state: 'open', note: `expected mode 0600, found ${found}; run chmod 600 on it` };
  } catch (error) {
    return { state: 'faulty', note: messageOf(error) };
  }
}
