import { type Kysely, sql } from 'kysely';
import type { Clock } from '../runtime/clock.ts';
import type { Schema } from '../storage/schema.ts';
import { type BodyVault, openBody, type SealedBody } from './bodies.ts';
import { withCosignatures } from './cosignatures.ts';
import { readLogSigner, type SigningVault } from './log-origin.ts';
import { HASH_BYTES } from './merkle.ts';
import { vkeyOf } from './note.ts';
import { sequence } from './sequencer.ts';
import { isShreddedSince } from './shred.ts';
import { type StoredCheckpoint, signCheckpoint } from './stored-checkpoints.ts';
import { storedTiles } from './stored-tiles.ts';
import { levelsOf, TILE_WIDTH, tilePath, tilesOf } from './tiles.ts';

/** A file of an exported log, or a part of one that is written bit by bit. */
export interface ExportPart {
  /** Below the folder of the export. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

export const EXPORT_FILES = { checkpoint: 'checkpoint', key: 'log.vkey', bodies: 'bodies.ndjson' } as const;

/**
 * The log as others can verify it without us: bundles of entries and tiles (C2SP tlog-tiles), of which each entry is a
 * commitment, and the checkpoint they are under. Nobody learns from them what the entries say.
 * @param withBodies also gives away what entries say, with their salts, as far as it was not shredded
 * @yields its files; parts of one path follow each other
 * @returns the checkpoint it is exported under
 */
export async function* exportLog(
  db: Kysely<Schema>,
  vault: BodyVault & SigningVault,
  { withBodies, clock }: { readonly withBodies: boolean; readonly clock: Clock },
): AsyncGenerator<ExportPart, StoredCheckpoint> {
  const bodiesOf = withBodies ? vault : null;
  let checkpoint: StoredCheckpoint;
  let from = 0;
  // Bodies may be shredded while others are read: one that is missing needs the entry that says so, which is younger. The export goes on
  // until it has that; all but the first time over it is short. A partial bundle of before stays, as in any log that grows.
  do {
    await sequence(db, vault);
    checkpoint = await signCheckpoint(db, vault, new Date(clock.now()));
    yield* entriesOf(db, bodiesOf, { from, size: checkpoint.size });
    from = checkpoint.size;
  } while (withBodies && (await isShreddedSince(db, from)));
  const readTile = storedTiles(db);
  for (let level = 0; level < levelsOf(checkpoint.size); level += 1) {
    for (const tile of tilesOf(checkpoint.size, level))
      yield { path: tilePath(level, tile), bytes: await readTile(tile) };
  }
  const key = vkeyOf(await readLogSigner(db, vault));
  yield { path: EXPORT_FILES.key, bytes: Buffer.from(`${key}\n`) };
  // Last: an export that was interrupted has no checkpoint, and is none. With what witnesses have said of it.
  yield { path: EXPORT_FILES.checkpoint, bytes: Buffer.from(await withCosignatures(db, checkpoint)) };
  return checkpoint;
}

/** Bundles that hold entries from a position on, and the bodies of these entries. */
async function* entriesOf(
  db: Kysely<Schema>,
  vault: BodyVault | null,
  { from, size }: { readonly from: number; readonly size: number },
): AsyncGenerator<ExportPart> {
  for (const bundle of tilesOf(size, 0)) {
    const first = bundle.n * TILE_WIDTH;
    if (first + bundle.width <= from) continue;
    const rows = await readLeaves(db, first, first + bundle.width);
    yield {
      path: tilePath('entries', bundle),
      bytes: Buffer.concat(rows.map(({ commitment }) => bundled(commitment))),
    };
    const unread = rows.filter(({ index }) => index >= from);
    if (vault !== null) yield { path: EXPORT_FILES.bodies, bytes: bodyLines(vault, unread) };
  }
}

interface LeafRow extends SealedBody {
  readonly index: number;
  readonly commitment: Uint8Array;
}

async function readLeaves(db: Kysely<Schema>, start: number, end: number): Promise<LeafRow[]> {
  const { rows } = await sql<LeafRow>`
    select l.index, l.commitment, b.wrapped_key, b.sealed
    from vigie.log_leaves l left join vigie.log_bodies b using (entry_id)
    where l.index >= ${start} and l.index < ${end} order by l.index
  `.execute(db);
  return rows;
}

/** An entry of a bundle: its length in two bytes, big-endian, and the entry. */
function bundled(commitment: Uint8Array): Buffer {
  return Buffer.concat([Uint8Array.of(0, HASH_BYTES), commitment]);
}

function bodyLines(vault: BodyVault, rows: readonly LeafRow[]): Buffer {
  const lines = rows.flatMap((row) => {
    const opened = openBody(vault, row.index, row);
    if (opened === null) return [];
    const { salt, body } = opened;
    return [`${JSON.stringify({ index: row.index, salt: salt.toString('hex'), body })}\n`];
  });
  return Buffer.from(lines.join(''));
}
