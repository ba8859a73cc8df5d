import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leftDrafts, refuseOtherBackups } from '../../../bin/cli/backup-files.ts';

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

  it('tells drafts that earlier backups of these records left from all else, also where they are cut', async () => {
    const rows = Array.from({ length: 4000 }, (_, at) => hash('sha256', `row ${at}`)).join('\n');
    const whole = gzipSync(`${JSON.stringify(records(OWN))}\n${rows}\n`);
    writeFileSync(join(folder, 'monday.gz.part'), whole.subarray(0, 16_384));
    put('text-keys.gz.part', keys(OWN));
    put('own.gz', records(OWN));
    put('other.gz.part', records(OTHER));
    put('rows.gz.part', { fingerprint: OWN });
    writeFileSync(join(folder, 'notes.part'), 'notes of a person');
    mkdirSync(join(folder, 'folder.part'));
    const left = ['monday.gz.part', 'text-keys.gz.part'].map((name) => join(folder, name));
    expect(await leftDrafts(folder, OWN)).toEqual(left);
    expect(await leftDrafts(join(folder, 'none'), OWN)).toEqual([]);
  });
});
