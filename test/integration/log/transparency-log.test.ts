import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  appendEntry,
  commitmentOf,
  inclusionPath,
  logHead,
  readLeaves,
  rootOfPath,
  sequence,
  verifyLog,
} from '../../../queue/log/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, posts, scoreContext } from '../../support/scoring.ts';

const entry = (subject: string) =>
  ({ kind: 'source.round', actor: 'test', at: '2026-06-01T12:00:00.000Z', subject, body: {} }) as const;

describe.each(COLUMNS)('transparency log, %s', (name) => {
  let column: Column;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
  });
  afterAll(() => column.close());
  const db = () => column.database.db;

  /** Alters what the log refuses to alter, as a thief of the database would. */
  async function forge(statement: string): Promise<void> {
    for (const table of ['log_entries', 'log_chain'])
      await sql.raw(`alter table vigie.${table} disable trigger ${table}_refuse`).execute(db());
    await sql.raw(`grant update, delete on vigie.log_entries, vigie.log_chain to current_user`).execute(db());
    await sql.raw(statement).execute(db());
  }

  it('gives concurrent writers one unforked order without a gap', async () => {
    const writers = Array.from({ length: 8 }, (_, writer) =>
      (async () => {
        for (let at = 0; at < 25; at += 1) {
          await db()
            .transaction()
            .execute((tx) => appendEntry(tx, entry(`${writer}-${at}`)));
          if (at % 5 === 0) await sequence(db());
        }
      })(),
    );
    await Promise.all(writers);
    await sequence(db());
    const report = await verifyLog(db());
    expect(report).toMatchObject({ size: 200, fault: null, waiting: 0 });
    const { rows } = await sql<{ subject: string }>`
      select e.subject from vigie.log_chain c join vigie.log_entries e using (entry_id) order by c.index
    `.execute(db());
    for (let writer = 0; writer < 8; writer += 1) {
      const own = rows
        .filter((row) => row.subject.startsWith(`${writer}-`))
        .map((row) => Number(row.subject.split('-')[1]));
      expect(own).toEqual([...own].sort((a, b) => a - b));
    }
  });

  it('has no entry of a transaction that was rolled back', async () => {
    await expect(
      db()
        .transaction()
        .execute(async (tx) => {
          await appendEntry(tx, entry('rolled-back'));
          throw new Error('no');
        }),
    ).rejects.toThrow('no');
    await sequence(db());
    expect((await verifyLog(db())).size).toBe(0);
  });

  it('refuses change, deletion and emptying', async () => {
    await appendEntry(db(), entry('one'));
    await sequence(db());
    for (const table of ['log_entries', 'log_chain']) {
      for (const statement of [`delete from vigie.${table}`, `truncate vigie.${table} cascade`]) {
        await expect(sql.raw(statement).execute(db())).rejects.toThrow(/insert-only/);
      }
    }
    await expect(sql`update vigie.log_entries set body = '{}'`.execute(db())).rejects.toThrow(/insert-only/);
  });

  describe('with forged records', () => {
    beforeEach(async () => {
      for (let at = 0; at < 5; at += 1) await appendEntry(db(), entry(`n${at}`));
      await sequence(db());
    });

    it.each([
      [
        'an altered body',
        `update vigie.log_entries set body = replace(body, 'n2', 'n9'), subject = 'n9' where subject = 'n2'`,
        2,
      ],
      [
        'a swapped position',
        `update vigie.log_chain set index = case index when 1 then 101 when 3 then 1 else index end`,
        1,
      ],
      [
        'an altered chain hash',
        `update vigie.log_chain set hash = decode(repeat('00', 32), 'hex') where index = 3`,
        3,
      ],
      ['a removed position', `delete from vigie.log_chain where index = 1`, 1],
      ['an altered column', `update vigie.log_entries set kind = 'posts.erased' where subject = 'n4'`, 4],
    ])('names the first bad entry of %s', async (_what, statement, index) => {
      await forge(statement);
      expect((await verifyLog(db())).fault?.index).toBe(index);
    });

    it('finds an entry that was kept from its position', async () => {
      await appendEntry(db(), entry('hidden'));
      const { rows } = await sql<{ id: number }>`select max(entry_id) as id from vigie.log_entries`.execute(
        db(),
      );
      const id = rows[0]?.id;
      await sql`delete from vigie.log_pending where entry_id = ${id}`.execute(db());
      expect((await verifyLog(db())).fault).toMatchObject({ index: null, entryId: id });
    });
  });

  it('proves each assessment of a batch by its one entry, and notices a changed one', async () => {
    const context = scoreContext(column);
    const flag = (at: number) => (at % 9 === 0 ? `[review] ${at}` : `harmless ${at}`);
    await stagePosts(context, 'source', posts(37, flag), 'test');
    await drain(column, context);
    const { rows } = await sql<{ entry_id: number; root: string }>`
      select entry_id, body::jsonb -> 'body' ->> 'root' as root from vigie.log_entries where kind = 'posts.scored'
    `.execute(db());
    const [entryOfBatch] = rows;
    const leaves = await readLeaves(db(), entryOfBatch?.entry_id ?? 0);
    const commitments = leaves.map((leaf) => leaf.commitment);
    for (const [index, { salt, body, commitment }] of leaves.entries()) {
      expect(commitmentOf(salt ?? new Uint8Array(), body ?? '').equals(commitment)).toBe(true);
      const path = inclusionPath(commitments, index);
      expect(rootOfPath(commitment, index, leaves.length, path).toString('hex')).toBe(entryOfBatch?.root);
    }
    expect((await verifyLog(db())).assessmentsChecked).toBe(37);
  });

  it.each([
    ['an altered flagged one', `update vigie.assessments set body = replace(body, 'review', 'protect')`],
    [
      'an altered unflagged one',
      `update vigie.unflagged_assessments set bodies = replace(bodies, '"en"', '"fr"')`,
    ],
    [
      'a missing body',
      `update vigie.unflagged_assessments set bodies = regexp_replace(bodies, '\n[^\n]*$', '')`,
    ],
    ['a removed row', `delete from vigie.unflagged_assessments`],
    [
      'an altered commitment',
      `update vigie.unflagged_assessments set bodies = null, salts = null,
        commitments = overlay(commitments placing '\\x00'::bytea from 40)`,
    ],
  ])('notices %s', async (_what, statement) => {
    const context = scoreContext(column);
    await stagePosts(
      context,
      'source',
      posts(7, (at) => (at === 3 ? '[review]' : `harmless ${at}`)),
      'test',
    );
    await drain(column, context);
    expect((await verifyLog(db())).fault).toBeNull();
    await sql.raw(statement).execute(db());
    expect((await verifyLog(db())).fault?.reason).toMatch(/found (it altered|others|none)/);
  });

  it('goes on proving a batch whose assessments were stored one a row', async () => {
    const context = scoreContext(column);
    await stagePosts(context, 'source', posts(5), 'test');
    await drain(column, context);
    await sql`
      with old as (delete from vigie.unflagged_assessments returning *)
      insert into vigie.assessments (post_id, release, lane, score, language, body, salt, commitment, entry_id, leaf)
      select post_ids[n], release, 'none', scores[n], languages[n], (string_to_array(bodies, chr(10)))[n],
        substring(salts from 16 * n - 15 for 16), substring(commitments from 32 * n - 31 for 32), entry_id, n - 1
      from old, generate_series(1, 5) n
    `.execute(db());
    expect(await verifyLog(db())).toMatchObject({ fault: null, assessmentsChecked: 5 });
    await handleExpireTexts(context, { version: 1, dueAt: '2099-01-01T00:00:00.000Z' });
    const { rows } = await sql`select 1 from vigie.assessments where body is not null`.execute(db());
    expect(rows).toEqual([]);
    await sequence(db());
    expect(await verifyLog(db())).toMatchObject({ fault: null, assessmentsChecked: 5 });
  });

  it('knows its head', async () => {
    expect(await logHead(db())).toMatchObject({ size: 0 });
    await appendEntry(db(), entry('one'));
    await sequence(db());
    expect((await logHead(db())).size).toBe(1);
  });
});
