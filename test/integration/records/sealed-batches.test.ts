import { Readable } from 'node:stream';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readLogSigner, renameRestoredLog } from '../../../queue/log/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import {
  eraseDue,
  eraseItem,
  KeyCollector,
  readKeys,
  readSnapshot,
  readStaged,
  readStatus,
  writeSnapshot,
} from '../../../queue/storage/index.ts';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { takeBack } from '../../../queue/storage/posts.ts';
import { createVault } from '../../../queue/vault/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { handleScorePosts } from '../../../workers/handlers/score.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { allInLanes, auditLanes } from '../../support/lane-audit.ts';
import { drain, posts, scoreContext, type TestContext } from '../../support/scoring.ts';
import { countTexts } from '../../support/sealed-texts.ts';
import { sealAsBefore } from '../../support/vault.ts';

const MASTER = { bytes: Buffer.alloc(32, 5), fingerprint: 'test-key' };

describe.each(COLUMNS)('texts of a batch in one row, %s', (name) => {
  let column: Column;
  let context: TestContext;
  let clock: ReturnType<typeof manualClock>;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
    context = scoreContext(column, { clock, vault: createVault(MASTER) });
  });
  afterAll(() => column.close());
  const db = () => column.database.db;

  async function expireAfter(hours: number): Promise<void> {
    clock.advance(hours * 3_600_000);
    await handleExpireTexts(context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
  }

  it('are destroyed as soon as all are assessed; what was flagged has a row and a key of its own', async () => {
    await stagePosts(
      context,
      'source',
      posts(10, (at) => (at % 4 === 1 ? `[review] offer ${at}` : `harmless ${'x'.repeat(at)}`)),
      'test',
    );
    expect(await countTexts(db())).toBe(10);
    await drain(column, context);
    expect(await countTexts(db())).toBe(3);
    expect(await batchBytes()).toEqual([0]);
    const { rows } = await sql<{ post_id: string; wrapped_key: Buffer; sealed: Buffer }>`
      select post_id, wrapped_key, sealed from vigie.sealed_posts
    `.execute(db());
    const opened = rows.map((row) =>
      context.vault.open(row.post_id, { wrappedKey: row.wrapped_key, sealed: row.sealed }),
    );
    expect(opened.map((json) => JSON.parse(json).text).sort()).toEqual(
      [1, 5, 9].map((at) => `[review] offer ${at}`),
    );
    await expireAfter(24);
    expect(await countTexts(db())).toBe(3);
    await expireAfter(24 * 90);
    expect(await countTexts(db())).toBe(0);
  });

  it('can be scored one by one, as after a job that was taken apart', async () => {
    await stagePosts(
      context,
      'source',
      posts(4, (at) => (at < 2 ? '[protect] same' : `[review] ${at}`)),
      'test',
    );
    const { rows } = await sql<{ id: string }>`select id from vigie.posts`.execute(db());
    await Promise.all(
      rows.map(({ id }) => handleScorePosts(context, { version: 1, batchId: id, postIds: [id] })),
    );
    expect((await readStatus(db())).posts).toMatchObject({ staged: 0, review: 2, protect: 2 });
    // Whoever came last saw that nothing of the batch was left.
    expect(await countTexts(db())).toBe(4);
    expect(await batchBytes()).toEqual([0]);
  });

  it('wait for a post of theirs that could not be assessed, and go at once where another of them is erased', async () => {
    const said = ['[review] an offer', '[broken]', 'harmless'];
    await stagePosts(
      context,
      'source',
      posts(3, (at) => said[at] ?? ''),
      'test',
    );
    await drain(column, context);
    expect((await readStatus(db())).posts).toMatchObject({ review: 1, dead: 1, none: 1 });
    const dead = await sql<{ id: string }>`select id from vigie.posts where status = 'dead'`.execute(db());
    const takeAgain = () =>
      takeBack(
        db(),
        dead.rows.map(({ id }) => id),
        { alsoDead: true, now: new Date(clock.now()) },
      );
    expect(await countTexts(db())).toBe(4);
    const items = await sql<{ id: string }>`select id from vigie.items`.execute(db());
    await db()
      .transaction()
      .execute((tx) => eraseItem(tx, items.rows[0]?.id ?? ''));
    expect(await countTexts(db())).toBe(0);
    expect(await takeAgain()).toEqual([]);
  });

  it('that were staged before, each under a key of its own, are scored, kept and destroyed as the others', async () => {
    await stagePosts(
      context,
      'source',
      posts(3, (at) => (at === 0 ? '[review] an offer' : `harmless ${at}`)),
      'test',
    );
    const [batch] = await readStaged(db(), await idsOf());
    if (batch === undefined) throw new Error('expected a batch');
    const texts = context.vault.openTogether(batch.postIds, batch);
    const old = context.vault.sealAll(batch.postIds, texts);
    await sql`
      update vigie.sealed_batches set keys = ${old.keys}, texts = ${old.texts}, lengths = ${[...old.lengths]}::integer[]
    `.execute(db());
    const [first, ...others] = await idsOf();
    await handleScorePosts(context, { version: 1, batchId: 'one', postIds: [first ?? ''] });
    expect(await batchBytes()).not.toEqual([0]);
    await handleScorePosts(context, { version: 1, batchId: 'others', postIds: others });
    expect((await readStatus(db())).posts).toMatchObject({ none: 2, review: 1, staged: 0, dead: 0 });
    expect(await batchBytes()).toEqual([0]);
    expect(await countTexts(db())).toBe(1);
  });

  // The embedded default has one session: nothing is scored while anything is erased.
  it.skipIf(name === 'embedded')('are left whole while one of their posts is being scored', async () => {
    await stagePosts(context, 'source', posts(3), 'test');
    clock.advance(25 * 3_600_000);
    const scoring = await db().startTransaction().execute();
    await sql`select 1 from vigie.posts order by id limit 1 for update`.execute(scoring);
    const erased = await db()
      .transaction()
      .execute((tx) => eraseDue(tx, new Date(clock.now()), 1000));
    await scoring.rollback().execute();
    expect(erased).toMatchObject({ texts: 0, hasMore: false });
    await expireAfter(0);
    expect(await countTexts(db())).toBe(0);
  });

  it('are erased to the last, however many small batches are due', async () => {
    for (let at = 0; at < 23; at += 1) {
      await stagePosts(context, 'source', [{ key: `key ${at}`, text: 'small' }], 'test');
    }
    await expireAfter(24);
    expect(await countTexts(db())).toBe(0);
    expect((await readStatus(db())).posts.dead).toBe(23);
  });

  it('take in texts that were stored one a row, and their keys as they were wrapped', async () => {
    await stagePosts(
      context,
      'source',
      posts(6, (at) => (at === 2 ? '[review]' : `new ${at}`)),
      'test',
    );
    const [batch] = await readStaged(db(), await idsOf());
    await sql`drop table vigie.sealed_batches`.execute(db());
    for (const [at, id] of (batch?.postIds ?? []).entries()) {
      const text = JSON.stringify({ version: 1, text: at === 3 ? '[review] old' : `old ${at}` });
      const { wrappedKey, sealed } = sealAsBefore(MASTER.bytes, id, text);
      await db()
        .insertInto('vigie.sealed_posts')
        .values({
          post_id: id,
          wrapped_key: wrappedKey,
          sealed,
          erase_at: new Date(clock.now() + 86_400_000),
        })
        .execute();
    }
    // Run again alone: the migrations after it have nothing to do with it.
    await MIGRATIONS['20261126-02-sealed-batches']?.up(db());
    expect(await countTexts(db())).toBe(6);
    await drain(column, context);
    expect((await readStatus(db())).posts).toMatchObject({ none: 5, review: 1 });
    await expireAfter(24);
    expect(await countTexts(db())).toBe(1);
  });

  it('come back from a backup with their assessments, in lines that stay short', async () => {
    await stagePosts(
      context,
      'source',
      posts(1250, (at) => (at % 500 === 7 ? `[review] ${at}` : `harmless ${at}`)),
      'test',
    );
    await drain(column, context);
    await stagePosts(context, 'source', [{ key: 'waits', text: '[review] not scored yet' }], 'test');
    const lines: string[] = [];
    const collector = new KeyCollector();
    const head = { madeAt: new Date().toISOString(), vaultKey: null };
    for await (const line of writeSnapshot(db(), head, collector)) {
      lines.push(line);
    }
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(1_000_000);
    const [first, ...rest] = lines;
    const made = { madeAt: head.madeAt, fingerprint: null };
    const keys = await readKeys(Readable.from(collector.lines(made)), made);
    await column.reset();
    // As `restore` does, which is killed when all rows were read: nothing is there under the log's old name.
    const rename = async (tx: Parameters<typeof renameRestoredLog>[0]) => {
      await renameRestoredLog(tx, context.vault, new Date(clock.now()));
    };
    const killed = readSnapshot(db(), first ?? '', Readable.from(rest), keys, async (tx) => {
      await rename(tx);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    expect(await idsOf()).toEqual([]);
    await readSnapshot(db(), first ?? '', Readable.from(rest), keys, rename);
    expect((await readLogSigner(db(), context.vault)).name).toMatch(/restored/);
    expect(await countTexts(db())).toBe(4);
    // What waited brought its key, and is scored where it was restored.
    await handleScorePosts(context, { version: 1, batchId: 'restored', postIds: await idsOf('staged') });
    expect(await countTexts(db())).toBe(4);
    expect(await auditLanes(db(), context.vault)).toEqual(allInLanes(1251));
    await expireAfter(24);
    expect(await countTexts(db())).toBe(4);
  });

  /** Bytes of each batch that are left of its key and its texts. */
  async function batchBytes(): Promise<number[]> {
    const { rows } = await sql<{ bytes: number }>`
      select length(keys) + length(texts) as bytes from vigie.sealed_batches
    `.execute(db());
    return rows.map(({ bytes }) => bytes);
  }

  async function idsOf(status?: string): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      select id from vigie.posts where ${status ?? null}::text is null or status = ${status ?? null}
    `.execute(db());
    return rows.map((row) => row.id);
  }
});
