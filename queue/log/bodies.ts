import { type Kysely, sql } from 'kysely';
import type { Schema } from '../storage/schema.ts';
import { takeRandom, type Vault } from '../vault/index.ts';
import { commitAll, SALT_BYTES } from './commitments.ts';

const SALT_DIGITS = 2 * SALT_BYTES;

export type BodyVault = Pick<Vault, 'sealAll' | 'open'>;

/** An entry's salt and body: what its leaf commits to. */
export interface OpenedBody {
  /** 16 bytes. */
  readonly salt: Buffer;
  /** RFC 8785 form of the whole entry. */
  readonly body: string;
}

export interface SealedBodies {
  readonly commitments: Buffer[];
  readonly wrappedKeys: Buffer[];
  readonly sealed: Buffer[];
}

/**
 * Commits to bodies under salts of their own, and seals each with its salt under a key of its own, for its position alone.
 * @param start position of the first
 */
export function sealBodies(vault: BodyVault, start: number, bodies: readonly string[]): SealedBodies {
  const salts = takeRandom(SALT_BYTES * bodies.length);
  const { leaves } = commitAll(salts, bodies);
  const texts = bodies.map(
    (body, at) => salts.toString('hex', at * SALT_BYTES, (at + 1) * SALT_BYTES) + body,
  );
  const block = vault.sealAll(
    bodies.map((_, at) => subjectOf(start + at)),
    texts,
  );
  const [keys, sealed] = [Buffer.from(block.keys), Buffer.from(block.texts)];
  const keyBytes = keys.length / bodies.length;
  let end = 0;
  return {
    commitments: leaves,
    wrappedKeys: bodies.map((_, at) => keys.subarray(at * keyBytes, (at + 1) * keyBytes)),
    sealed: block.lengths.map((length) => {
      end += length;
      return sealed.subarray(end - length, end);
    }),
  };
}

/** The columns of `log_bodies`, as they come beside a leaf: `null` where the body was shredded. */
export interface SealedBody {
  readonly wrapped_key: Uint8Array | null;
  readonly sealed: Uint8Array | null;
}

/**
 * Opens the body of the entry at a position.
 * @returns `null` once it was shredded
 * @throws AppError `vault.sealed`
 */
export function openBody(
  vault: BodyVault,
  index: number,
  { wrapped_key, sealed }: SealedBody,
): OpenedBody | null {
  if (wrapped_key === null || sealed === null) return null;
  const text = vault.open(subjectOf(index), { wrappedKey: wrapped_key, sealed });
  return { salt: Buffer.from(text.slice(0, SALT_DIGITS), 'hex'), body: text.slice(SALT_DIGITS) };
}

function subjectOf(index: number): string {
  return `log.${index}`;
}

/** Where the body of an entry may be: waiting for its position, or sealed for it. */
export interface EntryBody extends SealedBody {
  readonly index: number | null;
  readonly waiting: string | null;
}

/** @returns `null` once it was shredded */
export function bodyOf(vault: BodyVault, row: EntryBody): string | null {
  return row.index === null ? row.waiting : (openBody(vault, row.index, row)?.body ?? null);
}

export interface ReadEntry {
  readonly entryId: number;
  /** `null` until the entry has a position. */
  readonly index: number | null;
  readonly kind: string;
  readonly subject: string;
  /** `null` once it was shredded. */
  readonly body: string | null;
}

/**
 * Entries with their bodies, oldest first.
 * @param which a condition on `e` (`log_entries`) and `l` (`log_leaves`)
 */
export async function readEntries(
  db: Kysely<Schema>,
  vault: BodyVault,
  which: ReturnType<typeof sql> = sql`true`,
): Promise<ReadEntry[]> {
  const { rows } = await sql<EntryBody & { entry_id: number; kind: string; subject: string }>`
    select e.entry_id, l.index, e.kind, e.subject, p.body as waiting, b.wrapped_key, b.sealed
    from vigie.log_entries e
    left join vigie.log_leaves l using (entry_id)
    left join vigie.log_pending p using (entry_id)
    left join vigie.log_bodies b using (entry_id)
    where ${which} order by e.entry_id
  `.execute(db);
  return rows.map((row) => ({
    entryId: row.entry_id,
    index: row.index,
    kind: row.kind,
    subject: row.subject,
    body: bodyOf(vault, row),
  }));
}
