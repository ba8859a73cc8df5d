import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseOtherBackups } from '../../../bin/cli/backup-files.ts';

const OWN = 'ce7673af164461c7';
const OTHER = 'ce42f533a1b2c3d4';
const AT = '2026-11-29T00:00:00.000Z';

/** Of any version: what an older one wrote is to be kept as well. */
const records = (fingerprint: string) => ({
  ...{ vigie: 'backup', version: 2, madeAt: AT, migrations: ['20260101-01-older'], fingerprint },
  ...{ kind: null, vaultKey: null, log: { size: 0, root: '' } },
});
const keys = (fingerprint: string) => ({ vigie: 'backup-keys', version: 1, madeAt: AT, fingerprint });

describe('the folder of a backup', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-backups-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const put = (name: string, head: object) =>
    writeFileSync(join(folder, name), gzipSync(`${JSON.stringify(head)}\n${'{}\n'.repeat(50_000)}`));
  const refuse = (name = 'today.gz') => refuseOtherBackups(join(folder, name), OWN);

  it.each([
    ['records of the same name', 'today.gz', records(OTHER)],
    ['records of another name', 'yesterday.gz', records(OTHER)],
    ['keys', 'text-keys.gz', keys(OTHER)],
    ['records by a later version', 'later.gz', { ...records(OTHER), version: 3 }],
    ['records that say more', 'later.gz', { ...records(OTHER), told: 'by a later version' }],
    ['records that say less', 'older.gz', { vigie: 'backup', version: 1, fingerprint: OTHER }],
    ['keys by a later version', 'text-keys.gz', { ...keys(OTHER), version: 2, told: 'more' }],
  ])('is refused where it holds %s of another installation', async (_, name, head) => {
    put('own.gz', records(OWN));
    put(name, head);
    await expect(refuse()).rejects.toThrow(
      `expected ${folder} to hold backups under the vault key ${OWN} of these records alone, found ${name} of another ` +
        `installation, under ${OTHER}`,
    );
    await expect(refuse()).rejects.toMatchObject({ code: 'backup.invalid' });
  });

  it('is taken with what is of these records, or no backup at all, and where it is not there yet', async () => {
    put('own.gz', records(OWN));
    put('text-keys.gz', keys(OWN));
    put('rows.gz', { fingerprint: OTHER });
    writeFileSync(join(folder, 'notes.txt'), 'notes of a person');
    mkdirSync(join(folder, 'evidence'));
    await refuse();
    await refuseOtherBackups(join(folder, 'none', 'today.gz'), OWN);
  });
});
