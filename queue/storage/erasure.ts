import { type Kysely, sql } from 'kysely';
import { MAX_POSTS_PER_JOB } from '../contracts/job.ts';
import { ENDED_AS } from './called-again.ts';
import { forgetCaptures } from './captures.ts';
import { isHeld } from './held-texts.ts';
import type { Schema } from './schema.ts';

export interface Erased {
  readonly texts: number;
  /** Posts whose texts and keys are gone. */
  readonly postIds: string[];
  /** How many texts of each retention class; `unflagged` are those of a batch. */
  readonly classes: Readonly<Record<string, number>>;
  /** Posts whose text ran out before any worker assessed them; they end as dead. */
  readonly unassessed: number;
  /** Open items whose text ran out before anybody judged. */
  readonly itemIds: string[];
  /** Whether more may be due. */
  readonly hasMore: boolean;
}

interface Due {
  readonly id: string;
  readonly batchId: string;
  readonly unassessed: boolean;
  readonly class: string;
}

/**
 * Erases what is due: the sealed text with its key, the author's token, the salt and body of the assessment. What
 * remains says only that a post was seen, when, and how it was assessed. The posts' rows are locked first, as scoring
 * does; a flagged post that is locked, and the batch of one that is, are left for the next run. What is under a legal
 * hold stays.
 * @param limit at most this many flagged and this many other posts in one transaction
 */
export async function eraseDue(tx: Kysely<Schema>, dueAt: Date, limit: number): Promise<Erased> {
  const batches = await takeBatches(tx, dueAt, Math.ceil(limit / MAX_POSTS_PER_JOB));
  const alone = await takeAlone(tx, dueAt, limit);
  const due = [...batches.due, ...alone];
  const hasMore = batches.hasMore || alone.length === limit;
  if (due.length === 0) return { texts: 0, postIds: [], classes: {}, unassessed: 0, itemIds: [], hasMore };
  const ids = due.map((post) => post.id);
  await sql`
    update vigie.posts set author_token = null, status = case when status = 'staged' then 'dead' else status end
    where id = any(${ids}::text[])
  `.execute(tx);
  await eraseAssessments(tx, ids, [...new Set(due.map((post) => post.batchId))]);
  await emptyBatches(
    tx,
    alone.map((post) => post.id),
  );
  await forgetCaptures(tx, ids);
  return {
    texts: due.length,
    postIds: ids,
    classes: countClasses(due),
    unassessed: due.filter((post) => post.unassessed).length,
    itemIds: await moveOrEraseItems(tx, ids),
    hasMore,
  };
}

/**
 * What goes with flagged texts that are gone already: the authors' tokens, the explanations, the places in the queue, and
 * words that were sealed under their keys.
 */
export async function forgetTexts(tx: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await forgetTraces(tx, ids);
  await moveOrEraseItems(tx, ids);
  const { rows } = await sql<{ id: string }>`
    select id from vigie.items i where post_id = any(${[...ids]}::text[])
      and not exists (select from vigie.sealed_posts s where s.post_id = i.post_id)
  `.execute(tx);
  const items = rows.map(({ id }) => id);
  await sql`update vigie.decisions set sealed_note = null where item_id = any(${items}::text[])`.execute(tx);
  await sql`
    update vigie.item_questions set sealed_words = null, sealed_answer = null where item_id = any(${items}::text[])
  `.execute(tx);
}

/**
 * The author's token, the explanation and the captures of posts, and what is left of the batch that they were staged in, where one
 * of its other posts could not be assessed.
 */
export async function forgetTraces(tx: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  await emptyBatches(tx, ids);
  await sql`update vigie.posts set author_token = null where id = any(${[...ids]}::text[])`.execute(tx);
  await eraseAssessments(tx, ids, []);
  await forgetCaptures(tx, ids);
}

/**
 * Destroys what is left of the batches in which these posts were staged, where one of their posts was given up. While one still waits
 * to be assessed, whoever assesses it does so.
 */
async function emptyBatches(tx: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update vigie.sealed_batches b set keys = '', texts = '' from vigie.posts p
    where p.id = any(${[...ids]}::text[]) and b.batch_id = p.batch_id and length(b.keys) > 0
      and not exists (select from vigie.posts w where w.batch_id = b.batch_id and w.status = 'staged')
  `.execute(tx);
}

function countClasses(due: readonly Due[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of due) counts[one.class] = (counts[one.class] ?? 0) + 1;
  return counts;
}

/** Deletes due batches of which no post is being scored; what of theirs was flagged has a text of its own by now. */
async function takeBatches(
  tx: Kysely<Schema>,
  dueAt: Date,
  limit: number,
): Promise<{ hasMore: boolean; due: Due[] }> {
  const { rows: batches } = await sql<{ batch_id: string; is_free: boolean }>`
    with due as (
      select batch_id, post_ids from vigie.sealed_batches where erase_at <= ${dueAt}
      order by erase_at, batch_id limit ${limit}
    ), locked as (
      select id from vigie.posts where id = any(array(select unnest(post_ids) from due)) for update skip locked
    )
    select batch_id, not exists (
      select from unnest(post_ids) id where id not in (select id from locked)
    ) as is_free from due
  `.execute(tx);
  const free = batches.filter((batch) => batch.is_free).map((batch) => batch.batch_id);
  if (free.length === 0) return { hasMore: false, due: [] };
  // A statement of its own: it sees what was flagged while the locks were taken.
  const { rows: due } = await sql<Due>`
    with gone as (
      delete from vigie.sealed_batches where batch_id = any(${free}::text[])
      returning batch_id, post_ids
    )
    select p.id, p.batch_id as "batchId", p.status = 'staged' as unassessed, 'unflagged' as class
    from vigie.posts p join (select unnest(post_ids) as id from gone) g on g.id = p.id
    where not exists (select from vigie.sealed_posts s where s.post_id = p.id)
  `.execute(tx);
  return { hasMore: batches.length === limit, due };
}

async function takeAlone(tx: Kysely<Schema>, dueAt: Date, limit: number): Promise<Due[]> {
  const { rows: locked } = await sql<{ id: string }>`
    select p.id from vigie.sealed_posts s join vigie.posts p on p.id = s.post_id
    where s.erase_at <= ${dueAt} and not ${isHeld(sql`s.post_id`, dueAt)} limit ${limit} for update of p skip locked
  `.execute(tx);
  if (locked.length === 0) return [];
  const ids = locked.map(({ id }) => id);
  // A statement of its own: it sees the holds that were approved while the locks were taken, which later ones wait for, and
  // what went to protection since its class was given: the next run gives it another.
  const { rows } = await sql<Due>`
    with gone as (
      delete from vigie.sealed_posts s where s.post_id = any(${ids}::text[]) and not ${isHeld(sql`s.post_id`, dueAt)}
        and not exists (
          select from vigie.item_members m join vigie.items i on i.id = m.item_id
          where m.post_id = s.post_id and i.lane = 'protect' and coalesce(${ENDED_AS}, i.outcome) is null
            and (s.class <> 'undecided' or s.class_from < i.entered_at)
        )
      returning s.post_id, s.class
    )
    select p.id, p.batch_id as "batchId", p.status = 'staged' as unassessed, g.class
    from gone g join vigie.posts p on p.id = g.post_id
  `.execute(tx);
  return rows;
}

/** Unflagged posts of one batch have one end, so the rows that their assessments share are emptied with the first. */
async function eraseAssessments(
  tx: Kysely<Schema>,
  postIds: readonly string[],
  batchIds: readonly string[],
): Promise<void> {
  await sql`
    update vigie.assessments set body = null, salt = null where post_id = any(${[...postIds]}::text[])
  `.execute(tx);
  await sql`
    update vigie.unflagged_assessments set bodies = null, packed = null, salts = null
    where batch_id = any(${[...batchIds]}::text[]) and salts is not null
  `.execute(tx);
}

/**
 * An item whose post is gone shows a younger copy that still has its text; without one it ends as erased. Items come last of
 * all that erasing locks, behind posts, texts and captures, and in the order of their ids.
 */
async function moveOrEraseItems(tx: Kysely<Schema>, postIds: readonly string[]): Promise<string[]> {
  const ids = [...postIds];
  // Also the items that show another post: whoever erases that one at the same time must find this text there or gone.
  await sql`
    select from vigie.items i where i.id in (
      select item_id from vigie.item_members where post_id = any(${ids}::text[])
      union select id from vigie.items where post_id = any(${ids}::text[])
    ) order by i.id for update
  `.execute(tx);
  // A statement of its own, as all that follow: it sees what others did to these items while the locks were taken.
  const { rows } = await sql<{ id: string; state: string }>`
    with hit as (
      select i.id, (
        select m.post_id from vigie.item_members m join vigie.sealed_posts s on s.post_id = m.post_id
        where m.item_id = i.id order by m.ended_as is not null, m.joined_at limit 1
      ) as heir
      from vigie.items i where i.post_id = any(${ids}::text[])
    )
    update vigie.items i set
      post_id = coalesce(hit.heir, i.post_id),
      state = case when hit.heir is null and i.outcome is null then 'erased' else i.state end,
      claimed_by = case when hit.heir is null then null else i.claimed_by end,
      lease_until = case when hit.heir is null then null else i.lease_until end
    from hit where hit.id = i.id returning i.id, i.state
  `.execute(tx);
  // Also of items that show another post by now.
  await sql`
    update vigie.decisions d set sealed_note = null
    where d.sealed_note is not null and d.sealed_for = any(${ids}::text[])
      and d.item_id in (select m.item_id from vigie.item_members m where m.post_id = any(${ids}::text[]))
      and not exists (select from vigie.sealed_posts s where s.post_id = d.sealed_for)
  `.execute(tx);
  return rows.filter((row) => row.state === 'erased').map((row) => row.id);
}
