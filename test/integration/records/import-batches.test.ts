import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { liftSuspension, readImport, readStatus, suspendSource } from '../../../queue/storage/index.ts';
import { prepareBatch, stagePosts, writeBatch } from '../../../workers/handlers/stage.ts';
import { type ImportOptions, importFile } from '../../../workers/intake/import-file.ts';
import type { ImportFile } from '../../../workers/intake/open-file.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { posts, scoreContext, type TestContext } from '../../support/scoring.ts';
import { until } from '../../support/until.ts';

const OPTIONS: ImportOptions = { sourceId: 'source', onReject() {}, onProgress() {} };

/** A file of these keys, one post a line, that breaks behind its last line when told so. */
function fileOf(keys: readonly string[], isBroken = false): ImportFile {
  return {
    name: 'posts.ndjson',
    size: 1,
    modifiedMs: 1,
    bytesRead: () => 0,
    async *records() {
      yield keys.map((key, at) => ({ line: at + 1, parsed: { post: { key, text: `text of ${key}` } } }));
      if (isBroken) throw new Error('cut');
    },
  };
}

const keys = (count: number, from = 0) => Array.from({ length: count }, (_, at) => `key-${from + at}`);

describe.each(COLUMNS)('batches of an import, %s', (name) => {
  let column: Column;
  let context: TestContext;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column);
  });
  afterAll(() => column.close());
  const total = async () => (await readStatus(context.db)).posts.total;

  it('count posts that come again in the batch behind, which was sealed before the first was stored', async () => {
    const done = await importFile(context, fileOf([...keys(250), ...keys(150, 180)]), OPTIONS);
    expect(done).toMatchObject({ fresh: 330, known: 70, linesDone: 400, isFinished: true });
    expect(await total()).toBe(330);
  });

  it('find out that a batch taken for new is known', async () => {
    await stagePosts(
      context,
      'source',
      posts(50, (at) => `text of key-${220 + at}`).map((post, at) => ({ ...post, key: `key-${220 + at}` })),
      'test',
    );
    const done = await importFile(context, fileOf(keys(500)), OPTIONS);
    expect(done).toMatchObject({ fresh: 450, known: 50 });
    const origin = { sourceId: 'source', actor: 'test' };
    const stale = await prepareBatch(
      context,
      origin,
      posts(10, (at) => `text of key-${at}`),
      true,
    );
    expect(stale.staged).toEqual({ fresh: 10, known: 0, edited: 0, deferred: 0 });
    expect(await writeBatch(context, stale)).toEqual({ fresh: 0, known: 10, edited: 0, deferred: 0 });
    expect(await total()).toBe(500);
  });

  it('are all stored up to the fault of a file, and go on behind it', async () => {
    await expect(importFile(context, fileOf(keys(350), true), OPTIONS)).rejects.toThrow('cut');
    expect(await total()).toBe(300);
    const done = await importFile(context, fileOf(keys(350)), OPTIONS);
    expect(done).toMatchObject({ resumedAfter: 300, fresh: 350, known: 0, isFinished: true });
  });

  const suspend = () => {
    const now = new Date(context.clock.now());
    const why = { reason: 'plan missed twice', actor: 'evaluation', now };
    return context.db.transaction().execute((tx) => suspendSource(tx, 'source', why));
  };
  const SUSPENDED = { code: 'source.refused', details: { reason: 'suspended', source: 'source' } };

  it('EVA-03 are not taken in while the source is suspended, until two people say otherwise', async () => {
    await suspend();
    await expect(importFile(context, fileOf(keys(50)), OPTIONS)).rejects.toMatchObject(SUSPENDED);
    expect(await total()).toBe(0);
    const now = new Date(context.clock.now());
    for (const actor of ['oscar', 'olga']) await liftSuspension(context.db, 'source', { actor, now });
    expect(await importFile(context, fileOf(keys(50)), OPTIONS)).toMatchObject({ fresh: 50 });
  });

  it('EVA-03 end where the source is suspended in the middle of a file', async () => {
    const file: ImportFile = {
      ...fileOf([]),
      async *records() {
        for await (const records of fileOf(keys(250)).records()) yield records;
        await until('two batches are stored', async () => (await total()) === 200);
        await suspend();
        yield keys(50, 250).map((key, at) => ({
          line: 251 + at,
          parsed: { post: { key, text: `of ${key}` } },
        }));
      },
    };
    await expect(importFile(context, file, OPTIONS)).rejects.toMatchObject(SUSPENDED);
    expect(await total()).toBe(200);
  });

  it('go on behind the last stored record where all stand on one line, and pass over what is no post', async () => {
    const file = (isBroken: boolean): ImportFile => ({
      ...fileOf([]),
      async *records() {
        yield keys(350).map((key, at) => ({
          line: 1,
          ordinal: at + 1,
          parsed: at % 50 === 0 ? { passedOver: 'pictures' } : { post: { key, text: `text of ${key}` } },
        }));
        if (isBroken) throw new Error('cut');
      },
    });
    await expect(importFile(context, file(true), OPTIONS)).rejects.toThrow('cut');
    expect(await total()).toBe(300);
    const done = await importFile(context, file(false), OPTIONS);
    expect(done).toMatchObject({ fresh: 343, known: 0, linesDone: 350, passedOver: { pictures: 7 } });
    expect(done.resumedAfter).toBeGreaterThan(300);
    expect(await total()).toBe(343);
  });

  it('is another import when the file is read in another way', async () => {
    const rejecting: ImportFile = {
      ...fileOf([]),
      async *records() {
        yield [{ line: 1, parsed: { fault: 'expected another column' } }];
      },
    };
    expect(await importFile(context, rejecting, OPTIONS)).toMatchObject({ rejected: 1, isFinished: true });
    const mapped = { ...fileOf(keys(1)), reading: '["generic",{"columns":{"text":"body"}},null]' };
    expect(await importFile(context, mapped, OPTIONS)).toMatchObject({
      fresh: 1,
      rejected: 0,
      resumedAfter: 0,
    });
  });

  it('end with the error of the records, and never store one behind a batch that failed', async () => {
    await sql`
      create function vigie.refuse_second() returns trigger language plpgsql as $$
        begin
          if (select count(*) from vigie.sealed_batches) >= 1 then raise exception 'disk full'; end if;
          return new;
        end
      $$
    `.execute(context.db);
    await sql`
      create trigger refuse before insert on vigie.sealed_batches for each row execute function vigie.refuse_second()
    `.execute(context.db);
    await expect(importFile(context, fileOf(keys(450)), OPTIONS)).rejects.toThrow('disk full');
    await sql`drop trigger refuse on vigie.sealed_batches`.execute(context.db);
    expect(await total()).toBe(100);
    const done = await importFile(context, fileOf(keys(450)), OPTIONS);
    expect(done).toMatchObject({ resumedAfter: 100, fresh: 450, isFinished: true });
    expect(await readImport(context.db, done.id)).toMatchObject({ linesDone: 450, isFinished: true });
  });
});
