import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOST } from '../../../queue/accounts/index.ts';
import {
  appendEntry,
  commitmentOf,
  inclusionPath,
  logHead,
  packBodies,
  readEntries,
  readLeaves,
  rootOfPath,
  sequence,
  signCheckpoint,
  unpackBodies,
  verifyLog,
} from '../../../queue/log/index.ts';
import { stopWork } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { accountsOn } from '../../support/accounts.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { drain, posts, scoreContext } from '../../support/scoring.ts';
import { testVault } from '../../support/vault.ts';

/** The entry at a position, as SQL. */
const at = (index: number) => `(select entry_id from vigie.log_leaves where index = ${index})`;

const entry = (subject: string) =>
  ({ kind: 'source.round', actor: 'test', at: new Date('2026-06-01T12:00:00Z'), subject, body: {} }) as const;

describe.each(COLUMNS)('transparency log, %s', (name) => {
  let column: Column;
  const vault = testVault();
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
    for (const table of ['log_entries', 'log_leaves', 'log_subtrees', 'log_bodies', 'log_checkpoints'])
      await sql.raw(`alter table vigie.${table} disable trigger ${table}_refuse`).execute(db());
    for (const each of statement.split(';')) await sql.raw(each).execute(db());
  }

  it('gives concurrent writers one unforked order without a gap', async () => {
    const writers = Array.from({ length: 8 }, (_, writer) =>
      (async () => {
        for (let at = 0; at < 25; at += 1) {
          await db()
            .transaction()
            .execute((tx) => appendEntry(tx, entry(`${writer}-${at}`)));
          if (at % 5 === 0) await sequence(db(), vault);
        }
      })(),
    );
    await Promise.all(writers);
    await sequence(db(), vault);
    const report = await verifyLog(db(), vault);
    expect(report).toMatchObject({ size: 200, fault: null, waiting: 0 });
    const { rows } = await sql<{ subject: string }>`
      select e.subject from vigie.log_leaves l join vigie.log_entries e using (entry_id) order by l.index
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
    await sequence(db(), vault);
    expect((await verifyLog(db(), vault)).size).toBe(0);
  });

  it('LOG-02 does nothing whose entry cannot be written', async () => {
    const context = scoreContext(column, { vault });
    const accounts = accountsOn(column.database, context.clock);
    const changes: [string, () => Promise<unknown>][] = [
      ['posts', () => stagePosts(context, 'source', posts(3), 'test')],
      ['accounts', () => accounts.invite(HOST, 'Kim', ['reviewer'])],
      ['stops', () => stopWork(db(), { actor: 'os:anna', now: new Date(), reason: 'a reason' })],
    ];
    await sql`create function vigie.fail() returns trigger language plpgsql as
      $$ begin raise exception 'disk full'; end $$`.execute(db());
    await sql`create trigger fail before insert on vigie.log_entries execute function vigie.fail()`.execute(
      db(),
    );
    for (const [table, change] of changes) {
      await expect(change(), table).rejects.toThrow('disk full');
      const { rows } = await sql`select 1 from ${sql.table(`vigie.${table}`)}`.execute(db());
      expect(rows, table).toEqual([]);
    }
    await sql`drop trigger fail on vigie.log_entries`.execute(db());
    for (const [, change] of changes) await change();
  });

  it('refuses change, deletion and emptying', async () => {
    await appendEntry(db(), entry('one'));
    await sequence(db(), vault);
    await signCheckpoint(db(), vault, new Date());
    for (const table of ['log_entries', 'log_leaves', 'log_subtrees', 'log_checkpoints']) {
      for (const statement of [`delete from vigie.${table}`, `truncate vigie.${table} cascade`]) {
        await expect(sql.raw(statement).execute(db())).rejects.toThrow(/insert-only/);
      }
    }
    await expect(sql`update vigie.log_bodies set sealed = ''`.execute(db())).rejects.toThrow(/insert-only/);
    await expect(sql`update vigie.log_entries set body = '{}'`.execute(db())).rejects.toThrow(/insert-only/);
  });

  describe('with forged records', () => {
    beforeEach(async () => {
      for (let at = 0; at < 5; at += 1) await appendEntry(db(), entry(`n${at}`));
      await sequence(db(), vault);
      await signCheckpoint(db(), vault, new Date());
    });

    it.each([
      [
        'an altered body',
        `update vigie.log_bodies set sealed = set_byte(sealed, 29, get_byte(sealed, 29) # 1) where entry_id = ${at(2)}`,
        2,
      ],
      [
        'the body of another entry',
        `delete from vigie.log_bodies where entry_id = ${at(2)}; update vigie.log_bodies set entry_id = ${at(2)} where entry_id = ${at(3)}`,
        2,
      ],
      ['a removed body', `delete from vigie.log_bodies where entry_id = ${at(2)}`, 2],
      [
        'a swapped position',
        `update vigie.log_leaves set index = case index when 1 then 101 when 3 then 1 else index end`,
        1,
      ],
      [
        'an altered commitment',
        `update vigie.log_leaves set commitment = decode(repeat('00', 32), 'hex') where index = 3`,
        3,
      ],
      ['a removed position', `delete from vigie.log_leaves where index = 1`, 1],
      ['an altered column', `update vigie.log_entries set kind = 'posts.erased' where subject = 'n4'`, 4],
      ['an end that was cut off', `delete from vigie.log_leaves where index > 2`, 3],
      [
        'a checkpoint of another tree',
        `update vigie.log_checkpoints set root = decode(repeat('00', 32), 'hex')`,
        4,
      ],
    ])('names the first bad entry of %s', async (_what, statement, index) => {
      await forge(statement);
      expect((await verifyLog(db(), vault)).fault?.index).toBe(index);
    });

    it('finds an entry that was kept from its position', async () => {
      await appendEntry(db(), entry('hidden'));
      const { rows } = await sql<{ id: number }>`select max(entry_id) as id from vigie.log_entries`.execute(
        db(),
      );
      const id = rows[0]?.id;
      await sql`delete from vigie.log_pending where entry_id = ${id}`.execute(db());
      expect((await verifyLog(db(), vault)).fault).toMatchObject({ index: null, entryId: id });
    });
  });

  it('proves each assessment of a batch by its one entry, and notices a changed one', async () => {
    const context = scoreContext(column, { vault });
    const flag = (at: number) => (at % 9 === 0 ? `[review] ${at}` : `harmless ${at}`);
    await stagePosts(context, 'source', posts(37, flag), 'test');
    await drain(column, context);
    const [scored] = await readEntries(db(), vault, sql`e.kind = 'posts.scored'`);
    const leaves = await readLeaves(db(), scored?.entryId ?? 0);
    const { root } = JSON.parse(scored?.body ?? '').body;
    const commitments = leaves.map((leaf) => leaf.commitment);
    for (const [index, { salt, body, commitment }] of leaves.entries()) {
      expect(commitmentOf(salt ?? new Uint8Array(), body ?? '').equals(commitment)).toBe(true);
      const path = inclusionPath(commitments, index);
      expect(rootOfPath(commitment, index, leaves.length, path).toString('hex')).toBe(root);
    }
    expect((await verifyLog(db(), vault)).assessmentsChecked).toBe(37);
  });

  it.each([
    ['an altered flagged one', `update vigie.assessments set body = replace(body, 'review', 'protect')`],
    [
      'an altered unflagged one',
      `update vigie.unflagged_assessments set packed = set_byte(packed, 9, get_byte(packed, 9) # 1)`,
    ],
    [
      'one that was packed anew without its end',
      `update vigie.unflagged_assessments set packed = decode('${packBodies(['{}']).toString('hex')}', 'hex')`,
    ],
    ['what never was packed', `update vigie.unflagged_assessments set packed = convert_to('{}', 'UTF8')`],
    ['a removed row', `delete from vigie.unflagged_assessments`],
    [
      'one that was emptied while its text is still there',
      `update vigie.assessments set body = null, salt = null`,
    ],
    [
      'an altered commitment',
      `update vigie.unflagged_assessments set packed = null, salts = null,
        commitments = set_byte(commitments, 39, get_byte(commitments, 39) # 1)`,
    ],
  ])('notices %s', async (_what, statement) => {
    const context = scoreContext(column, { vault });
    await stagePosts(
      context,
      'source',
      posts(7, (at) => (at === 3 ? '[review]' : `harmless ${at}`)),
      'test',
    );
    await drain(column, context);
    expect((await verifyLog(db(), vault)).fault).toBeNull();
    await sql.raw(statement).execute(db());
    expect((await verifyLog(db(), vault)).fault?.reason).toMatch(/found (it (altered|emptied)|others|none)/);
  });

  it.each([
    ['salt', `update vigie.assessments set body = replace(body, 'review', 'protect'), salt = null`],
    ['body', `update vigie.assessments set body = null`],
  ])('notices an assessment whose %s alone was taken away', async (what, statement) => {
    const context = scoreContext(column, { vault });
    await stagePosts(
      context,
      'source',
      posts(1, () => '[review]'),
      'test',
    );
    await drain(column, context);
    // Who owns the tables can do this, too.
    await sql`alter table vigie.assessments drop constraint assessments_whole`.execute(db());
    try {
      await sql.raw(statement).execute(db());
      expect((await verifyLog(db(), vault)).fault?.reason).toMatch(`found it without its ${what}`);
    } finally {
      await sql`
        alter table vigie.assessments add constraint assessments_whole
        check ((salt is null) = (body is null)) not valid
      `.execute(db());
    }
  });

  it('keeps no assessment without its salt, and counts none as recomputed that was erased', async () => {
    const context = scoreContext(column, { vault });
    await stagePosts(
      context,
      'source',
      posts(7, (at) => (at === 3 ? '[review]' : `harmless ${at}`)),
      'test',
    );
    await drain(column, context);
    for (const one of ['salt', 'body'])
      await expect(
        sql`update vigie.assessments set ${sql.ref(one)} = null`.execute(db()),
      ).rejects.toMatchObject({ code: '23514' });
    expect(await verifyLog(db(), vault)).toMatchObject({ fault: null, assessmentsChecked: 7 });
    await handleExpireTexts(context, { version: 1, dueAt: '2099-01-01T00:00:00.000Z' });
    await sequence(db(), vault);
    expect(await verifyLog(db(), vault)).toMatchObject({ fault: null, assessmentsChecked: 0 });
  });

  /** As rows were written before bodies were packed. */
  async function unpackRows(): Promise<void> {
    for (const { entry_id, packed } of await db()
      .selectFrom('vigie.unflagged_assessments')
      .select(['entry_id', 'packed'])
      .execute()) {
      const bodies = unpackBodies(packed ?? new Uint8Array())?.join('\n') ?? null;
      await db()
        .updateTable('vigie.unflagged_assessments')
        .set({ bodies, packed: null })
        .where('entry_id', '=', entry_id)
        .execute();
    }
  }

  it('goes on proving a batch whose assessments were stored as text, until it is erased', async () => {
    const context = scoreContext(column, { vault });
    await stagePosts(context, 'source', posts(5), 'test');
    await drain(column, context);
    await unpackRows();
    expect(await verifyLog(db(), vault)).toMatchObject({ fault: null, assessmentsChecked: 5 });
    await handleExpireTexts(context, { version: 1, dueAt: '2099-01-01T00:00:00.000Z' });
    const { rows } = await sql`
      select 1 from vigie.unflagged_assessments where num_nonnulls(bodies, packed, salts) > 0
    `.execute(db());
    expect(rows).toEqual([]);
    await sequence(db(), vault);
    expect(await verifyLog(db(), vault)).toMatchObject({ fault: null, assessmentsChecked: 0 });
  });

  it('goes on proving a batch whose assessments were stored one a row', async () => {
    const context = scoreContext(column, { vault });
    await stagePosts(context, 'source', posts(5), 'test');
    await drain(column, context);
    await unpackRows();
    await sql`
      with old as (delete from vigie.unflagged_assessments returning *)
      insert into vigie.assessments (post_id, release, lane, score, language, body, salt, commitment, entry_id, leaf)
      select post_ids[n], release, 'none', scores[n], languages[n], (string_to_array(bodies, chr(10)))[n],
        substring(salts from 16 * n - 15 for 16), substring(commitments from 32 * n - 31 for 32), entry_id, n - 1
      from old, generate_series(1, 5) n
    `.execute(db());
    expect(await verifyLog(db(), vault)).toMatchObject({ fault: null, assessmentsChecked: 5 });
    await handleExpireTexts(context, { version: 1, dueAt: '2099-01-01T00:00:00.000Z' });
    const { rows } = await sql`select 1 from vigie.assessments where body is not null`.execute(db());
    expect(rows).toEqual([]);
    await sequence(db(), vault);
    expect(await verifyLog(db(), vault)).toMatchObject({ fault: null, assessmentsChecked: 0 });
  });

  it('knows its head', async () => {
    expect(await logHead(db())).toMatchObject({ size: 0 });
    await appendEntry(db(), entry('one'));
    await sequence(db(), vault);
    expect((await logHead(db())).size).toBe(1);
  });
});
