import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkContests } from '../../../bin/cli/doctor/check-contests.ts';
import type { Opened } from '../../../bin/cli/doctor/opened-records.ts';
import { type ContestDesk, createContestDesk } from '../../../queue/contest/index.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import {
  approveHold,
  countContests,
  liftHold,
  readErasures,
  requestHold,
} from '../../../queue/storage/index.ts';
import { sealTo } from '../../../queue/vault/index.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { prunePublic } from '../../../workers/public/prune-public.ts';
import { takeContests } from '../../../workers/public/take-contests.ts';
import { answered } from '../../support/answered.ts';
import { dumpFiles, dumpRecords, expectNoCanary } from '../../support/canaries.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { type PublicPages, post, publicPages, receiptOn, send } from '../../support/public-pages.ts';
import { drain, scoreContext, type TestContext } from '../../support/scoring.ts';

const TEXT = '[review] canary-text-4711 we sing on Sunday';
const STATEMENT = 'canary-statement-4712: that was a choir trip';
const STORED = 'https://www.board.example/topic/7/?utm_source=feed';
const UPHOLD = {
  verdict: 'upheld',
  reason: 'no_offer',
  note: 'A choir that travels; nobody offers a crossing.',
} as const;
const REJECT = {
  verdict: 'rejected',
  reason: 'offer_stands',
  note: 'The offer is spelled out, with its price.',
} as const;

const ADA = actorOf('adjudicator:a', ['adjudicator']);
const JUDGE = actorOf('reviewer:judge', ['adjudicator']);
const PIA = actorOf('protection:p', ['protection']);

describe.each(COLUMNS)('a contest on the %s column', (name) => {
  let column: Column;
  let context: TestContext;
  let pages: PublicPages;
  let desk: ContestDesk;

  beforeAll(async () => {
    column = await openColumn(name, { embedded: 'directory' });
  });
  afterAll(() => column.close());
  beforeEach(async () => {
    await column.reset();
    context = scoreContext(column);
    pages = await publicPages(column.database, context.vault);
    desk = createContestDesk({ db: column.database.db, vault: context.vault, clock: SYSTEM_CLOCK });
    await stagePosts(
      context,
      'test',
      [{ key: 'one', text: TEXT, permalink: STORED, author: 'canary-author-4713' }],
      'test',
    );
    await drain(column, context);
  });

  async function contest(address: string): Promise<{ receipt: string; id: string }> {
    const receipt = receiptOn(await send(pages.app, '/en/contest', { address, text: STATEMENT }));
    const known = new Set((await desk.openContests(ADA)).map(({ id }) => id));
    await takeContests(context);
    const fresh = (await desk.openContests(ADA)).find(({ id }) => !known.has(id));
    return { receipt, id: fresh?.id ?? '' };
  }

  const show = async (receipt: string) => (await send(pages.app, '/en/receipt', { receipt })).text;
  it('CON-01 refuses a further message and says so, with the message still in its field', async () => {
    const { receipt } = await contest(STORED);
    const { status, text } = await send(pages.app, '/en/receipt', { receipt, message: 'We sang <Bach>.' });
    expect(status).toBe(422);
    expect(text).toContain('<a href="#message">A contest takes no further message');
    expect(text).toMatch(/<p class="fault" id="message-fault">A contest takes no further message/);
    expect(text).toContain('We sang &lt;Bach&gt;.</textarea>');
    expect(text).not.toContain('Your message was added.');
    // A look alone is answered as before.
    expect((await send(pages.app, '/en/receipt', { receipt, message: ' ' })).status).toBe(200);
  });

  const standing = async (receipt: string) => /role="status">([^<]*)/.exec(await show(receipt))?.[1]?.trim();

  it.each([
    'https://www.board.example/topic/7/?utm_source=feed',
    'http://board.example/topic/7',
    'm.board.example/topic/7#top',
  ])(
    'CON-01 anyone can say by its address, without an account, that a post is no offer: %s',
    async (address) => {
      const { receipt, id } = await contest(address);
      expect(await standing(receipt)).toBe('Received. Nobody has looked at it yet.');
      const [waiting] = await desk.openContests(ADA);
      expect(waiting).toMatchObject({ id, state: 'received', isOverdue: false, isOpenToActor: true });
      expect(waiting?.itemId).toMatch(/^[0-9a-f]{24}$/);
      expect(await desk.examine(ADA, id)).toMatchObject({
        content: { address, statement: STATEMENT, language: 'en' },
      });
      expect(await standing(receipt)).toBe('Somebody is looking at it.');
      await desk.decideContest(ADA, id, UPHOLD);
      expect(await standing(receipt)).toContain('What was kept of the post has been erased.');
    },
  );

  it('CON-01 nobody learns from answer, receipt or decision whether a post is kept', async () => {
    const kept = await contest(STORED);
    const other = await contest('https://board.example/topic/8');
    const plain = (text: string) => text.replaceAll(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}|[0-9a-f-]{36}/g, '');
    expect(plain(await show(kept.receipt))).toBe(plain(await show(other.receipt)));
    for (const { id } of [kept, other]) await desk.examine(ADA, id);
    expect(plain(await show(kept.receipt))).toBe(plain(await show(other.receipt)));
    await expect(desk.decideContest(ADA, other.id, UPHOLD)).rejects.toMatchObject({
      code: 'item.conflict',
    });
    await desk.decideContest(ADA, kept.id, REJECT);
    await desk.decideContest(ADA, other.id, { ...REJECT, reason: 'nothing_held' });
    expect(plain(await show(kept.receipt))).toBe(plain(await show(other.receipt)));
    expect(await standing(kept.receipt)).toContain('nothing changes');
  });

  it('CON-01 shows the state and nothing that was sent', async () => {
    const { receipt } = await contest(STORED);
    const text = await show(receipt);
    for (const secret of ['canary', 'board.example', receipt]) expect(text).not.toContain(secret);
  });

  it('CON-02 refuses whoever has judged the item, has not read the contest, or gives no reason', async () => {
    const { id } = await contest(STORED);
    const [{ itemId } = { itemId: null }] = await desk.openContests(ADA);
    await sql`
      insert into vigie.decisions (item_id, stage, outcome, reason, actor, decided_at, undone_at)
      values (${itemId}, 'first', 'offer', 'crossing_offered', ${JUDGE.id}, now(), now())
    `.execute(column.database.db);
    expect((await desk.openContests(JUDGE))[0]?.isOpenToActor).toBe(false);
    for (const step of [
      () => desk.examine(JUDGE, id),
      () => desk.decideContest(JUDGE, id, UPHOLD),
      () => desk.decideContest(ADA, id, UPHOLD),
    ])
      await expect(step()).rejects.toMatchObject({ code: 'item.conflict' });
    await desk.examine(ADA, id);
    for (const wrong of [
      { ...UPHOLD, note: '' },
      { ...UPHOLD, reason: 'offer_stands' },
    ])
      await expect(desk.decideContest(ADA, id, wrong)).rejects.toMatchObject({
        code: 'input.invalid',
      });
    await desk.decideContest(ADA, id, UPHOLD);
    await expect(desk.decideContest(ADA, id, REJECT)).rejects.toMatchObject({
      code: 'item.conflict',
    });
  });

  it('CON-02 is decided by nobody who answered a question about its post', async () => {
    const { id } = await contest(STORED);
    const [{ itemId } = { itemId: null }] = await desk.openContests(ADA);
    await answered(column.database.db, itemId ?? '', ADA.id);
    expect((await desk.openContests(ADA))[0]?.isOpenToActor).toBe(false);
    await expect(desk.examine(ADA, id)).rejects.toThrow(/answered a question about it/);
  });

  it('CON-02 is due within 30 days, and says so when it is not kept', async () => {
    await contest(STORED);
    const [one] = await desk.openContests(ADA);
    const days = (Date.parse(one?.dueOn ?? '') - Date.parse(one?.receivedOn ?? '')) / 86_400_000;
    expect(days).toBe(30);
    const later = { now: () => Date.now() + 32 * 86_400_000 };
    const then = createContestDesk({ db: column.database.db, vault: context.vault, clock: later });
    expect((await then.openContests(ADA))[0]?.isOverdue).toBe(true);
  });

  it('CON-02 is told of by doctor and metrics while it waits and once its day is over', async () => {
    const { db } = column.database;
    const opened = (async () => ({ database: column.database })) as unknown as Opened;
    expect(await checkContests(opened)).toEqual([{ check: 'contests', level: 'ok', message: '0 waiting' }]);
    await contest(STORED);
    const [one] = await desk.openContests(ADA);
    const at = (days: number) => new Date(Date.parse(one?.receivedOn ?? '') + days * 86_400_000);
    expect(await countContests(db, at(30))).toEqual({ open: 1, overdue: 0, nextDueOn: one?.dueOn });
    expect(await countContests(db, at(31))).toEqual({ open: 1, overdue: 1, nextDueOn: null });
    await sql`update vigie.contests set received_on = received_on - 31`.execute(db);
    expect(await checkContests(opened)).toMatchObject([
      { level: 'warn', message: '1 of 1 are not decided although their 30 days are over' },
    ]);
  });

  it('CON-02 is decided by anybody who has read it, also where somebody read it after them', async () => {
    const { id } = await contest(STORED);
    const other = actorOf('adjudicator:b', ['adjudicator']);
    await desk.examine(ADA, id);
    await desk.examine(other, id);
    await desk.examine(ADA, id);
    await desk.decideContest(ADA, id, UPHOLD);
    await expect(desk.decideContest(other, id, REJECT)).rejects.toMatchObject({ code: 'item.conflict' });
  });

  it('RET-04 destroys nothing that two people keep by order, before somebody lifts the hold', async () => {
    const { db } = column.database;
    const { id } = await contest(STORED);
    const [{ itemId } = { itemId: null }] = await desk.openContests(ADA);
    const now = new Date();
    const { holdId } = await requestHold(db, {
      itemId: itemId ?? '',
      reason: 'order 12/2026 of the court',
      endsAt: new Date(now.getTime() + 86_400_000),
      actor: 'ora',
      now,
    });
    await approveHold(db, { holdId, actor: 'ben', now });
    await desk.examine(ADA, id);
    await expect(desk.decideContest(ADA, id, UPHOLD)).rejects.toMatchObject({
      code: 'item.conflict',
      message: expect.stringContaining(`found hold ${holdId} until `),
    });
    const texts = async () => (await sql`select 1 from vigie.sealed_posts`.execute(db)).rows.length;
    expect(await texts()).toBe(1);
    await liftHold(db, { holdId, actor: 'ora', now });
    await desk.decideContest(ADA, id, UPHOLD);
    expect(await texts()).toBe(0);
  });

  it('CON-04 erases text, author, address and statement everywhere, and the log still verifies', async () => {
    const { id } = await contest(STORED);
    await desk.examine(ADA, id);
    await desk.decideContest(ADA, id, UPHOLD);
    await context.afterErasure();
    const { db } = column.database;
    const { rows: left } = await sql`select 1 from vigie.sealed_posts`.execute(db);
    expect(left).toEqual([]);
    const canaries = ['canary-text-4711', 'canary-author-4713', 'canary-statement-4712', 'board.example'];
    expectNoCanary(await dumpRecords(db), canaries, 'the records');
    expectNoCanary(await column.dumpQueue(), canaries, 'the queue');
    if (name === 'embedded') expectNoCanary(dumpFiles(column.directory), canaries, 'the files');
    const { rows } = await sql<{ state: string }>`select state from vigie.items`.execute(db);
    expect(rows).toEqual([{ state: 'erased' }]);
    await sequence(db, context.vault);
    expect(await verifyLog(db, context.vault)).toMatchObject({
      fault: null,
      kinds: { 'contest.decided': 1, 'posts.erased': 1 },
    });
    expect(await readErasures(db, context.vault, { limit: 9 })).toMatchObject([{ texts: 1, holds: true }]);
  });

  it('names the rules that were wrong in the log, so that figures can count them', async () => {
    const { id } = await contest(STORED);
    await desk.examine(ADA, id);
    await desk.decideContest(ADA, id, UPHOLD);
    const [decided] = await logEntries(column.database.db, sql`e.kind = 'contest.decided'`, context.vault);
    expect(decided?.body).toMatchObject({
      verdict: 'upheld',
      falsePositive: { release: 'test-release', lane: 'review', rules: ['en.provider.test'] },
    });
  });

  it('takes a form once, and shows the receipt again to whoever sends it twice at once', async () => {
    const fields = { form: crypto.randomUUID(), address: STORED, text: STATEMENT };
    const send = () => post(pages.app, '/en/contest', fields);
    const [first, second] = await Promise.all([send(), send()]);
    expect(first.text).toMatch(/class="receipt"><bdi dir="ltr">[^<]+</);
    expect([first.status, second, await send()]).toEqual([200, first, first]);
    const other = await post(pages.app, '/en/contest', { ...fields, text: 'Other words.' });
    expect([other.status, other.text.includes('class="receipt"')]).toEqual([409, false]);
    const { rows } = await sql`select from vigie.contests`.execute(column.database.db);
    expect(rows).toHaveLength(1);
  });

  it.each<[string, (recipient: string) => Promise<Uint8Array>]>([
    ['cannot be opened', async () => Buffer.from('nothing that was sealed')],
    ['is no contest', (recipient) => sealTo(recipient, JSON.stringify({ version: 2, address: STORED }))],
    ['is no JSON', (recipient) => sealTo(recipient, 'nothing that was written here')],
  ])('leaves what %s to a person, and goes on with the next', async (_what, sealed) => {
    const { store } = pages.context;
    await store.addContest({
      id: crypto.randomUUID(),
      receiptHash: Buffer.alloc(32, 7),
      sealed: await sealed((await store.facts()).intakeRecipient),
    });
    await contest(STORED);
    const open = await desk.openContests(ADA);
    expect(open.map(({ itemId }) => itemId === null).sort()).toEqual([false, true]);
    const unreadable = open.find(({ itemId }) => itemId === null)?.id ?? '';
    expect(await desk.examine(ADA, unreadable)).toMatchObject({ content: null });
    await desk.decideContest(ADA, unreadable, { ...REJECT, reason: 'nothing_held' });
    expect(await desk.openContests(ADA)).toHaveLength(1);
  });

  it('PRO-09 shows a contest about an item of the protection lane to protection alone', async () => {
    const { id } = await contest(STORED);
    await sql`update vigie.items set lane = 'protect'`.execute(column.database.db);
    expect(await desk.openContests(ADA)).toEqual([]);
    for (const step of [() => desk.examine(ADA, id), () => desk.decideContest(ADA, id, UPHOLD)])
      await expect(step()).rejects.toMatchObject({ code: 'item.not-found' });
    expect(await desk.openContests(PIA)).toMatchObject([{ id, isOpenToActor: true }]);
    await desk.examine(PIA, id);
    await desk.decideContest(PIA, id, UPHOLD);
    expect(await desk.openContests(PIA)).toEqual([]);
  });

  it('goes 90 days after its decision, with its receipt', async () => {
    const { id, receipt } = await contest(STORED);
    await desk.examine(ADA, id);
    await desk.decideContest(ADA, id, REJECT);
    const in_ = (days: number) => ({ ...context, clock: { now: () => Date.now() + days * 86_400_000 } });
    await prunePublic(in_(89));
    expect(await standing(receipt)).toContain('nothing changes');
    await prunePublic(in_(92));
    expect(await show(receipt)).toContain('No report and no contest has this receipt');
  });
});
