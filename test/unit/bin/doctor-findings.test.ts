import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserFinding } from '../../../bin/cli/doctor/check-browser.ts';
import { checkDisk } from '../../../bin/cli/doctor/check-disk.ts';
import { objectFindings, waitingFindings } from '../../../bin/cli/doctor/check-evidence.ts';
import { checkLaterFiles } from '../../../bin/cli/doctor/check-later-files.ts';
import { localStore, sha256 } from '../../../queue/evidence/index.ts';

describe('what doctor says', () => {
  it('of a machine without a browser names everything that waits for one', () => {
    expect(browserFinding(null, 1000)).toMatchObject({
      level: 'warn',
      message: expect.stringMatching(/rendered cannot be collected, and no page of any source is captured/),
    });
  });

  it('of files that are read later tells each fault now, and what does not go on; what is not there is none', async () => {
    const configDir = mkdtempSync(join(tmpdir(), 'vigie-doctor-'));
    try {
      expect(await checkLaterFiles({ configDir })).toEqual([]);
      const files = ['evaluation.yml', 'recipients.yml', 'notices.yml', 'public.yml', 'register.yml'];
      for (const file of files) writeFileSync(join(configDir, file), 'nonsense: 1\n');
      const findings = await checkLaterFiles({ configDir });
      expect(findings.map(({ level }) => level)).toEqual(files.map(() => 'fail'));
      for (const [at, file] of files.entries()) {
        expect(findings[at]?.message).toContain(`${join(configDir, file)}:1:1: `);
        expect(findings[at]?.mend).toContain(`mend config/${file}; until then `);
      }
      writeFileSync(join(configDir, 'recipients.yml'), 'recipients: []\n');
      expect(await checkLaterFiles({ configDir })).toContainEqual({
        check: 'configuration',
        level: 'ok',
        message: 'recipients.yml can be read',
      });
    } finally {
      rmSync(configDir, { recursive: true, force: true });
    }
  });

  it('of a browser that it starts as root warns: there is no sandbox', () => {
    const browser = { version: '156.0', origin: 'system', path: '/usr/bin/chromium' };
    expect(browserFinding(browser, 1000)).toEqual({
      check: 'browser',
      level: 'ok',
      message: '156.0 (system, /usr/bin/chromium)',
    });
    expect(browserFinding(browser, 0)).toMatchObject({
      level: 'warn',
      message: expect.stringContaining('without its sandbox'),
      mend: 'run Vigie as an ordinary user',
    });
  });

  it('of disks looks where something is stored, also before it is', async () => {
    const places = { dataDir: '/dev/shm/not/made', evidenceDir: '/not/made/evidence' };
    const lines = async (profile: 'embedded' | 'production', s3Endpoint?: URL) =>
      (await checkDisk({ ...places, profile, s3Endpoint })).map(({ message }) => message.split(': ')[0]);
    const [records, captures] = ['records in /dev/shm/not/made', 'captures in /not/made/evidence'];
    expect(await lines('embedded')).toEqual([records, captures]);
    expect(await lines('production')).toEqual([captures]);
    expect(await lines('production', new URL('https://s3.example'))).toEqual([]);
  });

  it('of objects does not advise to restore what it only could not look at', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigie-doctor-'));
    try {
      const store = localStore(folder);
      // More than are hashed: of the last one it only asks whether it is there.
      const all = Array.from({ length: 101 }, (_, at) => Buffer.from(`object ${at}`));
      for (const bytes of all) await store.put(sha256(bytes), bytes);
      const names = all.map(sha256);
      expect(await objectFindings(store, names)).toMatchObject([{ level: 'ok' }]);
      const last = names.at(-1) ?? '';
      await store.remove(last);
      expect(await objectFindings(store, names)).toMatchObject([
        {
          level: 'fail',
          message: expect.stringContaining(`the object ${last} is missing`),
          mend: expect.stringContaining('vigie restore FILE --evidence-only'),
        },
      ]);
      rmSync(join(folder, last.slice(0, 2)), { recursive: true });
      writeFileSync(join(folder, last.slice(0, 2)), '');
      const behind = names.filter((name) => name.startsWith(last.slice(0, 2))).length;
      expect(await objectFindings(store, names)).toMatchObject([
        {
          level: 'fail',
          message: expect.stringMatching(
            new RegExp(`^of ${behind} of 101 objects nobody can tell .*ENOTDIR`),
          ),
          mend: expect.stringContaining('nothing has to be restored'),
        },
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('of captures counts those as waiting that still come, and none that was given up', () => {
    const findings = waitingFindings([
      { state: 'failed', reason: 'no-browser', count: 7 },
      { state: 'failed', reason: 'store', count: 5 },
      { state: 'wanted', reason: 'no-browser', count: 3 },
      { state: 'wanted', reason: 'store', count: 2 },
      { state: 'wanted', reason: 'timeout', count: 1 },
    ]);
    expect(findings.map(({ message }) => message)).toEqual([
      '3 wait for a browser',
      '2 wait for a store that can be written to',
    ]);
  });
});
