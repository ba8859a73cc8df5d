import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { createCases, createDoubts, createUnmasking } from '../../../queue/review/index.ts';
import { openItems, readOversightFigures } from '../../../queue/storage/index.ts';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, EXB } from '../../support/export-scene.ts';
import { flaggedPost } from '../../support/flagged-post.ts';
import { judge, NEWS, OFFER, PROTECT, reviewFirst, take } from '../../support/judgments.ts';
import { noticeScene } from '../../support/notice-scene.ts';
import { actorOf } from '../../support/people.ts';
import { drain } from '../../support/scoring.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const CAI = actorOf('cai', ['custodian']);
const EVE = actorOf('eve', ['adjudicator']);
const PIA = actorOf('pia', ['protection']);
const TEXT = '[review] places in the boat, ask @captain_1';
const WHY = 'The court asks who placed this advert, order of June.';
const DOUBT = { kind: 'edited', grounds: 'the shadow falls to both sides' } as const;

describe.each(COLUMNS)('an item that goes on to show a younger copy, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  const db = () => scene.context.db;

  /** Another post of the same words comes in, and the one that the item shows ends. */
  async function showYounger(): Promise<void> {
    clock.advance(60_000);
    const copy = { key: 'copy', text: TEXT, permalink: 'https://board.example/posts/9' };
    await stagePosts(scene.context, 'other', [copy], 'test');
    await drain(scene.column, scene.context);
    const expire = () =>
      handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    await expire();
    await sql`
      update vigie.sealed_posts set erase_at = class_from where post_id in (select post_id from vigie.items)
    `.execute(db());
    await expire();
    const { rows } = await sql<{ texts: number }>`
      select count(*)::int as texts from vigie.sealed_posts join vigie.items using (post_id)
    `.execute(db());
    expect(rows).toEqual([{ texts: 1 }]);
  }

  /** A copy of what was judged is found to be of a person at risk: the item is opened again with it, in protection. */
  async function openAgain(): Promise<void> {
    const { rows } = await sql<{ id: string; content_token: Buffer }>`
      select m.post_id as id, i.content_token from vigie.items i join vigie.item_members m on m.item_id = i.id
      where m.post_id <> i.post_id
    `.execute(db());
    const [copy] = rows;
    if (copy === undefined) throw new Error('expected a copy, found none');
    const post = flaggedPost({ postId: copy.id, lane: 'protect', contentToken: copy.content_token });
    await db()
      .transaction()
      .execute((tx) => openItems(tx, [post], new Date(clock.now()), 'feed'));
  }

  it('HUM-07 is judged on, without the notes that went with the post they were about', async () => {
    await scene.arrive(1, () => TEXT);
    const id = await reviewFirst(scene, ANA, OFFER);
    await judge(scene, BEN, await take(scene, BEN), NEWS);
    await showYounger();
    const item = await take(scene, EVE);
    expect(item).toMatchObject({ id, text: expect.stringContaining('places in the boat') });
    const { rows } = await sql`select count(sealed_note)::int as notes from vigie.decisions`.execute(db());
    expect(rows).toEqual([{ notes: 0 }]);
    await judge(scene, EVE, item, NEWS);
    const closed = await scene.desk.view(EVE, id);
    expect(JSON.stringify(closed)).toContain(NEWS.note);
    expect(JSON.stringify(closed)).not.toContain(OFFER.note);
  });

  it('EVI-15 PRE-01 says of doubts, requests and notices about the one before that their words are gone', async () => {
    const { vault } = scene.context;
    const at = await noticeScene(scene);
    const offer = await at.offer();
    const number = await at.upTo('confirmed', offer);
    await createDoubts({ db: db(), vault, clock }).record(ANA, offer.itemId, DOUBT);
    const names = createUnmasking({ db: db(), vault, clock });
    const { caseNumber, itemId } = offer;
    const ask = () =>
      names.request(EXA, { caseNumber, itemId, purpose: 'judicial-request', justification: WHY });
    const cases = createCases({ db: db(), clock });
    const standing = async () => (await cases.view(EXA, caseNumber)).items[0]?.request?.state;
    const second = async () =>
      (await readOversightFigures(db(), new Date(clock.now()))).requests.map(({ subject }) => subject);
    const first = await ask();
    expect(await names.waiting(CAI)).toMatchObject([{ justification: WHY }]);
    expect([await standing(), await second()]).toEqual(['waiting', [`${first}`]]);
    await showYounger();

    expect((await scene.desk.view(ANA, itemId)).text).toContain('places in the boat');
    const { rows } = await sql<{ shown: boolean }>`
      select sealed_for = i.post_id as shown from vigie.doubts d join vigie.items i on i.id = d.item_id
    `.execute(db());
    expect(rows).toEqual([{ shown: false }]);
    expect(JSON.stringify(await scene.desk.view(ANA, itemId))).toContain('"grounds":null');
    expect(await names.waiting(CAI)).toEqual([]);
    // Whoever asked is shown the form again.
    expect([await standing(), await second()]).toEqual(['lapsed', []]);
    const again = await ask();
    expect([await standing(), await second()]).toEqual(['waiting', [`${again}`]]);
    expect(await names.waiting(CAI)).toMatchObject([{ id: again, justification: WHY }]);
    expect(await at.notices.view(EXB, number)).toMatchObject({ state: 'confirmed', content: null });
    await expect(at.notices.download(EXA, number, 'eml')).rejects.toMatchObject({
      code: 'item.conflict',
      message: expect.stringContaining('write it anew'),
    });
  });

  it.each(['20261128-90-sealed-for', '20261129-80-opened-again'])(
    'PRO-02 is judged by protection after %s, though the post before is there still',
    async (migration) => {
      await scene.arrive(1, () => TEXT);
      const id = await reviewFirst(scene, ANA, NEWS);
      await createDoubts({ db: db(), vault: scene.context.vault, clock }).record(ANA, id, DOUBT);
      clock.advance(60_000);
      await stagePosts(scene.context, 'other', [{ key: 'copy', text: TEXT }], 'test');
      await drain(scene.column, scene.context);
      await sql`drop trigger items_forget_words on vigie.items`.execute(db());
      await openAgain();
      if (migration === '20261128-90-sealed-for') {
        await sql`drop function vigie.forget_words_of_post`.execute(db());
        for (const table of ['doubts', 'unmaskings', 'notices'])
          await sql`alter table vigie.${sql.id(table)} drop column sealed_for`.execute(db());
      } else {
        // As the migration before had written them.
        await sql`alter table vigie.doubts disable trigger user`.execute(db());
        await sql`update vigie.doubts set sealed_for = post_id from vigie.items`.execute(db());
        await sql`alter table vigie.doubts enable trigger user`.execute(db());
      }
      clock.advance(60_000);
      await MIGRATIONS[migration]?.up(db());
      await judge(scene, PIA, await scene.desk.claim(PIA, id), PROTECT);
      const seen = await scene.desk.conclude(PIA, id);
      expect(JSON.stringify(seen)).not.toContain(NEWS.note);
      const { rows } = await sql`select sealed_for from vigie.doubts`.execute(db());
      expect(rows).toEqual([{ sealed_for: '' }]);
    },
  );

  it('forgets, of records from before this was kept, what was sealed for a post that is gone', async () => {
    const { vault } = scene.context;
    const at = await noticeScene(scene);
    const { itemId } = await at.offer();
    await createDoubts({ db: db(), vault, clock }).record(ANA, itemId, DOUBT);
    await sql`drop trigger items_forget_words on vigie.items`.execute(db());
    await sql`drop function vigie.forget_words_of_post`.execute(db());
    await showYounger();
    await createDoubts({ db: db(), vault, clock }).record(BEN, itemId, DOUBT);
    for (const table of ['doubts', 'unmaskings', 'notices'])
      await sql`alter table vigie.${sql.id(table)} drop column sealed_for`.execute(db());
    await MIGRATIONS['20261128-90-sealed-for']?.up(db());
    const { rows } = await sql`
      select recorded_by, sealed_for = i.post_id as shown from vigie.doubts d join vigie.items i on i.id = d.item_id order by d.id
    `.execute(db());
    expect(rows).toEqual([
      { recorded_by: 'ana', shown: false },
      { recorded_by: 'ben', shown: true },
    ]);
    expect((await scene.desk.view(ANA, itemId)).id).toBe(itemId);
    await expect(sql`update vigie.doubts set kind = 'satire'`.execute(db())).rejects.toThrow(/never changed/);
  });
});
