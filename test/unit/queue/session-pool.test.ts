import { describe, expect, it } from 'vitest';
import { SessionPool } from '../../../queue/storage/session-pool.ts';
import type { SqlResult, SqlSession } from '../../../queue/storage/sql-pool.ts';
import { until } from '../../support/until.ts';

interface Running {
  readonly text: string;
  finish(): void;
}

/** A session that runs what the test lets it finish, and remembers the order. */
function heldSession(): SqlSession & { readonly started: string[]; next(): Promise<Running> } {
  const started: string[] = [];
  const running: Running[] = [];
  return {
    started,
    lost: new Promise(() => undefined),
    run: (text) =>
      new Promise<SqlResult>((resolve) => {
        started.push(text);
        running.push({ text, finish: () => resolve({ rows: [], rowCount: 0, command: '' }) });
      }),
    onNotification: () => undefined,
    close: () => Promise.resolve(),
    async next() {
      await until('a running statement', () => running.length > 0);
      return running.shift() as Running;
    },
  };
}

describe('one session as a pool', () => {
  it('keeps a transaction to itself from begin to commit', async () => {
    const session = heldSession();
    const pool = new SessionPool(session);
    const [one, two] = [await pool.connect(), await pool.connect()];
    void one.query('begin');
    void two.query('select 2');
    (await session.next()).finish();
    void one.query('insert');
    (await session.next()).finish();
    void one.query('commit');
    (await session.next()).finish();
    expect((await session.next()).text).toBe('select 2');
    expect(session.started).toEqual(['begin', 'insert', 'commit', 'select 2']);
  });

  it('rolls back a transaction whose client is given back', async () => {
    const session = heldSession();
    const pool = new SessionPool(session);
    const one = await pool.connect();
    void one.query('begin');
    (await session.next()).finish();
    one.release();
    void pool.query('select 1');
    const rollback = await session.next();
    expect(rollback.text).toBe('rollback');
    rollback.finish();
    expect((await session.next()).text).toBe('select 1');
  });

  it('does not begin for a client that was given back while it waited for its turn', async () => {
    const session = heldSession();
    const pool = new SessionPool(session);
    void pool.query('select slow');
    const slow = await session.next();
    const dying = await pool.connect();
    const begin = dying.query('begin');
    dying.release();
    slow.finish();
    void pool.query('select after');
    // Whether BEGIN still ran or not, it is ended before anybody else has the session.
    const next = await session.next();
    if (next.text === 'begin') {
      next.finish();
      const end = await session.next();
      expect(end.text).toBe('rollback');
      end.finish();
      expect((await session.next()).text).toBe('select after');
    } else {
      expect(next.text).toBe('select after');
      await expect(begin).rejects.toThrow(/closed/);
    }
  });

  it('leaves the session once when a client is given back while its commit runs', async () => {
    const session = heldSession();
    const pool = new SessionPool(session);
    const one = await pool.connect();
    void one.query('begin');
    (await session.next()).finish();
    void one.query('commit');
    const commit = await session.next();
    one.release();
    const two = await pool.connect();
    const three = await pool.connect();
    void two.query('begin');
    void three.query('select 3');
    commit.finish();
    expect((await session.next()).text).toBe('begin');
    expect(session.started).toEqual(['begin', 'commit', 'begin']);
  });

  it('lets a person at a page go before machines, and machines not starve', async () => {
    const session = heldSession();
    const pool = new SessionPool(session);
    const desk = pool.lane('interactive');
    void pool.query('first');
    const first = await session.next();
    void pool.query('machine');
    for (let at = 0; at < 10; at += 1) void desk.query(`person ${at}`);
    first.finish();
    const order: string[] = [];
    for (let at = 0; at < 11; at += 1) {
      const running = await session.next();
      order.push(running.text);
      running.finish();
    }
    expect(order[0]).toBe('person 0');
    expect(order.indexOf('machine')).toBe(8);
  });
});
