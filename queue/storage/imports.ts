import { type Kysely, type RawBuilder, sql } from 'kysely';
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

/** Notes how far an import has come, as a statement or as a part of the one that stores its posts. */
export function importUpsert(progress: ImportProgress, now: Date): RawBuilder<unknown> {
  return sql`
    insert into vigie.imports
      (id, source_id, file_name, lines_done, posts_new, posts_known, lines_rejected, is_finished, updated_at)
    values (${progress.id}, ${progress.sourceId}, ${progress.fileName}, ${progress.linesDone}, ${progress.fresh},
      ${progress.known}, ${progress.rejected}, ${progress.isFinished}, ${now})
    on conflict (id) do update set (lines_done, posts_new, posts_known, lines_rejected, is_finished, updated_at) =
      (excluded.lines_done, excluded.posts_new, excluded.posts_known, excluded.lines_rejected, excluded.is_finished,
        excluded.updated_at)
  `;
}
