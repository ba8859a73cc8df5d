import { type Kysely, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import { appendEntry } from '../log/append.ts';
import { firstOfMonth } from './content-counts.ts';
import type { Schema } from './schema.ts';

/** A post that nothing flagged, as it is put among what people judge. */
export interface NewSample {
  readonly postId: string;
  /** 32 bytes, of which the item's id is the beginning. */
  readonly token: Uint8Array;
  readonly itemId: string;
  readonly language: string;
  readonly script: string;
  readonly corridor: string;
  /** How likely a post like it was to be drawn. */
  readonly share: number;
  /** JSON, as it is stored of other items. */
  readonly assessment: string;
  /** Text and key, sealed for the item's id. */
  readonly wrappedKey: Uint8Array;
  readonly sealed: Uint8Array;
}

const DAY_MS = 86_400_000;
/** Once its answer is counted a sample is of no more use; whoever judged it may still have it before them. */
const AFTER_MS = 3_600_000;
/** So many are removed at once. */
const AT_ONCE = 500;

/**
 * Puts samples where control items are: each waits in the review lane as any other item, and nothing that asks for items,
 * outcomes, cases or texts finds it.
 */
export async function insertSamples(
  tx: Kysely<Schema>,
  sourceId: string,
  samples: readonly NewSample[],
  { now, days }: { readonly now: Date; readonly days: number },
): Promise<void> {
  const eraseAt = new Date(now.getTime() + days * DAY_MS);
  for (const one of samples) {
    await tx
      .insertInto('vigie.control_items')
      .values({
        id: one.itemId,
        lane: 'review',
        state: 'waiting',
        post_id: one.itemId,
        content_token: one.token,
        source_id: sourceId,
        language: one.language,
        opened_at: now,
        entered_at: now,
        author_category: 'unknown',
      })
      .execute();
    await sql`
      insert into vigie.samples (item_id, post_id, wrapped_key, sealed, published_at, assessment, script, corridor, share,
        drawn_at, erase_at)
      select ${one.itemId}, id, ${one.wrappedKey}::bytea, ${one.sealed}::bytea, published_at, ${one.assessment},
        ${one.script}, ${one.corridor}, ${one.share}, ${now}, ${eraseAt} from vigie.posts where id = ${one.postId}
    `.execute(tx);
    const entry = { kind: 'sample.drawn', actor: PROCESS.score, at: now } as const;
    await appendEntry(tx, { ...entry, subject: one.itemId, body: { share: one.share } });
  }
}

/**
 * Counts what was said of a sample, with its entry, which says how likely a post like it was to be drawn; it is of interest to nobody from
 * here on. One that nobody judged has no entry.
 */
export async function countSample(
  tx: Kysely<Schema>,
  { itemId, answer, actor, now }: { itemId: string; answer: string; actor: string; now: Date },
): Promise<void> {
  const { rows } = await sql<{ share: number }>`
    with ended as (
      update vigie.samples set ended_at = ${now} where item_id = ${itemId} and ended_at is null returning *
    )
    insert into vigie.sample_results (month, source_id, language, script, corridor, answer, share, samples)
    select date_trunc('month', s.drawn_at at time zone 'UTC')::date, i.source_id, i.language, s.script, s.corridor,
      ${answer}, s.share, 1
    from ended s join vigie.control_items i on i.id = s.item_id returning share
  `.execute(tx);
  const [counted] = rows;
  if (counted === undefined || answer === 'unjudged') return;
  const entry = { kind: 'sample.ended', actor, at: now, subject: itemId } as const;
  await appendEntry(tx, { ...entry, body: { answer, share: counted.share } });
}

/**
 * Removes samples with everything about them: those whose days are over, and those that were judged.
 * @returns how many
 */
export function removeSamples(db: Kysely<Schema>, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string; ended_at: Date | null; is_called_offer: boolean }>`
      select i.id, s.ended_at, exists (
        select from vigie.control_decisions d where d.item_id = i.id and d.undone_at is null and d.outcome = 'offer'
      ) as is_called_offer from vigie.control_items i join vigie.samples s on s.item_id = i.id
      where s.erase_at <= ${now} or s.ended_at <= ${new Date(now.getTime() - AFTER_MS)}
      limit ${AT_ONCE} for update of i
    `.execute(tx);
    for (const { id, ended_at, is_called_offer } of rows) {
      const answer = is_called_offer ? 'half_judged' : 'unjudged';
      if (ended_at === null) await countSample(tx, { itemId: id, answer, actor: PROCESS.expire, now });
    }
    const ids = rows.map(({ id }) => id);
    await deleteItems(tx, ids);
    if (ids.length > 0) {
      const entry = { kind: 'samples.removed', actor: PROCESS.expire, at: now } as const;
      await appendEntry(tx, { ...entry, subject: 'retention', body: { samples: ids.length } });
    }
    return ids.length;
  });
}

/** After a restore: texts of samples are in no backup, so nothing can come of their items. */
export async function forgetSamples(tx: Kysely<Schema>): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from vigie.control_items i
    where not exists (select from vigie.controls c where c.item_id = i.id)
      and not exists (select from vigie.samples s where s.item_id = i.id)
  `.execute(tx);
  await deleteItems(
    tx,
    rows.map(({ id }) => id),
  );
}

async function deleteItems(tx: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from vigie.item_questions where item_id = any(${[...ids]}::text[])`.execute(tx);
  await sql`delete from vigie.skips where item_id = any(${[...ids]}::text[])`.execute(tx);
  await sql`delete from vigie.control_items where id = any(${[...ids]}::text[])`.execute(tx);
}

/** How many posts of each language nothing flagged, a week, as this month and the last tell. */
export async function readWeeklyPosts(db: Kysely<Schema>, now: Date): Promise<Record<string, number>> {
  const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  const { rows } = await sql<{ language: string; posts: number; since: Date }>`
    select language, sum(change)::bigint as posts, min(month)::timestamp at time zone 'UTC' as since
    from vigie.content_counts where month >= ${firstOfMonth(lastMonth)}::date and lane in ('none', 'shadow') group by language
  `.execute(db);
  return Object.fromEntries(
    rows.map(({ language, posts, since }) => {
      const days = Math.max(1, (now.getTime() - since.getTime()) / DAY_MS);
      return [language, (posts * 7) / days];
    }),
  );
}
