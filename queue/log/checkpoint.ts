import { fromBase64, toBase64 } from './base64.ts';
import type { TreeHead } from './consistency.ts';
import { HASH_BYTES } from './merkle.ts';
import { checkSignature, type Note, type NoteVerifier, parseNote } from './note.ts';

/** A tree head as a log signs it (C2SP tlog-checkpoint v1.0.0), without extension lines. */
export interface Checkpoint extends TreeHead {
  /** Which log it is of. */
  readonly origin: string;
  readonly root: Buffer;
}

/** Larger sizes are no exact numbers here. */
const MAX_SIZE = Number.MAX_SAFE_INTEGER;

/** The text that is signed. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** @returns or what was expected and found */
export function parseCheckpoint({ text }: Pick<Note, 'text'>): Checkpoint | string {
  const [origin = '', digits = '', encoded = '', ...rest] = text.split('\n');
  const size = Number(digits);
  const root = fromBase64(encoded);
  if (origin === '') return 'expected an origin in the first line of a checkpoint, found none';
  if (!/^(0|[1-9][0-9]*)$/.test(digits) || size > MAX_SIZE)
    return `expected the number of leaves in the second line of a checkpoint, found "${digits.slice(0, 30)}"`;
  if (root?.length !== HASH_BYTES)
    return 'expected a root of 32 bytes in base64 in the third line of a checkpoint, found another text';
  if (rest.length !== 1 || rest[0] !== '') return 'expected three lines in a checkpoint, found more';
  return { origin, size, root };
}

/** Which log a checkpoint says it is of, before anybody has checked it; empty where it says nothing. */
export function originIn(note: string): string {
  return note.slice(0, Math.max(0, note.indexOf('\n')));
}

export interface SignedCheckpoint {
  readonly note: Note;
  readonly checkpoint: Checkpoint;
}

/**
 * Reads a checkpoint and believes it only where this key of its log has signed it.
 * @returns or what was expected and found
 */
export function openCheckpoint(text: string, log: NoteVerifier): SignedCheckpoint | string {
  const note = parseNote(text);
  if (typeof note === 'string') return note;
  const checkpoint = parseCheckpoint(note);
  if (typeof checkpoint === 'string') return checkpoint;
  if (checkpoint.origin !== log.name)
    return `expected a checkpoint of the log ${log.name}, found one of ${checkpoint.origin}`;
  const state = checkSignature(note, log);
  if (state === 'good') return { note, checkpoint };
  return state === 'missing'
    ? `expected a signature by the log's key ${log.id.toString('hex')}, found none`
    : "expected the log's signature to hold, found that it does not: the checkpoint was altered";
}
