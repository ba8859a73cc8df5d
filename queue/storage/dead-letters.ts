import { type Kysely, sql } from 'kysely';
import { storableText } from '../contracts/post.ts';
import type { Schema } from './schema.ts';

export interface DeadLetter {
  readonly jobName: string;
  readonly jobId: string;
  readonly payload: unknown;
  readonly reason: string;
  readonly message: string;
}

/** Keeps what will not be tried again, with why; the same death recorded twice is one row. */
export async function buryLetter(db: Kysely<Schema>, letter: DeadLetter, now: Date): Promise<void> {
  await sql`
    insert into vigie.dead_letters (job_name, job_id, payload, reason, message, died_at)
    values (${letter.jobName}, ${letter.jobId}, ${storableJson(letter.payload)}::jsonb,
      ${letter.reason}, ${storableText(letter.message)}, ${now})
    on conflict (job_name, job_id, reason) do nothing
  `.execute(db);
}

/** Forgets that jobs died, once what they were about has ended otherwise. */
export async function dropLetters(
  tx: Kysely<Schema>,
  jobName: string,
  jobIds: readonly string[],
): Promise<void> {
  await sql`
    delete from vigie.dead_letters where job_name = ${jobName} and job_id = any(${[...jobIds]}::text[])
  `.execute(tx);
}

/** A dead letter as it was kept. */
export interface KeptLetter extends DeadLetter {
  readonly id: number;
  readonly diedAt: Date;
}

const LETTER = sql`id, job_name as "jobName", job_id as "jobId", payload, reason, message, died_at as "diedAt"`;

/** One dead letter, held until the transaction ends; `undefined` where there is none, or none any more. */
export async function lockLetter(tx: Kysely<Schema>, id: number): Promise<KeptLetter | undefined> {
  const { rows } = await sql<KeptLetter>`
    select ${LETTER} from vigie.dead_letters where id = ${id} for update
  `.execute(tx);
  return rows[0];
}

/** A dead letter for people: whose it is, and nothing else of what it is about. */
export interface ListedLetter {
  /** What `replay` is told. */
  readonly id: number;
  readonly diedAt: Date;
  readonly job: string;
  readonly jobId: string;
  readonly reason: string;
  readonly message: string;
  readonly sourceId: string | null;
  readonly postIds: readonly string[];
}

/** All of them, the oldest first. */
export async function listLetters(db: Kysely<Schema>): Promise<ListedLetter[]> {
  const { rows } = await sql<KeptLetter>`select ${LETTER} from vigie.dead_letters order by id`.execute(db);
  const named = rows.map(({ payload }) => subjectsOf(payload));
  const ids = [...new Set(named.flatMap(({ postIds }) => postIds))];
  const posts = await sql<{ id: string; source: string }>`
    select id, source_id as source from vigie.posts where id = any(${ids}::text[])
  `.execute(db);
  const sources = new Map(posts.rows.map(({ id, source }) => [id, source]));
  return rows.map(({ jobName: job, payload: _, ...letter }, at) => {
    const { postIds = [], sourceId = null } = named[at] ?? {};
    return { ...letter, job, postIds, sourceId: sourceId ?? sources.get(postIds[0] ?? '') ?? null };
  });
}

/** The posts and the source that a payload of any version names. */
export function subjectsOf(payload: unknown): { postIds: string[]; sourceId: string | null } {
  const { postIds, postId, sourceId } = (payload ?? {}) as Record<string, unknown>;
  const ids = [...(Array.isArray(postIds) ? postIds : []), postId].filter((id) => typeof id === 'string');
  return { postIds: ids, sourceId: typeof sourceId === 'string' ? sourceId : null };
}

export async function countDeadLetters(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('vigie.dead_letters')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Cleaned before it is written as JSON, where NUL and lone surrogates would hide behind escapes. */
function storableJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_, part) => (typeof part === 'string' ? storableText(part) : part));
}

/** Which of these jobs died of their own running: whatever was tried, they did not end well. */
export async function exhaustedJobs(db: Kysely<Schema>, jobIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ job_id: string }>`
    select distinct job_id from vigie.dead_letters where reason in ('started-too-often', 'attempts') and job_id = any(${[...jobIds]}::text[])
  `.execute(db);
  return new Set(rows.map((row) => row.job_id));
}
