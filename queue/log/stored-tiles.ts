import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { HASH_BYTES, leafHashesOf, rootOfBlock } from './merkle.ts';
import { nodesIn, type ReadTile, TILE_WIDTH } from './tiles.ts';
import type { ReadNode } from './tree.ts';

/** Nodes of the stored tree as it was at `size` leaves. */
export function storedNodes(db: Kysely<Schema>, size: number): ReadNode {
  return nodesIn(storedTiles(db), size);
}

/** Tiles of the stored tree: of leaves, or of the roots of the tiles below. */
export function storedTiles(db: Kysely<Schema>): ReadTile {
  return ({ level, n, width }) =>
    readHashes(db, level, { start: n * TILE_WIDTH, end: n * TILE_WIDTH + width });
}

/**
 * Stores the roots of tiles that have become full. Doing it again changes nothing.
 * @param size leaves of the tree
 */
export async function completeSubtrees(tx: Kysely<Schema>, size: number): Promise<void> {
  for (let level = 0; ; level += 1) {
    const full = Math.floor(size / TILE_WIDTH ** (level + 1));
    if (full === 0) return;
    const stored = await countSubtrees(tx, level);
    if (stored >= full) continue;
    const hashes = await readHashes(tx, level, { start: stored * TILE_WIDTH, end: full * TILE_WIDTH });
    const tileBytes = TILE_WIDTH * HASH_BYTES;
    const roots = Array.from({ length: full - stored }, (_, at) =>
      rootOfBlock(hashes.subarray(at * tileBytes, (at + 1) * tileBytes)),
    );
    await sql`
      insert into vigie.log_subtrees (level, n, root)
      select ${level}, ${stored} + t.n - 1, t.root from unnest(${roots}::bytea[]) with ordinality as t (root, n)
    `.execute(tx);
  }
}

async function countSubtrees(tx: Kysely<Schema>, level: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(max(n) + 1, 0) as count from vigie.log_subtrees where level = ${level}
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Hashes `[start, end)` at a height of 8 * level, side by side. One that is missing shows: a tile is then too short. */
async function readHashes(
  db: Kysely<Schema>,
  level: number,
  range: { readonly start: number; readonly end: number },
): Promise<Buffer> {
  const { start, end } = range;
  if (level === 0) {
    const { rows } = await sql<{ block: Uint8Array | null }>`
      select string_agg(commitment, ''::bytea order by index) as block
      from vigie.log_leaves where index >= ${start} and index < ${end}
    `.execute(db);
    return leafHashesOf(rows[0]?.block ?? new Uint8Array());
  }
  const { rows } = await sql<{ block: Uint8Array | null }>`
    select string_agg(root, ''::bytea order by n) as block
    from vigie.log_subtrees where level = ${level - 1} and n >= ${start} and n < ${end}
  `.execute(db);
  return Buffer.from(rows[0]?.block ?? new Uint8Array());
}

/**
 * Stored roots of full tiles.
 * @param keys `level/n`
 */
export async function readSubtreeRoots(
  db: Kysely<Schema>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (keys.length === 0) return new Map();
  const places = keys.map((key) => key.split('/').map(Number));
  const { rows } = await sql<{ level: number; n: number; root: Uint8Array }>`
    select s.level, s.n, s.root from vigie.log_subtrees s
    join unnest(${places.map(([level]) => level)}::int[], ${places.map(([, n]) => n)}::bigint[]) as k (level, n)
      on s.level = k.level and s.n = k.n
  `.execute(db);
  return new Map(rows.map(({ level, n, root }) => [`${level}/${n}`, root]));
}
