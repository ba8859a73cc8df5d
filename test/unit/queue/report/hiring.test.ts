import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { MonthHiring } from '../../../../queue/contracts/index.ts';
import { checkReport } from '../../../../queue/report/check-report.ts';
import { reportFiles } from '../../../../queue/report/files.ts';
import { type ReportData, reportData } from '../../../../queue/report/report-data.ts';
import { reportSources } from '../../../support/report-sources.ts';

const QUARTER = { period: '2026-Q2', months: ['2026-04', '2026-05', '2026-06'] };

/** A report of a quarter; its months have 43, 41 and 31 offers. */
async function quarter(...counts: (number | null)[]): Promise<ReportData> {
  const hiring: MonthHiring[] = QUARTER.months.map((month, at) => ({ month, count: counts[at] ?? null }));
  return reportData(await reportSources({ ...QUARTER, hiring }));
}

function rowsOf(data: ReportData, language: 'en' | 'fr'): string[][] {
  const $ = load(reportFiles(data).get(`report.${language}.html`) ?? '');
  const rows = $('section[aria-labelledby=outcomes] table').eq(1).find('tbody tr').toArray();
  return rows.map((row) =>
    $(row)
      .children()
      .toArray()
      .map((cell) => $(cell).text()),
  );
}

function faultsOf(data: ReportData): string[] {
  const files = reportFiles(data);
  return checkReport((name) => files.get(name) ?? null);
}

describe('offers that hire carriers, in a report', () => {
  it('EVA-02 stand beside all offers of their month, and where it was not counted that is said', async () => {
    const data = await quarter(null, 12, 3);
    const offers = data.outcomes.map(({ counts }) => String(counts.offer));
    expect(rowsOf(data, 'en')).toEqual([
      ['2026-04', offers[0], 'was not counted'],
      ['2026-05', offers[1], '12'],
      ['2026-06', offers[2], 'held back'],
    ]);
    expect(rowsOf(data, 'fr').map((row) => row[2])).toEqual(['n’a pas été compté', '12', 'retenu']);
    expect(data.hiring).toEqual([
      { month: '2026-04', isCounted: false, count: null },
      { month: '2026-05', isCounted: true, count: 12 },
      { month: '2026-06', isCounted: true, count: null },
    ]);
    expect(reportFiles(data).get('months.csv')?.split('\r\n').slice(-4)).toEqual([
      'offers,2026-04,hires-carriers,not-counted',
      'offers,2026-05,hires-carriers,12',
      'offers,2026-06,hires-carriers,',
      '',
    ]);
    expect(faultsOf(data)).toEqual([]);
  });

  it('STA-02 are the same in the report of their month and in that of its quarter', async () => {
    const month = reportData(await reportSources({ hiring: [{ month: '2026-05', count: 12 }] }));
    expect((await quarter(11, 12, 13)).hiring?.[1]).toEqual(month.hiring?.[0]);
  });

  it.each<[string, number, boolean]>([
    ['under ten', 9, true],
    ['beside which the other offers are under ten', 35, true],
    ['of a month that did not count it', 12, false],
  ])('STA-01 EVA-06 do not hold with a count %s', async (_, count, isCounted) => {
    const data = reportData(await reportSources());
    const faults = faultsOf({ ...data, hiring: [{ month: '2026-05', isCounted, count }] });
    expect(faults[0]).toBe(
      `report.json: hiring: expected no count of 2026-05 that it or the other offers of the month hold back, found ${count}`,
    );
  });

  it('STA-01 EVA-06 do not hold with a count of a month that holds its offers back', async () => {
    const data = reportData(await reportSources());
    const outcomes = data.outcomes.map((month) => ({
      ...month,
      counts: { ...month.counts, offer: null, protect: null },
    }));
    expect(faultsOf({ ...data, outcomes })[0]).toContain('hiring: expected no count of 2026-05');
  });

  it('EVA-06 are counted from a month on, and in every report since', async () => {
    const data = await quarter(12, 12, 12);
    const hiring = data.hiring?.map((one, at) =>
      at === 1 ? { ...one, isCounted: false, count: null } : one,
    );
    expect(faultsOf({ ...data, hiring: hiring ?? [] })[0]).toContain('expected 2026-05 counted');
    const { hiring: _, ...without } = data;
    expect(faultsOf(without)[0]).toContain('hiring: expected the months of "2026-Q2", found none');
  });

  it('EVA-06 are in no report of an earlier method, which holds as it was', async () => {
    const data = reportData(await reportSources());
    expect(faultsOf({ ...data, method: 4 })[0]).toContain('expected none in a report of method 4');
    const { hiring: _, ...earlier } = data;
    expect(rowsOf({ ...earlier, method: 4 }, 'en')).toEqual([]);
    expect(faultsOf({ ...earlier, method: 4 })).toEqual([]);
  });
});
