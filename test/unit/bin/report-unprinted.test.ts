import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { report } from '../../../bin/cli/commands/report.ts';

describe('a report that no browser prints', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-unprinted-'));
  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is refused before records are opened or anything is written, so that the way on that it names is open', async () => {
    // A command takes no settings that it does not know; those of the tests' own servers are here in one run and not in another.
    for (const name of Object.keys(process.env)) if (name.startsWith('VIGIE_')) vi.stubEnv(name, undefined);
    const [data, out] = [join(folder, 'data'), join(folder, 'report')];
    const refused = report({ period: '2026-05', data, out, pdf: true }, async () => null);
    await expect(refused).rejects.toMatchObject({
      code: 'browser.none',
      message: expect.stringContaining('with --no-pdf'),
    });
    expect([existsSync(data), existsSync(out)]).toEqual([false, false]);
  });
});
