import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../queue/contracts/index.ts';
import { checkReport } from '../../../../queue/report/check-report.ts';
import { comparisonOf } from '../../../../queue/report/comparison.ts';
import { tallyEntries } from '../../../../queue/report/entry-tally.ts';
import { reportFiles } from '../../../../queue/report/files.ts';
import { reportData } from '../../../../queue/report/report-data.ts';
import { reportEntry, reportSources } from '../../../support/report-sources.ts';

type Said = readonly [answer: string, share: number | undefined, times: number];

function tallyOf(...said: readonly Said[]) {
  const entries = said.flatMap(([answer, share, times]) =>
    Array.from({ length: times }, () =>
      reportEntry('sample.ended', { answer, ...(share !== undefined && { share }) }),
    ),
  );
  return tallyEntries(
    (async function* () {
      for (const [index, entry] of entries.entries())
        yield { index, kind: entry.kind, entry: entry as Entry };
    })(),
  );
}

async function drawn(...said: readonly Said[]) {
  const { rows } = await tallyOf(...said);
  return comparisonOf({ outcomes: [], tally: rows }, 3).find(({ id }) => id === 'drawn');
}

describe('what chance brings beside what rules bring', () => {
  it('EVA-04 counts each post for as many as its language has, so that a rare language is not told as all', async () => {
    const arm = await drawn(['not_offer', 0.00025, 20], ['not_offer', 0.25, 18], ['offer', 0.25, 2]);
    expect(arm).toMatchObject({ offers: 2, n: 40, halfJudged: 0 });
    expect(arm?.share).toBeCloseTo((2 * 4) / (20 * 4000 + 20 * 4), 9);
    const [low = 1, high = 0] = arm?.interval ?? [];
    expect(low).toBeLessThan(0.0001);
    // Nearly all of the weight is on twenty posts, so the interval is one of twenty and not of forty.
    expect(high).toBeGreaterThan(0.15);
  });

  it('EVA-04 takes what one person called an offer for one, and its interval spans both', async () => {
    const arm = await drawn(['not_offer', 0.01, 36], ['offer', 0.01, 1], ['half_judged', 0.01, 3]);
    expect(arm).toMatchObject({ offers: 1, halfJudged: 3, n: 40, share: 4 / 40 });
    const least = await drawn(['not_offer', 0.01, 39], ['offer', 0.01, 1]);
    const most = await drawn(['not_offer', 0.01, 36], ['offer', 0.01, 4]);
    expect(arm?.interval).toEqual([least?.interval?.[0], most?.interval?.[1]]);
  });

  it('EVA-04 is not told where an entry does not say how likely its post was to be drawn', async () => {
    const arm = await drawn(['not_offer', 0.01, 39], ['offer', undefined, 1]);
    expect(arm).toMatchObject({ offers: 1, n: 40, share: null, interval: null });
  });

  it('EVA-04 EVA-06 shows the offers as a range, and follows from the tally', async () => {
    const tally = await tallyOf(['not_offer', 0.01, 36], ['offer', 0.01, 1], ['half_judged', 0.01, 3]);
    // Before entries that are of no figure, as in any log.
    const byMonth = new Map([
      ['2026-05', new Map(Object.entries({ 'sample.ended': 40, 'item.claimed': 61 }))],
    ]);
    const data = reportData(await reportSources({ tally: { ...tally, last: 100, byMonth } }));
    const files = reportFiles(data);
    const $ = load(files.get('report.en.html') ?? '');
    expect($('section[aria-labelledby=comparison] tbody tr').last().find('td').first().text()).toBe('1 – 4');
    expect(checkReport((name) => files.get(name) ?? null)).toEqual([]);
  });

  it('EVA-04 shows offers that are a few in ten thousand, in the pages of the method that a report was made by', async () => {
    const tally = await tallyOf(['not_offer', 0.01, 4999], ['offer', 0.01, 1]);
    const byMonth = new Map([
      ['2026-05', new Map(Object.entries({ 'sample.ended': 5000, 'item.claimed': 61 }))],
    ]);
    const { hiring: _, ...made } = reportData(
      await reportSources({ tally: { ...tally, last: 5061, byMonth } }),
    );
    const shown = (method: 3 | 4, language: 'en' | 'fr') => {
      const files = reportFiles({ ...made, method });
      expect(checkReport((name) => files.get(name) ?? null)).toEqual([]);
      const $ = load(files.get(`report.${language}.html`) ?? '');
      const cells = $('section[aria-labelledby=comparison] tbody tr').last().find('td');
      return [2, 3].map((at) => cells.eq(at).text());
    };
    expect(shown(3, 'en')).toEqual(['0\u00a0%', '0 – 0.1\u00a0%']);
    expect(shown(4, 'en')).toEqual(['0.02\u00a0%', '0.0035 – 0.11\u00a0%']);
    expect(shown(4, 'fr')).toEqual(['0,02\u00a0%', '0,0035 – 0,11\u00a0%']);
  });
});
