import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SealedBatch } from '../contracts/sealed-batch.ts';
import type { JobRequest } from '../jobs/definition.ts';
import { base64, idsParam, rowsParam } from './rows-param.ts';
import { HELD_RULES } from './rule-holds.ts';
import type { Schema } from './schema.ts';

/** A post ready to be stored: identified and tokenised; its text lies in the batch's block. */
export interface StagedPost {
  readonly id: string;
  /** The first version, where this is an edited one. */
  readonly editOf: string | null;
  /** Keyed over the first version's id and this text. */
  readonly textToken: Uint8Array;
  readonly authorToken: Uint8Array | null;
  readonly language: string | null;
  readonly publishedAt: Date | null;
}

export interface StagedBatch {
  readonly sourceId: string;
  readonly batchId: string;
  /** The collection round that found them; `null` for an import. */
  readonly roundId: number | null;
  readonly collectedAt: Date;
  /** When the sealed texts must be gone unless a flag gives them a longer retention. */
  readonly eraseAt: Date;
  readonly posts: readonly StagedPost[];
  /** Their texts, sealed together in the order of the posts. */
  readonly block: Pick<SealedBatch, 'keys' | 'texts'>;
  /** Whether nothing may be stored while the source is suspended. */
  readonly endsWithSuspension: boolean;
}

export interface KnownPost {
  /** The round that collected it; `null` for an import. */
  readonly roundId: number | null;
  readonly textToken: Uint8Array | null;
}

/** Which of these posts are stored already. */
export async function readKnown(db: Kysely<Schema>, ids: readonly string[]): Promise<Map<string, KnownPost>> {
  const { rows } = await sql<KnownPost & { id: string }>`
    select id, round_id as "roundId", text_token as "textToken" from vigie.posts
    where id = any(${[...ids]}::text[])
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

export interface VersionsKept {
  /** Edited versions beside the first. */
  readonly count: number;
  readonly latestAt: Date;
}

/** How many edited versions each of these posts has, and when the latest came; those without any are left out. */
export async function readVersions(
  db: Kysely<Schema>,
  firstIds: readonly string[],
): Promise<Map<string, VersionsKept>> {
  const { rows } = await sql<VersionsKept & { id: string }>`
    select edit_of as id, count(*) as count, max(collected_at) as "latestAt" from vigie.posts
    where edit_of = any(${[...firstIds]}::text[]) group by edit_of
  `.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Stores new posts with their sealed texts, the job that will score them, the log entry and what else the caller
 * writes with them. One statement is one transaction: on its own it saves the two round trips of begin and commit.
 * @throws an error with SQLSTATE 23505 when one of them is stored already, and with 23502 while a source is suspended whose
 * posts may not be stored then: their keys are left empty, which the table does not allow. Then nothing was written.
 */
export async function insertStaged(
  db: Kysely<Schema>,
  batch: StagedBatch,
  request: JobRequest,
  entry: RawBuilder<unknown>,
  also?: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with given as (
      select * from json_to_recordset(${rowsParam(batch.posts.map(rowOf))})
        as t (id text, author text, language text, published_at timestamptz, edit_of text, text_token text)
    ), stored as (
      insert into vigie.posts (id, source_id, batch_id, author_token, language, published_at, collected_at, status, round_id,
        edit_of, text_token)
      select id, ${batch.sourceId}, ${batch.batchId}, decode(author, 'base64'), language, published_at,
        ${batch.collectedAt}, 'staged', ${batch.roundId}::bigint, edit_of, decode(text_token, 'base64')
      from given
    ), texts as (
      insert into vigie.sealed_batches (batch_id, post_ids, keys, texts, staged_at, erase_at)
      values (${batch.batchId}, ${idsParam(batch.posts.map((post) => post.id))}, ${keysOf(batch)},
        ${batch.block.texts}::bytea, ${batch.collectedAt}, ${batch.eraseAt})
    ), entry as (${entry})
    ${also ? sql`, also as (${also})` : sql``}
    ${outboxInsert([request])}
  `.execute(db);
}

function keysOf({ sourceId, block, endsWithSuspension }: StagedBatch): RawBuilder<Uint8Array | null> {
  const keys = sql<Uint8Array>`${block.keys}::bytea`;
  if (!endsWithSuspension) return keys;
  return sql`case when not exists (
    select from vigie.source_suspensions where source_id = ${sourceId} and lifted_at is null
  ) then ${keys} end`;
}

function rowOf(post: StagedPost): Record<string, unknown> {
  return {
    id: post.id,
    author: post.authorToken && base64(post.authorToken),
    language: post.language,
    published_at: post.publishedAt,
    edit_of: post.editOf,
    text_token: base64(post.textToken),
  };
}

/** Puts work beside the records it is about, in the same transaction; the relay takes it from there. */
export async function insertOutbox(tx: Kysely<Schema>, requests: readonly JobRequest[]): Promise<void> {
  if (requests.length > 0) await outboxInsert(requests).execute(tx);
}

function outboxInsert(requests: readonly JobRequest[]): RawBuilder<unknown> {
  return sql`
    insert into vigie.outbox (job_name, job_id, payload)
    select * from json_to_recordset(${rowsParam(requests.map(outboxRow))}) as t (name text, id text, payload jsonb)
  `;
}

function outboxRow({ job, id, payload }: JobRequest): Record<string, unknown> {
  return { name: job.name, id, payload };
}

/**
 * The sealed texts of those of the named posts that still wait for an assessment, by the batch they were staged in, with the
 * rules that are switched off; the posts of one job are of one batch. They are found by that batch: asked for by their ids
 * alone, PostgreSQL reads the whole index of waiting posts beside a hundred ids as long as its statistics are of a time when
 * few waited (0.8 ms of 1.2 with 50,000 waiting, and more with more). Posts that came back with an older backup, and whose key ended since,
 * are left out: they end as any text does that nobody assessed in time.
 */
export async function readStaged(db: Kysely<Schema>, ids: readonly string[]): Promise<SealedBatch[]> {
  const { rows } = await sql<SealedBatch>`
    with waiting as (
      select batch_id, min(source_id) as source_id,
        json_agg(id) as asked, json_agg(language) as languages
      from vigie.posts
      where batch_id = (select batch_id from vigie.posts where id = ${ids[0] ?? null})
        and id = any(${idsParam(ids)}) and status = 'staged' group by batch_id
    )
    select batch_id as "batchId", source_id as "sourceId", to_json(post_ids) as "postIds", keys, texts,
      to_json(lengths) as lengths, asked, languages, ${HELD_RULES} as holds
    from waiting join vigie.sealed_batches using (batch_id) where length(keys) > 0
  `.execute(db);
  return rows;
}

export interface StagedGroup {
  readonly batchId: string;
  readonly postIds: string[];
}

/** Posts that still wait for an assessment, by the batch they were staged in; oldest first. */
export async function readUnfinished(db: Kysely<Schema>, olderThan: Date): Promise<StagedGroup[]> {
  const { rows } = await sql<StagedGroup>`
    select batch_id as "batchId", array_agg(id order by id) as "postIds"
    from vigie.posts where status = 'staged' and collected_at <= ${olderThan}
    group by batch_id order by min(collected_at), batch_id
  `.execute(db);
  return rows;
}

export async function countStaged(db: Kysely<Schema>, sourceId?: string): Promise<number> {
  const row = await db
    .selectFrom('vigie.posts')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('status', '=', 'staged')
    .$if(sourceId !== undefined, (query) => query.where('source_id', '=', sourceId ?? ''))
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * Gives a post up: it cannot be opened or assessed. The dead-letter table says why.
 * @returns whether it still waited; a post that has its end already keeps it, and nothing is to be told of it
 */
export async function markDead(tx: Kysely<Schema>, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('vigie.posts')
    .set({ status: 'dead' })
    .where('id', '=', id)
    .where('status', '=', 'staged')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Takes posts that were given up back among those that wait for an assessment, where their text is still there.
 * @param alsoDead whether posts that were given up come back; otherwise those that wait are only looked for
 * @returns those of them that wait now
 */
export async function takeBack(
  tx: Kysely<Schema>,
  ids: readonly string[],
  { alsoDead, now }: { readonly alsoDead: boolean; readonly now: Date },
): Promise<string[]> {
  const statuses = alsoDead ? ['staged', 'dead'] : ['staged'];
  await sql`
    select from vigie.posts where id = any(${idsParam(ids)}) and status = any(${statuses}::text[]) order by id for update
  `.execute(tx);
  // A statement of its own: it sees what was erased while the locks were taken. What is due is as good as erased.
  const { rows } = await sql<{ id: string }>`
    update vigie.posts p set status = 'staged' from vigie.sealed_batches b
    where p.id = any(${idsParam(ids)}) and p.status = any(${statuses}::text[])
      and b.batch_id = p.batch_id and p.id = any(b.post_ids) and b.erase_at > ${now} and length(b.keys) > 0
    returning p.id
  `.execute(tx);
  return rows.map(({ id }) => id).sort();
}
