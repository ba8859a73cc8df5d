import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkReport } from '../../../../queue/report/check-report.ts';
import { DATA_FILE, reportFiles } from '../../../../queue/report/files.ts';
import { derivedFigures, type ReportData, reportData } from '../../../../queue/report/report-data.ts';
import { fc } from '../../../support/properties.ts';
import { reportSources } from '../../../support/report-sources.ts';

/** A report of the second method, as it was made by the program of then. */
const SECOND = readFileSync(new URL('../../../fixtures/report/method-2.txt', import.meta.url), 'utf8');
/** SHA-256 of its files, of then too. */
const SECOND_FILES = {
  'facts.csv': '9ff44d6d8afc88bd3aa0d9e6ae1831e048cf5e535d4b30cff92802d0cd1c0b0c',
  'log-tally.csv': 'b73703b12fa661b8cc7427dd3ca7262246c51b0c159448277ae9bff7db6dc8c1',
  'months.csv': '820444a2f4068e596b32b747ca56a43123fcb13963d3dae355de4c3f402f8f29',
  'report.en.html': '05e4cb2d5c84948b05e2a8159aefb8e77561324dbeff6d642285135d4f17b4ca',
  'report.fr.html': 'e491a3d45946b7778046f919f44bc446a372aaaa8d7c7445b8897d8ec87654e7',
  'report.json': 'dcc1f1a964139621a3cdabd0ef3ba88fc2bb7279db0dfe9e438060e1d89725d7',
};
const digestOf = (text: string) => createHash('sha256').update(text).digest('hex');

const made = async (more: Parameters<typeof reportSources>[0] = {}) => reportData(await reportSources(more));
/** What `--check` says of a folder that somebody made of these figures. */
function faultsOf(data: ReportData): string[] {
  const files = reportFiles(data);
  return checkReport((name) => files.get(name) ?? null);
}
const INCIDENTS = [{ kind: 'leak', severity: 'minor', count: 1 }] as const;

describe('a report that somebody checks', () => {
  it('EVA-06 holds where it was made by an earlier method, by that one, to the byte', () => {
    const files = reportFiles(JSON.parse(SECOND));
    expect(Object.fromEntries([...files].map(([name, content]) => [name, digestOf(content)]))).toEqual(
      SECOND_FILES,
    );
    expect(checkReport((name) => files.get(name) ?? null)).toEqual([]);
  });

  it.each<[string, string, (month: ReportData['posts'][number]) => ReportData['posts'][number]]>([
    [
      'a count under ten',
      'no count under 10, found 3',
      (month) => ({ ...month, counts: { ...month.counts, protect: 3 } }),
    ],
    ['a total beside which it cannot be', 'add up to the total', (month) => ({ ...month, total: 11 })],
    [
      'a count more than its total',
      'add up to the total',
      (month) => ({ ...month, counts: { ...month.counts, none: 99_999, review: null, protect: null } }),
    ],
    [
      'one count alone that is held back, which the total tells',
      'found one',
      (month) => ({ ...month, counts: { none: 100, review: 20, protect: null }, total: 140 }),
    ],
    [
      'a lane that there is none of',
      'Unrecognized key: "enforcement"',
      (month) => ({ ...month, counts: { ...month.counts, enforcement: 20 } }),
    ],
  ])('STA-01 EVA-06 does not hold with %s', async (_, words, alter) => {
    const data = await made();
    const faults = faultsOf({ ...data, posts: data.posts.map(alter) });
    expect(faults.join('\n')).toContain(words);
    expect(faults[0]).toMatch(/^report\.json: posts\.0/);
  });

  it('EVA-06 does not hold with anything beside its figures', async () => {
    const data = await made();
    expect(faultsOf({ ...data, note: 'reported by +49 151 5550199' } as ReportData)).toEqual([
      'report.json: the report: Unrecognized key: "note"',
    ]);
    expect(faultsOf({ ...data, log: { ...data.log, actor: 'somebody' } } as ReportData)[0]).toContain('log');
  });

  it('EVA-06 does not hold with one name twice in its tally, which facts and measures would read differently', async () => {
    const data = await made();
    const tally = data.tally.flatMap((row) =>
      row.name === 'contest.decided upheld'
        ? [
            { ...row, count: 0 },
            { ...row, count: 5 },
          ]
        : [row],
    );
    expect(faultsOf({ ...data, tally, ...derivedFigures({ ...data, tally }) })).toEqual([
      'log-tally.csv: expected each name once and in order, found "contest.decided upheld" behind "contest.decided upheld"',
    ]);
  });

  it('EVA-06 does not hold with the months of another period', async () => {
    const data = await made();
    expect(faultsOf({ ...data, period: '2026-Q2' })).toContain(
      'report.json: months: expected the months of "2026-Q2", found 2026-05',
    );
    expect(faultsOf({ ...data, period: '../..' })[0]).toContain('expected the months of "../.."');
  });

  it('EVA-06 has a fault with its place where any part is missing or another, and never ends otherwise', async () => {
    const data = await made({ incidents: INCIDENTS });
    const text = reportFiles(data).get(DATA_FILE) ?? '';
    const files = reportFiles(data);
    const places = placesIn(JSON.parse(text));
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        fc.constantFrom<unknown>(undefined, null, -1, 'x', [], {}),
        (place, other) => {
          const altered = JSON.stringify(withOther(JSON.parse(text), place, other));
          fc.pre(altered !== JSON.stringify(JSON.parse(text)));
          const faults = checkReport((name) => (name === DATA_FILE ? altered : (files.get(name) ?? null)));
          expect(faults.join(' '), place.join('.')).toContain('report.json');
        },
      ),
    );
    const without = JSON.stringify(withOther(JSON.parse(text), ['posts', '0', 'counts'], undefined));
    expect(checkReport((name) => (name === DATA_FILE ? without : (files.get(name) ?? null)))).toEqual([
      expect.stringMatching(/^report\.json: posts\.0\.counts: .*expected object/),
    ]);
  });
});

/** Every place in a value, as the names that lead to it. */
function placesIn(value: unknown): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => [
    [name],
    ...placesIn(below).map((place) => [name, ...place]),
  ]);
}

function withOther(value: unknown, [name = '', ...rest]: readonly string[], other: unknown): unknown {
  const holder = value as Record<string, unknown>;
  if (rest.length > 0) withOther(holder[name], rest, other);
  else if (other === undefined) delete holder[name];
  else holder[name] = other;
  return value;
}
