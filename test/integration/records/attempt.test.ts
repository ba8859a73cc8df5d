import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attempt } from '../../../queue/storage/attempt.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';

describe.each(COLUMNS)('a part of a transaction, %s', (name) => {
  let column: Column;
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
  });
  afterAll(() => column.close());

  const keep = (id: string, text: string) => sql`
    insert into vigie.reports (id, receipt_hash, reply_recipient, distress)
    values (${id}::uuid, ${Buffer.alloc(32)}, ${text}, ${Buffer.alloc(8)})`;
  const kept = async () => {
    const { rows } = await sql<{ text: string }>`select reply_recipient as text from vigie.reports`.execute(
      column.database.db,
    );
    return rows.map(({ text }) => text);
  };

  it('undoes itself alone where no column takes what it says', async () => {
    const done = await column.database.db.transaction().execute(async (tx) => [
      await attempt(tx, async () => {
        await keep(crypto.randomUUID(), 'undone').execute(tx);
        await sql`select 1 / 0`.execute(tx);
      }),
      await attempt(tx, async () => {
        await keep(crypto.randomUUID(), 'done').execute(tx);
      }),
    ]);
    expect(done).toEqual([false, true]);
    expect(await kept()).toEqual(['done']);
  });

  it('ends all of it where anything else fails', async () => {
    const whole = column.database.db.transaction().execute(async (tx) => {
      await keep(crypto.randomUUID(), 'first').execute(tx);
      await attempt(tx, async () => {
        await sql`select from vigie.nothing_of_this_name`.execute(tx);
      });
    });
    await expect(whole).rejects.toMatchObject({ code: '42P01' });
    expect(await kept()).toEqual([]);
  });
});
