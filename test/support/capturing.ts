import { sql } from 'kysely';
import type { CollectedPost, Source } from '../../queue/contracts/index.ts';
import { sequence } from '../../queue/log/index.ts';
import type { Clock } from '../../queue/runtime/clock.ts';
import { AppError } from '../../queue/runtime/errors.ts';
import { readCapture, readDueCaptures } from '../../queue/storage/index.ts';
import { handleCaptureItem } from '../../workers/evidence/capture-item.ts';
import { stagePosts } from '../../workers/handlers/stage.ts';
import type { Collector } from '../../workers/sources/index.ts';
import type { Column } from './columns.ts';
import { drain, scoreContext, type TestContext } from './scoring.ts';

export interface CaptureScene {
  readonly context: TestContext & Parameters<typeof handleCaptureItem>[0];
  /**
   * Posts of the source come in and are scored, and every capture that is due is tried once.
   * @param meanwhile what happens once they are stored, before they are scored and captured
   */
  arrive(posts: readonly CollectedPost[], meanwhile?: () => Promise<void>): Promise<void>;
  /** Tries every capture that is due now. @returns how many there were */
  capture(): Promise<number>;
  /** Ids of the captures that are due now. */
  due(): Promise<string[]>;
  captureOne(id: string): Promise<void>;
  /** The newest capture of the item with this text's first post, in the order of arrival. */
  captures(): Promise<NonNullable<Awaited<ReturnType<typeof readCapture>>>[]>;
  /** Kinds of the log's entries that are like this, in order. */
  entriesOf(kinds: string): Promise<string[]>;
}

/** As the queue does with a job that comes too early, or second: it is named again. */
function letGo(error: unknown): void {
  if (!(error instanceof AppError) || error.code !== 'capture.not-due') throw error;
}

/** What captures need, on a column's records. */
export function captureScene(
  column: Column,
  collector: Collector,
  sources: readonly Source[],
  clock: Clock,
  evidence?: TestContext['evidence'],
): CaptureScene {
  const byId = new Map(sources.map((source) => [source.id, source]));
  const context = {
    ...scoreContext(column, { clock, sources: byId }),
    ...(evidence === undefined ? {} : { evidence }),
    collector,
    stopping: new AbortController().signal,
  };
  const { db } = context;
  const due = async () => (await readDueCaptures(db, new Date(clock.now()), 1000)).map(({ id }) => id);
  const captureOne = (captureId: string) => handleCaptureItem(context, { version: 1, captureId });
  async function capture(): Promise<number> {
    const ids = await due();
    for (const id of ids) await captureOne(id).catch(letGo);
    return ids.length;
  }
  return {
    context,
    capture,
    due,
    captureOne,
    async arrive(posts, meanwhile) {
      await stagePosts(context, sources[0]?.id ?? 'source', posts, 'test');
      await meanwhile?.();
      await drain(column, context);
      await capture();
    },
    async captures() {
      const items = await db
        .selectFrom('vigie.items')
        .select('id')
        .orderBy('opened_at')
        .orderBy('id')
        .execute();
      const found = await Promise.all(items.map(({ id }) => readCapture(db, id)));
      return found.flatMap((one) => one ?? []);
    },
    async entriesOf(kinds) {
      await sequence(db, context.vault);
      const { rows } = await sql<{ kind: string }>`
        select kind from vigie.log_entries where kind like ${kinds} order by entry_id`.execute(db);
      return rows.map(({ kind }) => kind);
    },
  };
}
