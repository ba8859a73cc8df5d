import { type Kysely, sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { addressForm } from '../../../queue/contracts/index.ts';
import {
  approveHold,
  findItemsOfAddress,
  liftHold,
  readFigures,
  readRecalls,
  readSubjectOutcomes,
  requestHold,
} from '../../../queue/storage/index.ts';
import { up as toldAddresses } from '../../../queue/storage/migrations/20261129-98-told-addresses.ts';
import { up as noticeAddresses } from '../../../queue/storage/migrations/20261129-992-notice-addresses.ts';
import { createTellings, type Tellings } from '../../../queue/telling/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { COLUMNS } from '../../support/columns.ts';
import { upholdContest } from '../../support/contests.ts';
import { deskScene } from '../../support/desk-scene.ts';
import { EXA, EXB, exportScene } from '../../support/export-scene.ts';
import { logEntries } from '../../support/log.ts';
import { SENDER } from '../../support/notice-register.ts';
import { type NoticeScene, noticeScene } from '../../support/notice-scene.ts';
import { TEST_POLICY } from '../../support/policy.ts';

const DAY_MS = 86_400_000;
const EVER = { first: '2020-01', last: '2039-12' } as const;
const KEPT_DAYS = TEST_POLICY.retention.offerDays;
const DELAY = {
  ...({ outcome: 'delayed', ground: 'prosecution' } as const),
  reason: 'The search is planned for next month.',
  legalBasis: 'Directive (EU) 2016/680, Article 13(3)(b); section 56 of the Police Act',
};

describe.each(COLUMNS)('telling and the end of a text, %s', (name) => {
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

  const day = (days: number) => new Date(clock.now() + days * DAY_MS).toISOString().slice(0, 10);
  const expire = () =>
    handleExpireTexts(scene.context, { version: 1, dueAt: new Date(clock.now()).toISOString() });
  const found = async (url: string) => {
    const { db, vault } = scene.context;
    const [first] = await findItemsOfAddress(db, [vault.token('permalink', addressForm(url) ?? '')]);
    return first;
  };
  const texts = async () => (await sql`select from vigie.sealed_posts`.execute(scene.context.db)).rows.length;

  it('CON-01 CON-03 TRA-06 a contest finds what was told of after its text is gone, and is upheld', async () => {
    const { db, vault } = scene.context;
    const offer = await at.offer();
    const quiet = await at.offer();
    const notice = await at.upTo('sent', offer);
    const exporting = exportScene(scene);
    const number = await exporting.approved(offer.caseNumber);
    await exporting.exports.handOver(EXA, number);
    await expire();
    const rules = (await readSubjectOutcomes(db, EVER)).filter(({ kind }) => kind === 'rule');
    expect(rules).toMatchObject([{ subject: 'en.provider.test', offer: 2, notOffer: 0 }]);
    clock.advance((KEPT_DAYS + 1) * DAY_MS);
    await expire();
    expect(await texts()).toBe(0);

    // Of what nothing was done about nobody has anything.
    expect(await found(quiet.url)).toBeUndefined();
    expect(await found(offer.url)).toBe(offer.itemId);
    await upholdContest({ db, vault, clock }, offer.itemId);
    expect(await readRecalls(db)).toMatchObject([{ export: number, itemId: offer.itemId }]);
    expect(await at.notices.view(EXA, notice)).toMatchObject({ state: 'withdrawn', isToCorrect: true });
    expect((await tellings.list(EXA)).map(({ withdrawnAt }) => typeof withdrawnAt)).toEqual([
      'string',
      'string',
    ]);
    const outcomes = (await readFigures(db, EVER)).filter(({ family }) => family === 'outcomes');
    const sum = (state: string) =>
      outcomes.filter((one) => one.state === state).reduce((all, { count }) => all + count, 0);
    expect([sum('offer'), sum('not_offer')]).toEqual([1, 1]);
    expect((await readSubjectOutcomes(db, EVER)).filter(({ kind }) => kind === 'rule')).toMatchObject([
      { subject: 'en.provider.test', offer: 1, notOffer: 1 },
    ]);
    const [decided] = await logEntries(db, sql`e.kind = 'contest.decided'`, vault);
    expect(decided?.body).toMatchObject({ falsePositive: { lane: 'review', rules: ['en.provider.test'] } });
    // Nothing was left to erase.
    expect(await logEntries(db, sql`e.kind = 'posts.erased' and e.subject = 'contest'`, vault)).toEqual([]);
  });

  it('CON-03 takes an offer that is none from all rules that it was counted for, also those whose weight did not count', async () => {
    const { db, vault } = scene.context;
    const offer = await at.offer();
    await at.upTo('sent', offer);
    await sql`update vigie.flag_facts set rules = '{}'`.execute(db);
    await expire();
    clock.advance((KEPT_DAYS + 1) * DAY_MS);
    await expire();
    await upholdContest({ db, vault, clock }, offer.itemId);
    expect((await readSubjectOutcomes(db, EVER)).filter(({ kind }) => kind === 'rule')).toMatchObject([
      { subject: 'en.provider.test', offer: 0, notOffer: 1 },
    ]);
    const [decided] = await logEntries(db, sql`e.kind = 'contest.decided'`, vault);
    expect(decided?.body).toMatchObject({ falsePositive: { rules: ['en.provider.test'] } });
  });

  it('CON-01 a contest finds what is out before a younger post of its address', async () => {
    const { db } = scene.context;
    const offer = await at.offer();
    await at.upTo('sent', offer);
    await expire();
    clock.advance((KEPT_DAYS + 1) * DAY_MS);
    await expire();
    const younger = await at.offer({ url: offer.url });
    expect(younger.itemId).not.toBe(offer.itemId);
    expect(await found(offer.url)).toBe(offer.itemId);
    await at.notices.withdraw(EXA, 1);
    expect(await found(offer.url)).toBe(younger.itemId);
    await expect(sql`update vigie.told_addresses set token = token`.execute(db)).rejects.toMatchObject({
      code: 'VG001',
    });
    await expect(sql`delete from vigie.told_addresses`.execute(db)).rejects.toMatchObject({ code: 'VG001' });
  });

  it('CON-01 CON-03 a contest finds a notice that was taken out and is written down as sent when its text is gone', async () => {
    const { db, vault } = scene.context;
    const offer = await at.offer();
    await expire();
    clock.advance((KEPT_DAYS - 1) * DAY_MS);
    const number = await at.upTo('exported', offer);
    const mailedAt = new Date(clock.now()).toISOString();
    clock.advance(2 * DAY_MS);
    await expire();
    expect(await texts()).toBe(0);
    // It may be with the platform, whatever is written down.
    expect(await found(offer.url)).toBe(offer.itemId);
    await at.notices.send(EXA, number, { way: 'mail', at: mailedAt });
    const addresses = await db.selectFrom('vigie.told_addresses').selectAll().execute();
    const token = vault.token('permalink', addressForm(offer.url) ?? '');
    expect(addresses.map((row) => [row.telling_number, Buffer.from(row.token)])).toEqual([[1, token]]);
    await upholdContest({ db, vault, clock }, await found(offer.url));
    expect(await at.notices.view(EXA, number)).toMatchObject({ state: 'withdrawn', isToCorrect: true });
    await expect(sql`update vigie.notice_addresses set token = token`.execute(db)).rejects.toMatchObject({
      code: 'VG001',
    });
    await expect(sql`delete from vigie.notice_addresses`.execute(db)).rejects.toMatchObject({
      code: 'VG001',
    });
  });

  it('CON-01 notices that were taken out before get the addresses of the texts that are there', async () => {
    const { db, vault } = scene.context;
    const offer = await at.offer();
    await at.upTo('exported', offer);
    await at.upTo('confirmed', await at.offer());
    await sql`drop table vigie.notice_addresses`.execute(db);
    await sql`drop function vigie.keep_notice_address`.execute(db);
    await noticeAddresses(db as Kysely<unknown>);
    const rows = await db.selectFrom('vigie.notice_addresses').selectAll().execute();
    const token = vault.token('permalink', addressForm(offer.url) ?? '');
    expect(rows.map((row) => [row.notice_number, Buffer.from(row.token)])).toEqual([[1, token]]);
  });

  it('CON-01 duties of before get the addresses of the texts that are there', async () => {
    const { db, vault } = scene.context;
    const offer = await at.offer();
    await at.upTo('sent', offer);
    await sql`drop table vigie.told_addresses`.execute(db);
    await toldAddresses(db as Kysely<unknown>);
    const rows = await db.selectFrom('vigie.told_addresses').selectAll().execute();
    const token = vault.token('permalink', addressForm(offer.url) ?? '');
    expect(rows.map((row) => [row.telling_number, Buffer.from(row.token)])).toEqual([[1, token]]);
  });

  it('TRA-06 no review lies behind the end of the address, unless a legal hold keeps it', async () => {
    const { db } = scene.context;
    const offer = await at.offer();
    const number = await at.upTo('sent', offer);
    await expire();
    clock.advance((KEPT_DAYS - 60) * DAY_MS);
    const [duty] = await tellings.list(EXA);
    const telling = duty?.number ?? 0;
    const record = (days: number) => tellings.record(EXA, telling, { ...DELAY, reviewOn: day(days) });
    expect(await tellings.view(EXA, telling)).toMatchObject({ latestReview: day(59), addressUntil: day(60) });
    await expect(record(60)).rejects.toThrow(
      `from ${day(1)} to ${day(59)}, found ${day(60)}: on ${day(60)} the`,
    );
    await expect(record(184)).rejects.toThrow(/legal hold/);
    await record(59);

    const ends = { reason: 'Order Js 1/26', endsAt: new Date(clock.now() + 150 * DAY_MS) };
    const now = () => new Date(clock.now());
    const hold = { itemId: offer.itemId, ...ends, actor: EXA.id, now: now() };
    const { holdId } = await requestHold(db, hold);
    await expect(record(149)).rejects.toThrow(/legal hold/);
    await approveHold(db, { holdId, actor: EXB.id, now: now() });
    await record(149);
    expect(await tellings.view(EXA, telling)).toMatchObject({ addressUntil: day(150), waiting: 2 });
    // Lifted before anybody agreed: the second person is refused as the first one would be.
    await liftHold(db, { holdId, actor: EXA.id, now: now() });
    await expect(tellings.settle(EXB, telling, { number: 2, word: 'approve' })).rejects.toThrow(/legal hold/);

    clock.advance(59 * DAY_MS + DAY_MS / 2);
    await expect(record(1)).rejects.toThrow(/that they are told now/);
    clock.advance(2 * DAY_MS);
    await expire();
    expect(await texts()).toBe(0);
    // Nothing is lost any more by waiting.
    expect(await tellings.view(EXA, telling)).toMatchObject({ latestReview: day(183), addressUntil: null });
    await record(183);
    expect((await at.notices.view(EXA, number)).content).toBeNull();
  });
});
