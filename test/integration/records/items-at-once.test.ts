import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FlaggedPost, openItems } from '../../../queue/storage/index.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { flaggedPost } from '../../support/flagged-post.ts';
import { untilWaiting } from '../../support/until-waiting.ts';

const NOW = new Date('2026-06-01T12:00:00Z');

/** A post of a text whose item has the number in its id. */
function flagged(postId: string, text: number): FlaggedPost {
  return flaggedPost({ postId, lane: 'review', contentToken: Buffer.alloc(32, text) });
}

// The embedded default has one session: no two batches are scored at once.
describe.skipIf(!COLUMNS.includes('production'))('items opened beside others, production column', () => {
  let column: Column;
  beforeAll(async () => {
    column = await openColumn('production');
  });
  afterAll(() => column.close());
  beforeEach(() => column.reset());
  const db = () => column.database.db;

  it.each(['new', 'known'])(
    'two batches with the same two %s texts, in opposite order, both end',
    async (kind) => {
      if (kind === 'known') {
        const known = [flagged('k1', 1), flagged('k2', 2)];
        await db()
          .transaction()
          .execute((tx) => openItems(tx, known, NOW, 'feed'));
      }
      // The first batch, between its two items.
      const one = await db().startTransaction().execute();
      await openItems(one, [flagged('a1', 1)], NOW, 'feed');
      const other = db()
        .transaction()
        .execute((tx) => openItems(tx, [flagged('b2', 2), flagged('b1', 1)], NOW, 'feed'));
      await untilWaiting(db(), other);
      await openItems(one, [flagged('a2', 2)], NOW, 'feed');
      await one.commit().execute();
      await other;
      const { rows } = await sql<{ members: string[] }>`
      select array_agg(post_id order by post_id) filter (where post_id !~ 'k') as members
      from vigie.item_members group by item_id order by item_id
    `.execute(db());
      expect(rows.map(({ members }) => members)).toEqual([
        ['a1', 'b1'],
        ['a2', 'b2'],
      ]);
    },
  );
});
