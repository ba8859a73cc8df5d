import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { sequence } from '../../../queue/log/index.ts';
import { readRange } from '../../../queue/log/read-range.ts';
import { tallyEntries } from '../../../queue/report/entry-tally.ts';
import { factsOf } from '../../../queue/report/facts.ts';
import { createTellings, type Tellings } from '../../../queue/telling/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, EXB, exportScene } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';
import { SENDER } from '../../support/notice-register.ts';
import { type NoticeScene, noticeScene } from '../../support/notice-scene.ts';
import { actorOf } from '../../support/people.ts';

const DAY_MS = 86_400_000;
const POLICY = { dueDays: 30, longestDelayDays: 183 };
const OLGA = actorOf('olga', ['oversight']);
const DELAY = {
  ...({ outcome: 'delayed', ground: 'prosecution' } as const),
  reason: 'The search is planned for next month.',
  legalBasis: 'Directive (EU) 2016/680, Article 13(3)(b); section 56 of the Police Act',
};
const UNREACHABLE = {
  ...({ outcome: 'unreachable' } as const),
  reason: 'Only the account is known, and the platform passes nothing on.',
};

describe.each(COLUMNS)('telling whoever posted, %s', (name) => {
  const scene = deskScene(name);
  const { clock } = scene;
  let at: NoticeScene;
  let tellings: Tellings;
  let start = 0;
  beforeEach(async () => {
    start = clock.now();
    at = await noticeScene(scene);
    const { db, vault } = scene.context;
    tellings = createTellings({ db, vault, clock, policy: POLICY, sender: async () => SENDER });
  });

  /** So many days after the test began. */
  const day = (days: number) => new Date(start + days * DAY_MS).toISOString().slice(0, 10);
  const delay = (days = 92) => ({ ...DELAY, reviewOn: day(days) });
  const unreachable = () => ({ ...UNREACHABLE, reviewOn: day(122) });
  const now = () => new Date(clock.now()).toISOString();
  const told = () => ({ outcome: 'told', at: now(), channel: 'Through the platform, by its form' }) as const;
  const entries = async () =>
    (await logEntries(scene.context.db, sql`e.kind ~ '^telling'`, scene.context.vault)).map(
      ({ kind, actor, subject, body }) => ({ kind, actor, subject, body }),
    );
  const expire = () => handleExpireTexts(scene.context, { version: 1, dueAt: now() });
  const only = async () => {
    const [one, ...rest] = await tellings.list(EXA);
    if (one === undefined || rest.length > 0) throw new Error('expected one duty');
    return one;
  };

  it('TRA-06 a duty comes into being with the act, once for each item, with its entry and its day', async () => {
    const offer = await at.offer();
    const notice = await at.upTo('exported', offer);
    expect(await tellings.list(EXA)).toEqual([]);
    await at.notices.send(EXA, notice, { way: 'form', at: now() });
    expect(await tellings.list(EXA)).toMatchObject([
      {
        ...{ number: 1, act: 'notice', actNumber: notice, to: 'Board of Examples', state: 'open' },
        ...{ dueOn: day(30), isReview: false, daysOverdue: 0, legalReference: 'Js 1/26' },
      },
    ]);
    const exporting = exportScene(scene);
    const { caseNumber, items } = await exporting.caseOf(2);
    const number = await exporting.approved(caseNumber);
    expect(await tellings.list(EXA)).toHaveLength(1);
    await exporting.exports.handOver(EXA, number);
    // Handing over again before the bundle is sealed makes no second duty.
    await exporting.exports.handOver(EXA, number);
    const bundles = (await tellings.list(OLGA)).filter(({ act }) => act === 'bundle');
    expect(bundles).toMatchObject(
      items.map(() => ({ actNumber: number, to: 'Court of an invented country', state: 'open' })),
    );
    expect((await entries()).map(({ kind, body }) => ({ kind, body }))).toEqual(
      [
        { item: offer.itemId, act: 'notice', notice },
        ...items.map((item) => ({ item, act: 'bundle', export: number })),
      ].map((body, place) => ({
        kind: 'telling.owed',
        body: { telling: place + 1, ...body, dueOn: day(30) },
      })),
    );
  });

  it('TRA-06 the records refuse an act without a duty, and any change of a duty or of what was written down', async () => {
    const { db } = scene.context;
    const silent = await at.upTo('exported', await at.offer());
    const sent = sql`update vigie.notices set sent_by = 'x', sent_at = ${now()}, sent_way = 'mail' where number = ${silent}`;
    await expect(sent.execute(db)).rejects.toMatchObject({ code: 'VG005' });
    const exporting = exportScene(scene);
    const number = await exporting.approved((await exporting.caseOf(1)).caseNumber);
    const handed = sql`update vigie.exports set handed_over_at = ${now()}, handed_over_by = 'x' where number = ${number}`;
    await expect(handed.execute(db)).rejects.toMatchObject({ code: 'VG005' });

    await at.upTo('sent', await at.offer());
    const duty = await only();
    await tellings.record(EXA, duty.number, delay());
    for (const change of [
      `update vigie.tellings set due_on = '2099-01-01'`,
      'delete from vigie.tellings',
      `update vigie.telling_outcomes set review_on = '2099-01-01'`,
      'delete from vigie.telling_outcomes',
    ])
      await expect(sql.raw(change).execute(db), change).rejects.toMatchObject({ code: 'VG001' });
    const own = `update vigie.telling_outcomes set settled_by = recorded_by, settled_at = now(), is_approved = true`;
    await expect(sql.raw(own).execute(db)).rejects.toMatchObject({ code: '23514' });
    await tellings.settle(EXB, duty.number, { number: 1, word: 'approve' });
    const other = `update vigie.telling_outcomes set settled_by = 'x', is_approved = false`;
    await expect(sql.raw(other).execute(db)).rejects.toMatchObject({ code: 'VG001' });
    for (const bare of ['reason', 'review_on', 'legal_basis', 'ground'])
      await expect(
        sql
          .raw(
            `insert into vigie.telling_outcomes select telling_number, 9, outcome, told_at, channel, ${['ground', 'reason', 'legal_basis', 'review_on'].map((column) => (column === bare ? 'null' : column)).join(', ')}, is_of_withdrawn, recorded_by, recorded_at from vigie.telling_outcomes`,
          )
          .execute(db),
        bare,
      ).rejects.toMatchObject({ code: '23514' });
  });

  it('TRA-06 a delay has a reason, a legal basis and a review within bounds, and counts once a second person agreed', async () => {
    await at.upTo('sent', await at.offer());
    const { number } = await only();
    for (const reviewOn of [day(0), day(184)])
      await expect(tellings.record(EXA, number, { ...delay(), reviewOn })).rejects.toMatchObject({
        code: 'input.invalid',
      });
    await expect(tellings.record(OLGA, number, delay())).rejects.toMatchObject({ code: 'request.forbidden' });
    await tellings.record(EXA, number, delay());
    expect(await only()).toMatchObject({ state: 'open', dueOn: day(30), waiting: 1 });
    await expect(tellings.settle(EXA, number, { number: 1, word: 'approve' })).rejects.toThrow(
      /second person/,
    );
    await tellings.settle(EXB, number, { number: 1, word: 'refuse' });
    expect(await only()).toMatchObject({ state: 'open', waiting: null });
    await tellings.record(EXB, number, unreachable());
    await tellings.settle(EXA, number, { number: 2, word: 'approve' });
    expect(await only()).toMatchObject({ state: 'unreachable', dueOn: day(122), isReview: true });
    await expect(tellings.settle(EXB, number, { number: 2, word: 'refuse' })).rejects.toMatchObject({
      code: 'item.conflict',
    });
    await expect(
      tellings.record(EXA, number, { ...told(), at: new Date(start - DAY_MS).toISOString() }),
    ).rejects.toThrow(/expected a time from/);
    await tellings.record(EXA, number, told());
    expect(await only()).toMatchObject({ state: 'told', dueOn: null });
    await expect(tellings.record(EXA, number, delay())).rejects.toThrow(/is not done/);
    const view = await tellings.view(OLGA, number);
    expect(view).toMatchObject({
      ...{ mayRecord: false, maySettle: false },
      history: [
        { outcome: delay(), isApproved: false, recordedByName: 'name of exa', settledByName: 'name of exb' },
        { outcome: unreachable(), isApproved: true },
        { outcome: told(), isApproved: null },
      ],
    });
    expect((await entries()).map(({ kind, actor }) => [kind, actor])).toEqual([
      ...[
        ['telling.owed', 'exa'],
        ['telling.put-off', 'exa'],
        ['telling.refused', 'exb'],
      ],
      ...[
        ['telling.put-off', 'exb'],
        ['telling.approved', 'exa'],
        ['telling.told', 'exa'],
      ],
    ]);
    expect((await entries())[1]?.body).toMatchObject(delay());
  });

  it('TRA-06 an overdue review raises an alert: once, in the log, wherever duties are told of', async () => {
    await at.upTo('sent', await at.offer());
    const { number } = await only();
    await tellings.record(EXA, number, delay());
    await tellings.settle(EXB, number, { number: 1, word: 'approve' });
    const alerts = async () => (await entries()).filter(({ kind }) => kind === 'telling.overdue');
    clock.advance(Date.parse(`${day(92)}T23:00:00Z`) - clock.now());
    await expire();
    expect(await alerts()).toEqual([]);
    clock.advance(2 * 3_600_000);
    await expire();
    await expire();
    const review = {
      ...{ kind: 'telling.overdue', actor: 'worker:expire', subject: `telling:${number}` },
      body: { telling: number, dueOn: day(92), what: 'review' },
    };
    expect(await alerts()).toEqual([review]);
    expect(await only()).toMatchObject({ state: 'delayed', isReview: true, daysOverdue: 1 });
    // A delay that nobody else agreed to ends no alert; one that counts has a day of its own.
    await tellings.record(EXA, number, delay(111));
    expect(await only()).toMatchObject({ daysOverdue: 1, waiting: 2 });
    await tellings.settle(EXB, number, { number: 2, word: 'approve' });
    expect(await only()).toMatchObject({ daysOverdue: 0, dueOn: day(111) });
    clock.advance(30 * DAY_MS);
    await expire();
    expect(await alerts()).toEqual([review, { ...review, body: { ...review.body, dueOn: day(111) } }]);
  });

  it('TRA-06 a duty that nobody did anything about raises an alert the day after its day', async () => {
    await at.upTo('sent', await at.offer());
    clock.advance(31 * DAY_MS);
    await expire();
    expect((await entries()).at(-1)).toMatchObject({
      ...{ kind: 'telling.overdue', body: { dueOn: day(30), what: 'telling' } },
    });
  });

  it('TRA-04 TRA-06 the transparency report counts what was owed, told, put off and overdue', async () => {
    const { db, vault } = scene.context;
    for (let each = 0; each < 3; each += 1) await at.upTo('sent', await at.offer());
    const [first, second] = await tellings.list(EXA);
    if (first === undefined || second === undefined) throw new Error('expected three duties');
    await tellings.record(EXA, first.number, told());
    await tellings.record(EXA, second.number, delay());
    await tellings.settle(EXB, second.number, { number: 1, word: 'approve' });
    clock.advance(31 * DAY_MS);
    await expire();
    await sequence(db, vault);
    const range = { from: new Date(start), until: new Date(clock.now() + 1000) };
    const facts = factsOf(await tallyEntries(readRange(db, vault, range)));
    const counted = facts.filter(({ id }) => id.startsWith('tellings-')).map(({ id, count }) => [id, count]);
    expect(Object.fromEntries(counted)).toEqual({
      ...{ 'tellings-owed': 3, 'tellings-told': 1 },
      ...{ 'tellings-put-off': 1, 'tellings-overdue': 1 },
    });
  });

  it('MIN-03 takes nobody named in what it is put off for, and shows what was written before that', async () => {
    await at.upTo('sent', await at.offer());
    const { number } = await only();
    for (const named of [
      { ...delay(), legalBasis: 'Section 56; asked by @example_handle' },
      { ...delay(), legalBasis: 'Section 56, call +00 000 000 0000' },
      { ...delay(), reason: 'The search is planned, says @example_handle.' },
    ])
      await expect(tellings.record(EXA, number, named)).rejects.toThrow('found a handle');
    expect((await tellings.view(EXA, number)).history).toEqual([]);
    const before = 'Section 56; asked by @example_handle';
    await sql`insert into vigie.telling_outcomes (telling_number, number, outcome, ground, reason, legal_basis, review_on,
        is_of_withdrawn, recorded_by, recorded_at)
      values (${number}, 1, 'delayed', 'inquiry', ${DELAY.reason}, ${before}, ${day(92)}, false, 'exa', ${now()})`.execute(
      scene.context.db,
    );
    expect((await tellings.view(EXA, number)).history).toMatchObject([{ outcome: { legalBasis: before } }]);
  });

  it('TRA-06 is the work of those who had no part in judging: neither letter nor record of anybody else', async () => {
    // Ana judged it; she may export what others judged.
    const ana = actorOf('ana', ['reviewer', 'exporter']);
    await at.upTo('sent', await at.offer());
    const { number } = await only();
    expect(await tellings.view(ana, number)).toMatchObject({ isInvolved: true, mayRecord: false });
    const involved = { code: 'item.conflict', message: expect.stringContaining('one of its judges') };
    await expect(tellings.letters(ana, number, 'en')).rejects.toMatchObject(involved);
    await expect(tellings.record(ana, number, told())).rejects.toMatchObject(involved);
    await tellings.record(EXA, number, delay());
    expect(await tellings.view(ana, number)).toMatchObject({ maySettle: false });
    const word = { number: 1, word: 'approve' } as const;
    await expect(tellings.settle(ana, number, word)).rejects.toMatchObject(involved);
    await tellings.settle(EXB, number, word);
  });

  it('two people who write at the same time write one behind the other', async () => {
    await at.upTo('sent', await at.offer());
    const { number } = await only();
    const both = await Promise.allSettled([
      tellings.record(EXA, number, told()),
      tellings.record(EXB, number, told()),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await tellings.view(EXA, number)).history).toHaveLength(1);
  });
});
