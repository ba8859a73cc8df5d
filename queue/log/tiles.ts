import { HASH_BYTES, rootOfBlock } from './merkle.ts';
import type { ReadNode } from './tree.ts';

/** Hashes of a full tile (C2SP tlog-tiles): a tile is a subtree of height 8. */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** `width` hashes at a height of 8 * `level`, from hash 256 * `n` on. */
export interface Tile {
  readonly level: number;
  readonly n: number;
  /** 1 to 256. */
  readonly width: number;
}

/** Hashes of a tile, side by side. */
export type ReadTile = (tile: Tile) => Promise<Uint8Array>;

/** Tiles of a level in a tree of so many leaves, in order; the last may be partial. */
export function* tilesOf(size: number, level: number): Generator<Tile> {
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  for (let n = 0; n * TILE_WIDTH < hashes; n += 1)
    yield { level, n, width: Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH) };
}

/** Levels that a tree of so many leaves has tiles on. */
export function levelsOf(size: number): number {
  let levels = 0;
  while (Math.floor(size / TILE_WIDTH ** levels) > 0) levels += 1;
  return levels;
}

/**
 * Where a tile lies below a log's address.
 * @param kind the level, or `entries` for the bundle of the same leaves
 */
export function tilePath(kind: number | 'entries', { n, width }: Omit<Tile, 'level'>): string {
  const parts: string[] = [];
  for (let rest = n; parts.length === 0 || rest > 0; rest = Math.floor(rest / 1000))
    parts.unshift(`${parts.length > 0 ? 'x' : ''}${String(rest % 1000).padStart(3, '0')}`);
  return `tile/${kind}/${parts.join('/')}${width < TILE_WIDTH ? `.p/${width}` : ''}`;
}

/** Reads nodes of a tree of `size` leaves out of its tiles, each of which is asked for once. */
export function nodesIn(read: ReadTile, size: number): ReadNode {
  const known = new Map<string, Promise<Uint8Array>>();
  return async (height, index) => {
    const level = Math.floor(height / TILE_HEIGHT);
    const count = 2 ** (height % TILE_HEIGHT);
    const first = index * count;
    const n = Math.floor(first / TILE_WIDTH);
    const at = first % TILE_WIDTH;
    const width = Math.min(TILE_WIDTH, Math.floor(size / TILE_WIDTH ** level) - n * TILE_WIDTH);
    const key = `${level}/${n}`;
    const tile = known.get(key) ?? read({ level, n, width });
    known.set(key, tile);
    return rootOfBlock((await tile).subarray(at * HASH_BYTES, (at + count) * HASH_BYTES));
  };
}
