import { type Kysely, sql } from 'kysely';
import { AppError } from '../runtime/errors.ts';
import type { Schema } from '../storage/schema.ts';
import { type BodyVault, openBody } from './bodies.ts';
import { withCosignatures } from './cosignatures.ts';
import { readLogSigner, type SigningVault } from './log-origin.ts';
import { formatProof, type ProvenLeaf } from './proof-file.ts';
import { parseEntry, shreddedBefore } from './report.ts';
import { lastCheckpoint, type StoredCheckpoint, signCheckpoint } from './stored-checkpoints.ts';
import { storedNodes } from './stored-tiles.ts';
import { inclusionProof } from './tree.ts';

/**
 * A proof that an entry is in the log, under the last checkpoint or one that is signed for it.
 * @param withBody whether it also gives away what the entry says
 * @returns text of a `.tlog-proof`
 * @throws AppError `usage.invalid` when there is no such entry
 */
export async function proveEntry(
  db: Kysely<Schema>,
  vault: BodyVault & SigningVault,
  ask: { readonly index: number; readonly withBody: boolean; readonly now: Date },
): Promise<string> {
  const last = await lastCheckpoint(db);
  const { name } = await readLogSigner(db, vault);
  // One that a restored log had under its old name is no proof under the new.
  const isGood = last !== undefined && last.size > ask.index && last.origin === name;
  const checkpoint = isGood ? last : await signCheckpoint(db, vault, ask.now);
  return proveUnder(db, vault, checkpoint, await withCosignatures(db, checkpoint), ask);
}

/**
 * The same under a checkpoint that is given, so that many proofs are under one.
 * @param note its signed note, with the cosignatures that are to be in the proof
 */
export async function proveUnder(
  db: Kysely<Schema>,
  vault: BodyVault,
  { size }: Pick<StoredCheckpoint, 'size'>,
  note: string,
  { index, withBody }: { readonly index: number; readonly withBody: boolean },
): Promise<string> {
  const leaf = await readLeaf(db, vault, index);
  const path = await inclusionProof(storedNodes(db, size), index, size);
  return formatProof({ index, path, checkpoint: note, leaf: withBody ? leaf : { ...leaf, opened: null } });
}

/** A proof of the entry that says up to where entries were shredded. */
export interface ProvenShredding {
  /** Entries before this position say nothing any more. */
  readonly before: number;
  /** `.tlog-proof` that gives the entry away. */
  readonly proof: string;
}

/** @returns `null` where nothing was shredded that is under this checkpoint */
export async function proveShredding(
  db: Kysely<Schema>,
  vault: BodyVault,
  checkpoint: Pick<StoredCheckpoint, 'size'>,
  note: string,
): Promise<ProvenShredding | null> {
  const { rows } = await sql<{ index: number | null }>`
    select max(l.index) as index from vigie.log_leaves l join vigie.log_entries e using (entry_id)
    where e.kind = 'log.shredded' and l.index < ${checkpoint.size}
  `.execute(db);
  const index = rows[0]?.index ?? null;
  if (index === null) return null;
  // The newest one is never shredded itself: it is younger than what it is about.
  const entry = parseEntry((await readLeaf(db, vault, index)).opened?.body ?? '');
  if (typeof entry === 'string') return null;
  const proof = await proveUnder(db, vault, checkpoint, note, { index, withBody: true });
  return { before: shreddedBefore(entry), proof };
}

/**
 * Where the newest entry about something stands.
 * @param id a position, or what entries are about: an item, an account, a source
 * @throws AppError `usage.invalid` when there is no such entry
 */
export async function findEntry(db: Kysely<Schema>, id: string): Promise<number> {
  const { rows } = await sql<{ index: number }>`
    select l.index from vigie.log_leaves l join vigie.log_entries e using (entry_id)
    where ${/^\d{1,15}$/.test(id) ? sql`l.index = ${Number(id)}` : sql`e.subject = ${id}`}
    order by l.index desc limit 1
  `.execute(db);
  const [found] = rows;
  if (found !== undefined) return found.index;
  throw new AppError(
    'usage.invalid',
    `expected the position of an entry, or what one is about (an item, an account, a source), found no entry for "${id}"`,
  );
}

async function readLeaf(db: Kysely<Schema>, vault: BodyVault, index: number): Promise<ProvenLeaf> {
  const row = await db
    .selectFrom('vigie.log_leaves as l')
    .leftJoin('vigie.log_bodies as b', 'b.entry_id', 'l.entry_id')
    .select(['l.commitment', 'b.wrapped_key', 'b.sealed'])
    .where('l.index', '=', index)
    .executeTakeFirst();
  if (row === undefined)
    throw new AppError('usage.invalid', `expected the position of an entry, found ${index}: there is none`);
  return { commitment: row.commitment, opened: openBody(vault, index, row) };
}
