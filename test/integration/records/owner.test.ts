import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { appendEntry, sequence, signCheckpoint } from '../../../queue/log/index.ts';
import { type Database, eraseItem, migrate, openDatabase } from '../../../queue/storage/index.ts';
import { OwnerPool } from '../../../queue/storage/owner-pool.ts';
import { serveOwner } from '../../../queue/storage/owner-server.ts';
import { openPgliteSession } from '../../../queue/storage/pglite-session.ts';
import { SessionPool } from '../../../queue/storage/session-pool.ts';
import type { SqlPool } from '../../../queue/storage/sql-pool.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { type Column, openColumn } from '../../support/columns.ts';
import { drain, posts, scoreContext, type TestContext } from '../../support/scoring.ts';

describe('owner of a data directory', () => {
  let directory = '';
  let owner: Database;
  const open = (mayUseOwner: boolean) =>
    openDatabase({ kind: 'embedded', directory, command: 'test', mayUseOwner });
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'vigie-owner-'));
    owner = await open(false);
    await migrate(owner.db);
  });
  afterEach(async () => {
    await owner.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('lets a client read and write, and rolls back what it leaves open', async () => {
    const pool = new OwnerPool(directory);
    const client = await pool.connect();
    await client.query('begin');
    await client.query("insert into vigie.settings values ('half', 'done')");
    await pool.end();
    const { rows } = await owner.pool.query("select 1 from vigie.settings where name = 'half'");
    expect(rows).toEqual([]);
  });

  it('goes on when a client dies while its begin waits for its turn', async () => {
    const holder = await owner.pool.connect();
    await holder.query('begin');
    const pool = new OwnerPool(directory);
    const client = await pool.connect();
    const begin = client.query('begin').catch((error: unknown) => error);
    await pool.end();
    expect(await begin).toBeInstanceOf(Error);
    await holder.query('commit');
    holder.release();
    expect((await owner.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('keeps bytes, dates, numbers and error codes over the socket', async () => {
    const pool = new OwnerPool(directory);
    const at = new Date('2026-06-01T12:00:00.000Z');
    const { rows } = await pool.query(
      'select $1::bytea as bytes, $2::timestamptz as at, 5::bigint as number',
      [Buffer.from('00ff', 'hex'), at],
    );
    expect(Buffer.from(rows[0]?.bytes as Uint8Array).toString('hex')).toBe('00ff');
    expect(rows[0]).toMatchObject({ at, number: 5 });
    await expect(pool.query('select 1/0')).rejects.toMatchObject({ code: '22012' });
    await pool.end();
  });

  it('takes over a lock whose process is dead, and refuses one whose process lives', async () => {
    await owner.close();
    const lock = { pid: 2 ** 22 + 1, startTicks: 1, command: 'start', since: '', nonce: 'dead' };
    writeFileSync(join(directory, 'owner.json'), JSON.stringify(lock));
    owner = await open(false);
    const alive = { ...lock, pid: 1, startTicks: null, command: 'start' };
    const other = mkdtempSync(join(tmpdir(), 'vigie-owner-'));
    writeFileSync(join(other, 'owner.json'), JSON.stringify(alive));
    const refused = openDatabase({ kind: 'embedded', directory: other, command: 'test', mayUseOwner: false });
    await expect(refused).rejects.toMatchObject({
      code: 'storage.owned',
      message: expect.stringContaining('process 1 (vigie start'),
    });
    rmSync(other, { recursive: true });
  });

  it('waits for a short command that owns it, as long as that takes on a busy machine', async () => {
    const other = mkdtempSync(join(tmpdir(), 'vigie-owner-'));
    const lock = join(other, 'owner.json');
    writeFileSync(
      lock,
      JSON.stringify({ pid: 1, startTicks: null, command: 'status', since: '', nonce: 'one' }),
    );
    const looks = vi.spyOn(process, 'kill');
    vi.useFakeTimers({ toFake: ['Date'] });
    const opening = openDatabase({
      kind: 'embedded',
      directory: other,
      command: 'start',
      mayUseOwner: false,
    });
    // Whatever becomes of it is told below.
    opening.catch(() => undefined);
    vi.setSystemTime(Date.now() + 10_000);
    const looksUntilNow = looks.mock.calls.length;
    await vi.waitUntil(() => looks.mock.calls.length > looksUntilNow, { timeout: 20_000 });
    rmSync(lock);
    const opened = await opening.finally(() => {
      vi.useRealTimers();
      looks.mockRestore();
    });
    await opened.close();
    rmSync(other, { recursive: true });
  });

  it('keeps other users from the files', () => {
    expect(statSync(join(directory, 'records')).mode & 0o077).toBe(0);
    expect(statSync(join(directory, 'owner.sock')).mode & 0o077).toBe(0);
  });
});

describe('the socket of an owner', () => {
  let directory: string;
  let pool: SqlPool;
  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'vigie-socket-'));
    pool = new SessionPool(await openPgliteSession(null));
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await pool.end();
    rmSync(directory, { recursive: true });
  });

  it('is closed to other users from the moment it is there', async () => {
    const opening = serveOwner(pool, directory);
    expect(statSync(join(directory, 'owner.sock')).mode & 0o777).toBe(0o600);
    await (await opening).close();
  });

  it.runIf(existsSync('/proc/self/fd'))(
    'lies in the data directory, however long its path is, and wherever temporary files go',
    async () => {
      const deep = join(directory, 'd'.repeat(120));
      mkdirSync(deep);
      const server = await serveOwner(pool, deep);
      expect(statSync(join(deep, 'owner.sock')).isSocket()).toBe(true);
      vi.stubEnv('TMPDIR', '/nowhere');
      const other = new OwnerPool(deep);
      const before = readdirSync('/proc/self/fd').length;
      for (let at = 0; at < 5; at += 1)
        expect((await other.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      expect(readdirSync('/proc/self/fd').length).toBeLessThan(before + 5);
      await other.end();
      await server.close();
      expect(existsSync(join(deep, 'owner.sock'))).toBe(false);
    },
  );
});

describe('erasing on the embedded default', () => {
  let column: Column;
  let context: TestContext;
  beforeEach(async () => {
    column = await openColumn('embedded', { embedded: 'directory' });
    context = scoreContext(column);
  });
  afterEach(() => column.close());
  const query = (text: string, params?: readonly unknown[]) => column.database.pool.query(text, params);
  const expire = (dueAt: string) => handleExpireTexts(context, { version: 1, dueAt });

  /** Whether any of these bytes are in a file of a table. */
  async function areInFiles(parts: readonly Buffer[]): Promise<boolean> {
    await query('checkpoint');
    const base = join(column.directory, 'records', 'base');
    return parts.some((part) => isInFiles(base, part));
  }

  it('leaves the bytes of an erased text in no table file', async () => {
    await stagePosts(context, 'source', posts(50), 'test');
    const { rows } = await query(
      'select keys as key, substring(texts from 1 for 200) as text from vigie.sealed_batches',
    );
    const parts = [rows[0]?.key, rows[0]?.text].map((part) => Buffer.from(part as Uint8Array));
    expect(await areInFiles(parts)).toBe(true);
    await expire('2099-01-01T00:00:00.000Z');
    expect(await areInFiles(parts)).toBe(false);
  });

  it('leaves the bytes of a text that was scored, and not flagged, in no table file', async () => {
    await stagePosts(context, 'source', posts(50), 'test');
    const { rows } = await query(
      'select keys as key, substring(texts from 1 for 200) as text from vigie.sealed_batches',
    );
    const parts = [rows[0]?.key, rows[0]?.text].map((part) => Buffer.from(part as Uint8Array));
    await drain(column, context);
    await expire(new Date().toISOString());
    expect(await areInFiles(parts)).toBe(false);
  });

  it('leaves no key of an item that was erased by itself, nor of a run that was killed before it tidied up', async () => {
    await stagePosts(context, 'source', [{ key: 'one', text: '[review] two seats' }], 'test');
    await drain(column, context);
    const { rows } = await query(
      'select i.id, s.wrapped_key as key from vigie.items i join vigie.sealed_posts s on s.post_id = i.post_id',
    );
    const key = [Buffer.from(rows[0]?.key as Uint8Array)];
    await context.db.transaction().execute((tx) => eraseItem(tx, String(rows[0]?.id)));
    expect(await areInFiles(key)).toBe(true);
    await expire(new Date().toISOString());
    expect(await areInFiles(key)).toBe(false);
  });

  it('leaves none of a sample', async () => {
    const id = 'a'.repeat(24);
    const parts = [Buffer.from('an invented sealed text'), Buffer.from('an invented wrapped key')];
    await query(
      `insert into vigie.control_items (id, lane, state, post_id, content_token, source_id, language, opened_at, author_category)
        values ($1, 'review', 'waiting', $1, $2, 'source', 'en', now(), 'unknown')`,
      [id, Buffer.alloc(32)],
    );
    await query(
      `insert into vigie.samples (item_id, post_id, wrapped_key, sealed, published_at, assessment, script, corridor, share,
        drawn_at, erase_at) values ($1, 'post', $3, $2, now(), '{}', 'Latn', 'none', 0.5, now(), now())`,
      [id, ...parts],
    );
    expect(await areInFiles(parts)).toBe(true);
    await expire(new Date(Date.now() + 1000).toISOString());
    expect(await areInFiles(parts)).toBe(false);
  });

  it('leaves none of a shredded entry of the log, a day later', async () => {
    const at = new Date('2026-06-01T12:00:00Z');
    await appendEntry(context.db, { kind: 'source.round', actor: 'test', at, subject: 'one', body: {} });
    await sequence(context.db, context.vault);
    await signCheckpoint(context.db, context.vault, at);
    const { rows } = await query('select sealed from vigie.log_bodies');
    const parts = [Buffer.from(rows[0]?.sealed as Uint8Array)];
    const scrubOwedFor = (hours: number) =>
      query(
        "update vigie.settings set value = (now() - $1 * interval '1 hour')::text where name = 'scrub.log'",
        [hours],
      );
    await scrubOwedFor(1);
    await expire('2099-01-01T00:00:00.000Z');
    expect((await query('select from vigie.log_bodies')).rows).toEqual([]);
    expect(await areInFiles(parts)).toBe(true);
    await scrubOwedFor(25);
    await expire('2099-01-01T00:00:00.000Z');
    expect(await areInFiles(parts)).toBe(false);
  });

  it('owes what is erased while it tidies up anew, and nothing where nothing was', async () => {
    const owed = async () => {
      const { rows } = await query(
        "select name from vigie.settings where name like 'scrub.%' and value <> ''",
      );
      return rows.map(({ name }) => name);
    };
    const text = () => stagePosts(context, 'source', posts(1), 'test');
    await query("update vigie.settings set value = '' where name like 'scrub.%'");
    await expire(new Date().toISOString());
    expect(await owed()).toEqual([]);
    await text();
    // As a scrub does that has just begun.
    await query("update vigie.settings set value = '-infinity' where name = 'scrub.texts'");
    await query('delete from vigie.sealed_batches');
    const { rows } = await query("select value from vigie.settings where name = 'scrub.texts'");
    expect(rows[0]?.value).not.toBe('-infinity');
    expect(await owed()).toEqual(['scrub.texts']);
  });
});

function isInFiles(folder: string, bytes: Buffer): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => {
    const path = join(folder, name);
    return existsSync(path) && statSync(path).isFile() && readFileSync(path).includes(bytes);
  });
}
