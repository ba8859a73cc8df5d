import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type Database, migrate, pendingMigrations } from '../../../queue/storage/index.ts';
import { withRecords } from '../../support/with-records.ts';

describe('embedded records that are begun', () => {
  const saltsIn = async ({ db }: Database) => {
    const { rows } = await sql<{ salt: string }>`
      select encode(receipt_salt, 'hex') as salt from vigie.public_facts`.execute(db);
    return rows.map(({ salt }) => salt);
  };

  it('come migrated from the build, and each draws its own salt of receipts, once', async () => {
    const salts: string[] = [];
    for (const _ of ['one installation', 'another']) {
      await withRecords({ kind: 'memory' }, async (database) => {
        expect(await pendingMigrations(database.db)).toEqual([]);
        expect(await saltsIn(database)).toEqual([]);
        expect(await migrate(database.db)).toEqual([]);
        const drawn = await saltsIn(database);
        expect(drawn).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
        await migrate(database.db);
        expect(await saltsIn(database)).toEqual(drawn);
        salts.push(...drawn);
      });
    }
    expect(new Set(salts).size).toBe(2);
  });
});
