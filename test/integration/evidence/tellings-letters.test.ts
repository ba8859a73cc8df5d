import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { createTellings, type Tellings } from '../../../queue/telling/index.ts';
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
      ['copy-late', 'https://board.example/late', new Date(aroseAt.getTime() + 1000)],
    ] as const) {
      const sealed = vault.sealAll([id], [JSON.stringify({ version: 2, text, permalink: url })]);
      await sql`insert into vigie.posts (id, source_id, batch_id, language, collected_at, status)
        select ${id}, source_id, batch_id, language, collected_at, status from vigie.posts where id = ${post.post_id}`.execute(
        db,
      );
      await sql`insert into vigie.sealed_posts (post_id, wrapped_key, sealed, erase_at)
        values (${id}, ${sealed.keys}::bytea, ${sealed.texts}::bytea, now() + interval '1 day')`.execute(db);
      await sql`insert into vigie.item_members (post_id, item_id, joined_at) values (${id}, ${itemId}, ${joined})`.execute(
        db,
      );
    }
    const letters = await tellings.letters(EXA, 1, 'en');
    const urls = letters.map((letter) => letter.text.match(/https:\/\/board\.example\/\S+/g));
    expect(urls).toContainEqual(['https://board.example/a']);
    expect(urls).toContainEqual(['https://board.example/b']);
    expect(urls.flat()).not.toContain('https://board.example/late');
    for (const one of urls) expect(one?.length ?? 0).toBeLessThan(2);
  });
});
