import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** How far the import of one file into one source has come. */
export interface ImportProgress {
  readonly id: string;
  readonly sourceId: string;
  readonly fileName: string;
  readonly linesDone: number;
  readonly fresh: number;
  readonly known: number;
  readonly rejected: number;
  readonly isFinished: boolean;
}

export async function readImport(db: Kysely<Schema>, id: string): Promise<ImportProgress | undefined> {
  const row = await db.selectFrom('vigie.imports').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) return undefined;
  return {
    id: row.id,
    sourceId: row.source_id,
    fileName: row.file_name,
    linesDone: row.lines_done,
    fresh: row.posts_new,
    known: row.posts_known,
    rejected: row.lines_rejected,
    isFinished: row.is_finished,
  };
}

export async function saveImport(tx: Kysely<Schema>, progress: ImportProgress, now: Date): Promise<void> {
  const values = {
    lines_done: progress.linesDone,
    posts_new: progress.fresh,
    posts_known: progress.known,
    lines_rejected: progress.rejected,
    is_finished: progress.isFinished,
    updated_at: now,
  };
  await tx
    .insertInto('vigie.imports')
    .values({ id: progress.id, source_id: progress.sourceId, file_name: progress.fileName, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}
