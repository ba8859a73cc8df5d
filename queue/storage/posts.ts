import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SealedBatch } from '../contracts/sealed-batch.ts';
import type { JobRequest } from '../jobs/definition.ts';
import { base64, rowsParam } from './rows-param.ts';
import type { Schema } from './schema.ts';

/** A post ready to be stored: identified, tokenised and sealed. */
export interface StagedPost {
  readonly id: string;
  readonly authorToken: Uint8Array | null;
  readonly language: string | null;
  readonly publishedAt: Date | null;
  readonly wrappedKey: Uint8Array;
  readonly sealed: Uint8Array;
}

export interface StagedBatch {
  readonly sourceId: string;
  readonly batchId: string;
  readonly collectedAt: Date;
  /** When the sealed texts must be gone unless a flag gives them a longer retention. */
  readonly eraseAt: Date;
  readonly posts: readonly StagedPost[];
}

/** Which of these posts are stored already. */
export async function readKnown(db: Kysely<Schema>, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from vigie.posts where id = any(${[...ids]}::text[])
  `.execute(db);
  return new Set(rows.map((row) => row.id));
}

/**
 * Stores new posts with their sealed texts, the job that will score them and the log entry. One statement is one
 * transaction: on its own it saves the two round trips of begin and commit.
 * @throws an error with SQLSTATE 23505 when one of them is stored already; then nothing was written
 */
export async function insertStaged(
  db: Kysely<Schema>,
  batch: StagedBatch,
  request: JobRequest,
  entry: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with given as (
      select * from json_to_recordset(${rowsParam(batch.posts.map(rowOf))})
        as t (id text, author text, language text, published_at timestamptz, key text, sealed text)
    ), stored as (
      insert into vigie.posts (id, source_id, batch_id, author_token, language, published_at, collected_at, status)
      select id, ${batch.sourceId}, ${batch.batchId}, decode(author, 'base64'), language, published_at,
        ${batch.collectedAt}, 'staged'
      from given
    ), texts as (
      insert into vigie.sealed_posts (post_id, wrapped_key, sealed, erase_at)
      select id, decode(key, 'base64'), decode(sealed, 'base64'), ${batch.eraseAt} from given
    ), entry as (${entry})
    ${outboxInsert([request])}
  `.execute(db);
}

function rowOf(post: StagedPost): Record<string, unknown> {
  return {
    id: post.id,
    author: post.authorToken && base64(post.authorToken),
    language: post.language,
    published_at: post.publishedAt,
    key: base64(post.wrappedKey),
    sealed: base64(post.sealed),
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

const NOTHING: SealedBatch = {
  batchId: '',
  ids: [],
  sourceIds: [],
  languages: [],
  keyLengths: [],
  textLengths: [],
  bytes: new Uint8Array(),
};

/** The sealed texts of those of the named posts that still wait for an assessment. Every aggregate sees one order. */
export async function readStaged(db: Kysely<Schema>, ids: readonly string[]): Promise<SealedBatch> {
  const { rows } = await sql<{ [K in keyof SealedBatch]: SealedBatch[K] | null }>`
    select min(p.batch_id) as "batchId", json_agg(p.id) as ids, json_agg(p.source_id) as "sourceIds", json_agg(p.language) as languages,
      json_agg(length(s.wrapped_key)) as "keyLengths", json_agg(length(s.sealed)) as "textLengths",
      string_agg(s.wrapped_key || s.sealed, ''::bytea) as bytes
    from vigie.posts p join vigie.sealed_posts s on s.post_id = p.id
    where p.id = any(${[...ids]}::text[]) and p.status = 'staged'
  `.execute(db);
  const [row] = rows;
  return row?.ids ? (row as SealedBatch) : NOTHING;
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

/** Gives a post up: it cannot be opened or assessed. The dead-letter table says why. */
export async function markDead(tx: Kysely<Schema>, id: string): Promise<void> {
  await tx
    .updateTable('vigie.posts')
    .set({ status: 'dead' })
    .where('id', '=', id)
    .where('status', '=', 'staged')
    .execute();
}
