import { z } from 'zod';
import type { Entry } from '../contracts/entry.ts';
import { jsonOf } from '../runtime/json-of.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { type Checkpoint, openCheckpoint } from './checkpoint.ts';
import { commitmentOf, SALT_BYTES } from './commitments.ts';
import { HASH_BYTES, leafHash, rootOfPath } from './merkle.ts';
import type { Note, NoteVerifier } from './note.ts';
import { parseEntry } from './report.ts';

const HEADER = 'c2sp.org/tlog-proof@v1';
/** Trees are no higher than what a checkpoint may count. */
const MAX_PATH = 63;

/** What the leaf is: its commitment, and what that commits to where whoever made the proof gives it away. */
export interface ProvenLeaf {
  /** 32 bytes. */
  readonly commitment: Uint8Array;
  readonly opened: { readonly salt: Uint8Array; readonly body: string } | null;
}

/** A proof that an entry is in a log (C2SP tlog-proof v1). */
export interface LogProof {
  readonly index: number;
  /** Sibling hashes from the leaf to the root, nearest first. */
  readonly path: readonly Uint8Array[];
  /** Signed note of the checkpoint. */
  readonly checkpoint: string;
  readonly leaf: ProvenLeaf;
}

const Extra = z.strictObject({
  commitment: z.string(),
  salt: z.string().optional(),
  body: z.string().optional(),
});

export function formatProof({ index, path, checkpoint, leaf }: LogProof): string {
  const { commitment, opened } = leaf;
  const extra: z.infer<typeof Extra> = {
    commitment: toBase64(commitment),
    ...(opened && { salt: toBase64(opened.salt), body: opened.body }),
  };
  return [
    HEADER,
    `extra ${toBase64(Buffer.from(JSON.stringify(extra)))}`,
    `index ${index}`,
    ...path.map(toBase64),
    '',
    checkpoint,
  ].join('\n');
}

export interface CheckedProof {
  readonly index: number;
  readonly checkpoint: Checkpoint;
  /** The checkpoint with its signatures. */
  readonly note: Note;
  /** What was committed to; `null` where the proof does not give it away. */
  readonly entry: Entry | null;
}

/**
 * Checks a proof offline.
 * @param log key of the log it must be of
 * @returns or what was expected and found
 */
export function checkProof(text: string, log: NoteVerifier): CheckedProof | string {
  const proof = parseProof(text);
  if (typeof proof === 'string') return proof;
  const signed = openCheckpoint(proof.checkpoint, log);
  if (typeof signed === 'string') return signed;
  const { checkpoint, note } = signed;
  const { index, path, leaf } = proof;
  if (index >= checkpoint.size)
    return `expected an entry of the ${checkpoint.size} that were signed, found index ${index}`;
  if (path.length !== pathLength(index, checkpoint.size))
    return `expected ${pathLength(index, checkpoint.size)} hashes from this leaf to the root, found ${path.length}`;
  if (!rootOfPath(leafHash(leaf.commitment), index, checkpoint.size, path).equals(checkpoint.root))
    return 'expected the path to lead to the root that was signed, found that it leads to another';
  if (leaf.opened === null) return { index, checkpoint, note, entry: null };
  if (!commitmentOf(leaf.opened.salt, leaf.opened.body).equals(leaf.commitment))
    return 'expected the entry that the leaf commits to, found another';
  const entry = parseEntry(leaf.opened.body);
  return typeof entry === 'string' ? entry : { index, checkpoint, note, entry };
}

function parseProof(text: string): LogProof | string {
  const end = text.indexOf('\n\n');
  const [header, extraLine = '', indexLine = '', ...hashes] = text.slice(0, Math.max(end, 0)).split('\n');
  if (header !== HEADER) return `expected "${HEADER}" in the first line, found another format`;
  const extra = parseExtra(extraLine);
  if (extra === null)
    return 'expected the commitment of the entry in the line "extra", found none: it is no proof of this log';
  const digits = /^index (0|[1-9][0-9]{0,15})$/.exec(indexLine)?.[1];
  if (digits === undefined) return 'expected the line "index" with a position, found another';
  const path = hashes.flatMap((line) => fromBase64(line) ?? []);
  const isPath = path.length === hashes.length && path.every((hash) => hash.length === HASH_BYTES);
  if (!isPath || path.length > MAX_PATH) return 'expected hashes of 32 bytes in base64, found another line';
  return { index: Number(digits), path, checkpoint: text.slice(end + 2), leaf: extra };
}

function parseExtra(line: string): ProvenLeaf | null {
  if (!line.startsWith('extra ')) return null;
  const parsed = Extra.safeParse(jsonOf(fromBase64(line.slice(6))?.toString('utf8') ?? ''));
  if (!parsed.success) return null;
  const commitment = fromBase64(parsed.data.commitment);
  const salt = fromBase64(parsed.data.salt ?? '');
  const { body } = parsed.data;
  if (commitment?.length !== HASH_BYTES) return null;
  if (body === undefined) return { commitment, opened: null };
  return salt?.length === SALT_BYTES ? { commitment, opened: { salt, body } } : null;
}

/** Hashes on the way from a leaf to the root: one for each level at which it has a sibling. */
function pathLength(index: number, size: number): number {
  let length = 0;
  for (let [at, last] = [index, size - 1]; last > 0; [at, last] = [Math.floor(at / 2), Math.floor(last / 2)])
    if (at % 2 === 1 || at < last) length += 1;
  return length;
}
