import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeOutputFile } from '../../../bin/cli/output-file.ts';
import type { OutputPlace } from '../../../bin/cli/output-place.ts';

const EARLIER = {
  what: 'an earlier list',
  is: (beginning: Buffer) => beginning.toString().startsWith('list '),
};

let folder: string;
let file: OutputPlace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigie-output-'));
  file = join(folder, 'file') as OutputPlace;
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (mode?: number) => writeOutputFile(file, 'list 2', EARLIER, mode);

describe('a file that replaces its own earlier one', () => {
  it('is its owner’s alone, whatever the earlier one was, unless it is for others', async () => {
    writeFileSync(file, 'list 1', { mode: 0o644 });
    await write();
    expect(readFileSync(file, 'utf8')).toBe('list 2');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await write(0o644);
    expect(statSync(file).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  it('replaces one that holds nothing', async () => {
    writeFileSync(file, '');
    await write();
    expect(readFileSync(file, 'utf8')).toBe('list 2');
  });

  it('leaves any other file as it is', async () => {
    writeFileSync(file, 'precious');
    await expect(write()).rejects.toMatchObject({
      code: 'usage.invalid',
      message: `expected no file at ${file}, or an earlier list, which this one replaces, found another one; move it away, or choose another name; nothing was written`,
    });
    expect(readFileSync(file, 'utf8')).toBe('precious');
  });

  it('does not go through a link, or into a folder', async () => {
    const noFile = { code: 'usage.invalid', message: expect.stringContaining('found no regular file') };
    symlinkSync(join(folder, 'elsewhere'), file);
    await expect(write()).rejects.toMatchObject(noFile);
    expect(existsSync(join(folder, 'elsewhere'))).toBe(false);
    rmSync(file);
    mkdirSync(file);
    await expect(write()).rejects.toMatchObject(noFile);
  });
});
