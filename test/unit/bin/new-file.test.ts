import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeReportsKey } from '../../../bin/cli/commands/reports-offline.ts';
import { makeWitnessKey } from '../../../bin/cli/commands/witness.ts';
import { writeNewFile } from '../../../bin/cli/new-file.ts';
import type { OutputPlace } from '../../../bin/cli/output-place.ts';
import { makeSigningKey } from '../../../bin/cli/signing-key.ts';

/** A disk that is full, as Linux has one for tests. */
const FULL = '/dev/full';
const IS_THERE = { code: 'usage.invalid', message: expect.stringContaining('found one that is there') };

let folder: string;
let file: OutputPlace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-new-file-'));
  file = join(folder, 'file') as OutputPlace;
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('a new file', () => {
  it('is its owner’s alone', async () => {
    expect(await writeNewFile(file, () => 'text')).toBe(file);
    expect(readFileSync(file, 'utf8')).toBe('text');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is read by others where it is made for them', async () => {
    await writeNewFile(file, () => 'text', { mode: 0o644 });
    expect(statSync(file).mode & 0o777).toBe(0o644);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'is not left half made where somebody ends the command: %s',
    { timeout: 60_000 },
    async (signal) => {
      const module = new URL('../../../bin/cli/new-file.ts', import.meta.url).href;
      const forEver = "new Promise(() => { setInterval(() => {}, 1000); console.log('making'); })";
      const code = `const { writeNewFile } = await import('${module}'); await writeNewFile(process.argv[1], () => ${forEver});`;
      const args = ['--import', 'tsx', '--input-type=module', '--eval', code, file];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      expect(existsSync(file)).toBe(true);
      child.kill(signal);
      await once(child, 'exit');
      expect(child.signalCode).toBe(signal);
      expect(existsSync(file)).toBe(false);
    },
  );

  it('is not written over another one, or through a link, and nothing is made for it', async () => {
    writeFileSync(file, 'before');
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'link'));
    const make = vi.fn(() => 'after');
    for (const place of [file, join(folder, 'link')])
      await expect(writeNewFile(place as OutputPlace, make)).rejects.toMatchObject(IS_THERE);
    await expect(writeNewFile(join(folder, 'none/file') as OutputPlace, make)).rejects.toMatchObject({
      code: 'usage.invalid',
      message: expect.stringContaining('expected a place for a new file, but ENOENT'),
    });
    expect(make).not.toHaveBeenCalled();
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
  });

  it('is not left where nothing came of it', async () => {
    const refusal = new Error('refused');
    await expect(writeNewFile(file, () => Promise.reject(refusal))).rejects.toBe(refusal);
    expect(existsSync(file)).toBe(false);
  });

  it('is written part by part where it may be larger than memory; what the parts come from fails as itself', async () => {
    const refusal = new Error('the records went away');
    async function* parts(fails: boolean) {
      yield 'one\n';
      if (fails) throw refusal;
      yield 'two\n';
    }
    await expect(writeNewFile(file, () => parts(true))).rejects.toBe(refusal);
    expect(existsSync(file)).toBe(false);
    await writeNewFile(file, () => parts(false));
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });

  it.runIf(existsSync(FULL))('is not said to be written on a full disk', async () => {
    const full = () => open(FULL, 'w');
    await expect(writeNewFile(file, () => 'text', { openNew: full })).rejects.toMatchObject({
      code: 'storage.unwritable',
      message: expect.stringContaining('ENOSPC'),
    });
  });
});

describe('a private key', () => {
  it.each([
    ['of reports', () => makeReportsKey(file)],
    ['of a witness', () => makeWitnessKey(file, { name: 'oversight.example/witness' })],
    ['that signs', () => makeSigningKey(file, { id: 'officer' })],
  ])('%s is on disk when its public half is printed, and is never written over', async (_, make) => {
    const print = vi.spyOn(console, 'log').mockImplementation(() => {
      expect(statSync(file).size).toBeGreaterThan(0);
    });
    await make();
    const key = readFileSync(file, 'utf8');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await expect(make()).rejects.toMatchObject(IS_THERE);
    expect(readFileSync(file, 'utf8')).toBe(key);
    expect(print).toHaveBeenCalledTimes(1);
  });
});
