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
