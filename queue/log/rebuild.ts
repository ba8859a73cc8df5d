import { Frontier } from './frontier.ts';
import { HASH_BYTES, leafHashesOf, rootOfBlock } from './merkle.ts';
import { levelsOf, TILE_WIDTH, type Tile, tilePath, tilesOf } from './tiles.ts';
import type { ExportReader } from './verify-export.ts';

/** `unreadable`: a file is missing or has another shape; `altered`: entries and hashes do not fit each other. */
export interface RebuildFault {
  readonly kind: 'unreadable' | 'altered';
  readonly file: string;
  readonly reason: string;
}

/** Takes what is found. */
interface FaultList {
  readonly length: number;
  push(fault: RebuildFault): unknown;
}

const ENTRY_BYTES = 2 + HASH_BYTES;
/** Whoever lost this many files lost the log; a signed size could also be made up to keep a reader busy for ever. */
const MOST_FAULTS = 100;

/**
 * Grows the tree of an exported log from its entries, remembers its root at the sizes that somebody asks for, and compares it
 * with every hash that the log shows. It goes on behind a fault, up to a hundred of them.
 */
export class Rebuild {
  readonly #reader: Pick<ExportReader, 'file'>;
  readonly #wanted: number;
  readonly #stops: ReadonlySet<number>;
  readonly #faults: FaultList;
  readonly #tree = new Frontier();
  readonly #roots = new Map<number, string>();
  /** Whether every bundle so far could be read: behind a gap no root can be told. */
  #isWhole = true;

  constructor(
    reader: Pick<ExportReader, 'file'>,
    size: number,
    stops: ReadonlySet<number>,
    faults: FaultList,
  ) {
    this.#reader = reader;
    this.#wanted = size;
    this.#stops = stops;
    this.#faults = faults;
    this.#remember();
  }

  get size(): number {
    return this.#tree.size;
  }

  /** Hexadecimal; `undefined` where entries before that size could not be read. */
  rootAt(size: number): string | undefined {
    return this.#roots.get(size);
  }

  async entries(): Promise<void> {
    let roots: (Buffer | null)[] = [];
    for (const bundle of tilesOf(this.#wanted, 0)) {
      if (this.#faults.length >= MOST_FAULTS) return;
      const hashes = await this.#bundle(bundle);
      if (hashes === null) this.#isWhole = false;
      else {
        await this.#compare(bundle, hashes);
        this.#grow(hashes);
      }
      if (bundle.width === TILE_WIDTH) roots.push(hashes === null ? null : rootOfBlock(hashes));
    }
    for (let level = 1; level < levelsOf(this.#wanted); level += 1) {
      const above: (Buffer | null)[] = [];
      for (const tile of tilesOf(this.#wanted, level)) {
        const below = roots.slice(tile.n * TILE_WIDTH, tile.n * TILE_WIDTH + tile.width);
        const known = below.filter((root) => root !== null);
        const hashes = known.length === below.length ? Buffer.concat(known) : null;
        if (hashes !== null) await this.#compare(tile, hashes);
        if (tile.width === TILE_WIDTH) above.push(hashes === null ? null : rootOfBlock(hashes));
      }
      roots = above;
    }
  }

  /** @returns leaf hashes of a bundle, or `null` where it cannot be read */
  async #bundle(bundle: Tile): Promise<Buffer | null> {
    const path = tilePath('entries', bundle);
    const bytes = await this.#reader.file(path);
    if (bytes === null) {
      this.#faults.push(missingFile(path));
      return null;
    }
    const given = Buffer.from(bytes);
    const isOfShape =
      given.length === bundle.width * ENTRY_BYTES &&
      Array.from({ length: bundle.width }, (_, at) => given.readUInt16BE(at * ENTRY_BYTES)).every(
        (length) => length === HASH_BYTES,
      );
    if (!isOfShape) {
      const reason = `expected ${bundle.width} entries of ${HASH_BYTES} bytes, found ${given.length} bytes of another shape`;
      this.#faults.push({ kind: 'unreadable', file: path, reason });
      return null;
    }
    const commitments = Buffer.allocUnsafe(bundle.width * HASH_BYTES);
    for (let at = 0; at < bundle.width; at += 1)
      given.copy(commitments, at * HASH_BYTES, at * ENTRY_BYTES + 2, (at + 1) * ENTRY_BYTES);
    return leafHashesOf(commitments);
  }

  async #compare(tile: Tile, hashes: Buffer): Promise<void> {
    const path = tilePath(tile.level, tile);
    const stored = await this.#reader.file(path);
    if (stored === null) this.#faults.push(missingFile(path));
    else if (!Buffer.from(stored).equals(hashes))
      this.#faults.push({
        kind: 'altered',
        file: path,
        reason:
          'expected the hashes of what lies below, found others: entries were altered after they were hashed, or these hashes were',
      });
  }

  #grow(hashes: Buffer): void {
    if (!this.#isWhole) return;
    for (let at = 0; at < hashes.length; at += HASH_BYTES) {
      this.#tree.push(Buffer.from(hashes.subarray(at, at + HASH_BYTES)));
      this.#remember();
    }
  }

  #remember(): void {
    const { size } = this.#tree;
    if (size === this.#wanted || this.#stops.has(size))
      this.#roots.set(size, this.#tree.root().toString('hex'));
  }
}

export function missingFile(path: string): RebuildFault {
  return { kind: 'unreadable', file: path, reason: `expected the file ${path}, found none` };
}
