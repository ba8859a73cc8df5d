import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPublishedReports } from '../../../bin/cli/published-reports.ts';
import { writeReport } from '../../support/published-report.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-published-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('reports for the public', () => {
  it('are the folders that hold what two people published, in the order of the records', () => {
    const may = writeReport(join(dir, 'any name'), '2026-05');
    const april = writeReport(join(dir, 'report-2026-04'), '2026-04');
    const { reports, faults } = readPublishedReports(dir, [may, april]);
    expect(faults).toEqual([]);
    expect(reports.map(({ period }) => period)).toEqual(['2026-05', '2026-04']);
    expect(reports[0]?.id).toBe(`2026-05-${may.files['report.json']?.slice(0, 8)}`);
    expect([...(reports[0]?.files.keys() ?? [])].toSorted()).toEqual(Object.keys(may.files).toSorted());
  });

  it.each([['report.en.html'], ['facts.csv'], ['report.json']])(
    'are not shown when %s is another, and both sides are told',
    (file) => {
      const may = writeReport(join(dir, 'may'));
      appendFileSync(join(dir, 'may', file), ' ');
      const { reports, faults } = readPublishedReports(dir, [may]);
      expect(reports).toEqual([]);
      expect(faults).toEqual([
        expect.stringMatching(/expected the files of the report for 2026-05.*found none/),
        expect.stringMatching(/expected in .*may a report that two people published/),
      ]);
    },
  );

  it('leave out what lies beside them', () => {
    const may = writeReport(join(dir, 'may'));
    appendFileSync(join(dir, 'may', 'draft.html'), 'not for the public');
    const { reports } = readPublishedReports(dir, [may]);
    expect(reports[0]?.files.has('draft.html')).toBe(false);
  });

  it('are none where there is no folder, or nothing was published', () => {
    expect(readPublishedReports(join(dir, 'none'), [])).toEqual({ reports: [], faults: [] });
    writeReport(join(dir, 'may'));
    expect(readPublishedReports(dir, [])).toEqual({
      reports: [],
      faults: [expect.stringContaining('not shown')],
    });
  });
});
