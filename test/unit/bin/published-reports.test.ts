import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPublishedReports } from '../../../bin/cli/published-reports.ts';
import { asNobody } from '../../support/as-nobody.ts';
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

  it.each([
    ['a folder', 'may', 0o000],
    ['a file', join('may', 'facts.csv'), 0o000],
  ])('leave out %s that is closed to this process, and say what opens it', (_, closed, mode) => {
    chmodSync(dir, 0o755);
    const may = writeReport(join(dir, 'may'), '2026-05');
    const april = writeReport(join(dir, 'april'), '2026-04');
    chmodSync(join(dir, closed), mode);
    const { reports, faults } = asNobody(() => readPublishedReports(dir, [may, april]));
    chmodSync(join(dir, 'may'), 0o755);
    expect(reports.map(({ period }) => period)).toEqual(['2026-04']);
    expect(faults).toEqual([
      expect.stringMatching(/expected to read .*may, but EACCES.*chmod -R a\+rX/),
      expect.stringMatching(/expected the files of the report for 2026-05.*found none/),
    ]);
  });

  it('are none where the folder above them is closed, and say so', () => {
    chmodSync(dir, 0o700);
    const above = mkdtempSync(join(dir, 'closed-'));
    chmodSync(dir, 0o755);
    chmodSync(above, 0o000);
    const found = asNobody(() => readPublishedReports(above, []));
    chmodSync(above, 0o700);
    expect(found).toEqual({ reports: [], faults: [expect.stringContaining(`in ${above}, but EACCES`)] });
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
