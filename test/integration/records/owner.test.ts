import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, migrate, openDatabase } from '../../../queue/storage/index.ts';
import { OwnerPool } from '../../../queue/storage/owner-pool.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { openColumn } from '../../support/columns.ts';
import { posts, scoreContext } from '../../support/scoring.ts';

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

  it('keeps other users from the files', () => {
    expect(statSync(join(directory, 'records')).mode & 0o077).toBe(0);
    expect(statSync(join(directory, 'owner.sock')).mode & 0o077).toBe(0);
  });
});

describe('erasing on the embedded default', () => {
  it('leaves the bytes of an erased text in no table file', async () => {
    const column = await openColumn('embedded', { embedded: 'directory' });
    const context = scoreContext(column);
    await stagePosts(context, 'source', posts(50), 'test');
    const { rows } = await column.database.pool.query(
      'select substring(keys from 33 for 32) as key, substring(texts from 1 for lengths[1]) as text from vigie.sealed_batches',
    );
    const parts = [rows[0]?.key, rows[0]?.text].map((part) => Buffer.from(part as Uint8Array));
    await column.database.pool.query('checkpoint');
    const base = join(column.directory, 'records', 'base');
    expect(parts.every((part) => isInFiles(base, part))).toBe(true);
    await handleExpireTexts(context, { version: 1, dueAt: '2099-01-01T00:00:00.000Z' });
    expect(parts.some((part) => isInFiles(base, part))).toBe(false);
    await column.close();
  });
});

function isInFiles(folder: string, bytes: Buffer): boolean {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).some((name) => {
    const path = join(folder, name);
    return existsSync(path) && statSync(path).isFile() && readFileSync(path).includes(bytes);
  });
}
