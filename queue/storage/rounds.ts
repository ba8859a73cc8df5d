import { type Kysely, type RawBuilder, sql } from 'kysely';
import { PROCESS } from '../contracts/actor.ts';
import type { RobotsRecord, RoundKind } from '../contracts/collection.ts';
import type { SourceState } from '../contracts/source.ts';
import { appendEntry } from '../log/append.ts';
import type { Schema } from './schema.ts';
import type { CollectionRoundTable } from './schema-sources.ts';

/** An address that is kept under a key of its own, because it may name a post. */
export interface SealedAddress {
  readonly key: Uint8Array;
  readonly sealed: Uint8Array;
}

/** A round that was begun: now, or by a process that did not come to its end. */
export interface OpenRound {
  readonly roundId: number;
  readonly kind: RoundKind;
  /** The schedule's number. */
  readonly round: number;
  /** Pages stored so far. */
  readonly pages: number;
  /** Posts on the first page, once it was read. */
  readonly headPosts: number | null;
  /** The page to go on with; `null` before the first page, and after one that named no next. */
  readonly next: SealedAddress | null;
  /** Where a stream goes on: its own last place, or that of the round before; `null` for what is no stream. */
  readonly resume: SealedAddress | null;
}

interface RoundAsk {
  readonly sourceId: string;
  readonly kind: RoundKind;
  readonly round: number;
  readonly now: Date;
  readonly staleBefore: Date;
}

/**
 * Begins a round, or takes up the one that was interrupted. One that nobody touched since `staleBefore` is ended as
 * interrupted: its next page is another one by now, so a new round begins. A stream has the same place in every round.
 */
export async function openRound(db: Kysely<Schema>, ask: RoundAsk): Promise<OpenRound> {
  const { sourceId, kind, round, now } = ask;
  await db.transaction().execute((tx) => endInterrupted(tx, ask, ask.staleBefore));
  await sql`
    insert into vigie.collection_rounds
      (source_id, kind, round, started_at, touched_at, resume_key, resume_sealed)
    select ${sourceId}, ${kind}, ${round}::bigint, ${now}::timestamptz, ${now}::timestamptz, last.resume_key,
      last.resume_sealed
    from (select 1) one left join (
      select resume_key, resume_sealed from vigie.collection_rounds
      where source_id = ${sourceId} and kind = ${kind} order by round_id desc limit 1
    ) last on true
    on conflict (source_id, kind) where ended_at is null do nothing
  `.execute(db);
  const { rows } = await sql<
    Pick<CollectionRoundTable, 'head_posts' | 'next_key' | 'next_sealed' | 'resume_key' | 'resume_sealed'> & {
      round_id: number;
      round: number;
      pages: number;
    }
  >`
    select round_id, round, pages, head_posts, next_key, next_sealed, resume_key, resume_sealed
    from vigie.collection_rounds
    where source_id = ${sourceId} and kind = ${kind} and ended_at is null
  `.execute(db);
  const [row] = rows;
  // Another worker ended it between the two statements.
  if (row === undefined) return openRound(db, ask);
  return {
    roundId: row.round_id,
    kind,
    round: row.round,
    pages: row.pages,
    headPosts: row.head_posts,
    next: addressOf(row.next_key, row.next_sealed),
    resume: addressOf(row.resume_key, row.resume_sealed),
  };
}

/**
 * The requests of such a round, and what was refused to it, were counted by the process that is gone: its entry says how many
 * pages it stored instead.
 */
async function endInterrupted(
  tx: Kysely<Schema>,
  { sourceId, kind, now }: Pick<RoundAsk, 'sourceId' | 'kind' | 'now'>,
  staleBefore?: Date,
): Promise<void> {
  const isStale = staleBefore === undefined ? sql`` : sql`and touched_at < ${staleBefore}`;
  const { rows } = await sql<EndedRound & { round: number; robots: string | null }>`
    update vigie.collection_rounds set ended_at = ${now}, state = 'interrupted', next_key = null, next_sealed = null
    where source_id = ${sourceId} and kind = ${kind} and ended_at is null ${isStale}
    returning round, robots, pages, posts_new as fresh, posts_known as known, posts_edited as edited
  `.execute(tx);
  for (const ended of rows) {
    await appendEntry(tx, {
      kind: 'source.round',
      actor: kind === 'live' ? PROCESS.collect : PROCESS.backfill,
      at: now,
      subject: sourceId,
      body: { state: 'interrupted', reason: null, ...ended },
    });
  }
}

/**
 * Ends a backfill round that is open when a live round leaves a newer gap: taken up again it would go on in the older gap, and
 * what it then says of how far it came would be said of the newer one. The next one goes through both.
 */
export function endBackfill(tx: Kysely<Schema>, sourceId: string, now: Date): Promise<void> {
  return endInterrupted(tx, { sourceId, kind: 'backfill', now });
}

function addressOf(key: Uint8Array | null, sealed: Uint8Array | null): SealedAddress | null {
  return key && sealed ? { key, sealed } : null;
}

/** Whether a round of this number came to its end; one that stood still too long did not. */
export async function isRoundOver(
  db: Kysely<Schema>,
  { sourceId, kind, round }: Pick<RoundAsk, 'sourceId' | 'kind' | 'round'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from vigie.collection_rounds where source_id = ${sourceId} and kind = ${kind} and round = ${round}
      and ended_at is not null and state <> 'interrupted' limit 1
  `.execute(db);
  return rows.length > 0;
}

/** What is written with some posts of a page. */
export interface PostsRead {
  readonly roundId: number;
  readonly fresh: number;
  readonly known: number;
  readonly edited: number;
  readonly now: Date;
}

/** What is written with the last posts of a page. */
export interface PageRead extends PostsRead {
  /** Which page of the round it is, from 1: another walk of the round may have stored it before. */
  readonly page: number;
  /** Given for the first page only. */
  readonly headPosts: number | null;
  readonly next: SealedAddress | null;
  /** Where a stream goes on behind this page. */
  readonly resume: SealedAddress | null;
  readonly robots: RobotsRecord | undefined;
}

/** Counts posts of a page whose others follow, as a part of the statement that stores them. */
export function postsUpdate(posts: PostsRead): RawBuilder<unknown> {
  return sql`update vigie.collection_rounds set ${counted(posts)} where round_id = ${posts.roundId}`;
}

/** New and edited posts count also in a round that was ended meanwhile: they name it, and one that has none is removed. */
function counted({ fresh, known, edited, now }: PostsRead): RawBuilder<unknown> {
  return sql`touched_at = ${now}, posts_new = posts_new + ${fresh}, posts_edited = posts_edited + ${edited},
    posts_known = posts_known + case when ended_at is null then ${known}::integer else 0 end`;
}

/**
 * Moves a round on to a page, as a part of the statement that stores the page's last posts. Of two walks of one round the one that
 * is ahead says how many pages there were and what comes next; of one that was ended meanwhile nothing comes next.
 */
export function pageUpdate(page: PageRead): RawBuilder<unknown> {
  const ahead = (column: RawBuilder<unknown>, value: Uint8Array | null) =>
    sql`case when ended_at is not null or pages > ${page.page}::integer then ${column} else ${value}::bytea end`;
  return sql`
    update vigie.collection_rounds set pages = greatest(pages, ${page.page}::integer), ${counted(page)},
      head_posts = coalesce(head_posts, ${page.headPosts}::integer),
      next_key = ${ahead(sql`next_key`, page.next?.key ?? null)},
      next_sealed = ${ahead(sql`next_sealed`, page.next?.sealed ?? null)},
      resume_key = coalesce(${page.resume?.key ?? null}::bytea, resume_key),
      resume_sealed = coalesce(${page.resume?.sealed ?? null}::bytea, resume_sealed),
      robots = coalesce(${page.robots?.verdict ?? null}, robots),
      robots_sha256 = coalesce(${page.robots?.sha256 ?? null}, robots_sha256)
    where round_id = ${page.roundId}
  `;
}

export interface EndedRound {
  readonly pages: number;
  readonly fresh: number;
  readonly known: number;
  readonly edited: number;
}

/** @returns what the whole round brought; `undefined` when somebody else has ended it */
export async function endRound(
  tx: Kysely<Schema>,
  end: {
    roundId: number;
    state: SourceState;
    reason: string | null;
    robots: RobotsRecord | undefined;
    now: Date;
  },
): Promise<EndedRound | undefined> {
  const { rows } = await sql<EndedRound>`
    update vigie.collection_rounds set ended_at = ${end.now}, state = ${end.state}, reason = ${end.reason},
      next_key = null, next_sealed = null, robots = coalesce(${end.robots?.verdict ?? null}, robots),
      robots_sha256 = coalesce(${end.robots?.sha256 ?? null}, robots_sha256)
    where round_id = ${end.roundId} and ended_at is null
    returning pages, posts_new as fresh, posts_known as known, posts_edited as edited
  `.execute(tx);
  return rows[0];
}

/** How a live round was ended, and what it brought. */
export interface RoundOutcome extends Omit<EndedRound, 'pages'> {
  readonly state: SourceState | 'interrupted';
  readonly reason: string | null;
  /** `null` where nothing was said, or a later round has said something since. */
  readonly message: string | null;
}

/** @returns how somebody else ended a live round; `undefined` while it is open, and when it is no longer kept */
export async function readOutcome(db: Kysely<Schema>, roundId: number): Promise<RoundOutcome | undefined> {
  const { rows } = await sql<RoundOutcome>`
    select r.state, r.reason, case when s.last_round = r.round and s.state = r.state then s.message end as message,
      r.posts_new as fresh, r.posts_known as known, r.posts_edited as edited
    from vigie.collection_rounds r join vigie.sources s using (source_id)
    where r.round_id = ${roundId} and r.ended_at is not null
  `.execute(db);
  return rows[0];
}

/** Posts on the first page of the last live rounds that read one, newest first. */
export async function readHeadCounts(db: Kysely<Schema>, sourceId: string, limit: number): Promise<number[]> {
  const { rows } = await sql<{ head_posts: number }>`
    select head_posts from vigie.collection_rounds
    where source_id = ${sourceId} and kind = 'live' and state in ('ok', 'sparse') and head_posts is not null
    order by round_id desc limit ${limit}
  `.execute(db);
  return rows.map((row) => row.head_posts);
}
