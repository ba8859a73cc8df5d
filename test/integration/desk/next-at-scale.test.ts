import { type Kysely, sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { pickNext } from '../../../queue/review/pick-next.ts';
import type { Schema } from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { actorOf, trainings } from '../../support/people.ts';

const ANA = actorOf('ana', ['reviewer']);
const LANGUAGES = ['en', 'ar', 'fr', 'xx'];
/** Rows that finding the next item may read, at any length of the queue. */
const MOST_ROWS = 200;

describe.each(COLUMNS)('the next of many items, %s', (name) => {
  const scene = deskScene(name);
  beforeEach(async () => {
    await scene.arrive(1, () => '[review] the oldest');
    await sql`update vigie.items set opened_at = opened_at - interval '9 days'`.execute(scene.context.db);
  });

  /** So many items more that wait, an hour full of them each, in four languages by turns. */
  async function backlog(count: number): Promise<void> {
    const { db } = scene.context;
    await sql`
      insert into vigie.items (id, lane, state, post_id, content_token, source_id, language, opened_at)
      select 'item-' || n, 'review', 'waiting', 'post-' || n, decode(md5(n::text), 'hex'), 'source',
        (${LANGUAGES}::text[])[1 + n % ${LANGUAGES.length}], ${new Date(scene.clock.now())}::timestamptz - n / 1000 * interval '1 hour'
      from generate_series(1, ${count}::integer) n
    `.execute(db);
    await sql`analyze vigie.items`.execute(db);
  }

  /** Rows that this transaction read, by scans of tables and through indexes. */
  async function rowsRead(tx: Kysely<Schema>): Promise<number> {
    const { rows } = await sql<{ read: number }>`
      select sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) as read from pg_stat_xact_user_tables
      where schemaname = 'vigie'
    `.execute(tx);
    return Number(rows[0]?.read);
  }

  async function readFor(
    actor: typeof ANA,
    language?: string,
  ): Promise<{ id: string | undefined; read: number }> {
    return scene.context.db.transaction().execute(async (tx) => {
      const before = await rowsRead(tx);
      const id = await pickNext(tx, actor, { lane: 'review', language }, new Date(scene.clock.now()));
      return { id, read: (await rowsRead(tx)) - before };
    });
  }

  it('HUM-10 reads as few rows of 20,000 items as of 2,000, whatever the language', async () => {
    for (const count of [2_000, 20_000]) {
      await sql`delete from vigie.items where id like 'item-%'`.execute(scene.context.db);
      await backlog(count);
      const oldest = await readFor(ANA);
      expect(oldest.read, `of ${count}`).toBeLessThanOrEqual(MOST_ROWS);
      expect(oldest.id).toBe(await idOf('the oldest'));
      // Nearly every item is older than the first that this person reads.
      await sql`update vigie.items set language = 'fr' where id = 'item-1'`.execute(scene.context.db);
      const french = await readFor({ ...ANA, certificates: trainings(['fr']) }, 'fr');
      expect(french.id).toMatch(/^item-/);
      expect(french.read, `in French of ${count}`).toBeLessThanOrEqual(MOST_ROWS);
    }
  });

  it('HUM-10 passes over what others hold and what the person judged or skipped, and reads little more', async () => {
    const { db, clock } = scene.context;
    await backlog(20_000);
    const until = new Date(clock.now() + 60_000);
    await sql`
      update vigie.items set state = 'claimed', claimed_by = 'ben', lease_until = ${until}
      where id in (select id from vigie.items where language = 'en' order by opened_at limit 50)
    `.execute(db);
    await sql`
      insert into vigie.skips (account_id, item_id, until)
      select 'ana', id, ${until} from (
        select id from vigie.items where language = 'en' and state = 'waiting' order by opened_at limit 20
      ) oldest
    `.execute(db);
    await sql`
      with own as (
        update vigie.items set state = 'second', judged_by = 'ana', judged_at = now()
        where id in (select id from vigie.items where language = 'en' and state = 'waiting' order by opened_at desc limit 30)
        returning id
      )
      insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at)
      select id, 'first', 'offer', 'crossing_offered', 'ana', now() from own
    `.execute(db);
    const { id, read } = await readFor({ ...ANA, certificates: trainings(['en']) });
    const { rows } = await sql<{ state: string; skipped: boolean }>`
      select state, exists (select from vigie.skips s where s.item_id = i.id) as skipped from vigie.items i where id = ${id}
    `.execute(db);
    expect(rows).toEqual([{ state: 'waiting', skipped: false }]);
    expect(read).toBeLessThanOrEqual(3 * MOST_ROWS);
  });

  it('HUM-10 draws anew among equals each time it is asked', async () => {
    await backlog(900);
    await sql`update vigie.items set opened_at = ${new Date(scene.clock.now())}`.execute(scene.context.db);
    const drawn = new Set<string | undefined>();
    for (let turn = 0; turn < 20; turn += 1) drawn.add((await readFor(ANA)).id);
    expect(drawn.size).toBeGreaterThan(10);
  });

  async function idOf(text: string): Promise<string | undefined> {
    const { rows } = await sql<{ id: string }>`select id from vigie.items where id not like 'item-%'`.execute(
      scene.context.db,
    );
    for (const { id } of rows) if ((await scene.desk.view(ANA, id)).text.endsWith(text)) return id;
    return undefined;
  }
});
