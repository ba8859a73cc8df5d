import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPackFiles } from '../../../rules/index.ts';
import { digestOfFolder } from '../../../rules/load/digest.ts';

/** What is answered to somebody who may not read everything, as the user of a container may. */
function asNobody<T>(ask: () => T): T {
  if (process.geteuid?.() !== 0) return ask();
  process.seteuid?.(65_534);
  try {
    return ask();
  } finally {
    process.seteuid?.(0);
  }
}

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'packs-'));
  await mkdir(join(dir, 'en'));
  await writeFile(join(dir, 'en', 'words.yml'), 'language: en\n');
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

function found() {
  const { sources, faults } = readPackFiles(dir);
  return { files: sources.map(({ file }) => file), faults };
}

describe('a folder of packs', () => {
  it('is refused where a link leads to a folder, whose rules would be left out', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'packs-'));
    await writeFile(join(elsewhere, 'words.yml'), 'language: fr\n');
    await symlink(elsewhere, join(dir, 'fr'));
    expect(found()).toMatchObject({
      files: ['en/words.yml'],
      faults: [{ file: 'fr', line: 1, column: 1, code: 'rules.linked-folder' }],
    });
    // Compiled rules of the rest are not taken for those of the whole.
    expect(digestOfFolder(dir)).toBeNull();
    await rm(elsewhere, { recursive: true });
  });

  it('is read but for links in a circle, and through a folder that is closed: each is named, whatever it is called', async () => {
    await symlink('circle.yml', join(dir, 'circle.yml'));
    await mkdir(join(dir, '..closed'), { mode: 0o000 });
    await symlink('..closed/folder', join(dir, 'fr'));
    await symlink('nowhere', join(dir, 'leads-nowhere'));
    await chmod(dir, 0o755);
    const unreadable = (file: string, reason: string) => ({
      ...{ file, line: 1, column: 1, code: 'rules.unreadable' },
      message: expect.stringContaining(`${join(dir, file)}, found ${reason}`),
    });
    const { files, faults } = asNobody(found);
    expect(files).toEqual(['en/words.yml']);
    const byFile = faults.toSorted((a, b) => (a.file < b.file ? -1 : 1));
    expect(byFile).toEqual([unreadable('circle.yml', 'ELOOP'), unreadable('fr', 'EACCES')]);
    expect(digestOfFolder(dir)).toBeNull();
  });

  it('is read as Kubernetes mounts it: links into a folder that begins with two dots', async () => {
    await mkdir(join(dir, '..2026'));
    await writeFile(join(dir, '..2026', 'fr.yml'), 'language: fr\n');
    await symlink('..2026', join(dir, '..data'));
    await symlink(join('..data', 'fr.yml'), join(dir, 'fr.yml'));
    expect(found()).toEqual({ files: ['en/words.yml', 'fr.yml'], faults: [] });
    expect(digestOfFolder(dir)).not.toBeNull();
  });

  it('has packs whose names end in large letters, too', async () => {
    await writeFile(join(dir, 'en', 'PLACES.YML'), 'language: en\n');
    await writeFile(join(dir, 'en', 'trade.Yaml'), 'language: en\n');
    expect(found()).toEqual({ files: ['en/PLACES.YML', 'en/trade.Yaml', 'en/words.yml'], faults: [] });
  });

  it('is read but for a folder in it that cannot be, which is named', async () => {
    await mkdir(join(dir, 'fr'), { mode: 0o000 });
    await chmod(dir, 0o755);
    expect(asNobody(found)).toMatchObject({
      files: ['en/words.yml'],
      faults: [
        {
          file: 'fr',
          code: 'rules.unreadable',
          message: expect.stringContaining(`${join(dir, 'fr')}, found EACCES`),
        },
      ],
    });
    expect(asNobody(() => digestOfFolder(dir))).toBeNull();
  });
});
