import { createWriteStream, existsSync, type WriteStream } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openRejects } from '../../../bin/cli/rejects.ts';

/** A disk that is full, as Linux has one for tests. */
const FULL = '/dev/full';
const REJECT = { line: 2, reason: 'expected a record, found none', remedy: 'mend it' };
const SAID = {
  code: 'storage.unwritable',
  message: expect.stringMatching(/^expected to write \/dev\/full, but ENOSPC.*; choose another place$/),
};

describe.runIf(existsSync(FULL))('the file of rejects on a full disk', () => {
  beforeEach(() => {
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  function open() {
    let stream: WriteStream | undefined;
    const rejects = openRejects(FULL, (path) => {
      stream = createWriteStream(path);
      return stream;
    });
    return { rejects, failed: new Promise<void>((resolve) => stream?.once('close', () => resolve())) };
  }

  it('ends the import in order at the next record, and once more at the end', async () => {
    const { rejects, failed } = open();
    rejects.add(REJECT);
    await failed;
    expect(() => rejects.add(REJECT)).toThrow(expect.objectContaining(SAID));
    await expect(rejects.close()).rejects.toMatchObject(SAID);
  });

  it('is told at the end where no record comes after', async () => {
    const { rejects } = open();
    rejects.add(REJECT);
    await expect(rejects.close()).rejects.toMatchObject(SAID);
  });
});
