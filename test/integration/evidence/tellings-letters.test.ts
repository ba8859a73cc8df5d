import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS } from '../../../queue/storage/migrations/index.ts';
import { createTellings, type Tellings } from '../../../queue/telling/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { upholdContest } from '../../support/contests.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, EXB, exportScene } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';
import { SENDER } from '../../support/notice-register.ts';
import { type NoticeScene, noticeScene } from '../../support/notice-scene.ts';
import { actorOf } from '../../support/people.ts';

const DAY_MS = 86_400_000;
const WORDS = 'places in the boat';

describe.each(COLUMNS)('letters to whoever posted, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let at: NoticeScene;
  let tellings: Tellings;
  beforeEach(async () => {
    at = await noticeScene(scene);
    const { db, vault } = scene.context;
    const policy = { dueDays: 30, longestDelayDays: 183 };
    tellings = createTellings({ db, vault, clock, policy, sender: async () => SENDER });
  });
  const told = () =>
    ({ outcome: 'told', at: new Date(clock.now()).toISOString(), channel: 'By its form' }) as const;

  /** Every way by which an item leaves the offers. */
  const ways = {
    'somebody hands it to protection': (itemId: string) => scene.desk.protect(EXA, itemId, 'distress'),
    'a contest is upheld': (itemId: string) => upholdContest({ ...scene.context, clock }, itemId),
  };

  it.each(Object.keys(ways) as (keyof typeof ways)[])(
    'TRA-06 PRO-09 the duty stays when %s: they are told that it is withdrawn, and nobody is told why',
    async (way) => {
      const offer = await at.offer();
      await at.upTo('sent', offer);
      const later = await at.upTo('sent', offer);
      const [one, two] = await tellings.list(EXA);
      if (!one || !two) throw new Error('expected two duties');
      await tellings.record(EXA, one.number, told());
      const start = clock.now();
      const day = (days: number) => new Date(start + days * DAY_MS).toISOString().slice(0, 10);
      clock.advance(3 * DAY_MS);
      const withdrawnAt = new Date(clock.now()).toISOString();
      await ways[way](offer.itemId);

      const list = await tellings.list(EXA);
      expect(list).toMatchObject([
        { number: two.number, state: 'open', dueOn: day(30), withdrawnAt },
        { number: one.number, state: 'open', dueOn: day(33), withdrawnAt },
      ]);
      const letters = await tellings.letters(EXA, two.number, 'en');
      expect(letters).toHaveLength(1);
      expect(letters[0]?.text).toContain(`DSA16-${later}`);
      expect(letters[0]?.text).toContain(`withdrawn as of ${day(3)}`);
      const view = await tellings.view(EXA, two.number);
      for (const shown of [letters[0]?.text, JSON.stringify(view), JSON.stringify(list)]) {
        expect(shown).not.toContain(offer.url);
        expect(shown).not.toContain(WORDS);
        expect(shown).not.toMatch(/distress|no_offer|"protect"|"erased"/);
      }
      await tellings.record(EXA, one.number, told());
      expect(await tellings.view(EXA, one.number)).toMatchObject({
        ...{ state: 'told', dueOn: null },
        history: [{ isOfWithdrawn: false }, { isOfWithdrawn: true }],
      });
    },
  );

  it('TRA-06 a notice that somebody withdraws is told of as withdrawn, and other duties stay as they are', async () => {
    const offer = await at.offer();
    const notice = await at.upTo('sent', offer);
    await at.upTo('sent', offer);
    await at.notices.withdraw(EXA, notice);
    const list = await tellings.list(EXA);
    expect(list.map(({ actNumber, withdrawnAt }) => [actNumber, withdrawnAt !== null])).toEqual([
      [notice, true],
      [notice + 1, false],
    ]);
  });

  it('TRA-06 has one letter for each post, with its address and no word of it, and is on record', async () => {
    const url = 'https://board.example/posts/77';
    const offer = await at.offer({ url });
    await at.upTo('sent', offer);
    const [letter, ...rest] = await tellings.letters(EXA, 1, 'fr');
    expect(rest).toEqual([]);
    expect(letter?.name).toBe('TELL-1-1-fr.txt');
    expect(letter?.text).toContain(url);
    expect(letter?.text).toContain('https://report.unit.example/fr/contest');
    for (const never of [WORDS, '[review]', 'captain', 'Js 1/26', offer.itemId, 'name of', 'exa'])
      expect(letter?.text).not.toMatch(new RegExp(`${never.replaceAll(/[[\]]/g, '\\$&')}(?!mpl)`));
    const { db, vault } = scene.context;
    expect(await logEntries(db, sql`e.kind = 'telling.drafted'`, vault)).toMatchObject([
      { actor: 'exa', body: { telling: 1, language: 'fr', letters: 1, purpose: 'telling' } },
    ]);
    await expect(tellings.letters(actorOf('olga', ['oversight']), 1, 'en')).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    await expect(tellings.letters(EXA, 99, 'en')).rejects.toMatchObject({ code: 'item.not-found' });
  });

  it('TRA-06 separates copies of an offer: what one account is told names no post of another', async () => {
    const exporting = exportScene(scene);
    const text = '[review] places in the boat tonight';
    const { caseNumber } = await exporting.caseOf(1, () => text);
    const number = await exporting.approved(caseNumber);
    const { db, vault } = scene.context;
    const [post] = await db.selectFrom('vigie.sealed_posts').select('post_id').execute();
    if (!post) throw new Error('expected a post');
    // A copy by somebody else that came before the bundle left, and one that came after it.
    await exporting.exports.handOver(EXB, number);
    const { item_id: itemId, arose_at: aroseAt } = await db
      .selectFrom('vigie.tellings')
      .select(['item_id', 'arose_at'])
      .executeTakeFirstOrThrow();
    for (const [id, url, joined] of [
      ['copy-a', 'https://board.example/a', aroseAt],
      ['copy-b', 'https://board.example/b', aroseAt],
      ['copy-c', undefined, aroseAt],
      ['copy-d', undefined, aroseAt],
      ['copy-late', 'https://board.example/late', new Date(aroseAt.getTime() + 1000)],
    ] as const) {
      const { wrappedKey, sealed } = vault.seal(id, JSON.stringify({ version: 2, text, permalink: url }));
      await sql`insert into vigie.posts (id, source_id, batch_id, language, collected_at, status)
        select ${id}, source_id, batch_id, language, collected_at, status from vigie.posts where id = ${post.post_id}`.execute(
        db,
      );
      await sql`insert into vigie.sealed_posts (post_id, wrapped_key, sealed, erase_at)
        values (${id}, ${wrappedKey}::bytea, ${sealed}::bytea, now() + interval '1 day')`.execute(db);
      await sql`insert into vigie.item_members (post_id, item_id, joined_at) values (${id}, ${itemId}, ${joined})`.execute(
        db,
      );
    }
    const letters = await tellings.letters(EXA, 1, 'en');
    const about = letters.map(({ text: letter, posts }) => ({
      urls: letter.match(/https:\/\/board\.example\/\S+/g) ?? [],
      posts,
      isToldOfAnother: letter.includes('a record of a post with the same words was handed over to Court of'),
      isTold: letter.includes('a record of the post was handed over to Court of'),
    }));
    // The one that left has no address, and is told all the same; two copies have none either.
    const copy = { posts: 1, isToldOfAnother: true, isTold: false };
    expect(about).toEqual([
      { urls: [], posts: 1, isToldOfAnother: false, isTold: true },
      { ...copy, urls: ['https://board.example/a'] },
      { ...copy, urls: ['https://board.example/b'] },
      { ...copy, urls: [], posts: 2 },
    ]);
    expect(letters[1]?.text).toContain('a post with the same words as one of yours');

    // The text of the one that left ends, and the item shows a copy: nobody is told that theirs was handed over.
    clock.advance(60_000);
    const expire = () =>
      handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
    await expire();
    await sql`update vigie.sealed_posts set erase_at = class_from where post_id = ${post.post_id}`.execute(
      db,
    );
    await expire();
    const shown = await db.selectFrom('vigie.items').select('post_id').executeTakeFirstOrThrow();
    expect(shown.post_id).not.toBe(post.post_id);
    const later = await tellings.letters(EXA, 1, 'fr');
    expect(later.map(({ posts }) => posts)).toEqual([1, 1, 1, 2]);
    expect(later[0]?.text).not.toContain('board.example');
    expect(later[1]?.text).toContain('une publication identique, mot pour mot, a été remis');

    await scene.desk.protect(EXA, itemId, 'distress');
    const withdrawn = await tellings.letters(EXA, 1, 'en');
    expect(withdrawn.map(({ posts }) => posts)).toEqual([1, 4]);
    for (const one of withdrawn) {
      expect(one.text).not.toContain('board.example');
      // It is held, in the other lane: the letter says nothing of that.
      expect(one.text).toContain('We do not give its address in this letter.');
      expect(one.text).not.toContain('no longer hold');
    }
  });

  it('TRA-06 duties of before name the post that their item shows, unless it may have been another then', async () => {
    const exporting = exportScene(scene);
    const { caseNumber, items } = await exporting.caseOf(2);
    await exporting.exports.handOver(EXB, await exporting.approved(caseNumber));
    const { db } = scene.context;
    const postIds = async () =>
      (await db.selectFrom('vigie.tellings').select('post_id').orderBy('number').execute()).map(
        ({ post_id }) => post_id,
      );
    const left = await postIds();
    expect(left.every((id) => id !== null)).toBe(true);
    // The second item has moved on to a copy since.
    await sql`insert into vigie.item_members select 'younger', item_id, joined_at + interval '1 second'
      from vigie.item_members where item_id = ${items[1]}`.execute(db);
    await sql`insert into vigie.erasures select min(entry_id), now(), ${Buffer.alloc(32)}::bytea, array[${left[1]}]
      from vigie.log_entries`.execute(db);
    await sql`alter table vigie.tellings drop column post_id`.execute(db);
    await sql`alter table vigie.items drop constraint if exists items_post_id_fkey`.execute(db);
    await sql`update vigie.items set post_id = 'younger' where id = ${items[1]}`.execute(db);
    await MIGRATIONS['20261129-40-told-post']?.up(db);
    expect(await postIds()).toEqual([left[0], null]);
  });
});
