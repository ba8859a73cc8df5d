import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOutage } from '../../../queue/runtime/outage.ts';
import { type Database, openDatabase } from '../../../queue/storage/index.ts';
import { type FrozenProxy, openFrozenProxy } from '../../support/frozen-proxy.ts';

const URL_OF_SERVER = process.env.VIGIE_TEST_DATABASE_URL;
const LIMITS = { dialMs: 300, silentMs: 50, goneMs: 200 };

describe.runIf(URL_OF_SERVER !== undefined)('a server that is lost', () => {
  let proxy: FrozenProxy;
  let database: Database;
  beforeEach(async () => {
    proxy = await openFrozenProxy(URL_OF_SERVER ?? '');
    database = await openDatabase({ kind: 'server', url: proxy.url, maxConnections: 1, limits: LIMITS });
  });
  afterEach(async () => {
    await database.close();
    await proxy.close();
  });

  const failing = (statement: string) => database.pool.query(statement).then(() => null, isOutage);

  it('is no longer waited for by the statement in hand, nor by whoever dials, and found when it is back', async () => {
    proxy.freeze();
    expect(await failing('select 1')).toBe(true);
    expect(await failing('select 1')).toBe(true);
    proxy.thaw();
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  it('is no longer waited for within a transaction', async () => {
    const client = await database.pool.connect();
    await client.query('begin');
    proxy.freeze();
    expect(await client.query('select 1').then(() => null, isOutage)).toBe(true);
    client.release();
  });

  it('is told from one that is busy: a statement takes as long as it takes', async () => {
    const { rows } = await database.pool.query('select 1 as one from pg_sleep(0.6)');
    expect(rows).toEqual([{ one: 1 }]);
  });

  it('lets go of the locks of a machine that is lost', async () => {
    const shown = async (name: string) =>
      Object.values((await database.pool.query(`show ${name}`)).rows[0] ?? {});
    expect(await shown('tcp_user_timeout')).toEqual(['30000']);
    expect(await shown('tcp_keepalives_idle')).toEqual(['10']);
    expect(await shown('idle_in_transaction_session_timeout')).toEqual(['5min']);
  });

  it('is not waited for by a command that comes while it is away', async () => {
    proxy.freeze();
    const opened = openDatabase({ kind: 'server', url: proxy.url, limits: LIMITS });
    await expect(opened).rejects.toMatchObject({ code: 'storage.unavailable' });
  });
});
