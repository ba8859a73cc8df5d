import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { type BodyVault, openBody, type SealedBody } from './bodies.ts';
import { withCosignatures } from './cosignatures.ts';
import { readLogSigner, type SigningVault } from './log-origin.ts';
import { HASH_BYTES } from './merkle.ts';
import { vkeyOf } from './note.ts';
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
 * The log as others can verify it without us: checkpoint, tiles and bundles of entries (C2SP tlog-tiles), of which each entry
 * is a commitment. Nobody learns from them what the entries say.
 * @param withBodies also gives away what entries say, with their salts, as far as it was not shredded
 * @returns the checkpoint it is exported under, and its files; those of one path follow each other
 */
export async function exportLog(
  db: Kysely<Schema>,
  vault: BodyVault & SigningVault,
  options: { readonly withBodies: boolean; readonly now: Date },
): Promise<{ checkpoint: StoredCheckpoint; parts: AsyncGenerator<ExportPart> }> {
  const checkpoint = await signCheckpoint(db, vault, options.now);
  const key = vkeyOf(await readLogSigner(db, vault));
  const note = await withCosignatures(db, checkpoint);
  const { withBodies } = options;
  return { checkpoint, parts: partsOf(db, { vault, checkpoint, note, key, withBodies }) };
}

async function* partsOf(
  db: Kysely<Schema>,
  given: {
    readonly vault: BodyVault;
    readonly checkpoint: StoredCheckpoint;
    /** With what witnesses said of it. */
    readonly note: string;
    readonly key: string;
    readonly withBodies: boolean;
  },
): AsyncGenerator<ExportPart> {
  const { vault, checkpoint, note, key, withBodies } = given;
  const { size } = checkpoint;
  const readTile = storedTiles(db);
  for (let level = 0; level < levelsOf(size); level += 1) {
    for (const tile of tilesOf(size, level))
      yield { path: tilePath(level, tile), bytes: await readTile(tile) };
  }
  for (const bundle of tilesOf(size, 0)) {
    const first = bundle.n * TILE_WIDTH;
    const rows = await readLeaves(db, first, first + bundle.width);
    yield {
      path: tilePath('entries', bundle),
      bytes: Buffer.concat(rows.map(({ commitment }) => bundled(commitment))),
    };
    if (withBodies) yield { path: EXPORT_FILES.bodies, bytes: bodyLines(vault, rows) };
  }
  yield { path: EXPORT_FILES.key, bytes: Buffer.from(`${key}\n`) };
  // Last: an export that was interrupted has no checkpoint, and is none.
  yield { path: EXPORT_FILES.checkpoint, bytes: Buffer.from(note) };
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
