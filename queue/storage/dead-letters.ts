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
    values (${letter.jobName}, ${letter.jobId}, ${storableText(JSON.stringify(letter.payload ?? null))}::jsonb,
      ${letter.reason}, ${storableText(letter.message)}, ${now})
    on conflict (job_name, job_id, reason) do nothing
  `.execute(db);
}

export async function countDeadLetters(db: Kysely<Schema>): Promise<number> {
  const row = await db
    .selectFrom('vigie.dead_letters')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Which of these jobs died for this reason. */
export async function lettersOf(
  db: Kysely<Schema>,
  reason: string,
  jobIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ job_id: string }>`
    select distinct job_id from vigie.dead_letters where reason = ${reason} and job_id = any(${[...jobIds]}::text[])
  `.execute(db);
  return new Set(rows.map((row) => row.job_id));
}
