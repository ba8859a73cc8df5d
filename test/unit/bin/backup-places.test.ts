import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupPlaces } from '../../../bin/cli/backup-places.ts';

const OWN = 'ce7673af164461c7';
const head = { vigie: 'backup', version: 1, fingerprint: OWN };
const keysHead = { vigie: 'backup-keys', version: 1, madeAt: '2026-11-29T00:00:00.000Z', fingerprint: OWN };

let folder: string;
const path = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-places-'));
  for (const name of ['data', 'data/evidence', 'store', 'store/captures', 'backups']) mkdirSync(path(name));
});
afterEach(() => rmSync(folder, { recursive: true }));

const ownData = (name: string, evidence = join(name, 'evidence')) => ({
  dataDir: path(name),
  evidenceDir: path(evidence),
  vaultKeyFile: path(join(name, 'vault.key')),
});
const put = (name: string, first: object) =>
  writeFileSync(path(name), gzipSync(`${JSON.stringify(first)}\n{}\n`));

function places(file: string, keys?: string, these = ownData('data'), environment = these) {
  const named = { path: path(file), keys: keys === undefined ? undefined : path(keys) };
  return backupPlaces(named, { these, environment }, OWN);
}

describe('where a backup goes', () => {
  it('is a new file, or an earlier backup, with the keys and the captured objects beside it', async () => {
    put('backups/b.gz', head);
    put('backups/text-keys.gz', keysHead);
    for (const name of ['backups/b.gz', 'backups/new.gz', 'none/yet.gz']) {
      const { records, beside } = await places(name);
      expect(records).toBe(path(name));
      expect(beside.place).toBe(path(join(name, '../evidence')));
    }
  });

  it.each([
    ['beside the store in the data directory', 'data/b.gz', undefined],
    ['deeper in the data directory', 'data/backups/b.gz', undefined],
    ['over the vault key', 'data/vault.key', undefined],
    ['with its keys in the data directory', 'backups/b.gz', 'data/text-keys.gz'],
  ])('is not %s', async (_, file, keys) => {
    writeFileSync(path('data/vault.key'), 'vigie-vault-1:');
    await expect(places(file, keys)).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringContaining("outside the installation's own data"),
    });
    expect(readFileSync(path('data/vault.key'), 'utf8')).toBe('vigie-vault-1:');
  });

  it('is not where its captured objects would be copied into the store, also the one that only the environment names', async () => {
    mkdirSync(path('live/evidence'), { recursive: true });
    symlinkSync(path('live'), path('link'));
    const elsewhere = ownData('data', 'live/evidence');
    const fault = {
      code: 'usage.invalid',
      message: expect.stringContaining('removed from there once no record'),
    };
    for (const file of ['live/b.gz', 'link/b.gz']) {
      await expect(places(file, undefined, elsewhere)).rejects.toMatchObject(fault);
      await expect(places(file, undefined, ownData('data'), elsewhere)).rejects.toMatchObject(fault);
    }
    await expect(
      places('live/b.gz', undefined, ownData('data', 'live/evidence/deeper')),
    ).rejects.toMatchObject(fault);
    await places('backups/b.gz', undefined, elsewhere);
  });

  it.each<[string, () => void]>([
    ['notes', () => writeFileSync(path('backups/b.gz'), 'precious')],
    ['another compressed file', () => put('backups/b.gz', { rows: 1 })],
    ['keys', () => put('backups/b.gz', keysHead)],
    ['a folder', () => mkdirSync(path('backups/b.gz'))],
    ['a link', () => symlinkSync(path('backups/none'), path('backups/b.gz'))],
    ['notes in the place of its draft', () => writeFileSync(path('backups/b.gz.part'), 'precious')],
    ['a folder in the place of the keys', () => mkdirSync(path('backups/text-keys.gz'))],
  ])('is not over %s, and nothing is written', async (_, putThere) => {
    putThere();
    const before = readdirSync(path('backups'));
    await expect(places('backups/b.gz')).rejects.toMatchObject({ code: 'usage.invalid' });
    expect(readdirSync(path('backups'))).toEqual(before);
  });

  it('is two files', async () => {
    for (const [file, keys] of [
      ['backups/text-keys.gz', undefined],
      ['backups/b.gz', 'backups/../backups/b.gz'],
      ['backups/b.gz.part', 'backups/b.gz'],
    ] as const)
      await expect(places(file, keys)).rejects.toThrow(
        'expected one file for the records and another for the keys',
      );
  });
});
