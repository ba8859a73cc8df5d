import { type Kysely, sql } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import type { Outcome } from '../contracts/decision.ts';
import type { Item, ItemState } from '../contracts/item.ts';
import { IN_FORCE } from './held-texts.ts';
import type { Schema } from './schema.ts';

/** What became of the text of an item's post. */
export interface TextState {
  /** `held`: kept beyond its time by order of two people. */
  readonly state: 'kept' | 'held' | 'erased';
  /** What it is kept as: what its item ended as, or `undecided`; `null` once it was erased. */
  readonly class: string | null;
  /** When it ends; of one that was erased, when it was, where a certificate says so. */
  readonly at: string | null;
}

/** How an item was handled, without a word of its post. */
export interface ItemFacts {
  readonly id: string;
  readonly postId: string;
  readonly lane: Item['lane'];
  readonly state: ItemState;
  readonly language: string;
  readonly sourceId: string;
  readonly outcome: Outcome | null;
  readonly openedAt: string;
  readonly members: number;
  readonly text: TextState;
  /** `null` where the post was never assessed. */
  readonly assessment: {
    readonly release: string | null;
    readonly lane: Lane;
    /** `null` in the protection lane. */
    readonly score: number | null;
    readonly language: string;
    /** Of the assessment, as the log's entry commits to it; hexadecimal. */
    readonly commitment: string;
    /** Position of that entry; `null` until it has one. */
    readonly index: number | null;
    /** Rules that were switched off at the time; `null` where its text was erased before that was kept. */
    readonly holds: readonly string[] | null;
    /** The assessment as it was committed to (RFC 8785) and its salt; `null` once they were erased. */
    readonly body: string | null;
    readonly salt: Uint8Array | null;
  } | null;
}

interface Row {
  readonly id: string;
  readonly post_id: string;
  readonly lane: Item['lane'];
  readonly state: ItemState;
  readonly language: string;
  readonly source_id: string;
  readonly outcome: Outcome | null;
  readonly opened_at: Date;
  readonly members: number;
  readonly class: string | null;
  readonly erase_at: Date | null;
  readonly held_until: Date | null;
  readonly erased_at: Date | null;
  readonly release: string | null;
  readonly assessed_lane: Lane | null;
  readonly score: number | null;
  readonly assessed_language: string;
  readonly commitment: Uint8Array | null;
  readonly index: number | null;
  readonly holds: string[] | null;
  readonly body: string | null;
  readonly salt: Uint8Array | null;
}

/** `undefined` for an id that no item has; control items are none. */
export async function readItemFacts(db: Kysely<Schema>, itemId: string): Promise<ItemFacts | undefined> {
  const { rows } = await sql<Row>`
    select i.id, i.post_id, i.lane, i.state, i.language, i.source_id, i.outcome, i.opened_at,
      greatest(1, (select count(*) from vigie.item_members m where m.item_id = i.id)) as members,
      s.class, s.erase_at,
      (select max(h.ends_at) from vigie.legal_holds h
        where h.item_id = i.id and ${IN_FORCE}) as held_until,
      (select max(e.erased_at) from vigie.erasures e where i.post_id = any(e.post_ids)) as erased_at,
      a.release, a.lane as assessed_lane, a.score, a.language as assessed_language, a.commitment, l.index, a.holds,
      a.body, a.salt
    from vigie.items i
      left join vigie.sealed_posts s on s.post_id = i.post_id
      left join vigie.assessments a on a.post_id = i.post_id
      left join vigie.log_leaves l on l.entry_id = a.entry_id
    where i.id = ${itemId}
  `.execute(db);
  const [row] = rows;
  return row && factsOf(row);
}

function factsOf(row: Row): ItemFacts {
  return {
    id: row.id,
    postId: row.post_id,
    lane: row.lane,
    state: row.state,
    language: row.language,
    sourceId: row.source_id,
    outcome: row.outcome,
    openedAt: row.opened_at.toISOString(),
    members: Number(row.members),
    text: textOf(row),
    assessment:
      row.commitment === null || row.assessed_lane === null
        ? null
        : {
            release: row.release,
            lane: row.assessed_lane,
            score: row.assessed_lane === 'protect' ? null : row.score,
            language: row.assessed_language,
            commitment: Buffer.from(row.commitment).toString('hex'),
            index: row.index,
            holds: row.holds,
            body: row.body,
            salt: row.salt,
          },
  };
}

function textOf({ class: kept, erase_at, held_until, erased_at }: Row): TextState {
  if (erase_at === null) return { state: 'erased', class: null, at: erased_at?.toISOString() ?? null };
  if (held_until !== null && held_until > erase_at)
    return { state: 'held', class: kept, at: held_until.toISOString() };
  return { state: 'kept', class: kept, at: erase_at.toISOString() };
}

/** The text of an item's post, still sealed, with what else an assessment was made from. */
export async function readForReplay(
  db: Kysely<Schema>,
  postId: string,
): Promise<{ wrappedKey: Uint8Array; sealed: Uint8Array; language: string | null } | undefined> {
  const { rows } = await sql<{ wrappedKey: Uint8Array; sealed: Uint8Array; language: string | null }>`
    select s.wrapped_key as "wrappedKey", s.sealed, p.language
    from vigie.sealed_posts s join vigie.posts p on p.id = s.post_id where s.post_id = ${postId}
  `.execute(db);
  return rows[0];
}

/** Names of accounts by their ids; those that are gone are left out. */
export async function readNames(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from vigie.accounts where id = any(${[...new Set(ids)]}::text[])
  `.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
