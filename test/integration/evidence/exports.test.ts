import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { createCases, readExportedItem } from '../../../queue/review/index.ts';
import { markRecalls, readRecalls } from '../../../queue/storage/index.ts';
import { toProtection } from '../../../queue/storage/items.ts';
import { recallNotice } from '../../../workers/bundle/documents/letters.ts';
import { logOpened } from '../../../workers/handlers/log-opened.ts';
import { answered } from '../../support/answered.ts';
import { COLUMNS } from '../../support/columns.ts';
import { upholdContest } from '../../support/contests.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { COURT, EXA, EXB, type ExportScene, exportScene, REASON } from '../../support/export-scene.ts';
import { makeOffer } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';

const REQUEST = { recipient: COURT.id, purpose: 'criminal-proceedings', reason: REASON } as const;
const MARK = { places: [1], actor: 'exa' } as const;

describe.each(COLUMNS)('exports, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let at: ExportScene;
  beforeEach(() => {
    at = exportScene(scene);
  });

  const kinds = async () =>
    (await logEntries(scene.context.db, sql`e.kind ~ '^(export|recall)'`, scene.context.vault)).map(
      ({ kind }) => kind,
    );
  const now = () => new Date(clock.now());

  it('ACC-03 takes two people: whoever asked cannot approve, and nothing leaves before somebody else has', async () => {
    const { caseNumber } = await at.caseOf(1);
    const number = await at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT);
    await expect(at.exports.settle(EXA, number, 'approve')).rejects.toThrow(/second person/);
    await expect(at.exports.handOver(EXA, number)).rejects.toThrow(/approved/);
    await at.exports.settle(EXB, number, 'approve');
    await expect(at.exports.settle(EXB, number, 'refuse')).rejects.toThrow(/waits/);
    const handed = await at.exports.handOver(EXA, number);
    expect(handed).toMatchObject({
      number,
      requestedBy: 'exa',
      approvedBy: 'exb',
      recipient: { id: 'court' },
    });
    expect(await kinds()).toEqual(['export.requested', 'export.approved', 'export.handed-over']);
    const twice = sql`update vigie.exports set settled_by = requested_by where number = ${number}`;
    await expect(twice.execute(scene.context.db)).rejects.toMatchObject({ code: '23514' });
  });

  it('ACC-03 refuses anybody who judged an item of it, as requester, approver and when handing over', async () => {
    const { caseNumber } = await at.caseOf(1);
    // Ana and Ben judged it; they may export what others judged.
    const [ana, ben] = ['ana', 'ben'].map((id) => actorOf(id, ['reviewer', 'exporter']));
    if (!ana || !ben) throw new Error('expected two');
    await expect(at.exports.request(ana, { ...REQUEST, caseNumber }, COURT)).rejects.toThrow(
      /item 1: .* judges/,
    );
    const number = await at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT);
    await expect(at.exports.settle(ben, number, 'approve')).rejects.toThrow(/one of its judges/);
    await at.exports.settle(EXB, number, 'approve');
    await expect(at.exports.handOver(ben, number)).rejects.toThrow(/one of its judges/);
    expect(await at.exports.list(ben, caseNumber)).toMatchObject([
      { isMineToSettle: false, state: 'approved' },
    ]);
  });

  it('ACC-03 offers nothing to who holds an item of it or answered a question about one, and refuses both', async () => {
    const { caseNumber, items } = await at.caseOf(1);
    const number = await at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT);
    const { db } = scene.context;
    const mine = async () => (await at.exports.list(EXB, caseNumber)).map((one) => one.isMineToSettle);
    expect(await mine()).toEqual([true]);
    await sql`update vigie.items set claimed_by = ${EXB.id}`.execute(db);
    expect(await mine()).toEqual([false]);
    await expect(at.exports.settle(EXB, number, 'approve')).rejects.toThrow(/one of its judges/);
    await sql`update vigie.items set claimed_by = null`.execute(db);
    await answered(db, items[0] ?? '', EXB.id);
    expect(await mine()).toEqual([false]);
    await expect(at.exports.settle(EXB, number, 'approve')).rejects.toThrow(/answered a question about it/);
  });

  it.each([
    'reviewer',
    'protection',
    'custodian',
    'operator',
    'administrator',
    'oversight',
    'analyst',
  ] as const)('ACC-03 is for exporters: a %s asks for nothing and approves nothing', async (role) => {
    const { caseNumber } = await at.caseOf(1);
    const somebody = actorOf('somebody', [role]);
    await expect(at.exports.request(somebody, { ...REQUEST, caseNumber }, COURT)).rejects.toMatchObject({
      code: 'request.forbidden',
    });
    await expect(at.exports.settle(somebody, 1, 'approve')).rejects.toMatchObject({
      code: 'request.forbidden',
    });
  });

  it.each([
    ['stands', sql``],
    ['was taken back', sql`, undone_at = now()`],
  ])('hands over no judgment that %s and whose outcome is none', async (_, more) => {
    const { items } = await at.caseOf(1);
    const { db, vault } = scene.context;
    // Rows of before are not held to it, and who owns the tables can switch it off.
    await sql`alter table vigie.decisions disable trigger decisions_outcome_known`.execute(db);
    try {
      await sql`update vigie.decisions set outcome = 'perhaps' ${more}`.execute(db);
      const exported = readExportedItem(db, vault, items[0] ?? '');
      await expect(exported).rejects.toThrow(/expected one of \\?"offer/);
    } finally {
      await sql`alter table vigie.decisions enable trigger decisions_outcome_known`.execute(db);
    }
  });

  it('ACC-04 is per case and recipient: 25 items at most, in the records too', async () => {
    const { caseNumber, items } = await at.caseOf(1);
    const number = await at.approved(caseNumber);
    const insert = (place: number) =>
      sql`insert into vigie.export_items (export_number, place, item_id) values (${number}, ${place}, ${items[0]})`.execute(
        scene.context.db,
      );
    await expect(insert(26)).rejects.toMatchObject({ code: '23514' });
    await expect(insert(2)).rejects.toMatchObject({ code: '23505' });
  });

  it('PUR-05 takes listed purposes and recipients whose entry counts, and nothing else', async () => {
    const { caseNumber } = await at.caseOf(1);
    const ask = (change: object, recipient = COURT) =>
      at.exports.request(EXA, { ...REQUEST, caseNumber, ...change } as never, recipient);
    await expect(ask({ purpose: 'immigration-enforcement' })).rejects.toThrow();
    await expect(ask({ purpose: 'criminal-investigation' })).rejects.toMatchObject({
      code: 'export.refused',
    });
    await expect(ask({}, { ...COURT, expiresOn: '2026-06-01' })).rejects.toThrow(/ended on 2026-06-01/);
    await expect(ask({ reason: 'because' })).rejects.toThrow();
    const given = sql`insert into vigie.exports (case_number, recipient, purpose, reason, requested_by, requested_at)
      values (${caseNumber}, '{}', 'asylum-assessment', ${REASON}, 'x', ${now()})`;
    await expect(given.execute(scene.context.db)).rejects.toMatchObject({ code: '23514' });
  });

  it('PUR-05 hands nothing over once the entry of the recipient has ended, approved or not', async () => {
    const { caseNumber } = await at.caseOf(1);
    const tomorrow = new Date(clock.now() + 86_400_000).toISOString().slice(0, 10);
    const ending = { ...COURT, expiresOn: tomorrow };
    at.register.set(COURT.id, ending);
    const number = await at.exports.request(EXA, { ...REQUEST, caseNumber }, ending);
    await at.exports.settle(EXB, number, 'approve');
    clock.advance(86_400_000);
    await expect(at.exports.handOver(EXA, number)).rejects.toMatchObject({ code: 'export.refused' });
    expect(await kinds()).toEqual(['export.requested', 'export.approved']);
  });

  it.each<[string, (register: ExportScene['register']) => void, RegExp]>([
    ['was taken out', (register) => register.delete(COURT.id), /court, which is not in it any more/],
    ['ended early', (register) => register.set(COURT.id, { ...COURT, expiresOn: '2026-01-01' }), /ended on/],
    [
      'lost the purpose',
      (register) => register.set(COURT.id, { ...COURT, purposes: ['criminal-investigation'] }),
      /for the purpose criminal-proceedings/,
    ],
  ])('PUR-05 approves and hands over nothing to who %s of the register since', async (_, strike, why) => {
    const { caseNumber } = await at.caseOf(1);
    const number = await at.approved(caseNumber);
    const waiting = await at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT);
    strike(at.register);
    const refused = { code: 'export.refused', message: expect.stringMatching(why) };
    await expect(at.exports.settle(EXB, waiting, 'approve')).rejects.toMatchObject(refused);
    await expect(at.exports.approved(EXA, number, 'bundle')).rejects.toMatchObject(refused);
    await expect(at.exports.handOver(EXA, number)).rejects.toMatchObject(refused);
    // To say no takes no recipient.
    await at.exports.settle(EXB, waiting, 'refuse');
    expect(await kinds()).not.toContain('export.handed-over');
  });

  it('EVI-01 lets nothing leave without a complete capture, and names every item that has none', async () => {
    const { caseNumber } = await at.caseOf(1);
    await scene.arrive(1, () => '[review] without a capture');
    const bare = await makeOffer(scene);
    await createCases({ db: scene.context.db, clock }).add(EXA, caseNumber, bare);
    await expect(at.exports.request(EXA, { ...REQUEST, caseNumber }, COURT)).rejects.toThrow(
      /item 2: expected a complete capture/,
    );
  });

  it('PRO-09 never hands over what is in protection: not asked for, not approved, not written, not in the records', async () => {
    const { caseNumber, items } = await at.caseOf(2);
    const [first = '', second = ''] = items;
    const number = await at.approved(caseNumber);
    await scene.desk.protect(EXA, first, 'distress');
    await expect(at.exports.handOver(EXA, number)).rejects.toThrow(/an offer/);
    // What is asked for now is the rest; that there was more is not told.
    const rest = await at.approved(caseNumber);
    expect((await at.exports.handOver(EXA, rest)).items).toEqual([{ place: 1, itemId: second }]);
    const { db } = scene.context;
    const insert = sql`insert into vigie.export_items (export_number, place, item_id) values (${rest}, 2, ${first})`;
    await expect(insert.execute(db)).rejects.toMatchObject({ code: 'VG002' });
    const written = sql`update vigie.exports set handed_over_at = ${now()}, handed_over_by = 'x' where number = ${number}`;
    await expect(written.execute(db)).rejects.toMatchObject({ code: 'VG002' });
  });

  it('PRO-10 calls back what was handed over when it goes to protection, by whatever way, and does not say why', async () => {
    const { caseNumber, items } = await at.caseOf(2);
    const [first = ''] = items;
    const numbers = [await at.approved(caseNumber), await at.approved(caseNumber)];
    for (const number of numbers) await at.exports.handOver(EXA, number);
    await scene.desk.protect(EXA, first, 'distress');
    const { db, vault } = scene.context;
    const recalls = await readRecalls(db);
    expect(recalls.map((one) => [one.export, one.itemId, one.place]).sort()).toEqual(
      numbers.map((number) => [number, first, 1]),
    );
    const entries = await logEntries(db, sql`e.kind = 'export.recalled'`, vault);
    expect(entries.map(({ body }) => body)).toEqual(
      numbers.map((number) => ({ export: number, item: first })),
    );
    for (const language of ['en', 'fr'] as const) {
      const notice = recallNotice(
        { number: 1, caseNumber, recipient: COURT, places: [1], raisedAt: 'now' },
        language,
      );
      expect(notice).toContain(`${caseNumber}/1/1`);
      expect(notice).not.toMatch(/protect|distress|détresse|danger/i);
    }
    expect(await at.exports.list(EXA, caseNumber)).toMatchObject([{ recalled: 1 }, { recalled: 1 }]);
  });

  it('PRO-10 calls back an offer whose text is gone here, once, and leaves it where it is', async () => {
    const { caseNumber, items } = await at.caseOf(1);
    const [id = ''] = items;
    const { db, vault } = scene.context;
    const refused = { code: 'item.conflict' };
    const number = await at.approved(caseNumber);
    await at.exports.handOver(EXA, number);
    // Whoever can still hand it over does that.
    expect(await scene.desk.view(EXA, id)).not.toHaveProperty('mayCallBack');
    await expect(scene.desk.callBack(EXA, id)).rejects.toMatchObject(refused);
    await sql`delete from vigie.sealed_posts`.execute(db);
    await expect(scene.desk.protect(EXA, id, 'distress')).rejects.toMatchObject(refused);
    expect(await scene.desk.view(EXA, id)).toMatchObject({ mayCallBack: true, outcome: 'offer' });
    const after = await scene.desk.callBack(EXA, id);
    expect(after).toMatchObject({ lane: 'review', outcome: 'offer' });
    expect(after).not.toHaveProperty('mayCallBack');
    expect(await readRecalls(db)).toMatchObject([{ export: number, itemId: id, sentAt: null }]);
    const [entry] = await logEntries(db, sql`e.kind = 'export.recalled'`, vault);
    expect(entry).toMatchObject({ actor: EXA.id, body: { export: number, item: id } });
    await expect(scene.desk.callBack(EXA, id)).rejects.toMatchObject(refused);
  });

  it('PRO-10 is called back by nobody who may not hand it over', async () => {
    const { caseNumber, items } = await at.caseOf(1);
    await at.exports.handOver(EXA, await at.approved(caseNumber));
    await sql`delete from vigie.sealed_posts`.execute(scene.context.db);
    for (const role of ['analyst', 'custodian', 'protection', 'operator'] as const)
      await expect(scene.desk.callBack(actorOf('other', [role]), items[0] ?? '')).rejects.toMatchObject({
        code: 'item.not-found',
      });
  });

  it('PRO-10 calls back when a later copy of the post brings the item to protection', async () => {
    const { caseNumber, items } = await at.caseOf(1);
    await at.exports.handOver(EXA, await at.approved(caseNumber));
    const { db, vault } = scene.context;
    const opened = { opened: [], reopened: [], protectedNow: items, shownAgain: [] };
    await db.transaction().execute((tx) => logOpened(tx, vault, 'worker:score', opened, now(), null));
    expect((await readRecalls(db)).map(({ itemId }) => itemId)).toEqual(items);
  });

  it('PRO-10 holds in the records: nothing that was handed over goes to protection without being called back', async () => {
    const { caseNumber, items } = await at.caseOf(1);
    await at.exports.handOver(EXA, await at.approved(caseNumber));
    const { db } = scene.context;
    const bare = db
      .updateTable('vigie.items')
      .set(toProtection(new Date()))
      .where('id', '=', items[0] ?? '');
    await expect(bare.execute()).rejects.toMatchObject({ code: 'VG003' });
  });

  it('CON-03 calls back from every recipient when a contest is upheld, and the answers are kept', async () => {
    const { caseNumber, items } = await at.caseOf(1);
    const second = { ...COURT, id: 'prosecutor', name: 'Prosecutor of an invented country' };
    at.register.set(second.id, second);
    const first = await at.approved(caseNumber);
    const other = await at.exports.request(EXA, { ...REQUEST, caseNumber, recipient: second.id }, second);
    await at.exports.settle(EXB, other, 'approve');
    for (const number of [first, other]) await at.exports.handOver(EXA, number);
    const { db, vault } = scene.context;
    await upholdContest({ db, vault, clock }, items[0]);
    expect((await readRecalls(db)).map(({ export: number }) => number).sort()).toEqual([first, other]);
    const step = (what: 'sent' | 'acknowledged', number: number) =>
      db.transaction().execute((tx) => markRecalls(tx, what, { ...MARK, number, now: now() }));
    await expect(step('acknowledged', first)).rejects.toMatchObject({ code: 'item.conflict' });
    await step('sent', first);
    await step('acknowledged', first);
    await expect(step('sent', first)).rejects.toMatchObject({ code: 'item.conflict' });
    expect((await readRecalls(db, first))[0]).toMatchObject({ acknowledgedAt: now().toISOString() });
    expect((await readRecalls(db, other))[0]).toMatchObject({ sentAt: null });
    expect((await kinds()).slice(-4)).toEqual([
      'export.recalled',
      'export.recalled',
      'recall.sent',
      'recall.acknowledged',
    ]);
  });

  it('PRO-10 has as sent what the notice named, not what was called back since it was drafted', async () => {
    const { caseNumber, items } = await at.caseOf(3);
    const [first = '', , third = ''] = items;
    const number = await at.approved(caseNumber);
    await at.exports.handOver(EXA, number);
    await scene.desk.protect(EXA, first, 'distress');
    const { db, vault } = scene.context;
    const [{ place } = { place: 0 }] = await readRecalls(db, number);
    await scene.desk.protect(EXA, third, 'distress');
    const step = (what: 'sent' | 'acknowledged', ...places: number[]) =>
      db.transaction().execute((tx) => markRecalls(tx, what, { ...MARK, number, places, now: now() }));
    await step('sent', place);
    const sent = (await readRecalls(db, number)).map((one) => [one.place, one.sentAt]);
    expect(Object.fromEntries(sent)).toEqual({ 1: now().toISOString(), 3: null });
    await expect(step('sent', 1, 2)).rejects.toThrow(/called back, found 2;/);
    await expect(step('acknowledged', 1, 3)).rejects.toThrow(/notice was sent, found 3, which was not/);
    await step('acknowledged', 1);
    await step('sent', 1, 3);
    const entries = await logEntries(db, sql`e.kind = 'recall.sent'`, vault);
    expect(entries.map(({ body }) => body)).toEqual([
      { export: number, items: [first] },
      { export: number, items: [third] },
    ]);
  });
});
