import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PlaceInClosed } from '../../../queue/review/port.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { actorOf } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const PIA = actorOf('pia', ['protection']);
const CLOSED = 450;

describe.each(COLUMNS)('pages of closed items, %s', (name) => {
  const scene = deskScene(name);
  beforeEach(async () => {
    // Ten at the same moment each, so that pages end within a moment.
    await sql`
      with closed as (
        insert into vigie.items (id, lane, state, post_id, content_token, source_id, language, opened_at, judged_by, judged_at)
        select 'item-' || n, 'review', 'outcome', 'post-' || n, decode(md5(n::text), 'hex'), 'source',
          (array['en', 'fr'])[1 + n % 2], now() - interval '1 day', 'ana', ${new Date(scene.clock.now())}::timestamptz - n / 10 * interval '1 minute'
        from generate_series(1, ${CLOSED}::integer) n returning id
      ), judged as (
        insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
        select id, 'first', 'not_offer', 'seeker', 'ana', now() from closed returning id, item_id
      )
      select count(*) from judged
    `.execute(scene.context.db);
    await sql`
      update vigie.items i set outcome = 'not_offer', concluding_decision = d.id
      from vigie.decisions d where d.item_id = i.id
    `.execute(scene.context.db);
  });

  async function walk(language?: string): Promise<string[][]> {
    const pages: string[][] = [];
    for (let before: PlaceInClosed | undefined; ; ) {
      const { items, older } = await scene.desk.closed(ANA, { lane: 'review', limit: 200, language, before });
      pages.push(items.map(({ id }) => id));
      if (older === null) return pages;
      before = older;
    }
  }

  it('hold every item once, latest first', async () => {
    const pages = await walk();
    expect(pages.map((page) => page.length)).toEqual([200, 200, 50]);
    const { rows } = await sql<{
      id: string;
    }>`select id from vigie.items order by judged_at desc, id`.execute(scene.context.db);
    expect(pages.flat()).toEqual(rows.map(({ id }) => id));
    expect((await walk('fr')).map((page) => page.length)).toEqual([200, 25]);
  });

  it('go on where they ended when others are closed meanwhile, and are for nobody outside the lane', async () => {
    const first = await scene.desk.closed(ANA, { lane: 'review', limit: 200 });
    await sql`update vigie.items set judged_at = ${new Date(scene.clock.now() + 60_000)} where id = 'item-450'`.execute(
      scene.context.db,
    );
    const { items } = await scene.desk.closed(ANA, {
      lane: 'review',
      limit: 200,
      before: first.older ?? undefined,
    });
    const seen = new Set(first.items.map(({ id }) => id));
    expect(items.filter(({ id }) => seen.has(id))).toEqual([]);
    await expect(scene.desk.closed(PIA, { lane: 'review', limit: 200 })).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });
});
