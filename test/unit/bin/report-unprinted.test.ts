import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { report } from '../../../bin/cli/commands/report.ts';

vi.mock('../../../workers/fetch/print-page.ts', () => ({ createPrinter: async () => null }));

describe('a report that no browser prints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-unprinted-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is refused before records are opened or anything is written, so that the way on that it names is open', async () => {
    const [data, out] = [join(folder, 'data'), join(folder, 'report')];
    await expect(report({ period: '2026-05', data, out, pdf: true })).rejects.toMatchObject({
      code: 'browser.none',
      message: expect.stringContaining('with --no-pdf'),
    });
    expect([existsSync(data), existsSync(out)]).toEqual([false, false]);
  });
});
