import { type Kysely, sql } from 'kysely';
import { entryInsert, type NewEntry } from '../log/append.ts';
import { type BodyVault, bodyOf, type EntryBody } from '../log/bodies.ts';
import { leafHash, treeRoot } from '../log/merkle.ts';
import { logHead } from '../log/sequencer.ts';
import type { Schema } from './schema.ts';

/**
 * A certificate of erasure: what the log says about it, where, and what it proves. It holds counts and commitments and
 * nothing of what was erased.
 */
export interface ErasureCertificate {
  /** Position in the log; `null` until the entry has one. */
  readonly index: number | null;
  /** The leaf at that position: the commitment to the entry, hexadecimal. */
  readonly commitment: string | null;
  /** The entry that was committed to (RFC 8785); `null` once its body was shredded. */
  readonly entry: string | null;
  readonly erasedAt: string;
  readonly texts: number;
  /** Merkle root over the keyed ids of what was erased, hexadecimal. */
  readonly root: string;
  /** Whether that root is the entry's and follows from the ids, and none of them has a text or a key any more. */
  readonly holds: boolean;
  /** Size and hash of the log when this was written. */
  readonly log: { readonly size: number; readonly root: string };
}

/** Root over the ids of erased posts. They are keyed: who has no vault key learns nothing from them. */
function erasureRoot(postIds: readonly string[]): Buffer {
  return treeRoot([...postIds].sort().map((id) => leafHash(id)));
}

/** Writes the entry of an erasure, with the root in its body, and what it commits to, in one statement of the erasing transaction. */
export async function recordErasure(
  tx: Kysely<Schema>,
  entry: NewEntry,
  postIds: readonly string[],
): Promise<void> {
  const root = erasureRoot(postIds);
  const certified = { ...entry, body: { ...entry.body, root: root.toString('hex') } };
  await sql`
    with entry as (${entryInsert(certified)})
    insert into vigie.erasures (entry_id, erased_at, root, post_ids)
    select entry_id, ${new Date(entry.at)}, ${root}, ${[...postIds].sort()}::text[] from entry
  `.execute(tx);
}

interface Row extends EntryBody {
  readonly entry_id: number;
  readonly commitment: Uint8Array | null;
  readonly erased_at: Date;
  readonly root: Uint8Array;
  readonly post_ids: string[];
  readonly left: number;
}

/**
 * Certificates, newest first.
 * @param ask by position in the log, or the last ones
 */
export async function readErasures(
  db: Kysely<Schema>,
  vault: BodyVault,
  ask: { readonly index: number } | { readonly limit: number },
): Promise<ErasureCertificate[]> {
  const chosen =
    'index' in ask ? sql`where c.index = ${ask.index}` : sql`order by e.entry_id desc limit ${ask.limit}`;
  const { rows } = await sql<Row>`
    select e.entry_id, c.index, c.commitment, p.body as waiting, b.wrapped_key, b.sealed, e.erased_at, e.root, e.post_ids, (
      select count(*) from vigie.sealed_posts s where s.post_id = any(e.post_ids) and not (
        -- Never flagged, so it is here for one cause alone: as a sample somebody saw a person at risk in it, and it was sealed anew.
        s.class_from > e.erased_at
        and not exists (select from vigie.assessments a where a.post_id = s.post_id and a.lane <> 'none')
      )
    ) as left
    from vigie.erasures e left join vigie.log_leaves c using (entry_id)
    left join vigie.log_pending p using (entry_id) left join vigie.log_bodies b using (entry_id)
    ${chosen}
  `.execute(db);
  const head = await logHead(db);
  const log = { size: head.size, root: head.root.toString('hex') };
  return rows.map((row) => certificateOf(row, bodyOf(vault, row), log));
}

function certificateOf(row: Row, entry: string | null, log: ErasureCertificate['log']): ErasureCertificate {
  const root = Buffer.from(row.root).toString('hex');
  const said: unknown = entry === null ? root : JSON.parse(entry).body.root;
  return {
    index: row.index,
    commitment: row.commitment === null ? null : Buffer.from(row.commitment).toString('hex'),
    entry,
    erasedAt: row.erased_at.toISOString(),
    texts: row.post_ids.length,
    root,
    holds: said === root && erasureRoot(row.post_ids).toString('hex') === root && row.left === 0,
    log,
  };
}
