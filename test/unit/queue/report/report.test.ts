import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { EvaluationPlan } from '../../../../queue/contracts/index.ts';
import { checkReport } from '../../../../queue/report/check-report.ts';
import { tallyEntries } from '../../../../queue/report/entry-tally.ts';
import { isMissed } from '../../../../queue/report/evaluate.ts';
import { FACTS, factsOf } from '../../../../queue/report/facts.ts';
import { reportFiles } from '../../../../queue/report/files.ts';
import { derivedFigures, type ReportData, reportData } from '../../../../queue/report/report-data.ts';
import { reportEn } from '../../../../queue/report/words-en.ts';
import { reportFr } from '../../../../queue/report/words-fr.ts';
import { monthCounts } from '../../../../queue/statistics/month-counts.ts';
import { demoFigures } from '../../../support/demo-figures.ts';
import { fc } from '../../../support/properties.ts';
import { REPORT_NOW, reportEntry, reportSources } from '../../../support/report-sources.ts';

describe('the transparency report', () => {
  it('EVA-02 sets benefit beside harm, each count with the entries of the log it was made of', async () => {
    const data = reportData(await reportSources());
    const count = (id: string) => data.facts.find((fact) => fact.id === id)?.count;
    expect(data.log).toEqual({ first: 100, last: 170, shredded: 0 });
    expect(
      ['second-judgments', 'disputed', 'contests-upheld', 'texts-erased', 'alerts-sent'].map(count),
    ).toEqual([2, 1, 1, 41, null]);
    expect(new Set(FACTS.map(({ side }) => side))).toEqual(new Set(['benefit', 'harm', 'work']));
    const measure = (id: string) => data.measures.find((one) => one.id === id);
    expect(measure('disputed')).toMatchObject({ value: 0.5, n: 2, bound: 0.2, isMet: true });
    expect(measure('alert-seconds')).toMatchObject({ value: 22, bound: 60, isMet: true });
    const { offer, not_offer: other } = data.outcomes[0]?.counts ?? {};
    expect(measure('precision')).toMatchObject({
      n: (offer ?? 0) + (other ?? 0),
      value: (offer ?? 0) / ((offer ?? 0) + (other ?? 0)),
    });
  });

  it('EVA-04 sets what the rules bring beside what chance brings, people at risk in neither', async () => {
    const data = reportData(await reportSources());
    const [flagged, drawn] = data.comparison;
    expect(drawn).toMatchObject({ id: 'drawn', offers: 1, n: 40, share: 1 / 40 });
    expect(drawn?.interval?.[0]).toBeCloseTo(0.0044, 4);
    expect(drawn?.interval?.[1]).toBeCloseTo(0.1288, 4);
    const { offer, not_offer: other } = data.outcomes[0]?.counts ?? {};
    expect(flagged).toMatchObject({ id: 'flagged', offers: offer ?? null, n: (offer ?? 0) + (other ?? 0) });
    const $ = load(reportFiles(data).get('report.en.html') ?? '');
    expect($('section[aria-labelledby=comparison] tbody tr').last().text()).toContain('40');
    expect($('section[aria-labelledby=comparison] tbody td').last().text()).toBe('40');
    const nothing = reportData(
      await reportSources({ figures: [], tally: await tallyEntries((async function* () {})()) }),
    );
    expect(nothing.comparison.map(({ share }) => share)).toEqual([null, null]);
  });

  it('EVA-01 measures by a plan that was fixed before, and by none where there was none', async () => {
    const without = reportData(await reportSources({ plans: [] }));
    expect(without.measures.map(({ bound, isMet }) => [bound, isMet])).toEqual(
      without.measures.map(() => [null, null]),
    );
    const quarter = reportData(
      await reportSources({ period: '2026-Q2', months: ['2026-04', '2026-05', '2026-06'] }),
    );
    expect(quarter.measures.every(({ isMet }) => isMet === null)).toBe(true);
    expect(reportData(await reportSources()).measures.some(({ isMet }) => isMet !== null)).toBe(true);
  });

  it('STA-02 shows a month the same way in every report, and no sum of months', async () => {
    const month = reportData(await reportSources());
    const quarter = reportData(
      await reportSources({ period: '2026-Q2', months: ['2026-04', '2026-05', '2026-06'] }),
    );
    expect(quarter.posts[1]).toEqual(month.posts[0]);
    expect(quarter.outcomes[1]).toEqual(month.outcomes[0]);
  });

  it('STA-01 holds back small counts of a month with what they follow from', () => {
    const figures = demoFigures(REPORT_NOW).filter(({ family }) => family === 'outcomes');
    for (const month of new Set(figures.map((one) => one.month))) {
      const { counts, total } = monthCounts(figures, 'outcomes', month);
      const shown = Object.values(counts).filter((count) => count !== null);
      expect(shown.filter((count) => count < 10)).toEqual([]);
      const hidden = Object.values(counts).length - shown.length;
      expect(hidden).not.toBe(1);
      if (hidden > 0)
        expect((total ?? 0) - shown.reduce((sum, one) => sum + one, 0)).toBeGreaterThanOrEqual(10);
    }
  });

  it('EVA-06 comes to the published figures from its files alone, and names whichever was changed', async () => {
    const files = new Map(reportFiles(reportData(await reportSources())));
    const read = (name: string) => files.get(name) ?? null;
    expect(checkReport(read)).toEqual([]);
    for (const [name, content] of files) {
      const at = content.search(/\d(?=[^\d]*$)/);
      const digit = content[at] === '7' ? '8' : '7';
      const altered = `${content.slice(0, at)}${digit}${content.slice(at + 1)}`;
      const faults = checkReport((one) => (one === name ? altered : read(one)));
      expect(faults.join(' '), name).not.toBe('');
      expect(checkReport((one) => (one === name ? null : read(one))).join(' '), `${name} missing`).toContain(
        name,
      );
    }
  });

  it('says of which languages no native reader has checked the words, once in each of its languages', async () => {
    const pageOf = (data: ReportData, language: 'en' | 'fr') =>
      load(reportFiles(data).get(`report.${language}.html`) ?? '')('section[aria-labelledby=posts] p').text();
    const data = reportData(await reportSources());
    expect(pageOf(data, 'en')).toContain('no native reader had checked when this report was made: am, ti.');
    expect(pageOf(data, 'fr')).toContain('aucun locuteur natif n’avait relu');
    const { uncheckedLanguages: _, ...earlier } = data;
    expect(pageOf({ ...data, uncheckedLanguages: [] }, 'en')).toBe(reportEn['wording.checked']);
    // Reports of before did not say, and are made again as they were.
    expect(pageOf(earlier, 'en')).toBe('');
    const files = reportFiles(earlier);
    expect(checkReport((name) => files.get(name) ?? null)).toEqual([]);
  });

  it('EVA-06 checks a report of the first method by that one', async () => {
    const { hiring: _, ...made } = reportData(await reportSources());
    const tally = [
      ...made.tally.filter(({ count }) => count !== null),
      { name: 'posts.scored none', count: 90 },
    ]
      .map((row) => (row.name === 'item.judged' ? { ...row, count: 9 } : row))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const derived = derivedFigures({ ...made, method: 1, tally });
    expect(derived.facts.find(({ id }) => id === 'first-judgments')).toMatchObject({
      count: 9,
      of: ['item.judged'],
    });
    const files = reportFiles({ ...made, method: 1, tally, ...derived });
    expect(checkReport((name) => files.get(name) ?? null)).toEqual([]);
  });

  it('EVA-02 has a table that was corrected in its period, also where it was released before', async () => {
    const corrections = [{ at: '2026-05-20T08:00:00.000Z', note: 'April had been counted as March.' }];
    const table = {
      kind: 'one-off',
      family: 'posts',
      rows: 'language',
      first: '2026-01',
      last: '2026-03',
    } as const;
    const release = {
      ...{ id: 1, spec: table, purpose: 'for a yearbook of languages', state: 'released' as const },
      ...{ requestedBy: 'a', requestedAt: '2026-03-30T08:00:00.000Z', decidedBy: 'b' },
      ...{ decidedAt: '2026-04-02T08:00:00.000Z', sha256: 'ab'.repeat(32), corrections },
    };
    const { releases } = reportData(await reportSources({ releases: [release] }));
    expect(releases).toMatchObject([{ id: 1, corrections }]);
    const untouched = { ...release, id: 2, corrections: [] };
    expect(reportData(await reportSources({ releases: [untouched] })).releases).toEqual([]);
  });

  it('EVA-06 is the same to the byte from the same records', async () => {
    expect(reportFiles(reportData(await reportSources()))).toEqual(
      reportFiles(reportData(await reportSources())),
    );
  });

  it.each(['en', 'fr'])(
    'is a whole page in %s: language, headings in order, tables with captions and headers, no script',
    async (language) => {
      const html = reportFiles(reportData(await reportSources())).get(`report.${language}.html`) ?? '';
      const $ = load(html);
      expect($('html').attr('lang')).toBe(language);
      expect($('title').text().length).toBeGreaterThan(10);
      expect($('h1').length).toBe(1);
      expect($('script, img, iframe, link, object, form').length).toBe(0);
      expect($('table').length).toBeGreaterThan(5);
      for (const table of $('table').toArray()) {
        expect($(table).find('caption').text()).not.toBe('');
        expect($(table).find('thead th[scope=col]').length).toBe($(table).find('thead th').length);
        expect($(table).find('tbody tr').length).toBe($(table).find('tbody th[scope=row]').length);
      }
      const ids = $('[id]')
        .toArray()
        .map((one) => $(one).attr('id'));
      expect(new Set(ids).size).toBe(ids.length);
      for (const link of $('a').toArray()) expect(ids).toContain($(link).attr('href')?.slice(1));
      for (const number of [8, 11, 12, 14])
        expect($('#recommendations').parent().text()).toContain(String(number));
      expect($('body').text()).not.toContain('{');
    },
  );

  it('says the same things in French, with the same values', () => {
    const values = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).toSorted();
    for (const [key, text] of Object.entries(reportEn))
      expect(values(reportFr[key as keyof typeof reportEn]), key).toEqual(values(text));
    for (const { id } of FACTS) expect(reportEn).toHaveProperty([`fact.${id}`]);
  });
});

describe('the tally of the log', () => {
  it('STA-01 says nothing of lanes and outcomes, which a month may hold back', async () => {
    const entries = [
      reportEntry('posts.scored', { none: 5000, review: 300, protect: 3 }),
      reportEntry('item.concluded', { stage: 'first', outcome: 'offer' }),
      reportEntry('item.concluded', { outcome: 'protect' }),
      ...['protect', 'offer', 'unresolved', 'not_offer', 'protect'].map((answer) =>
        reportEntry('sample.ended', { answer }),
      ),
    ];
    const { rows } = await tallyEntries(
      (async function* () {
        for (const [index, one] of entries.entries()) yield { index, kind: one.kind, entry: one };
      })(),
    );
    expect(rows).toEqual([
      { name: 'item.concluded', count: 2 },
      { name: 'posts.scored', count: 1 },
      // No others than these two: what would be missing from their number is people at risk.
      { name: 'sample.ended', count: 2 },
      { name: 'sample.ended not_offer', count: 1 },
      { name: 'sample.ended offer', count: 1 },
      { name: 'sample.ended unweighted', count: 2 },
    ]);
  });

  it('EVA-02 counts first judgments apart from those made anew', async () => {
    const stages = ['first', 'first', 'after_reveal'];
    const tally = await tallyEntries(
      (async function* () {
        for (const [index, stage] of stages.entries())
          yield { index, kind: 'item.judged', entry: reportEntry('item.judged', { stage }) };
      })(),
    );
    const first = factsOf(tally).find(({ id }) => id === 'first-judgments');
    expect(first).toMatchObject({ count: 2, of: ['item.judged first'] });
  });

  it('holds nothing that a body says but sums and words of closed lists', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 4 }), async (canary) => {
        const secret = `+49 151 ${canary} @smuggler_${canary}`;
        const tally = await tallyEntries(
          (async function* () {
            yield {
              index: 0,
              kind: 'item.judged',
              entry: reportEntry('item.judged', { stage: secret, note: secret }, secret),
            };
            yield {
              index: 1,
              kind: 'contest.decided',
              entry: reportEntry('contest.decided', { verdict: secret }, secret),
            };
          })(),
        );
        expect(JSON.stringify(tally)).not.toContain(secret);
        expect(tally.rows.map(({ name }) => name)).toEqual(['contest.decided', 'item.judged']);
      }),
    );
  });
});

describe('a rule or source', () => {
  const outcome = (offer: number, notOffer: number) => ({
    kind: 'rule' as const,
    subject: 'r',
    offer,
    notOffer,
    protect: 0,
    unresolved: 0,
  });
  const plan = EvaluationPlan.parse({});

  it('EVA-03 misses its plan where its whole interval lies below, and with enough decided items', () => {
    expect(isMissed(outcome(5, 35), plan)).toBe(true);
    expect(isMissed(outcome(0, 29), plan)).toBe(false);
    expect(isMissed(outcome(14, 20), plan)).toBe(false);
    expect(isMissed(outcome(40, 1), plan)).toBe(false);
  });

  it('EVA-03 that is as good as the plan asks is found missing by chance seldom', () => {
    let state = 1;
    const random = () => {
      // Park and Miller: fixed, so that the test says the same each time.
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const months = Array.from({ length: 1000 }, () =>
      Array.from({ length: 60 }, () => random() < plan.leastPrecision),
    );
    const missed = months.filter((month) => {
      const offers = month.filter(Boolean).length;
      return isMissed(outcome(offers, month.length - offers), plan);
    });
    expect(missed.length).toBeLessThan(45);
  });
});
