import { type Kysely, sql } from 'kysely';
import { appendEntry } from '../log/append.ts';
import { AppError } from '../runtime/errors.ts';
import { WORD_COUNTS_MS, wordOf } from './persons.ts';
import type { Schema } from './schema.ts';

/**
 * Suspends a source in the given transaction: from its commit on no round of it begins. One that is suspended stays so.
 * @param reason a plain word on why, for the log
 */
export async function suspendSource(
  tx: Kysely<Schema>,
  sourceId: string,
  { reason, actor, now }: { readonly reason: string; readonly actor: string; readonly now: Date },
): Promise<void> {
  const { rows } = await sql`
    insert into vigie.source_suspensions (source_id, suspended_at, reason) values (${sourceId}, ${now}, ${reason})
    on conflict (source_id) where lifted_at is null do nothing returning suspension_id
  `.execute(tx);
  if (rows.length === 0) return;
  await appendEntry(tx, {
    kind: 'source.suspended',
    actor,
    at: now,
    subject: sourceId,
    body: { reason },
  });
}

/** Whether a source may not be collected for now. */
export async function isSuspended(db: Kysely<Schema>, sourceId: string): Promise<boolean> {
  const found = await db
    .selectFrom('vigie.source_suspensions')
    .select('suspension_id')
    .where('source_id', '=', sourceId)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return found !== undefined;
}

/**
 * One of two people's word that a suspended source is collected again; the second lifts the suspension.
 * @returns whether it is lifted by now
 * @throws AppError `usage.invalid` for a source that was never suspended; `evaluation.refused` for one that is not any more, or
 * the same person's word again; `operator.unknown` when nobody can tell who asks
 */
export function liftSuspension(
  db: Kysely<Schema>,
  sourceId: string,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const open = await tx
      .selectFrom('vigie.source_suspensions')
      .select(['suspension_id', 'asked_by', 'asked_at'])
      .where('source_id', '=', sourceId)
      .where('lifted_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (open === undefined) throw await notSuspended(tx, sourceId);
    const earlier = { by: open.asked_by, at: open.asked_at };
    const { person, first, isRepeated } = await wordOf(tx, { actor, earlier, now, countsMs: WORD_COUNTS_MS });
    if (isRepeated)
      throw new AppError(
        'evaluation.refused',
        `expected a second person, found ${person}, who has said so already; collecting it again takes two`,
      );
    const isSecond = first !== null;
    await tx
      .updateTable('vigie.source_suspensions')
      .set(isSecond ? { lifted_by: person, lifted_at: now } : { asked_by: person, asked_at: now })
      .where('suspension_id', '=', open.suspension_id)
      .execute();
    const kind = isSecond ? 'source.resumed' : 'source.resume-approved';
    await appendEntry(tx, { kind, actor: person, at: now, subject: sourceId, body: {} });
    return isSecond;
  });
}

async function notSuspended(tx: Kysely<Schema>, sourceId: string): Promise<AppError> {
  const past = await tx
    .selectFrom('vigie.source_suspensions')
    .select('suspension_id')
    .where('source_id', '=', sourceId)
    .executeTakeFirst();
  const expected = `expected a source that is suspended, found "${sourceId}"`;
  return past === undefined
    ? new AppError('usage.invalid', `${expected}, which never was`)
    : new AppError('evaluation.refused', `${expected}, which is not any more`);
}
