import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { outputPlace } from '../../../bin/cli/output-place.ts';

let folder: string;
const path = (name: string) => join(folder, name);
const own = () => ({
  dataDir: path('data'),
  evidenceDir: path('evidence'),
  vaultKeyFile: path('keys/vault.key'),
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-output-'));
  mkdirSync(path('data'));
  mkdirSync(path('keys'));
  writeFileSync(path('posts.ndjson'), '{"id":"1","text":"a post"}\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the place of an output', () => {
  it('is anywhere else, and called as it was named', () => {
    for (const name of ['report', 'keys/other.key', 'data-of-march.gz', 'none/yet.gz', '..x'])
      expect(outputPlace(path(name), own(), [path('posts.ndjson')])).toBe(path(name));
  });

  it.each([
    'data',
    'data/b.gz',
    'data/none/yet.gz',
    'evidence/b.gz',
    'keys/vault.key',
    'link/b.gz',
    'elsewhere/../data/b.gz',
  ])("is not the installation's own data, by whatever way: %s", (name) => {
    symlinkSync(path('data'), path('link'));
    expect(() => outputPlace(path(name), own())).toThrow(
      expect.objectContaining({
        code: 'usage.invalid',
        message: expect.stringContaining("expected a place outside the installation's own data at"),
      }),
    );
  });

  it('is no file that is read, under its own name or another', () => {
    const input = path('posts.ndjson');
    symlinkSync(input, path('link'));
    linkSync(input, path('hard'));
    for (const name of [input, path('link'), path('hard'), path('keys/../posts.ndjson')])
      expect(() => outputPlace(name, own(), [input])).toThrow(
        `expected another file than ${input}, which is read`,
      );
    // One that is not there is told of when it is read, and is no file to write to either.
    expect(() => outputPlace(path('none'), own(), [path('none')])).toThrow('expected another file');
  });

  it('has a name', () => {
    expect(() => outputPlace('', own())).toThrow('expected a place to write to, found ""');
  });
});
