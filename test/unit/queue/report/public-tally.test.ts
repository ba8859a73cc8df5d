import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { checkReport } from '../../../../queue/report/check-report.ts';
import { type LogTally, OF_PEOPLE } from '../../../../queue/report/entry-tally.ts';
import { reportFiles } from '../../../../queue/report/files.ts';
import { publicTally } from '../../../../queue/report/public-tally.ts';
import { reportData } from '../../../../queue/report/report-data.ts';
import { fc } from '../../../support/properties.ts';
import { reportSources } from '../../../support/report-sources.ts';

type Kinds = Readonly<Record<string, number>>;

/** The tally of a log that has these kinds, and so many of them in each month. */
function tallyOf(kinds: Kinds, months = ['2026-05']): LogTally {
  const rows = Object.entries(kinds).map(([name, count]) => ({ name, count: count * months.length }));
  const size = rows.reduce((sum, { count }) => sum + count, 0);
  const byMonth = new Map(months.map((month) => [month, new Map(Object.entries(kinds))]));
  return { first: 0, last: size - 1, shredded: 0, rows: rows.filter(({ count }) => count > 0), byMonth };
}

function month(name: string, protect: number | null) {
  return { month: name, counts: { none: 5000, review: protect === null ? null : 300, protect }, total: 5303 };
}
const HELD = { months: ['2026-05'], posts: [month('2026-05', null)], outcomes: [month('2026-05', null)] };
const told = (...months: string[]) => {
  const all = months.map((name) => month(name, 40));
  return { months, posts: all, outcomes: all };
};
const PEOPLE = {
  'alert.sent': 3,
  'alert.escalated': 1,
  'alert.failed': 1,
  'alert.acknowledged': 2,
  'item.protected': 1,
};
const MANY = { 'alert.sent': 60, 'alert.escalated': 2, 'alert.acknowledged': 40, 'item.protected': 12 };

/** Escalations are in no figure, and so in no tally. */
const TOLD_OR_HELD = OF_PEOPLE.filter((name) => name !== 'alert.escalated');

describe('the public tally', () => {
  it('STA-01 PRO-09 holds back what tells of people at risk, where a month holds back how many there were', () => {
    const rows = publicTally(tallyOf({ ...PEOPLE, 'item.claimed': 30, 'item.seconded': 12 }), HELD);
    expect(rows).toEqual([
      ...TOLD_OR_HELD.map((name) => ({ name, count: null })),
      { name: 'item.seconded', count: 12 },
    ]);
  });

  it('STA-01 tells it where each month of the period does, with ten entries of each kind in each', () => {
    const kinds = { ...MANY, 'item.seconded': 12 };
    const counts = publicTally(tallyOf(kinds), told('2026-05'));
    expect(counts).toContainEqual({ name: 'alert.sent', count: 60 });
    expect(counts).toContainEqual({ name: 'item.protected', count: 12 });
    const held = { name: 'alert.sent', count: null };
    expect(publicTally(tallyOf({ ...kinds, 'item.protected': 9 }), told('2026-05'))).toContainEqual(held);
    // A quarter less its months would be the month that is held back.
    const quarter = ['2026-04', '2026-05', '2026-06'];
    expect(publicTally(tallyOf(kinds, quarter.slice(0, 2)), told(...quarter))).toContainEqual(held);
    const { posts, ...rest } = told(...quarter);
    const one = { ...rest, posts: posts.with(1, month('2026-05', null)) };
    expect(publicTally(tallyOf(kinds, quarter), one)).toContainEqual(held);
  });

  it('STA-01 leaves ten other entries untold with them, whatever the log holds, and is the same for any number of people', () => {
    const few = fc.nat({ max: 30 });
    const others = fc.record({
      'item.claimed': few,
      'item.seconded': few,
      'source.round': few,
      'contest.decided': few,
    });
    fc.assert(
      fc.property(others, few, few, few, (kinds, sent, escalated, handed) => {
        const tally = tallyOf({
          ...kinds,
          'alert.sent': sent,
          'alert.escalated': escalated,
          'item.protected': handed,
        });
        const rows = publicTally(tally, HELD);
        const shown = rows.reduce((sum, { count }) => sum + (count ?? 0), 0);
        const size = (tally.last ?? 0) + 1;
        const hidden = size - shown - sent - escalated - handed;
        if (shown > 0) expect(hidden).toBeGreaterThanOrEqual(10);
        const counts = (name: string) => rows.find((row) => row.name === name)?.count;
        for (const name of OF_PEOPLE) expect(counts(name) ?? null).toBeNull();
        expect(publicTally(tallyOf({ ...kinds, ...PEOPLE }), HELD)).toEqual(rows);
      }),
    );
  });

  it('STA-01 holds back in a quarter what one of its months does, so that no subtraction gives the month', () => {
    const byMonth = new Map([
      ['2026-04', new Map(Object.entries({ 'source.round': 300, 'log.read': 12, 'item.protected': 3 }))],
      [
        '2026-05',
        new Map(Object.entries({ 'source.round': 310, 'log.read': 12, 'item.claimed': 40, ...MANY })),
      ],
    ]);
    const of = (...months: string[]) => {
      const counts = new Map<string, number>();
      for (const name of months)
        for (const [kind, count] of byMonth.get(name) ?? [])
          counts.set(kind, (counts.get(kind) ?? 0) + count);
      const rows = [...counts].map(([name, count]) => ({ name, count }));
      const size = rows.reduce((sum, { count }) => sum + count, 0);
      return publicTally({ first: 0, last: size - 1, shredded: 0, rows, byMonth }, told(...months));
    };
    const held = { name: 'source.round', count: null };
    expect(of('2026-04')).toContainEqual(held);
    expect(of('2026-05')).toContainEqual({ name: 'source.round', count: 310 });
    expect(of('2026-04', '2026-05')).toContainEqual(held);
    expect(of('2026-04', '2026-05')).toContainEqual({ name: 'log.read', count: 24 });
  });

  it('STA-01 is what facts, tables and pages follow from: what is held back is so in each of them', async () => {
    const data = reportData(await reportSources());
    expect(data.facts.find(({ id }) => id === 'alerts-sent')?.count).toBeNull();
    expect(data.tally.map(({ name }) => name)).not.toContain('item.claimed');
    const files = reportFiles(data);
    expect(files.get('facts.csv')).toContain('alerts-sent,11,benefit,,alert.sent');
    expect(files.get('log-tally.csv')).toContain('alert.sent,\r\n');
    const $ = load(files.get('report.en.html') ?? '');
    expect($('th:contains("Messages about persons at risk sent")').next().text()).toBe('held back');
    expect(checkReport((name) => files.get(name) ?? null)).toEqual([]);
  });

  it('STA-01 is a fault where it tells what its months hold back', async () => {
    const made = reportData(await reportSources());
    const posts = made.posts.map((one) => ({ ...one, counts: { none: null, review: null, protect: null } }));
    const tally = made.tally.map((row) => (row.name === 'alert.sent' ? { ...row, count: 3 } : row));
    const files = reportFiles({ ...made, posts, tally });
    expect(checkReport((name) => files.get(name) ?? null)).toEqual([
      'log-tally.csv: expected alert.sent held back, as a month holds back its count of protection',
    ]);
  });
});
