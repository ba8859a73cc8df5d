import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { type FlaggedPost, openItems, readLanes } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';

const DAY_MS = 86_400_000;

describe.each(COLUMNS)('what went to protection, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const db = () => scene.context.db;

  async function expireAfter(days: number): Promise<void> {
    clock.advance(days * DAY_MS);
    await handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
  }

  /** A copy of the only item's text comes in, flagged for this lane. */
  async function copyComes(lane: FlaggedPost['lane']) {
    const { content_token } = await db().selectFrom('vigie.items').selectAll().executeTakeFirstOrThrow();
    const { id } = await db().selectFrom('vigie.posts').select('id').executeTakeFirstOrThrow();
    const copy = {
      postId: id,
      lane,
      contentToken: content_token,
      permalinkToken: null,
      sourceId: 'source',
      language: 'en',
      departures: [],
      origin: 'unknown',
      destination: 'unknown',
    } as const;
    return db()
      .transaction()
      .execute((tx) => openItems(tx, [copy], new Date(clock.now()), 'feed'));
  }

  const countAlerts = async () =>
    (await sql<{ n: number }>`select count(*)::int as n from vigie.alerts`.execute(db())).rows[0]?.n;

  it('PRO-02 PRO-09 stays there when its text ran out unjudged and a copy is flagged for review', async () => {
    await scene.arrive(1, () => '[protect] one');
    await sql`update vigie.alerts set acknowledged_at = now(), acknowledged_by = 'pia'`.execute(db());
    await expireAfter(91);
    expect(await readLanes(db())).toMatchObject({ protect: { open: 0 }, review: { open: 0 } });
    expect((await copyComes('review')).reopened).toHaveLength(1);
    expect(await readLanes(db())).toMatchObject({
      protect: { open: 1, entered: new Date(clock.now()).toISOString() },
      review: { open: 0 },
    });
    expect(await countAlerts()).toBe(2);
  });

  it('PRO-02 comes back to no other lane, which the records refuse', async () => {
    await scene.arrive(1, () => '[protect] one');
    const back = sql`update vigie.items set lane = 'review'`.execute(db());
    await expect(back).rejects.toMatchObject({ code: 'VG006' });
  });
});
