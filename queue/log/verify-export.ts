import { z } from 'zod';
import type { Entry } from '../contracts/entry.ts';
import { jsonOf } from '../runtime/json-of.ts';
import { type Checkpoint, openCheckpoint, type SignedCheckpoint } from './checkpoint.ts';
import { commitmentOf } from './commitments.ts';
import { EXPORT_FILES } from './export-log.ts';
import { HASH_BYTES, leafHashesOf, rootOfBlock } from './merkle.ts';
import type { Note, NoteVerifier } from './note.ts';
import { EntryTally, type LogNotice, NO_BODY, parseEntry } from './report.ts';
import { levelsOf, nodesIn, TILE_WIDTH, type Tile, tilePath, tilesOf } from './tiles.ts';
import { rootAt } from './tree.ts';

/** An exported log, wherever it lies. */
export interface ExportReader {
  /** `null` where there is no such file. */
  file(path: string): Promise<Uint8Array | null>;
  /** Lines of a text file; none where there is no such file. */
  lines(path: string): AsyncIterable<string>;
}

export interface ExportFault {
  readonly file: string;
  /** Position in the log, where the fault has one. */
  readonly index: number | null;
  readonly reason: string;
}

export interface ExportReport {
  readonly origin: string;
  readonly size: number;
  /** Signed root, hexadecimal. */
  readonly root: string;
  /** The checkpoint with its signatures. */
  readonly note: Note;
  /** Entries whose body was there and is what the leaf commits to. */
  readonly bodiesChecked: number;
  /** Earlier checkpoints that this log continues. */
  readonly continued: number;
  readonly kinds: Readonly<Record<string, number>>;
  readonly notices: readonly LogNotice[];
  readonly fault: ExportFault | null;
}

const ENTRY_BYTES = 2 + HASH_BYTES;

const BodyLine = z.strictObject({
  index: z.int().nonnegative(),
  salt: z.string().regex(/^[0-9a-f]{32}$/),
  body: z.string(),
});

/**
 * Verifies an exported log offline, from its entries up to the root that was signed, and stops at the first fault.
 * @param log whose key must have signed it
 * @param earlier notes of checkpoints that somebody kept: this log must begin with what they say
 */
export async function verifyExport(
  reader: ExportReader,
  log: NoteVerifier,
  earlier: readonly string[] = [],
): Promise<ExportReport> {
  const tally = new EntryTally();
  const report = {
    origin: log.name,
    size: 0,
    root: '',
    note: { text: '', signatures: [] } as Note,
    bodiesChecked: 0,
    continued: 0,
    kinds: tally.kinds,
    notices: tally.notices,
    fault: null as ExportFault | null,
  };
  try {
    const { checkpoint, note } = await openSigned(reader, log);
    report.note = note;
    report.size = checkpoint.size;
    report.root = checkpoint.root.toString('hex');
    report.bodiesChecked = await checkEntries(reader, checkpoint.size, tally);
    report.continued = await checkRoots(reader, checkpoint, log, earlier);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    report.fault = error.fault;
  }
  return report;
}

/**
 * What entries of an exported log say, in their order; of a log that was verified before. Those without a body are left out.
 */
export async function* readExportedEntries(
  reader: ExportReader,
): AsyncGenerator<{ readonly index: number; readonly entry: Entry }> {
  for await (const text of reader.lines(EXPORT_FILES.bodies)) {
    const line = BodyLine.safeParse(jsonOf(text));
    const entry = line.success ? parseEntry(line.data.body) : '';
    if (line.success && typeof entry !== 'string') yield { index: line.data.index, entry };
  }
}

class Fault extends Error {
  readonly fault: ExportFault;
  constructor(file: string, index: number | null, reason: string) {
    super(reason);
    this.fault = { file, index, reason };
  }
}

async function openSigned(reader: ExportReader, log: NoteVerifier): Promise<SignedCheckpoint> {
  const path = EXPORT_FILES.checkpoint;
  const signed = openCheckpoint(Buffer.from(await need(reader, path)).toString('utf8'), log);
  if (typeof signed === 'string') throw new Fault(path, null, signed);
  return signed;
}

/** Entries against bodies and the lowest tiles, then each level of tiles against the one below. */
async function checkEntries(reader: ExportReader, size: number, tally: EntryTally): Promise<number> {
  const bodies = reader.lines(EXPORT_FILES.bodies)[Symbol.asyncIterator]();
  let next = await nextBody(bodies);
  let bodiesChecked = 0;
  let roots: Buffer[] = [];
  for (const bundle of tilesOf(size, 0)) {
    const leaves = await readBundle(reader, bundle);
    const first = bundle.n * TILE_WIDTH;
    for (let at = 0; at < bundle.width; at += 1) {
      if (next?.index !== first + at) {
        tally.skip(first + at);
        continue;
      }
      checkBody(next, leaves.commitments.subarray(at * HASH_BYTES), tally);
      bodiesChecked += 1;
      next = await nextBody(bodies, next.index);
    }
    await compareTile(reader, { ...bundle, level: 0 }, leaves.hashes);
    if (bundle.width === TILE_WIDTH) roots.push(rootOfBlock(leaves.hashes));
  }
  if (next !== null)
    throw new Fault(EXPORT_FILES.bodies, next.index, `expected bodies of ${size} entries, found one more`);
  // An export without bodies tells nothing of them; one with bodies has all that were not shredded.
  if (bodiesChecked > 0 && tally.unexplained !== null)
    throw new Fault(EXPORT_FILES.bodies, tally.unexplained, NO_BODY);
  for (let level = 1; level < levelsOf(size); level += 1) {
    const above: Buffer[] = [];
    for (const tile of tilesOf(size, level)) {
      const hashes = Buffer.concat(roots.slice(tile.n * TILE_WIDTH, tile.n * TILE_WIDTH + tile.width));
      await compareTile(reader, tile, hashes);
      if (tile.width === TILE_WIDTH) above.push(rootOfBlock(hashes));
    }
    roots = above;
  }
  return bodiesChecked;
}

async function checkRoots(
  reader: ExportReader,
  checkpoint: Checkpoint,
  log: NoteVerifier,
  earlier: readonly string[],
): Promise<number> {
  // Tiles were compared with the entries by now.
  const nodes = nodesIn((tile) => need(reader, tilePath(tile.level, tile)), checkpoint.size);
  if (!(await rootAt(nodes, checkpoint.size)).equals(checkpoint.root)) {
    const reason =
      'expected entries that give the root that was signed, found others: they are not what was signed';
    throw new Fault(EXPORT_FILES.checkpoint, null, reason);
  }
  for (const text of earlier) {
    const signed = openCheckpoint(text, log);
    if (typeof signed === 'string') throw new Fault('earlier checkpoint', null, signed);
    const { size, root } = signed.checkpoint;
    if (size > checkpoint.size) {
      const reason = `expected the ${size} entries of an earlier checkpoint, found ${checkpoint.size}: the log was cut off or set back`;
      throw new Fault('earlier checkpoint', checkpoint.size, reason);
    }
    if (!(await rootAt(nodes, size)).equals(root)) {
      const reason = `expected a log that begins with the ${size} entries of an earlier checkpoint, found others: it was rewritten or forked`;
      throw new Fault('earlier checkpoint', null, reason);
    }
  }
  return earlier.length;
}

async function readBundle(
  reader: ExportReader,
  bundle: Tile,
): Promise<{ commitments: Buffer; hashes: Buffer }> {
  const path = tilePath('entries', bundle);
  const bytes = Buffer.from(await need(reader, path));
  const first = bundle.n * TILE_WIDTH;
  if (bytes.length !== bundle.width * ENTRY_BYTES) {
    const reason = `expected ${bundle.width} entries of ${HASH_BYTES} bytes, found ${bytes.length} bytes in all`;
    throw new Fault(path, first, reason);
  }
  const commitments = Buffer.allocUnsafe(bundle.width * HASH_BYTES);
  for (let at = 0; at < bundle.width; at += 1) {
    const place = at * ENTRY_BYTES;
    if (bytes.readUInt16BE(place) !== HASH_BYTES)
      throw new Fault(path, first + at, `expected an entry of ${HASH_BYTES} bytes, found another length`);
    bytes.copy(commitments, at * HASH_BYTES, place + 2, place + ENTRY_BYTES);
  }
  return { commitments, hashes: leafHashesOf(commitments) };
}

async function compareTile(reader: ExportReader, tile: Tile, hashes: Buffer): Promise<void> {
  const path = tilePath(tile.level, tile);
  const stored = Buffer.from(await need(reader, path));
  if (stored.equals(hashes)) return;
  let at = 0;
  while (stored.subarray(at, at + HASH_BYTES).equals(hashes.subarray(at, at + HASH_BYTES))) at += HASH_BYTES;
  const index = (tile.n * TILE_WIDTH + at / HASH_BYTES) * TILE_WIDTH ** tile.level;
  throw new Fault(
    path,
    index,
    'expected the hashes of what lies below, found others: an entry or this tile was altered',
  );
}

function checkBody(line: z.infer<typeof BodyLine>, rest: Buffer, tally: EntryTally): void {
  const { index, salt, body } = line;
  const path = EXPORT_FILES.bodies;
  if (!commitmentOf(Buffer.from(salt, 'hex'), body).equals(rest.subarray(0, HASH_BYTES)))
    throw new Fault(
      path,
      index,
      'expected the body that this entry commits to, found another: it was altered',
    );
  const entry = parseEntry(body);
  if (typeof entry === 'string') throw new Fault(path, index, entry);
  tally.add(index, entry);
}

async function nextBody(lines: AsyncIterator<string>, after = -1): Promise<z.infer<typeof BodyLine> | null> {
  const { value, done } = await lines.next();
  if (done === true) return null;
  const path = EXPORT_FILES.bodies;
  const line = BodyLine.safeParse(jsonOf(value));
  if (!line.success) throw new Fault(path, null, 'expected a line with index, salt and body, found another');
  if (line.data.index > after) return line.data;
  throw new Fault(path, line.data.index, `expected a body after that of entry ${after}, found one before it`);
}

async function need(reader: ExportReader, path: string): Promise<Uint8Array> {
  const bytes = await reader.file(path);
  if (bytes === null) throw new Fault(path, null, `expected the file ${path}, found none`);
  return bytes;
}
