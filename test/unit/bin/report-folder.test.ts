import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reportFolder } from '../../../bin/cli/report-folder.ts';
import { asNobody } from '../../support/as-nobody.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'vigie-report-folder-'));
  chmodSync(dir, 0o755);
  mkdirSync(join(dir, 'report'));
  writeFileSync(join(dir, 'report', 'report.json'), '{}');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the folder of a report', () => {
  it('gives what its files hold, and nothing for one that is not there', () => {
    const read = reportFolder(join(dir, 'report'));
    expect(read('report.json')?.toString()).toBe('{}');
    expect(read('facts.csv')).toBeNull();
    expect(reportFolder(join(dir, 'none'))('report.json')).toBeNull();
  });

  it.each([
    ['that another user closed', 'report'],
    ['with a file that another user closed', join('report', 'report.json')],
  ])('%s is not found wanting', (_, closed) => {
    chmodSync(join(dir, closed), 0o000);
    const read = reportFolder(join(dir, 'report'));
    const refused = expect.objectContaining({
      code: 'report.unreadable',
      message: expect.stringMatching(/report\.json of a report, but EACCES.*says nothing about the report/),
    });
    expect(() => asNobody(() => read('report.json'))).toThrow(refused);
    chmodSync(join(dir, closed), 0o755);
  });
});
