import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { scorePostsRequest } from '../../../queue/jobs/index.ts';
import { buryLetter, migrate, pendingMigrations, readStatus } from '../../../queue/storage/index.ts';
import { type JobQueue, reconcile, relayOnce } from '../../../queue/transport/index.ts';
import { prepareBatch, stagePosts, writeBatch } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, posts, scoreContext } from '../../support/scoring.ts';

describe.each(COLUMNS)('records, %s', (name) => {
  let column: Column;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
  });
  afterAll(() => column.close());
  const db = () => column.database.db;
  const spoil = (jobId: string) =>
    buryLetter(
      db(),
      { jobName: 'score-posts', jobId, payload: {}, reason: 'started-too-often', message: '' },
      new Date(),
    );
  const now = () => ({ actor: 'test', now: new Date(), minAgeMs: 0 });

  it('migrate from empty once, also when several processes start together', async () => {
    await sql`drop schema vigie cascade`.execute(db());
    const pending = (await pendingMigrations(db())).length;
    const applied = await Promise.all([migrate(db()), migrate(db())]);
    expect(applied.map(({ length }) => length).toSorted((a, b) => a - b)).toEqual([0, pending]);
    expect(pending).toBeGreaterThan(80);
    expect(await pendingMigrations(db())).toEqual([]);
    expect((await sql`select from vigie.public_facts`.execute(db())).rows).toHaveLength(1);
  });

  it('refuse a schema newer than the program, and name it', async () => {
    await sql`insert into vigie.migrations (name, timestamp) values ('29990101-01-future', 'x')`.execute(
      db(),
    );
    await expect(migrate(db())).rejects.toMatchObject({
      code: 'storage.newer-schema',
      message: expect.stringContaining('29990101-01-future'),
    });
  });

  it('keep post and job together: neither where the statement fails', async () => {
    const context = scoreContext(column);
    const prepared = await prepareBatch(context, { sourceId: 'source', actor: 'test' }, posts(10));
    const failing = writeBatch(
      context,
      prepared,
      () => sql`insert into vigie.settings (name, value) values ('half', null)`,
    );
    await expect(failing).rejects.toMatchObject({ code: '23502' });
    const { rows } = await sql<{
      count: number;
    }>`select (select count(*) from vigie.outbox) + (select count(*) from vigie.posts) + (select count(*) from vigie.log_entries) as count`.execute(
      db(),
    );
    expect(rows[0]?.count).toBe(0);
  });

  it('move the outbox to the queue and leave nothing behind', async () => {
    const context = scoreContext(column);
    await stagePosts(context, 'source', posts(250), 'test');
    expect(await relayOnce(db(), column.queue)).toBe(3);
    expect(await relayOnce(db(), column.queue)).toBe(0);
    await drain(column, context);
    expect((await readStatus(db())).posts).toMatchObject({ staged: 0, none: 250 });
  });

  it('bury an outbox row of an unknown job or version and relay the others', async () => {
    const context = scoreContext(column);
    await stagePosts(context, 'source', posts(3), 'test');
    await sql`insert into vigie.outbox (job_name, job_id, payload) values
      ('score-posts', 'future', '{"version": 2}'), ('no-such-job', 'x', '{}')`.execute(db());
    await drain(column, context);
    const { rows } = await sql<{
      job_id: string;
    }>`select job_id from vigie.dead_letters order by job_id`.execute(db());
    expect(rows.map((row) => row.job_id)).toEqual(['future', 'x']);
    expect((await readStatus(db())).posts.none).toBe(3);
  });

  it('rebuild the queue after its store was emptied, and only what is missing', async () => {
    const context = scoreContext(column);
    await stagePosts(context, 'source', posts(250), 'test');
    await relayOnce(db(), column.queue);
    expect(await reconcile(db(), column.queue, now())).toEqual({
      jobs: 0,
      posts: 0,
      pending: 250,
      quarantined: 0,
    });
    await column.emptyQueue();
    expect(await reconcile(db(), column.queue, now())).toEqual({
      jobs: 3,
      posts: 250,
      pending: 0,
      quarantined: 0,
    });
    await drain(column, context);
    expect((await readStatus(db())).posts).toMatchObject({ total: 250, staged: 0, none: 250 });
    expect(await reconcile(db(), column.queue, now())).toEqual({
      jobs: 0,
      posts: 0,
      pending: 0,
      quarantined: 0,
    });
  });

  it('put work back whose job the store keeps as finished', async () => {
    const context = scoreContext(column);
    await stagePosts(context, 'source', posts(5), 'test');
    // As records are that came back from before the scoring.
    await sql`create table public.before as select batch_id, keys, texts from vigie.sealed_batches`.execute(
      db(),
    );
    await drain(column, context);
    await sql`update vigie.posts set status = 'staged'`.execute(db());
    await sql`delete from vigie.unflagged_assessments`.execute(db());
    await sql`
      update vigie.sealed_batches b set keys = o.keys, texts = o.texts from public.before o where o.batch_id = b.batch_id
    `.execute(db());
    await sql`drop table public.before`.execute(db());
    expect(await reconcile(db(), column.queue, now())).toMatchObject({ jobs: 1, posts: 5 });
    await drain(column, context);
    expect((await readStatus(db())).posts.none).toBe(5);
  });

  it('single out the post that ends its process, and bring its neighbours to their lanes', async () => {
    const context = scoreContext(column);
    await stagePosts(context, 'source', posts(5), 'test');
    const [row] = (
      await sql<{ id: string; batch_id: string }>`select id, batch_id from vigie.posts order by id`.execute(
        db(),
      )
    ).rows;
    if (!row) throw new Error('expected a post');
    await sql`delete from vigie.outbox`.execute(db());
    await spoil(`score-posts-${row.batch_id}`);
    expect(await reconcile(db(), column.queue, now())).toEqual({
      jobs: 5,
      posts: 5,
      pending: 0,
      quarantined: 0,
    });
    await sql`delete from vigie.outbox`.execute(db());
    await spoil(`score-posts-${row.id}`);
    expect(await reconcile(db(), column.queue, now())).toEqual({
      jobs: 4,
      posts: 4,
      pending: 0,
      quarantined: 1,
    });
    await drain(column, context);
    expect((await readStatus(db())).posts).toMatchObject({ none: 4, dead: 1, staged: 0 });
  });

  it('tell once of a post that two reconciliations at once give up', async () => {
    await stagePosts(scoreContext(column), 'source', posts(1), 'test');
    const post = db().selectFrom('vigie.posts').select(['id', 'batch_id']);
    const { id, batch_id } = await post.executeTakeFirstOrThrow();
    await spoil(`score-posts-${batch_id}`);
    await spoil(`score-posts-${id}`);
    const given = { jobs: 0, posts: 0, pending: 0, quarantined: 1 };
    // The other comes between what this one reads and what it writes.
    const queue: JobQueue = {
      ...column.queue,
      forget: async (...asked) => {
        await column.queue.forget(...asked);
        expect(await reconcile(db(), column.queue, now())).toEqual(given);
      },
    };
    expect(await reconcile(db(), queue, now())).toEqual({ ...given, quarantined: 0 });
    const { rows } = await sql`select kind from vigie.log_entries order by entry_id`.execute(db());
    expect(rows.slice(1)).toEqual([{ kind: 'posts.dead' }, { kind: 'queue.reconciled' }]);
  });

  it('name a job by its batch, whatever the order', () => {
    expect(scorePostsRequest('b', ['1', '2']).id).toBe('score-posts-b');
  });
});
