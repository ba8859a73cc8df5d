import { sql } from 'kysely';
import { scorePosts, scorePostsRequest } from '../../../queue/jobs/index.ts';
import { SILENT_LOGGER } from '../../../queue/runtime/logger.ts';
import { startLoop } from '../../../queue/runtime/loop.ts';
import { relayOnce } from '../../../queue/transport/index.ts';
import type { Column } from '../../support/columns.ts';
import { until } from '../../support/until.ts';

const BATCH = 100;

export interface BarePost {
  readonly id: string;
  readonly text: string;
}

/**
 * What the same posts cost without Vigie's work: the same batches written to `posts` with their outbox row, relayed,
 * read back and marked, found as the product finds them. No parsing, sealing, scoring, assessment or log.
 */
export async function runBarePath(column: Column, posts: readonly BarePost[]): Promise<{ seconds: number }> {
  const { db } = column.database;
  await sql`alter table vigie.posts add column text text`.execute(db);
  const relay = startLoop('relay', 250, SILENT_LOGGER, () => relayOnce(db, column.queue));
  let handled = 0;
  const worker = column.queue.work(
    scorePosts,
    async (job) => {
      await sql`select id, text from vigie.posts where batch_id = ${job.batchId} and id = any(${job.postIds}::text[]) and status = 'staged'`.execute(
        db,
      );
      await sql`
        update vigie.posts set status = 'none' where batch_id = ${job.batchId} and id = any(${job.postIds}::text[]) and status = 'staged'
      `.execute(db);
      handled += job.postIds.length;
    },
    { concurrency: 4, onDead: () => Promise.resolve() },
  );

  const start = performance.now();
  for (let from = 0; from < posts.length; from += BATCH) {
    const batch = posts.slice(from, from + BATCH);
    const batchId = `bare-${from}`;
    const request = scorePostsRequest(
      batchId,
      batch.map((post) => post.id),
    );
    await sql`
      with stored as (
        insert into vigie.posts (id, source_id, batch_id, collected_at, status, text)
        select id, 'bench', ${batchId}, now(), 'staged', text
        from json_to_recordset(${JSON.stringify(batch)}::json) as t (id text, text text)
      )
      insert into vigie.outbox (job_name, job_id, payload)
      values (${request.job.name}, ${request.id}, ${JSON.stringify(request.payload)}::jsonb)
    `.execute(db);
    relay.nudge();
  }
  await until('every post handled', () => handled >= posts.length, 120_000);
  const seconds = (performance.now() - start) / 1000;
  await Promise.all([worker.close(), relay.close()]);
  return { seconds };
}
