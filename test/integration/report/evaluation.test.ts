import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { EvaluationPlan } from '../../../queue/contracts/index.ts';
import { evaluateMonth } from '../../../queue/report/index.ts';
import {
  fixPlan,
  isSuspended,
  liftSuspension,
  readHeldRules,
  readPlans,
  suspendSource,
} from '../../../queue/storage/index.ts';
import { COLUMNS } from '../../support/columns.ts';
import { deskScene } from '../../support/desk-scene.ts';

const PLAN = EvaluationPlan.parse({});
const ACT = { actor: 'oscar', now: new Date('2026-01-15T00:00:00Z') };

describe.each(COLUMNS)('the evaluation of a month, %s', (name) => {
  const scene = deskScene(name);

  const outcomes = (
    month: string,
    kind: 'rule' | 'source',
    subject: string,
    offer: number,
    notOffer: number,
  ) =>
    scene.context.db
      .insertInto('vigie.subject_outcomes')
      .values([
        { month, kind, subject, outcome: 'offer', change: offer },
        { month, kind, subject, outcome: 'not_offer', change: notOffer },
      ])
      .execute();

  const evaluate = (month: string, now: Date, unmeasured: readonly string[] = []) =>
    evaluateMonth(scene.context.db, month, { now, unmeasured: new Set(unmeasured) });

  it('EVA-01 goes by a plan that was fixed and logged before the month began, and that nobody changes', async () => {
    const { db } = scene.context;
    await expect(fixPlan(db, '2026-01', PLAN, ACT)).rejects.toThrow('a month that has not begun');
    const sha256 = await fixPlan(db, '2026-02', PLAN, ACT);
    await expect(fixPlan(db, '2026-02', { ...PLAN, leastPrecision: 0 }, ACT)).rejects.toThrow(
      'stays as it was fixed',
    );
    await expect(sql`update vigie.evaluation_plans set plan = '{}'`.execute(db)).rejects.toThrow(
      'stay as they were',
    );
    await expect(
      sql`insert into vigie.evaluation_plans values ('2026-01', '{}', repeat('0', 64), 'x', '2026-01-02T00:00:00Z')`.execute(
        db,
      ),
    ).rejects.toThrow();
    expect(await readPlans(db, ['2026-02'])).toEqual([
      { month: '2026-02', plan: PLAN, sha256, fixedAt: ACT.now.toISOString() },
    ]);
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from vigie.log_entries where kind = 'evaluation.planned'
    `.execute(db);
    expect(rows[0]?.n).toBe(1);
    await expect(evaluate('2026-03', new Date('2026-05-01T12:00:00Z'))).rejects.toThrow('fixed before');
  });

  it('EVA-03 puts a rule and a source out of use that missed two months in a row, once, and nobody else', async () => {
    const { db } = scene.context;
    for (const month of ['2026-02', '2026-03']) {
      await fixPlan(db, month, PLAN, ACT);
      await outcomes(month, 'rule', 'en.bad', 4, 40);
      await outcomes(month, 'source', 'bad-source', 2, 50);
      await outcomes(month, 'rule', 'en.good', 40, 4);
      await outcomes(month, 'rule', 'en.rare', 0, 8);
    }
    await outcomes('2026-03', 'rule', 'en.late', 0, 60);
    const first = await evaluate('2026-02', new Date('2026-03-02T00:00:00Z'));
    expect(first.misses.map(({ subject, isSecond }) => [subject, isSecond])).toEqual([
      ['en.bad', false],
      ['bad-source', false],
    ]);
    expect([await readHeldRules(db), await isSuspended(db, 'bad-source')]).toEqual([[], false]);
    const now = new Date('2026-04-02T00:00:00Z');
    const second = await evaluate('2026-03', now);
    expect(second.misses.map(({ subject, isSecond }) => [subject, isSecond])).toEqual([
      ['en.bad', true],
      ['en.late', false],
      ['bad-source', true],
    ]);
    expect([await readHeldRules(db), await isSuspended(db, 'bad-source')]).toEqual([['en.bad'], true]);
    expect(await evaluate('2026-03', now)).toEqual({ misses: [] });
  });

  it('EVA-03 puts out of use who missed two months in a row when the later one is evaluated first', async () => {
    const { db } = scene.context;
    for (const month of ['2026-02', '2026-03']) {
      await fixPlan(db, month, PLAN, ACT);
      await outcomes(month, 'rule', 'en.bad', 4, 40);
      await outcomes(month, 'source', 'bad-source', 2, 50);
    }
    const now = new Date('2026-04-02T00:00:00Z');
    for (const [month, isSecond] of [
      ['2026-03', false],
      ['2026-02', true],
    ] as const)
      expect(await evaluate(month, now)).toMatchObject({ misses: [{ isSecond }, { isSecond }] });
    expect([await readHeldRules(db), await isSuspended(db, 'bad-source')]).toEqual([['en.bad'], true]);
  });

  it('EVA-03 PRO-09 measures no rule that protects by how many offers it found', async () => {
    const { db } = scene.context;
    for (const month of ['2026-02', '2026-03']) {
      await fixPlan(db, month, PLAN, ACT);
      // What a rule of distress finds is an offer where it was excused, which is seldom.
      await outcomes(month, 'rule', 'en.protect.sinking', 2, 50);
      await outcomes(month, 'source', 'en.protect.sinking', 2, 50);
    }
    for (const month of ['2026-02', '2026-03']) {
      const { misses } = await evaluate(month, new Date('2026-04-02T00:00:00Z'), ['en.protect.sinking']);
      expect(misses.map(({ kind }) => kind)).toEqual(['source']);
    }
    expect(await readHeldRules(db)).toEqual([]);
  });

  it('EVA-03 keeps a suspended source out of use until two people say otherwise', async () => {
    const { db } = scene.context;
    const now = new Date(scene.clock.now());
    const suspend = () =>
      db
        .transaction()
        .execute((tx) =>
          suspendSource(tx, 'board', { reason: 'plan missed twice', actor: 'evaluation', now }),
        );
    await suspend();
    await suspend();
    expect(await isSuspended(db, 'board')).toBe(true);
    expect(await isSuspended(db, 'other')).toBe(false);
    expect(await liftSuspension(db, 'board', { actor: 'oscar', now })).toBe(false);
    await expect(liftSuspension(db, 'board', { actor: 'oscar', now })).rejects.toMatchObject({
      code: 'evaluation.refused',
      message:
        'expected a second person, found oscar, who has said so already; collecting it again takes two',
    });
    expect(await isSuspended(db, 'board')).toBe(true);
    expect(await liftSuspension(db, 'board', { actor: 'olga', now })).toBe(true);
    expect(await isSuspended(db, 'board')).toBe(false);
    const { rows } = await sql<{ kind: string }>`
      select kind from vigie.log_entries where subject = 'board' order by entry_id
    `.execute(db);
    expect(rows.map(({ kind }) => kind)).toEqual([
      'source.suspended',
      'source.resume-approved',
      'source.resumed',
    ]);
  });
});
