import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { sequence } from '../../../queue/log/index.ts';
import { readRange } from '../../../queue/log/read-range.ts';
import { tallyEntries } from '../../../queue/report/entry-tally.ts';
import { factsOf } from '../../../queue/report/facts.ts';
import { toProtection } from '../../../queue/storage/items.ts';
import { createTellings } from '../../../queue/telling/index.ts';
import { logOpened } from '../../../workers/handlers/log-opened.ts';
import { COLUMNS } from '../../support/columns.ts';
import { upholdContest } from '../../support/contests.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, EXB } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';
import { SENDER } from '../../support/notice-register.ts';
import { type NoticeScene, noticeScene } from '../../support/notice-scene.ts';

const POLICY = { dueDays: 30, longestDelayDays: 183 };
const STATES = ['drafted', 'confirmed', 'exported', 'sent'] as const;

describe.each(COLUMNS)('notices about what is no offer any more, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let at: NoticeScene;
  beforeEach(async () => {
    at = await noticeScene(scene);
  });
  const now = () => new Date(clock.now());

  /** Every way by which an item leaves the offers. */
  const ways = {
    'somebody hands it to protection': (itemId: string) => scene.desk.protect(EXA, itemId, 'distress'),
    'a later copy brings it to protection': async (itemId: string) => {
      const { db, vault } = scene.context;
      const opened = { opened: [], reopened: [], protectedNow: [itemId], shownAgain: [] };
      await db.transaction().execute(async (tx) => {
        await tx.updateTable('vigie.items').set(toProtection(new Date())).where('id', '=', itemId).execute();
        await logOpened(tx, vault, 'worker:score', opened, now(), null);
      });
    },
    'a contest is upheld': (itemId: string) => upholdContest({ ...scene.context, clock }, itemId),
  };

  it.each(Object.keys(ways) as (keyof typeof ways)[])(
    'PRE-09 CON-03 withdraws every notice in whatever state when %s, and tells nobody why',
    async (way) => {
      const offer = await at.offer();
      const other = await at.upTo('confirmed', await at.offer());
      const numbers: number[] = [];
      for (const state of STATES) numbers.push(await at.upTo(state, offer));
      const sent = numbers.at(-1) ?? 0;
      clock.advance(60_000);
      await ways[way](offer.itemId);

      for (const number of numbers) {
        const view = await at.notices.view(EXA, number);
        expect(view).toMatchObject({ state: 'withdrawn', isRecalled: true, content: null });
        const steps: Record<string, string[]> = { sent: ['answer', 'correct'], exported: ['send'] };
        expect(view.steps).toEqual(steps[STATES[numbers.indexOf(number)] ?? ''] ?? []);
        for (const file of ['eml', 'html', 'json'] as const)
          await expect(at.notices.download(EXB, number, file)).rejects.toMatchObject({
            code: 'item.conflict',
          });
        await expect(at.confirm(number)).rejects.toMatchObject({ code: 'item.conflict' });
        await expect(at.edit(number, EXA, at.draftOf(offer))).rejects.toMatchObject({
          code: 'item.conflict',
        });
      }
      await expect(at.notices.draft(EXA, at.draftOf(offer))).rejects.toMatchObject({
        code: 'notice.refused',
      });
      const prepared = await at.notices.prepare(EXA, offer.caseNumber, offer.itemId);
      expect(prepared).toMatchObject({ addresses: [], excerpts: [] });
      expect((await at.notices.list(EXA)).filter(({ isToCorrect }) => isToCorrect)).toMatchObject([
        { number: sent },
      ]);
      expect(await at.notices.view(EXA, other)).toMatchObject({ state: 'confirmed' });

      // What the platform is told names the notice, neither the post nor the reason.
      const letter = await at.notices.correction(EXA, sent);
      const base64 = /base64\r\n\r\n([\s\S]*?)\r\n--/.exec(Buffer.from(letter.bytes).toString())?.[1] ?? '';
      const text = Buffer.from(base64, 'base64').toString();
      expect(text).toContain(`DSA16-${sent}`);
      expect(text).not.toContain(offer.url);
      expect(text).not.toMatch(/protect(?!ocol)|distress|contest|danger/i);
      await at.notices.correct(EXA, sent);
      expect(await at.notices.view(EXA, sent)).toMatchObject({ isToCorrect: false, steps: ['answer'] });

      const { db, vault } = scene.context;
      const entries = await logEntries(db, sql`e.kind = 'notice.withdrawn'`, vault);
      expect(entries.map(({ body }) => body)).toEqual(
        numbers.map((number, place) => ({ notice: number, item: offer.itemId, from: STATES[place] })),
      );
    },
  );

  it.each(Object.keys(ways) as (keyof typeof ways)[])(
    'PRE-09 TRA-06 what was mailed before %s is written down, withdrawn with the platform and told of',
    async (way) => {
      const offer = await at.offer();
      const confirmed = await at.upTo('confirmed', offer);
      const number = await at.upTo('exported', offer);
      const mailed = { way: 'mail', at: new Date(clock.now() + 300_000).toISOString() } as const;
      clock.advance(600_000);
      await ways[way](offer.itemId);
      const withdrawnAt = now().toISOString();
      clock.advance(300_000);
      const early = { ...mailed, at: new Date(clock.now() - 1_200_000).toISOString() };
      await expect(at.notices.send(EXA, number, early)).rejects.toMatchObject({ code: 'input.invalid' });
      await expect(at.notices.send(EXA, confirmed, mailed)).rejects.toThrow(/may send now/);
      await at.notices.send(EXA, number, mailed);
      await expect(at.notices.send(EXA, number, mailed)).rejects.toThrow(/may send now/);

      const view = await at.notices.view(EXB, number);
      expect(view).toMatchObject({ state: 'withdrawn', sentAt: mailed.at, withdrawnAt, isToCorrect: true });
      expect(view.steps).toEqual(['answer', 'correct']);
      expect((await at.notices.list(EXA))[0]).toMatchObject({ number, isToCorrect: true });
      expect((await at.notices.correction(EXA, number)).name).toBe(`DSA16-${number}-withdrawn.eml`);
      const { db, vault } = scene.context;
      const tellings = createTellings({ db, vault, clock, policy: POLICY, sender: async () => SENDER });
      const [duty, ...more] = await tellings.list(EXA);
      expect(more).toEqual([]);
      expect(duty).toMatchObject({ act: 'notice', actNumber: number, state: 'open', withdrawnAt });
      expect(await tellings.letters(EXA, duty?.number ?? 0, 'en')).toMatchObject([
        { text: expect.stringContaining('withdrawn') },
      ]);

      await sequence(db, vault);
      const whole = { from: new Date(0), until: new Date(clock.now() + 1000) };
      const facts = factsOf(await tallyEntries(readRange(db, vault, whole)));
      const counted = facts.filter(({ id, count }) => /notice|telling/.test(id) && (count ?? 0) > 0);
      expect(counted.map(({ id, count }) => [id, count])).toEqual([
        ['tellings-owed', 1],
        ['notices-sent', 1],
        ['notices-called-back', 1],
      ]);
    },
  );

  it('PRE-09 holds in the records: what was taken out and withdrawn is said to have been sent once', async () => {
    const offer = await at.offer();
    const [confirmed, number] = [await at.upTo('confirmed', offer), await at.upTo('exported', offer)];
    await scene.desk.protect(EXA, offer.itemId, 'distress');
    const { db } = scene.context;
    const sent = (which: number, when: Date | null) =>
      db
        .updateTable('vigie.notices')
        .set({ sent_at: when, sent_by: when && 'x', sent_way: when && 'mail' })
        .where('number', '=', which)
        .execute();
    await expect(sent(confirmed, now())).rejects.toMatchObject({ code: 'VG004' });
    await expect(sent(number, now())).rejects.toMatchObject({ code: 'VG005' });
    // A person may have carried it out without knowing that it was withdrawn.
    clock.advance(60_000);
    await at.notices.send(EXA, number, { way: 'mail', at: now().toISOString() });
    clock.advance(60_000);
    for (const when of [null, now()])
      await expect(sent(number, when)).rejects.toMatchObject({ code: 'VG004' });
  });

  it('PRE-09 holds in the records: nothing in protection has, or gets, a notice that could be sent', async () => {
    const offer = await at.offer();
    const number = await at.upTo('confirmed', offer);
    const { db } = scene.context;
    const bare = () =>
      db.updateTable('vigie.items').set(toProtection(new Date())).where('id', '=', offer.itemId).execute();
    await expect(bare()).rejects.toMatchObject({ code: 'VG003' });
    await scene.desk.protect(EXA, offer.itemId, 'distress');
    const again = sql`insert into vigie.notices (case_number, item_id, kind, language, platform, sealed, digest, drafted_by,
      drafted_at) select case_number, item_id, kind, language, platform, sealed, digest, drafted_by, drafted_at
      from vigie.notices where number = ${number}`;
    await expect(again.execute(db)).rejects.toMatchObject({ code: 'VG002' });
    const out = sql`update vigie.notices set exported_at = ${now()}, exported_by = 'x' where number = ${number}`;
    await expect(out.execute(db)).rejects.toMatchObject({ code: expect.stringMatching(/^VG00[24]$/) });
  });

  it('PRE-09 lists what a platform is still to be told of first, and leaves it off for nothing newer', async () => {
    const offer = await at.offer();
    const other = await at.upTo('drafted', await at.offer());
    const sent = await at.upTo('sent', offer);
    await scene.desk.protect(EXA, offer.itemId, 'distress');
    await sql`
      insert into vigie.notices (case_number, item_id, kind, language, platform, sealed, digest, drafted_by, drafted_at)
      select case_number, item_id, kind, language, platform, sealed, digest, drafted_by, drafted_at
      from vigie.notices, generate_series(1, 500) where number = ${other}
    `.execute(scene.context.db);
    const list = await at.notices.list(EXA);
    expect(list[0]).toMatchObject({ number: sent, isToCorrect: true });
    expect(list).toHaveLength(501);
    await at.notices.correct(EXA, sent);
    const rest = await at.notices.list(EXA);
    expect(rest.map(({ number }) => number)).not.toContain(sent);
    expect(rest).toHaveLength(500);
  });

  it('PRE-09 lets a step and a move to protection wait for each other: whichever comes second finds the other', async () => {
    const offer = await at.offer();
    const number = await at.upTo('confirmed', offer);
    await Promise.allSettled([
      at.notices.download(EXA, number, 'eml'),
      scene.desk.protect(EXA, offer.itemId, 'distress'),
      at.notices.draft(EXB, at.draftOf(offer)),
    ]);
    const states = (await at.notices.list(EXA)).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['withdrawn']));
  });
});
