import { describe, expect, it } from 'vitest';
import { monthsFrom } from '../../../../queue/contracts/index.ts';
import { type DutyFacts, describeDuty, type MadeReport, reportDuty } from '../../../../queue/report/duty.ts';
import { periodMonths, periodOf, type ReportRhythm } from '../../../../queue/report/periods.ts';
import { fc } from '../../../support/properties.ts';

const FACTS: DutyFacts = {
  every: 'quarter',
  dueDays: 60,
  since: '2026-02',
  reports: [],
  now: new Date('2026-11-27T10:00:00Z'),
};
const owedOf = (more: Partial<DutyFacts>) => reportDuty({ ...FACTS, ...more }).owed;

function made(period: string, stage: 'made' | 'proposed' | 'published' = 'made'): MadeReport {
  const at = '2026-11-01T00:00:00.000Z';
  return {
    period,
    madeAt: at,
    proposedAt: stage === 'made' ? null : at,
    publishedAt: stage === 'published' ? at : null,
  };
}

describe('what is owed of the transparency report', () => {
  it('TRA-04 is every period that is over and untold, with the day it is due and the days beyond it', () => {
    const duty = reportDuty(FACTS);
    expect(duty.owed).toEqual([
      { period: '2026-Q1', dueOn: '2026-05-30', daysOverdue: 181, stage: 'none' },
      { period: '2026-Q2', dueOn: '2026-08-29', daysOverdue: 90, stage: 'none' },
      { period: '2026-Q3', dueOn: '2026-11-29', daysOverdue: 0, stage: 'none' },
    ]);
    expect(duty.next).toEqual({ period: '2026-Q4', dueOn: '2027-03-01' });
    expect(describeDuty(duty)[0]).toBe(
      'the report for 2026-Q1 was due on 2026-05-30, overdue by 181 days; nobody has made it',
    );
    expect(describeDuty(duty)[2]).toBe('the report for 2026-Q3 is due on 2026-11-29; nobody has made it');
  });

  it('TRA-04 is late from the day after its day on', () => {
    const late = (now: string) => owedOf({ now: new Date(now) }).find(({ period }) => period === '2026-Q3');
    expect(late('2026-11-29T23:59:59Z')?.daysOverdue).toBe(0);
    expect(late('2026-11-30T00:00:00Z')?.daysOverdue).toBe(1);
  });

  it('TRA-04 is not told of by a report that was made and not published', () => {
    const reports = [made('2026-Q1', 'published'), made('2026-Q2', 'proposed'), made('2026-Q3')];
    expect(owedOf({ reports }).map(({ period, stage }) => [period, stage])).toEqual([
      ['2026-Q2', 'proposed'],
      ['2026-Q3', 'made'],
    ]);
  });

  it('is nothing before anything was counted, and months make a quarter', () => {
    expect(owedOf({ since: null })).toEqual([]);
    // Nothing was counted in January.
    const reports = ['2026-02', '2026-03', '2026-Q2', '2026-Q3'].map((one) => made(one, 'published'));
    const duty = reportDuty({ ...FACTS, reports });
    expect(duty.owed).toEqual([]);
    expect(describeDuty(duty)).toEqual([
      'every quarter: nothing is owed, the last published is of 2026-Q3; the report for 2026-Q4 is due on 2027-03-01',
    ]);
  });

  it('is settled by publishing what is owed, whatever the rhythm', () => {
    const rhythm = fc.constantFrom<ReportRhythm>('month', 'quarter', 'half-year', 'year');
    const month = fc
      .integer({ min: 0, max: 40 })
      .map((at) => monthsFrom('2023-01', '2026-11')[at] ?? '2023-01');
    fc.assert(
      fc.property(rhythm, rhythm, month, (before, every, since) => {
        const earlier = reportDuty({ ...FACTS, every: before, since }).owed.slice(0, 1);
        const reports = earlier.map(({ period }) => made(period, 'published'));
        const facts = { ...FACTS, every, since, reports };
        const { owed } = reportDuty(facts);
        const told = new Set([...reports, ...owed].flatMap(({ period }) => periodMonths(period)));
        const over = monthsFrom(since, '2026-11').filter(
          (one) => periodOf(one, every) !== reportDuty(facts).next.period,
        );
        for (const one of over) expect(told.has(one), one).toBe(true);
        const all = [...reports, ...owed.map(({ period }) => made(period, 'published'))];
        expect(reportDuty({ ...facts, reports: all }).owed).toEqual([]);
      }),
    );
  });
});

describe('periods', () => {
  it('are months, quarters, half-years and years', () => {
    expect(periodMonths('2026-10')).toEqual(['2026-10']);
    expect(periodMonths('2026-Q4')).toEqual(monthsFrom('2026-10', '2026-12'));
    expect(periodMonths('2026-H2')).toEqual(monthsFrom('2026-07', '2026-12'));
    expect(periodMonths('2026')).toEqual(monthsFrom('2026-01', '2026-12'));
    for (const wrong of ['2026-H3', '2026-Q5', '2026-13', '26', '2026-', 'q4', ''])
      expect(() => periodMonths(wrong), wrong).toThrow('expected a month');
    for (const every of ['month', 'quarter', 'half-year', 'year'] as const)
      for (const month of monthsFrom('2026-01', '2026-12'))
        expect(periodMonths(periodOf(month, every))).toContain(month);
  });
});
