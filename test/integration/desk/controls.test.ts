import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CollectedPost } from '../../../queue/contracts/index.ts';
import { sequence, verifyLog } from '../../../queue/log/index.ts';
import {
  createCases,
  createDesk,
  createQuality,
  createUnmasking,
  type Desk,
  type ItemContent,
} from '../../../queue/review/index.ts';
import { manualClock } from '../../../queue/runtime/clock.ts';
import { readLanes, readOpenAlerts, readStatus } from '../../../queue/storage/index.ts';
import { handleExpireTexts } from '../../../workers/handlers/expire.ts';
import { stagePosts } from '../../../workers/handlers/stage.ts';
import { COLUMNS, type Column, openColumn } from '../../support/columns.ts';
import { knownPost, plantAlways } from '../../support/controls.ts';
import { judge, NEWS, OFFER, PROTECT, type TestDesk } from '../../support/judgments.ts';
import { logEntries } from '../../support/log.ts';
import { actorOf } from '../../support/people.ts';
import { drain, posts, scoreContext, type TestContext } from '../../support/scoring.ts';
import { testVault } from '../../support/vault.ts';

const ANA = actorOf('ana', ['reviewer']);
const BEN = actorOf('ben', ['reviewer']);
const EVE = actorOf('eve', ['adjudicator']);
const CAI = actorOf('cai', ['reviewer']);
const PIA = actorOf('pia', ['protection']);
const OPEN = { lane: 'review', show: 'open', limit: 200 } as const;
const CLOSED = { ...OPEN, show: 'closed' } as const;

/** Items given to one person, of which about half are controls. */
const DRAWS = 120;

describe.each(COLUMNS)('control items, %s', (name) => {
  let column: Column;
  let context: TestContext;
  let desk: Desk;
  let at: TestDesk;
  const clock = manualClock(Date.parse('2026-06-01T12:00:00Z'));
  beforeAll(async () => {
    column = await openColumn(name);
  });
  beforeEach(async () => {
    await column.reset();
  });
  afterAll(() => column.close());

  /** So many posts come in, with one of these beside each as long as they last. */
  async function arrive(
    count: number,
    known: Parameters<typeof plantAlways>[0],
    more: Partial<CollectedPost> = {},
  ): Promise<void> {
    const vault = testVault();
    context = scoreContext(column, { clock, vault, controls: plantAlways(known, vault) });
    desk = createDesk({ db: column.database.db, vault: context.vault, clock });
    at = { desk, clock };
    await stagePosts(
      context,
      'source',
      posts(count, (n) => `[review] of a post ${n}`).map((post) => ({ ...post, ...more })),
      'test',
    );
    await drain(column, context);
  }

  /** Ids of the control items, and of the items of posts. */
  async function ids(): Promise<{ control: string[]; post: string[] }> {
    const { rows } = await sql<{ id: string; is_control: boolean }>`
      select id, is_control from vigie.desk_items order by id`.execute(column.database.db);
    const of = (kind: boolean) => rows.filter((row) => row.is_control === kind).map((row) => row.id);
    return { control: of(true), post: of(false) };
  }

  /** This very item, as somebody holds it who was given it and let the claim run out. */
  async function claimed(actor: typeof ANA, id: string): Promise<ItemContent> {
    for (const items of ['vigie.items', 'vigie.control_items']) {
      await sql`
        update ${sql.table(items)} set claimed_by = ${actor.id}, lease_until = ${new Date(clock.now())} where id = ${id}
      `.execute(column.database.db);
    }
    return desk.claim(actor, id);
  }

  /** Reads and judges an item, and keeps the judgment. */
  async function review(actor: typeof ANA, id: string, judgment = OFFER): Promise<ItemContent> {
    await judge(at, actor, await claimed(actor, id), judgment);
    return desk.conclude(actor, id);
  }

  it('HUM-09 is the same as any other item in every answer until it is concluded', async () => {
    await arrive(1, [knownPost('same')]);
    const { control, post } = await ids();
    expect([control.length, post.length]).toEqual([1, 1]);
    const answersOf = async (id: string) => {
      const before = await desk.view(ANA, id);
      const held = await claimed(ANA, id);
      const listed = (await desk.list(ANA, OPEN)).find((item) => item.id === id);
      const early = await desk.judge(ANA, id, NEWS, held.claim ?? -1).catch((error: unknown) => error);
      const released = await desk.release(ANA, id).then(() => desk.view(ANA, id));
      const judged = await judge(at, ANA, await claimed(ANA, id), OFFER);
      const undone = await desk.undo(ANA, id);
      const again = await judge(at, ANA, undone, OFFER);
      const forOther = await desk.view(BEN, id);
      const refused = await desk.claim(BEN, id).catch((error: unknown) => error);
      return { listed, before, held, early, released, judged, undone, again, forOther, refused };
    };
    const answers = { control: await answersOf(control[0] ?? ''), post: await answersOf(post[0] ?? '') };
    expect(shapeOf(answers.control)).toEqual(shapeOf(answers.post));
    expect(answers.control.before.id).toMatch(/^[0-9a-f]{24}$/);
    expect(answers.control.listed).toBeDefined();
    expect(answers.control.listed?.openedAt).toBe(answers.post.listed?.openedAt);
    expect(answers.control.judged?.reveal?.assessment).toMatchObject({ score: 12, lane: 'review' });
    expect(JSON.stringify(answers.control)).not.toMatch(/control|expected"|isRight/);
  });

  it('HUM-09 is refused as any other where somebody would add it to a case or read who wrote it', async () => {
    await arrive(1, [knownPost('doors')]);
    const { control, post } = await ids();
    const zoe = actorOf('zoe', ['reviewer', 'adjudicator', 'exporter', 'protection']);
    const { db } = column.database;
    const cases = createCases({ db, clock });
    const names = createUnmasking({ db, vault: context.vault, clock });
    const caseNumber = await cases.open(zoe, { legalReference: 'example 1' });
    const justification = 'The court asks who placed this advert, order of June.';
    const refusals = async (itemId: string) => {
      const asked = [
        () => cases.add(zoe, caseNumber, itemId),
        () => names.read(zoe, itemId),
        () => names.request(zoe, { caseNumber, itemId, purpose: 'judicial-request', justification }),
        () => names.breakGlass(zoe, { itemId, justification }),
        () => desk.conclude(zoe, itemId),
      ];
      const said = [];
      for (const ask of asked) {
        const error = await ask().then(
          () => new Error('expected a refusal'),
          (refusal: Error) => refusal,
        );
        said.push({ ...error, message: error.message.replaceAll(itemId, 'ID'), details: undefined });
      }
      return said;
    };
    expect(await refusals(control[0] ?? '')).toEqual(await refusals(post[0] ?? ''));
  });

  it('HUM-09 tells a time as exact as those of its source', async () => {
    await arrive(1, [knownPost('clock')], { publishedAt: '2026-05-31T10:17:23.000Z' });
    const { rows } = await sql<{ control: Date; post: Date }>`
      select c.published_at as control, p.published_at as post from vigie.controls c, vigie.posts p
    `.execute(column.database.db);
    const [{ control, post } = { control: new Date(0), post: new Date(1) }] = rows;
    expect(control.getTime() % 60_000).toBe(post.getTime() % 60_000);
    expect(post.getTime() - control.getTime()).toBeLessThan(3_600_000);
  });

  it('HUM-09 tells what was known once it is concluded, and whoever did so alone', async () => {
    await arrive(2, [knownPost('right'), knownPost('wrong', 'not_offer')]);
    const { control } = await ids();
    expect(control).toHaveLength(2);
    for (const id of control) {
      const { control: told, steps, reveal } = await review(ANA, id);
      const isRight = told?.expected === 'offer';
      expect(told).toMatchObject({ answer: 'offer', isRight, explanation: null });
      expect(told?.reason).toBe(isRight ? 'crossing_offered' : 'fiction_or_joke');
      expect(steps).toEqual([]);
      expect(reveal?.decisions).toHaveLength(1);
      expect((await desk.view(ANA, id)).control).toEqual(told);
      await expect(desk.view(BEN, id)).rejects.toMatchObject({ code: 'item.not-found' });
      await expect(desk.undo(ANA, id)).rejects.toMatchObject({ code: 'item.conflict' });
    }
  });

  it('HUM-09 enters no outcome, count, list of closed items or case, whatever is said of it', async () => {
    await arrive(1, [knownPost('nowhere')]);
    const { control, post } = await ids();
    const before = await readStatus(column.database.db);
    expect((await desk.counts(ANA)).review).toBe(2);
    expect((await readLanes(column.database.db)).review.open).toBe(2);
    await review(ANA, control[0] ?? '');
    expect(await desk.counts(ANA)).toMatchObject({ review: 1 });
    expect(await desk.list(ANA, CLOSED)).toEqual([]);
    const after = await readStatus(column.database.db);
    expect([after.items, after.posts]).toEqual([before.items, before.posts]);
    const cases = createCases({ db: column.database.db, clock });
    const number = await cases.open(EVE, { legalReference: 'example 1' });
    await expect(cases.add(EVE, number, control[0] ?? '')).rejects.toMatchObject({ code: 'item.not-found' });
    const { rows } = await sql<{ place: string; n: number }>`
      select 'items' as place, count(*) as n from vigie.items where id = ${control[0]}
      union all select 'decisions', count(*) from vigie.decisions
      union all select 'members', count(*) from vigie.item_members where item_id <> ${post[0]}
    `.execute(column.database.db);
    expect(rows.map((row) => Number(row.n))).toEqual([0, 0, 0]);
  });

  it('HUM-09 writes an entry for every step, in which no judgment stands', async () => {
    await arrive(1, [knownPost('logged')]);
    const { control } = await ids();
    await review(ANA, control[0] ?? '');
    const entries = await logEntries(column.database.db, sql`e.subject = ${control[0]}`, context.vault);
    expect(entries.map(({ kind }) => kind)).toEqual([
      'control.planted',
      ...Array(4).fill('control.step'),
      'control.ended',
    ]);
    expect(JSON.stringify(entries)).not.toMatch(/crossing_offered|outcome|elements/);
    await sequence(column.database.db, context.vault);
    expect(await verifyLog(column.database.db, context.vault)).toMatchObject({ fault: null });
  });

  it('HUM-09 handed over to protection comes to nobody there, and is right where a person was at risk', async () => {
    await arrive(1, [knownPost('at-risk', 'protect')]);
    const { control } = await ids();
    const told = await judge(at, ANA, await claimed(ANA, control[0] ?? ''), PROTECT);
    expect(told?.control).toMatchObject({ expected: 'protect', answer: 'protect', isRight: true });
    expect(await desk.list(PIA, { ...OPEN, lane: 'protect' })).toEqual([]);
    expect(await readOpenAlerts(column.database.db)).toEqual([]);
    expect((await readLanes(column.database.db)).review.entered).toBeNull();
  });

  it.each([
    ['judged it', (id: string) => review(ANA, id)],
    ['handed it to protection without a judgment', (id: string) => desk.protect(ANA, id, 'distress')],
  ])('HUM-09 shows nobody the same known post twice who %s', async (_how, meet) => {
    await arrive(1, [knownPost('once')]);
    const first = (await ids()).control[0] ?? '';
    await meet(first);
    await stagePosts(context, 'source', [{ key: 'later', text: '[review] later' }], 'test');
    await drain(column, context);
    const second = (await ids()).control.find((id) => id !== first) ?? '';
    const given: string[] = [];
    for (let item = await desk.next(ANA, 'review'); item !== null; item = await desk.next(ANA, 'review')) {
      given.push(item.id);
      await judge(at, ANA, item, NEWS);
      await desk.conclude(ANA, item.id);
    }
    expect(given).toHaveLength(2);
    expect(given).not.toContain(second);
    expect((await desk.next(BEN, 'review'))?.id).toBe(second);
  });

  it('HUM-09 is drawn among the items of its hour as they are', async () => {
    await arrive(
      20,
      Array.from({ length: 20 }, (_, n) => knownPost(`drawn-${n}`)),
    );
    const { control } = await ids();
    expect(control).toHaveLength(20);
    let controls = 0;
    for (let n = 0; n < DRAWS; n += 1) {
      // An item's place among its equals is drawn once, when it is opened: independent draws need places drawn anew.
      for (const table of ['items', 'control_items']) {
        await sql`update vigie.${sql.raw(table)} set draw = random()`.execute(column.database.db);
      }
      const reader = actorOf(`reader-${n}`, ['reviewer']);
      const item = await desk.next(reader, 'review');
      if (control.includes(item?.id ?? '')) controls += 1;
      await desk.release(reader, item?.id ?? '');
    }
    // Half of what waits are controls: fewer than one in a million fair series lie five standard deviations off.
    expect(Math.abs(controls - DRAWS / 2)).toBeLessThan(5 * Math.sqrt(DRAWS / 4));
  });

  it('HUM-09 tells each person their own results, and nobody the figures of fewer than three', async () => {
    const quality = createQuality(column.database.db, clock);
    await arrive(
      4,
      ['offer', 'offer', 'not_offer', 'protect'].map((expected, n) =>
        knownPost(`known-${n}`, expected as 'offer'),
      ),
    );
    const { control } = await ids();
    await review(ANA, control[0] ?? '', NEWS);
    await review(ANA, control[1] ?? '');
    await review(BEN, control[2] ?? '');
    const own = await quality.calibration(ANA);
    expect(own.all).toMatchObject({ n: 2, interval: [expect.any(Number), expect.any(Number)] });
    expect(own.recent.map(({ itemId }) => itemId).sort()).toEqual([control[0], control[1]].sort());
    expect(await quality.team()).toEqual([{ language: 'en', agreement: null }]);
    await review(CAI, control[3] ?? '');
    expect(await quality.team()).toEqual([{ language: 'en', agreement: expect.objectContaining({ n: 4 }) }]);
  });

  it('HUM-09 waits no longer than an item, and what came of it is removed in time', async () => {
    await arrive(2, [knownPost('ended'), knownPost('forgotten')]);
    const { control } = await ids();
    await review(ANA, control[0] ?? '');
    const dueAt = (days: number) => new Date(clock.now() + days * 86_400_000).toISOString();
    await handleExpireTexts(context, { version: 1, dueAt: dueAt(91) });
    expect((await ids()).control).toEqual([control[0]]);
    await handleExpireTexts(context, { version: 1, dueAt: dueAt(181) });
    expect((await ids()).control).toEqual([]);
    const { rows } = await sql`
      select 1 from vigie.controls union all select 1 from vigie.control_decisions
    `.execute(column.database.db);
    expect(rows).toEqual([]);
  });
});

/** The value with every leaf replaced by its kind; ids, texts and numbers may differ, fields may not. */
function shapeOf(value: unknown): unknown {
  if (value instanceof Error) return { fault: (value as { code?: string }).code };
  if (Array.isArray(value)) return value.map(shapeOf);
  if (value === null || typeof value !== 'object') return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shapeOf(one)]));
}
