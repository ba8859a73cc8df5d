import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportFolder } from '../../../bin/cli/export-folder.ts';

describe('the folder of an exported log', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigie-export-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const linesOf = async (path: string) => {
    const lines: string[] = [];
    for await (const line of exportFolder(folder).lines(path)) lines.push(line);
    return lines;
  };

  it('gives what is there, and nothing for a file that is not', async () => {
    writeFileSync(join(folder, 'bodies.ndjson'), 'one\ntwo\n');
    expect(await exportFolder(folder).file('bodies.ndjson')).toEqual(Buffer.from('one\ntwo\n'));
    expect(await linesOf('bodies.ndjson')).toEqual(['one', 'two']);
    expect(await exportFolder(folder).file('checkpoint')).toBeNull();
    expect(await linesOf('none')).toEqual([]);
  });

  it('ends a line at a newline alone', async () => {
    writeFileSync(join(folder, 'bodies.ndjson'), 'a\u2028b\u2029c\rd\u0085e\n\nf');
    expect(await linesOf('bodies.ndjson')).toEqual(['a\u2028b\u2029c\rd\u0085e', '', 'f']);
  });

  it('gives a line that is no UTF-8 as what it is not', async () => {
    writeFileSync(join(folder, 'bodies.ndjson'), Buffer.from([0x61, 0xff, 0x0a, 0x62, 0x0a]));
    expect(await linesOf('bodies.ndjson')).toEqual(['a\ufffd', 'b']);
  });

  // A folder of that name: it cannot be read by anybody, while root reads what is closed to others.
  it('does not call missing what cannot be read', async () => {
    mkdirSync(join(folder, 'checkpoint'));
    const unreadable = {
      code: 'log.unreadable',
      message: expect.stringMatching(/^expected to read .*\/checkpoint of an exported log, but EISDIR/),
    };
    await expect(exportFolder(folder).file('checkpoint')).rejects.toMatchObject(unreadable);
    await expect(linesOf('checkpoint')).rejects.toMatchObject(unreadable);
  });
});
